// Runs the examples of README.md and docs/*.md and compares what they print.
//
// An example is a fenced block marked `console`. Each line that starts with "$ " is a command of sh (a
// backslash at the end of a line continues it); what follows, up to the next one, is its output, both
// streams together. Blocks run in a copy of fixtures/shop, with `lode` on the PATH and 80 columns; the
// blocks of one document share the copy, in order, and its path is written /home/you/shop. In expected output a line "..." stands for any number
// of lines. A comment right before the block can change where it runs:
//
//   <!-- in: build/corpora/cjs -->    in this folder of the project; skipped where it is not there
//   <!-- needs: engine -->            skipped where no engine was built
//   <!-- not run: REASON -->          counted as skipped
//
// UPDATE=1 writes the real output into the documents instead (blocks with "..." are left alone).

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, equal, finish, skip } from '../support/check.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const lode = process.env.LODE ?? join(root, 'build/lode');
const update = Boolean(process.env.UPDATE);
const documents = ['README.md', ...readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
// What the documents call the folder that a block runs in.
const HOME = '/home/you/shop';
const BLOCK = /(?:<!-- (?<key>in|needs|not run): (?<value>.*?) -->\n+)?^```console\n(?<body>[^]*?)^```$/gm;

const env = { ...process.env, PATH: `${dirname(lode)}:${process.env.PATH}`, NO_COLOR: '1', COLUMNS: '80', LC_ALL: 'C.UTF-8' };
for (const name of ['FORCE_COLOR', 'NODE_PATH', 'NODE_OPTIONS', 'CI']) delete env[name];

const hasEngine = spawnSync(lode, ['run', '-e', '']).status !== 2;

function examplesOf(body) {
    const examples = [];
    for (const line of body.split('\n').slice(0, -1)) {
        const last = examples.at(-1);
        if (last && !last.output.length && last.command.endsWith('\\')) last.command += `\n${line}`;
        else if (line.startsWith('$ ')) examples.push({ command: line.slice(2), output: [] });
        else if (last) last.output.push(line);
        else throw new Error(`a console block starts with "${line}", not with a command`);
    }
    return examples;
}

function outputOf(command, cwd) {
    const run = spawnSync('sh', ['-c', `exec 2>&1\n${command}`], { cwd, env, encoding: 'utf8', timeout: 120_000, input: '' });
    return run.stdout.split('\n').map((line) => line.trimEnd()).join('\n').replace(/\n$/, '');
}

// "..." lines become "any lines"; everything else is taken literally.
function agrees(expected, got) {
    if (!expected.includes('...')) return expected.join('\n') === got;
    const pieces = expected.join('\n').split(/^\.\.\.$/m).map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${pieces.join('(?:[^]*)')}$`).test(got);
}

for (const document of documents) {
    const place = mkdtempSync(join(realpathSync(tmpdir()), 'lode-docs-'));
    const copy = join(place, 'shop');
    cpSync(join(root, 'fixtures/shop'), copy, { recursive: true });
    let text = readFileSync(join(root, document), 'utf8');
    const made = [];
    for (const block of text.matchAll(BLOCK)) {
        const { key, value, body } = block.groups;
        const line = text.slice(0, block.index + block[0].indexOf('```')).split('\n').length;
        const name = `${document}:${line}`;
        if (key === 'not run') { skip(name, value); continue; }
        if (key === 'needs' && !hasEngine) { skip(name, 'there is no engine'); continue; }
        const cwd = key === 'in' ? join(root, value) : copy;
        if (!existsSync(cwd)) { skip(name, `${value} is not installed`); continue; }
        let fresh = '';
        for (const example of examplesOf(body)) {
            const got = outputOf(example.command, cwd).replaceAll(cwd, HOME);
            fresh += `$ ${example.command}\n${got}${got && '\n'}`;
            if (!update) await check(`${name}: ${example.command}`, () => {
                if (!agrees(example.output, got)) equal(got, example.output.join('\n'));
            });
        }
        if (update && !/^\.\.\.$/m.test(body)) made.push([body, fresh]);
    }
    if (update) {
        for (const [body, fresh] of made) text = text.replace(`\`\`\`console\n${body}`, () => `\`\`\`console\n${fresh}`);
        writeFileSync(join(root, document), text);
        process.stdout.write(`${document}: ${made.length} blocks written\n`);
    }
    rmSync(place, { recursive: true });
}
finish();
