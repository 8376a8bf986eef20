// Runs fixtures again: what Node answered must still be what Node answers (of the same major), and
// lode must answer the same.
//
//   node replay.mjs [--node PATH] [--lode PATH] [FIXTURE-FOLDER...]     default: all of ../found

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultLode, defaultNode, differences, majorOf } from '../ask.mjs';
import { excepted, readExceptions } from '../report.mjs';
import { askCases, makeBase, removeBase, unrooted } from './disk.mjs';
import { read } from './spec.mjs';

const FOUND = join(dirname(fileURLToPath(import.meta.url)), '..', 'found');
const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        node: { type: 'string', default: defaultNode() }, lode: { type: 'string', default: defaultLode() },
    },
});

const all = existsSync(FOUND) ? readdirSync(FOUND).sort().map((name) => join(FOUND, name)) : [];
const folders = positionals.length > 0 ? positionals : all;
const cases = folders.map((folder) => read(readFileSync(join(folder, 'case.txt'), 'utf8')));
const nodeVersion = await majorOf(values.node);
const exceptions = readExceptions();
const base = makeBase();
let failed = 0;
try {
    const results = await askCases(base, cases, { ...values, nodeVersion, alone: true });
    for (const [i, where] of results.entries()) {
        const [row] = where.asked;
        const node = unrooted(row.node, where);
        const lode = unrooted(row.lode, where);
        const written = cases[i].version.split('.')[0] === nodeVersion ? cases[i].node : node;
        for (const [who, answer] of [['Node', node], ['lode', lode]]) {
            const fields = differences(row.question, written, answer);
            const isMeant = who === 'lode' && excepted(exceptions, fields, row.question, written, answer, nodeVersion);
            if (fields.length === 0 || isMeant) continue;
            failed++;
            console.log(`${folders[i]}: ${who} differs in ${fields.join(', ')}\n` +
                `  written: ${JSON.stringify(written)}\n  ${who}:    ${JSON.stringify(answer)}`);
        }
    }
} finally {
    removeBase(base);
}
console.log(`${cases.length * 2 - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
