// Oracle b: random package trees and requests, asked of Node and of lode.
//
//   node run.mjs [--cases N] [--seed S] [--first I] [--node PATH] [--node-version V] [--lode PATH]
//                [--messages fail|count] [--shrink N] [--found DIR] [--show N]
//
// The seed is always printed; `--seed S --first I --cases 1` makes case I of seed S again. Of each
// cause of difference the first case is shrunk (up to --shrink causes) and written to --found (default
// build/oracle-found; what is worth keeping moves to ../found with a name and a reason of its own).
// Ends with `N passed, N failed`, counting requests; exit status 1 on failures.

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, defaultLode, defaultNode, differences, lines, majorOf } from '../ask.mjs';
import { Tally, readExceptions } from '../report.mjs';
import { askCases, makeBase, removeBase, unrooted } from './disk.mjs';
import { shrink, signature } from './shrink.mjs';
import { write } from './spec.mjs';
import { makeCase } from './tree.mjs';

const FOUND = join(ROOT, 'build', 'oracle-found');
const AT_ONCE = 1000;

const { values } = parseArgs({
    options: {
        cases: { type: 'string', default: '2000' }, seed: { type: 'string' },
        first: { type: 'string', default: '0' }, node: { type: 'string', default: defaultNode() },
        'node-version': { type: 'string' }, lode: { type: 'string', default: defaultLode() },
        messages: { type: 'string', default: 'fail' }, shrink: { type: 'string', default: '5' },
        found: { type: 'string', default: FOUND }, show: { type: 'string', default: '1' },
    },
});

const seed = values.seed === undefined ? (Date.now() ^ (process.pid << 16)) >>> 0 : Number(values.seed);
const first = Number(values.first);
const count = Number(values.cases);
const tools = {
    node: values.node, lode: values.lode,
    nodeVersion: values['node-version'] ?? await majorOf(values.node),
};
const [exact] = (await lines(values.node, ['-p', 'process.versions.node'], [])).rows;
console.log(`seed ${seed}, cases ${first} to ${first + count - 1}, Node ${exact}`);

const tally = new Tally({
    exceptions: readExceptions(), version: tools.nodeVersion, show: Number(values.show),
});
const toShrink = new Map();

for (let done = 0; done < count; done += AT_ONCE) {
    const cases = Array.from({ length: Math.min(AT_ONCE, count - done) },
        (_, i) => makeCase(seed, first + done + i));
    const base = makeBase();
    try {
        const results = await askCases(base, cases, tools);
        results.forEach((where, i) => where.asked.forEach((row, r) => {
            // The report shows the requests as they were made, not where they happened to be.
            const shown = {
                question: { ...cases[i].requests[r], case: cases[i].index, broken: row.question.broken },
                node: unrooted(row.node, where), lode: unrooted(row.lode, where),
            };
            const fields = tally.add(shown.question, shown.node, shown.lode);
            if (fields.length === 0) return;
            if (fields[0] === 'message' && values.messages !== 'fail') return;
            const key = signature(row);
            if (!toShrink.has(key)) {
                toShrink.set(key, { ...cases[i], requests: [cases[i].requests[r]] });
            }
        }));
    } finally {
        removeBase(base);
    }
    if (count > AT_ONCE * 5) console.log(`${done + cases.length} cases, ${tally.passed} passed, ` +
        `${tally.failed} failed, ${tally.messages} with another message`);
}

async function fixture(case_, key) {
    const small = await shrink(case_, key, tools);
    if (!small) {
        console.log(`  not shown again alone: ${key}`);
        return;
    }
    const base = makeBase();
    try {
        const [where] = await askCases(base, [small], tools);
        const [row] = where.asked;
        const node = unrooted(row.node, where);
        const lode = unrooted(row.lode, where);
        const text = write({
            why: `${differences(row.question, node, lode).join(' and ')}: lode answered ${JSON.stringify(lode)} ` +
                `(seed ${seed}, case ${case_.index})`,
            request: small.requests[0], setup: small.setup, node, version: exact, files: small.files,
        });
        const name = `${key.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-` +
            createHash('sha256').update(text).digest('hex').slice(0, 6);
        const folder = join(resolve(values.found), name);
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, 'case.txt'), text);
        console.log(`  ${join(folder, 'case.txt')}`);
    } finally {
        removeBase(base);
    }
}

const report = tally.text();
if (report) console.log(report);
for (const [key, case_] of [...toShrink].slice(0, Number(values.shrink))) await fixture(case_, key);

const strict = values.messages === 'fail';
console.log(`seed ${seed}: ${tally.failed} different, ${tally.messages} with another message`);
console.log(`${tally.passed + (strict ? 0 : tally.messages)} passed, ` +
    `${tally.failed + (strict ? tally.messages : 0)} failed`);
process.exitCode = tally.failed + (strict ? tally.messages : 0) > 0 ? 1 : 0;
