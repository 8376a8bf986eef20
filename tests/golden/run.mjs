// Runs commands on small projects and compares what they print, byte for byte.
//
//   node tests/golden/run.mjs [WORD...]    only cases whose name contains one of these
//   UPDATE=1 node tests/golden/run.mjs     writes what was printed; then read the diff
//
// A scenario is a folder: files.txt holds its project, each file after a line "-- path --"; make.sh, where
// there is one, adds what a text cannot hold (links, odd names, a git history). A scenario with a file
// `needs-engine` is skipped where no engine was built. A case is a file *.case of
// the scenario: lines of "# comment", the command after "$ ", then the sections "--- stdout", "--- stderr"
// and "--- status N". An empty section is left out. "--- terminal WxH" before the sections makes it run
// on a terminal of that size, where both streams are one. In output, @ROOT@ stands for the project's folder.
//
// peers.mjs compares the shapes of other tools with what those tools say; it is the case "peers". check.mjs
// reads the formats of `lode check` back; it runs with the word "check".
//
// Every JSON document that a case prints is checked against docs/schema/, where fields that no schema
// describes are failures too; a SARIF log is checked against the schema of SARIF 2.1.0.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, equal, finish, skip } from '../support/check.mjs';
import { sarifProblems, schemaProblems } from './schema.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const lode = process.env.LODE ?? join(here, '../../build/lode');
const update = Boolean(process.env.UPDATE);
const words = process.argv.slice(2);
const hasEngine = spawnSync(lode, ['run', '-e', '']).status !== 2;
const hasScript = !spawnSync('script', ['--version']).error;

const env = { ...process.env, LODE_PROJECT: join(here, '../..'), PATH: `${dirname(lode)}:${process.env.PATH}`, LC_ALL: 'C.UTF-8', TERM: 'xterm', CI: '1', HOME: '/nonexistent' };
for (const name of ['NODE_PATH', 'NO_COLOR', 'FORCE_COLOR', 'COLUMNS', 'LINES', 'GIT_DIR', 'GIT_WORK_TREE', 'GITHUB_WORKSPACE', 'CI_PROJECT_DIR']) delete env[name];
Object.assign(env, {
    GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com',
});

function unpack(scenario, root) {
    const text = readFileSync(join(here, scenario, 'files.txt'), 'utf8');
    const pieces = text.split(/^-- (.+) --\n/m).slice(1);
    for (let i = 0; i < pieces.length; i += 2) {
        const path = join(root, pieces[i]);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, pieces[i + 1]);
    }
    const script = join(here, scenario, 'make.sh');
    if (!existsSync(script)) return;
    const made = spawnSync('sh', ['-eu', script], { cwd: root, env, encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`${scenario}/make.sh: ${made.stderr}`);
}

function parseCase(text) {
    const head = /^((?:#.*\n)*)\$ (.+)\n(?:--- terminal (\d+)x(\d+)\n)?/.exec(text);
    if (!head) throw new Error('a case begins with comments and a line "$ COMMAND"');
    const expected = { stdout: '', stderr: '', status: 0 };
    for (const [, name, value, body] of text.slice(head[0].length).matchAll(/^--- (stdout|stderr|status)(?: (\d+))?\n([^]*?)(?=^--- (?:stdout|stderr|status)|$(?![^]))/gm)) {
        expected[name] = name === 'status' ? Number(value) : body;
    }
    return { head: head[0], command: head[2], columns: head[3], rows: head[4], expected };
}

function printCase(head, { stdout, stderr, status }) {
    const section = (name, body) => (body === '' ? '' : `--- ${name}\n${body.endsWith('\n') ? body : `${body}\n`}`);
    return `${head}${section('stdout', stdout)}${section('stderr', stderr)}${status ? `--- status ${status}\n` : ''}`;
}

// What differs from run to run for good reasons.
const steady = (text, root) => text.replaceAll(root, '@ROOT@')
    .replace(/ in [\d.]+ m?s; asked the system for .*/g, ' in TIME; asked the system for COUNTS');

function execute({ command, columns, rows }, root) {
    // A terminal has one stream and ends lines with CR LF.
    const [program, args] = columns
        ? ['script', ['-qec', `stty cols ${columns} rows ${rows}; ${command}`, '/dev/null']]
        : ['sh', ['-c', command]];
    const run = spawnSync(program, args, { cwd: root, env, encoding: 'utf8', input: '', timeout: 60_000 });
    if (run.error) throw run.error;
    const stdout = columns ? run.stdout.replaceAll('\r\n', '\n') : run.stdout;
    return { stdout: steady(stdout, root), stderr: steady(run.stderr, root), status: run.status };
}

for (const scenario of readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort()) {
    const cases = readdirSync(join(here, scenario)).filter((name) => name.endsWith('.case')).sort();
    const wanted = cases.filter((name) => !words.length || words.some((word) => `${scenario}/${name}`.includes(word)));
    if (!wanted.length) continue;
    if (!hasEngine && existsSync(join(here, scenario, 'needs-engine'))) {
        skip(scenario, 'there is no engine');
        continue;
    }
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'lode-golden-')));
    unpack(scenario, root);
    for (const name of wanted) {
        const file = join(here, scenario, name);
        const label = `${scenario}/${name.replace(/\.case$/, '')}`;
        await check(label, () => {
            const parsed = parseCase(readFileSync(file, 'utf8'));
            if (parsed.columns && !hasScript) {
                skip(label, 'there is no script(1) to make a terminal');
                return;
            }
            const got = execute(parsed, root);
            equal(schemaProblems(parsed.command, got.stdout), []);
            equal(sarifProblems(got.stdout), []);
            const made = printCase(parsed.head, got);
            if (update) writeFileSync(file, made);
            else equal(made, printCase(parsed.head, parsed.expected));
        });
    }
    rmSync(root, { recursive: true, force: true });
}

if (!words.length || words.includes('check')) await import('./check.mjs');
if (!words.length || words.includes('peers')) await import('./peers.mjs');
finish();
