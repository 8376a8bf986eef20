// Asks real Node binaries which names their core modules export, and prints (or checks) the table
// that the graph compiles in.
//
//   node tools/core-names.mjs NODE20 NODE22 NODE24 NODE26
//       prints the text of graph/core_names.def
//   node tools/core-names.mjs --check NODE20 NODE22 NODE24 NODE26
//       compares with that file; exit status 1 on a difference
//
// The binaries may come in any order; each says itself which major it is. With --check it is fine
// to give fewer of them: only the rows of the majors that were given are compared.
//
// The names are Object.keys of the namespace, in a process without flags, IPC channel or
// NODE_OPTIONS, for every module that resolver/core_modules.def gives that version. `default` is
// left out: every core module has it.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAJORS = [20, 22, 24, 26];
const TABLE = fileURLToPath(new URL('../graph/core_names.def', import.meta.url));
const MODULES = fileURLToPath(new URL('../resolver/core_modules.def', import.meta.url));
const WIDTH = 116;

// Each module is asked in a process of its own, since some add names to others when they load. It is
// a file, not an argument, because `node -e` adds names to `process`.
const PROBE = `
process.removeAllListeners('warning');
const namespace = await import('node:' + process.argv[2]);
const names = Object.keys(namespace).filter((name) => name !== 'default');
const version = process.version;
process.stdout.write(JSON.stringify({ major: parseInt(version.slice(1), 10), version, names }));
process.exit(0);
`;

function run(binary, file, id) {
    const env = { PATH: process.env.PATH };
    const result = spawnSync(binary, ['--no-warnings', file, id], { encoding: 'utf8', env, cwd: '/', timeout: 60000 });
    if (result.status !== 0) throw new Error(`${binary}, ${id}:\n${result.stderr || result.error}`);
    return JSON.parse(result.stdout);
}

function modulesOf(major) {
    const pattern = /^LODE_CORE_MODULE\("([^"]+)", [01], ([V0-9 |]+)\)$/gm;
    return [...readFileSync(MODULES, 'utf8').matchAll(pattern)]
        .filter(([, , mask]) => mask.split(' | ').includes(`V${major}`))
        .map(([, id]) => id);
}

function ask(binary, file) {
    const { major, version } = run(binary, file, 'fs');
    if (!MAJORS.includes(major)) throw new Error(`${version}: no column for this major`);
    const modules = new Map();
    for (const id of modulesOf(major)) modules.set(id, run(binary, file, id).names);
    return { major, version, modules };
}

const byBytes = (left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right));
const maskOf = (majors) => MAJORS.filter((major) => majors.has(major)).map((major) => `V${major}`).join(' | ');

