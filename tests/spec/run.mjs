// Resolution told as texts: each *.txt here holds files, questions and answers (answer.c says how to read it).
//
//   node tests/spec/run.mjs [WORD...]     only specs whose name contains one of these
//   UPDATE=1 node tests/spec/run.mjs      writes lode's answers into the specs; then read the diff
//
// lode answers on the file system in memory. A question without "target" is put to real Node as well, on
// the same files laid out on the disk: path or URL and format, or code and message, must be the same.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { askNode, defaultNode, majorOf } from '../oracle/ask.mjs';
import { check, equal, finish, ok, skip } from '../support/check.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const program = join(process.env.LODE_OUT ?? join(here, '../../build'), 'tests/spec/answer');
const words = process.argv.slice(2);
const nodes = new Map();
for (const node of [defaultNode(), process.execPath]) nodes.set(await majorOf(node), node);

// { head, files: [[path, entry]], blocks: [{ question, answer }] }
function parse(text) {
    const at = text.search(/^\? /m);
    const [description, ...files] = text.slice(0, at).split(/^@ /m);
    const blocks = text.slice(at).split(/^(?=\? )/m).map((block) => {
        const [question, ...answer] = block.trimEnd().split('\n');
        return { question, answer: answer.join('\n') };
    });
    return { head: text.slice(0, at), description, files: files.map((file) => [file.slice(0, file.indexOf('\n')), file.slice(file.indexOf('\n') + 1)]), blocks };
}

function layOut(root, files) {
    for (const [name, content] of files) {
        const link = name.match(/^(.*) -> (.*)$/);
        const path = join(root, link ? link[1] : name);
        mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
        if (link) symlinkSync(link[2].startsWith('/') ? join(root, link[2]) : link[2], path);
        else if (!name.endsWith('/')) writeFileSync(path, content);
    }
}

// What Node says, in the words of a spec. Notes and traces are lode's own.
function asSpec(answer, root) {
    const plain = (text) => text.replaceAll(root, '');
    if (answer.code) return [`! ${answer.code}`, ...plain(answer.message).split('\n').map((line) => `  ${line}`)].join('\n');
    return `= ${plain(answer.path ?? answer.url)} ${answer.format ?? 'none'}`;
}
const ownWords = /^ *\d+ (yes|no |- ) |^ {2}\* /;
// After a relative specifier Node looks for what it could have meant from its working directory.
const comparable = (answer, specifier) => answer.split('\n').filter((line) => !ownWords.test(line)
    && !(specifier.startsWith('.') && line.startsWith('  Did you mean to import '))).join('\n');

async function compareWithNode(name, { files, blocks }) {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'lode-spec-')));
    layOut(root, files);
    const groups = new Map();
    for (const block of blocks) {
        const [, kind, specifier, from, options = ''] = block.question.match(/^\? (import|require) (.*?) from (\S+)(?: \| (.*))?$/);
        if (/target/.test(options)) continue;
        const version = options.match(/node (\d+)/)?.[1] ?? '26';
        const condition = options.match(/condition (\w+)/)?.[1];
        const setup = { conditions: condition ? [condition] : [], preserveSymlinks: options.includes('preserve symlinks') };
        const key = JSON.stringify([version, setup]);
        if (!groups.has(key)) groups.set(key, { version, setup, asked: [] });
        const located = specifier.startsWith('/p/') ? root + specifier : specifier.replace('file:///p/', `file://${root}/p/`);
        groups.get(key).asked.push({ block, request: { kind, specifier: located, from: from.startsWith('/') ? root + from : from } });
    }
    for (const { version, setup, asked } of groups.values()) {
        const node = nodes.get(version);
        if (!node) {
            skip(`${name} against Node ${version}`, 'it is not here');
            continue;
        }
        const answers = await askNode(node, asked.map(({ request }) => request), setup);
        for (const [i, { block, request }] of asked.entries()) {
            await check(`${name}: Node ${version}: ${block.question}`, () => equal(comparable(block.answer, request.specifier), comparable(asSpec(answers[i], root), request.specifier)));
        }
    }
    rmSync(root, { recursive: true });
}

for (const file of readdirSync(here).filter((name) => name.endsWith('.txt')).sort()) {
    if (words.length && !words.some((word) => file.includes(word))) continue;
    const text = readFileSync(join(here, file), 'utf8');
    const spec = parse(text);
    const run = spawnSync(program, [join(here, file)], { encoding: 'utf8' });
    if (process.env.UPDATE && run.status === 0) {
        writeFileSync(join(here, file), spec.head + run.stdout.replace(/^(?=\? )/gm, '\n').slice(1));
        process.stdout.write(`${file} written\n`);
        continue;
    }
    if (!await check(`${file} can be answered`, () => { equal([run.status, run.stderr], [0, '']); ok(spec.description.length > 20); })) continue;
    const answered = parse(run.stdout).blocks;
    equal(answered.length, spec.blocks.length);
    for (const [i, { question, answer }] of spec.blocks.entries()) {
        await check(`${file}: ${question}`, () => equal(answered[i].answer, answer));
    }
    await compareWithNode(file, spec);
}
finish();
