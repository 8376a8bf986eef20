// The table of docs/core-modules.md: each core module of Node 26, whether lode has it, and which of its names are
// missing.
//
//   node tools/core-table.mjs [--lode PATH]            writes the table into the page
//   node tools/core-table.mjs --check [--lode PATH]    compares; the last line is "N passed, N failed"
//   node tools/core-table.mjs --more [--lode PATH]     prints the names that lode has and Node has not
//
// Both are asked for the names of each module, of the objects it exports, and of what its classes have and give to
// their instances. Names that begin with "_" are nobody's business. A name that is there may still do less than
// Node's: those cases are told in NOTES, and in docs/differences.md.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultLode, defaultNode } from '../tests/oracle/ask.mjs';
import { check, equal, finish } from '../tests/support/check.mjs';

const PAGE = fileURLToPath(new URL('../docs/core-modules.md', import.meta.url));
const MARKS = ['<!-- written by tools/core-table.mjs -->\n', '<!-- end of the table -->\n'];

// What the names do not tell. One sentence each, without the full stop.
const NOTES = {
    module: 'hooks in threads (`register`) are not there, `registerHooks` is',
    constants: 'those of OpenSSL belong to `crypto`, which is not there',
    async_hooks: 'contexts follow promises, timers, ticks and callbacks; `asyncWrapProviders` names what lode has',
    vm: 'code runs in the global of the program: there are no other contexts',
    tty: 'streams on the descriptors that the process has',
    punycode: 'as deprecated as in Node',
};

const PROBE = `
const { builtinModules } = require('node:module');
const OWN = new Set(['length', 'name', 'prototype', 'arguments', 'caller', 'constructor', 'withoutStackTrace']);
const look = (object, key) => { try { return object[key]; } catch { return undefined; } };
const namesOf = (object) => Object.getOwnPropertyNames(object).filter((key) => !OWN.has(key) && !key.startsWith('_'));
function membersOf(value) {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function') || Array.isArray(value) || ArrayBuffer.isView(value)) return [];
    const names = namesOf(value);
    const prototype = typeof value === 'function' && look(value, 'prototype');
    if (prototype && typeof prototype === 'object') names.push(...namesOf(prototype).map((key) => 'prototype.' + key));
    return names;
}
function shape(object) {
    const names = namesOf(object);
    return names.flatMap((key) => [key, ...(look(object, key) === object || key === 'global' || key === 'globalThis' ? [] : membersOf(look(object, key)).map((member) => key + '.' + member))]);
}
process.removeAllListeners('warning');
const modules = {};
for (const name of builtinModules.filter((name) => !name.startsWith('_'))) {
    try { modules[name] = shape(require(name.startsWith('node:') ? name : 'node:' + name)); } catch (error) { modules[name] = null; }
}
require('node:fs').writeFileSync(process.env.CORE_ANSWER, JSON.stringify({ modules, globals: shape(globalThis) }));
process.exit(0);
`;
// Kept apart by module where another one has the whole: its names count once.
const SAME = { sys: 'util', 'path/posix': 'path', 'path/win32': 'path' };
// process.env and the like differ by where they run.
const VARYING = /^(?:process\.)?(?:env|argv|execArgv|config|features|release|versions|report|allowedNodeEnvironmentFlags|binding|stdin|stdout|stderr|mainModule|channel|connected|disconnect|send)(?:\.|$)/;

function ask(command) {
    const folder = mkdtempSync(join(tmpdir(), 'lode-core-'));
    try {
        const answer = join(folder, 'answer.json');
        writeFileSync(join(folder, 'probe.cjs'), PROBE);
        const run = spawnSync(command[0], [...command.slice(1), 'probe.cjs'], { cwd: folder, encoding: 'utf8', env: { ...process.env, CORE_ANSWER: answer, NODE_OPTIONS: '' }, timeout: 60_000 });
        if (run.status !== 0) throw new Error(`${command.join(' ')}: status ${run.status}\n${run.stderr}`);
        return JSON.parse(readFileSync(answer, 'utf8'));
    } finally {
        rmSync(folder, { recursive: true });
    }
}

// What stands in `whole` and not in `part`; members only of what is there.
function lacking(whole, part) {
    const have = new Set(part);
    const gone = whole.filter((name) => !have.has(name) && !VARYING.test(name));
    const parents = new Set(gone);
    return gone.filter((name) => !name.includes('.') || !parents.has(name.slice(0, name.indexOf('.'))));
}

const FEW = 6;
const MANY = 24;

// Names as text; many members of one object, or very many names, as their number.
function code(names) {
    const groups = new Map();
    for (const name of names) {
        const parent = /^(.+)\.[^.]+$/.exec(name)?.[1] ?? '';
        groups.set(parent, [...groups.get(parent) ?? [], name]);
    }
    return [...groups].map(([parent, members]) => {
        const shown = members.length > (parent ? FEW : MANY) ? members.slice(0, 3) : members;
        const rest = members.length - shown.length;
        return shown.map((name) => `\`${name}\``).join(', ') + (rest ? ` and ${rest} more${parent ? ` of \`${parent}\`` : ''}` : '');
    }).join(', ');
}

function row(name, fromNode, fromLode) {
    if (!fromLode) return `| \`${name}\` | no | |`;
    const [ours, theirs] = SAME[name] ? [[], []] : [fromLode, fromNode];
    const missing = lacking(theirs, ours);
    const total = theirs.filter((key) => !VARYING.test(key)).length;
    const there = total ? `${total - theirs.filter((key) => !VARYING.test(key) && !ours.includes(key)).length} of ${total}` : `as \`${SAME[name]}\``;
    const note = NOTES[name] && `${NOTES[name]}${missing.length ? '; ' : ''}`;
    return `| \`${name}\` | ${there} | ${note ?? ''}${missing.length ? `missing: ${code(missing)}` : ''} |`;
}

function table(node, lode) {
    const names = Object.keys(node.modules).sort();
    const have = names.filter((name) => lode.modules[name]);
    const none = names.filter((name) => !lode.modules[name]);
    return [
        `Provided, ${have.length} of ${names.length}:`, '',
        '| module | names | notes |', '|---|---|---|', ...have.map((name) => row(name, node.modules[name], lode.modules[name])), '',
        `Not provided: ${none.map((name) => `\`${name}\``).join(', ')}.`, '',
        `Globals that Node has and lode has not: ${lacking(node.globals, lode.globals).map((name) => `\`${name}\``).join(', ') || 'none'}.`, '',
    ].join('\n');
}

const args = process.argv.slice(2);
const lodePath = args.includes('--lode') ? args[args.indexOf('--lode') + 1] : process.env.LODE ?? defaultLode();
const node = ask([defaultNode()]);
const lode = ask([resolve(lodePath), 'run']);
if (args.includes('--more')) {
    for (const name of Object.keys(node.modules)) {
        const more = lode.modules[name] ? lacking(lode.modules[name], node.modules[name]) : [];
        if (more.length) console.log(`${name}: ${more.join(' ')}`);
    }
    console.log(`globals: ${lacking(lode.globals, node.globals).join(' ')}`);
} else {
    const page = readFileSync(PAGE, 'utf8');
    const from = page.indexOf(MARKS[0]) + MARKS[0].length;
    const to = page.indexOf(MARKS[1]);
    const made = `\n${table(node, lode)}\n`;
    if (!args.includes('--check')) writeFileSync(PAGE, page.slice(0, from) + made + page.slice(to));
    else {
        await check('docs/core-modules.md is what both say (node tools/core-table.mjs)', () => equal(page.slice(from, to).split('\n'), made.split('\n')));
        finish();
    }
}