// Map of module id to map of mask to sorted names.
function merge(answers) {
    const ids = [...new Set(answers.flatMap(({ modules }) => [...modules.keys()]))].sort(byBytes);
    return new Map(ids.map((id) => {
        const majorsOf = new Map();
        for (const { major, modules } of answers) {
            for (const name of modules.get(id) ?? []) {
                if (!/^[^\s"\\]+$/.test(name)) throw new Error(`${id}: the table cannot hold ${JSON.stringify(name)}`);
                majorsOf.set(name, (majorsOf.get(name) ?? new Set()).add(major));
            }
        }
        const groups = new Map();
        for (const name of [...majorsOf.keys()].sort(byBytes)) {
            const mask = maskOf(majorsOf.get(name));
            groups.set(mask, [...(groups.get(mask) ?? []), name]);
        }
        return [id, new Map([...groups].sort(([left], [right]) => byBytes(left, right)))];
    }));
}

// One string literal for each line; the compiler joins them.
function wrap(names) {
    const lines = [''];
    names.forEach((name, index) => {
        const word = index === names.length - 1 ? name : `${name} `;
        if (lines.at(-1).length + word.length > WIDTH - 6) lines.push('');
        lines[lines.length - 1] += word;
    });
    return lines.map((line) => `    "${line}"`).join('\n');
}

function print(answers) {
    const rows = [...merge(answers)].flatMap(([id, groups]) =>
        [...groups].map(([mask, names]) => `LODE_CORE_NAMES("${id}", ${mask},\n${wrap(names)})`));
    const versions = answers.map(({ version }) => version.slice(1)).join(', ');
    return `/* Names that each core module exports, as an X-macro table.
 *
 * LODE_CORE_NAMES(module without "node:", majors, names with a space between)
 *
 * A module has one row for each set of majors that share names, and each name is in one row. Modules
 * are sorted by bytes, and so are the names of a row. A module without a name but \`default\`, which is
 * never here, has no row.
 *
 * The names are those on Linux, without flags. Names that a flag adds are not here, nor are those
 * of \`process\` that come with an IPC channel or \`node -e\`. Other platforms lack a few (Windows
 * has no process.getuid) and have other constants.
 *
 * Written by tools/core-names.mjs from Node ${versions};
 * do not edit by hand. To regenerate or to check it (paths of real binaries, any order):
 *   node tools/core-names.mjs NODE20 NODE22 NODE24 NODE26 > graph/core_names.def
 *   node tools/core-names.mjs --check NODE20 NODE22 NODE24 NODE26
 */
${rows.join('\n')}
`;
}

// Map of "id name" to the set of majors.
function readTable() {
    const table = new Map();
    const text = readFileSync(TABLE, 'utf8');
    const pattern = /^LODE_CORE_NAMES\("([^"]+)", ([V0-9 |]+),\n((?: {4}"[^"\n]*"\n?)+)\)$/gm;
    let rows = 0;
    let previous = '';
    for (const [, id, mask, literals] of text.matchAll(pattern)) {
        rows++;
        if (byBytes(previous, id) > 0) throw new Error(`${id}: the table is not sorted`);
        previous = id;
        const names = [...literals.matchAll(/"([^"]*)"/g)].map(([, part]) => part).join('').split(' ');
        names.forEach((name, index) => {
            if (index > 0 && byBytes(names[index - 1], name) >= 0) throw new Error(`${id}: ${name} is not sorted`);
            const key = `${id} ${name}`;
            if (table.has(key)) throw new Error(`${key} is there twice`);
            table.set(key, new Set(mask.split(' | ').map((word) => Number(word.slice(1)))));
        });
    }
    if (rows !== (text.match(/^LODE_CORE_NAMES\(/gm) ?? []).length) throw new Error('a row cannot be read');
    return table;
}

function check(answers) {
    const table = readTable();
    const problems = [];
    for (const { major, version, modules } of answers) {
        const asked = new Set([...modules].flatMap(([id, names]) => names.map((name) => `${id} ${name}`)));
        for (const key of asked) {
            if (!table.get(key)?.has(major)) problems.push(`${version} has ${key}, the table does not`);
        }
        for (const [key, majors] of table) {
            if (majors.has(major) && !asked.has(key)) problems.push(`${version} lacks ${key}, the table has it`);
        }
    }
    return problems;
}

const args = process.argv.slice(2);
const checking = args[0] === '--check';
const binaries = checking ? args.slice(1) : args;
if (binaries.length === 0 || binaries.some((arg) => arg.startsWith('-'))) {
    process.stderr.write('usage: core-names.mjs [--check] NODE...\n');
    process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'lode-core-names-'));
let answers;
try {
    const file = join(folder, 'probe.mjs');
    writeFileSync(file, PROBE);
    answers = binaries.map((binary) => ask(binary, file)).sort((left, right) => left.major - right.major);
} finally {
    rmSync(folder, { recursive: true });
}
if (checking) {
    const problems = check(answers);
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    if (problems.length === 0) {
        process.stdout.write(`core names agree: ${answers.map(({ version }) => version).join(' ')}\n`);
    }
    process.exit(problems.length === 0 ? 0 : 1);
}
if (MAJORS.join() !== answers.map(({ major }) => major).join()) {
    process.stderr.write(`printing needs one binary of each of ${MAJORS.join(', ')}\n`);
    process.exit(2);
}
process.stdout.write(print(answers));
