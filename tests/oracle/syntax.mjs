// The format that Node settles by looking at the syntax: each text of random/sources.mjs as a .js file
// without `type`, imported and required.
//
//   node syntax.mjs [--node PATH] [--lode PATH] [--show N]
//
// Ends with `N passed, N failed`; exit status 1 on failures.

import { parseArgs } from 'node:util';
import { defaultLode, defaultNode, majorOf } from './ask.mjs';
import { askCases, makeBase, removeBase, unrooted } from './random/disk.mjs';
import { SOURCES } from './random/sources.mjs';
import { Tally, readExceptions } from './report.mjs';

const { values } = parseArgs({
    options: {
        node: { type: 'string', default: defaultNode() }, lode: { type: 'string', default: defaultLode() },
        show: { type: 'string', default: '20' },
    },
});
const nodeVersion = await majorOf(values.node);
const setup = { preserveSymlinks: false, conditions: [], nodePath: false };
const cases = SOURCES.map((text) => ({
    setup, files: new Map([['a.js', { text }]]),
    requests: ['import', 'require'].map((kind) => ({ specifier: './a.js', from: 'm.js', kind })),
}));
const tally = new Tally({ exceptions: readExceptions(), version: nodeVersion, show: Number(values.show) });
const base = makeBase();
try {
    const results = await askCases(base, cases, { ...values, nodeVersion });
    results.forEach((where, i) => where.asked.forEach(({ question, node, lode }) => {
        // The text in place of the name: it is what tells the questions apart.
        const shown = { ...question, specifier: SOURCES[i], from: 'a .js file without type' };
        tally.add(shown, unrooted(node, where), unrooted(lode, where));
    }));
} finally {
    removeBase(base);
}
const report = tally.text();
if (report) console.log(report);
console.log(`${tally.passed} passed, ${tally.failed + tally.messages} failed`);
process.exitCode = tally.failed + tally.messages > 0 ? 1 : 0;
