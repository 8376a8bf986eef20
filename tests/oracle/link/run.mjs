// Random module graphs, asked of Node, of lode and of the words of the specification.
//
//   node run.mjs [--cases N] [--seed S] [--first I] [--node PATH] [--lode PATH|none]
//                [--shrink N] [--causes] [--found DIR] [--show N]
//
// The seed is always printed; `--seed S --first I --cases 1` makes case I of seed S again. Of each kind of difference
// the first case is shrunk (up to --shrink kinds; with --causes also one of each exception) and written to --found
// (default build/oracle-found; what is worth keeping moves to found/ here). `--lode none` compares Node with the rules
// alone. Ends with `N passed, N failed`, counting graphs; exit status 1 on failures.

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, defaultLode, defaultNode, lines } from '../ask.mjs';
import { askAll, coreNames } from './ask.mjs';
import { CAUSES, compare } from './compare.mjs';
import { write } from './fixture.mjs';
import { generate } from './generate.mjs';
import { textOf } from './model.mjs';
import { shrink } from './shrink.mjs';

const AT_ONCE = 1000;

const { values } = parseArgs({
    options: {
        cases: { type: 'string', default: '500' }, seed: { type: 'string' }, first: { type: 'string', default: '0' },
        node: { type: 'string', default: defaultNode() }, lode: { type: 'string', default: defaultLode() },
        shrink: { type: 'string', default: '5' }, causes: { type: 'boolean', default: false },
        found: { type: 'string', default: join(ROOT, 'build', 'oracle-found') }, show: { type: 'string', default: '1' },
    },
});

const seed = values.seed === undefined ? (Date.now() ^ (process.pid << 16)) >>> 0 : Number(values.seed);
const first = Number(values.first);
const count = Number(values.cases);
const [exact] = (await lines(values.node, ['-p', 'process.versions.node'], [])).rows;
const version = Number(exact.split('.')[0]);
const core = await coreNames(values.node);
const tools = { node: values.node, lode: values.lode === 'none' ? undefined : values.lode, version, core };
console.log(`link graphs: seed ${seed}, cases ${first} to ${first + count - 1}, Node ${exact}`);

const outcomes = { links: 0, 'does not link': 0, 'early error': 0 };
const causes = new Map();
const kinds = new Map();
const toShrink = new Map();
let passed = 0;
let failed = 0;

function report(row, index, { kind, detail }) {
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (kinds.get(kind) > Number(values.show)) return;
    console.log(`${kind} (case ${index})\n  ${JSON.stringify(detail)}`);
    for (const file of row.graph.files) console.log(`  --- ${file.name}\n${textOf(file).replace(/^/gm, '  ').trimEnd()}`);
}

for (let done = 0; done < count; done += AT_ONCE) {
    const cases = Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, i) => generate(seed, first + done + i, core));
    for (const [i, row] of (await askAll(cases, tools)).entries()) {
        const index = first + done + i;
        const { early, keys } = row.rules[0];
        outcomes[early.length > 0 ? 'early error' : keys ? 'links' : 'does not link']++;
        const found = compare(row, version);
        for (const problem of found.problems) {
            report(row, index, problem);
            if (!toShrink.has(problem.kind)) toShrink.set(problem.kind, { index, graph: row.graph });
        }
        for (const cause of found.causes) {
            causes.set(cause, (causes.get(cause) ?? 0) + 1);
            if (values.causes && !toShrink.has(cause)) toShrink.set(cause, { index, graph: row.graph });
        }
        if (found.problems.length === 0) passed++;
        else failed++;
    }
    if (count > AT_ONCE * 5) console.log(`${done + cases.length} graphs, ${passed} passed, ${failed} failed`);
}

async function fixture(wanted, { index, graph }) {
    const small = await shrink(graph, wanted, tools);
    if (!small) return console.log(`  not shown again alone: ${wanted}`);
    const [row] = await askAll([small], tools);
    const problem = compare(row, version).problems.find(({ kind }) => kind === wanted);
    const why = `${CAUSES[wanted] ?? wanted}${problem ? ` ${JSON.stringify(problem.detail)}` : ''} (seed ${seed}, case ${index})`;
    const text = write({ why, version: exact, row });
    const name = `link-${wanted.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${createHash('sha256').update(text).digest('hex').slice(0, 6)}`;
    const folder = join(resolve(values.found), name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'case.txt'), text);
    console.log(`  ${join(folder, 'case.txt')}`);
}

for (const [wanted, case_] of [...toShrink].slice(0, Number(values.shrink))) await fixture(wanted, case_);
for (const [kind, n] of [...kinds].sort((a, b) => b[1] - a[1])) console.log(`${n} x ${kind}`);
for (const [cause, n] of causes) console.log(`${n} x exception: ${CAUSES[cause]}`);
console.log(Object.entries(outcomes).map(([name, n]) => `${n} ${name}`).join(', '));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
