// Asks the lexer of Node 20 or 22 which characters outside ASCII it takes for letters, and prints (or checks) the table
// that lode compiles in.
//
//   node identifiers.mjs NODE20            prints the text of syntax/cjs_identifiers.def
//   node identifiers.mjs --check NODE20    compares with that file; exit status 1 on a difference
//
// Takes half a minute: the lexer is asked about every code point, twice.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const TABLE = fileURLToPath(new URL('../../../syntax/cjs_identifiers.def', import.meta.url));
const WIDTH = 118;

// Runs inside the Node that is asked: [first, last, kind] of each range.
const PROBE = `
const { parse } = require('internal/deps/cjs-module-lexer/lexer');
function names(text) {
    try {
        return parse(text).exports;
    } catch {
        return [];
    }
}
function kindOf(code) {
    const character = String.fromCodePoint(code);
    if (code >= 0xd800 && code <= 0xdfff) return null;
    if (names('exports.' + character + '=1').length > 0) return 'START';
    return names('exports.a' + character + '=1')[0] === 'a' + character ? 'PART' : null;
}
const ranges = [];
let range = [0, 0, null];
for (let code = 0x80; code <= 0x10ffff; code++) {
    const kind = kindOf(code);
    if (kind === range[2]) range[1] = code;
    else ranges.push(range = [code, code, kind]);
}
process.stdout.write(JSON.stringify(ranges.filter(([, , kind]) => kind)));
`;

function print(ranges) {
    const hex = (code) => `0x${code.toString(16).toUpperCase()}`;
    const lines = [];
    for (const [first, last, kind] of ranges) {
        const row = `R(${hex(first)}, ${hex(last)}, ${kind})`;
        const line = `${lines.at(-1)}, ${row}`;
        if (lines.length > 0 && line.length <= WIDTH) lines[lines.length - 1] = line;
        else lines.push(row);
    }
    return `/*
 * Characters of identifiers outside ASCII as cjs-module-lexer 2.2.0 knows them: R(first, last, kind),
 * ascending, kind START (anywhere in an identifier) or PART (not at its start).
 *
 * Written by tests/oracle/names/identifiers.mjs, which asks the lexer about every code point;
 * do not edit by hand.
 */
${lines.join(',\n')}
`;
}

const args = process.argv.slice(2);
const checking = args[0] === '--check';
const node = args[checking ? 1 : 0];
if (!node || node.startsWith('-')) {
    process.stderr.write('usage: identifiers.mjs [--check] NODE20\n');
    process.exit(2);
}
const run = spawnSync(node, ['--no-warnings', '--expose-internals', '-e', PROBE], { encoding: 'utf8', maxBuffer: 2 ** 26 });
if (run.status !== 0) throw new Error(`${node} failed:\n${run.stderr || run.error}`);
const text = print(JSON.parse(run.stdout));
if (!checking) {
    process.stdout.write(text);
} else if (text === readFileSync(TABLE, 'utf8')) {
    process.stdout.write('1 passed, 0 failed\n');
} else {
    process.stdout.write('syntax/cjs_identifiers.def differs from what Node says\n0 passed, 1 failed\n');
    process.exitCode = 1;
}
