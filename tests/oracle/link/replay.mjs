// Runs fixtures again: Node must still answer as it did (of the same major), the rules too, and lode must answer right.
//
//   node replay.mjs [--node PATH] [--lode PATH|none] [FIXTURE-FOLDER...]     default: all of found/

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultLode, defaultNode, majorOf } from '../ask.mjs';
import { askAll, coreNames } from './ask.mjs';
import { compare } from './compare.mjs';
import { answerOf, opinionOf, read } from './fixture.mjs';

const FOUND = join(dirname(fileURLToPath(import.meta.url)), 'found');
const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { node: { type: 'string', default: defaultNode() }, lode: { type: 'string', default: defaultLode() } },
});

const all = existsSync(FOUND) ? readdirSync(FOUND).sort().map((name) => join(FOUND, name)) : [];
const folders = positionals.length > 0 ? positionals : all;
const fixtures = folders.map((folder) => read(readFileSync(join(folder, 'case.txt'), 'utf8')));
const version = Number(await majorOf(values.node));
const tools = { node: values.node, lode: values.lode === 'none' ? undefined : values.lode, version, core: await coreNames(values.node) };
let passed = 0;
let failed = 0;
for (const [i, row] of (await askAll(fixtures.map(({ graph }) => graph), tools)).entries()) {
    const { problems } = compare(row, version);
    const isSameMajor = Number(fixtures[i].version.split('.')[0]) === version;
    for (const [who, written, now] of [['node', fixtures[i].node, answerOf(row)], ['rules', fixtures[i].rules, opinionOf(row)]]) {
        if (isSameMajor && JSON.stringify(written) !== JSON.stringify(now)) problems.push({ kind: `${who}: not as written`, detail: { written, now } });
    }
    if (problems.length === 0) passed++;
    else failed++;
    for (const { kind, detail } of problems) console.log(`${basename(folders[i])}: ${kind}\n  ${JSON.stringify(detail)}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
