// Oracle a: every request of two real trees, asked of Node and of lode.
//
//   node corpus.mjs [--cjs DIR] [--esm DIR] [--node PATH]... [--lode PATH] [--esbuild DIR]
//                   [--from lode|both] [--messages fail|count] [--show N]
//
// The trees are those of fixtures/corpora/install.sh, or --cjs and --esm. Each --node names a real Node
// (default: the pinned Node 26 and the one that runs this). The requests are those of lode's graph and of esbuild's
// metafile, or of the first alone. Ends with `N passed, N failed`; exit status 1 on failures.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, askLode, askNode, defaultLode, defaultNode, majorOf } from './ask.mjs';
import { collect, findEsbuild } from './pairs.mjs';
import { Tally, readExceptions } from './report.mjs';

const { values } = parseArgs({
    options: {
        cjs: { type: 'string' }, esm: { type: 'string' },
        node: { type: 'string', multiple: true }, lode: { type: 'string', default: defaultLode() },
        esbuild: { type: 'string' }, from: { type: 'string', default: 'both' }, messages: { type: 'string', default: 'fail' },
        show: { type: 'string', default: '3' },
    },
});

// The trees are made by fixtures/corpora/install.sh.
const CORPORA_DIR = process.env.LODE_CORPORA ?? join(ROOT, 'build', 'corpora');
const CORPORA = [
    { name: 'cjs', entry: 'entry.js', web: false },
    { name: 'esm', entry: 'entry.mjs', web: true },
].map((corpus) => ({
    ...corpus, dir: resolve(values[corpus.name] ?? join(CORPORA_DIR, corpus.name)),
}));

const nodes = values.node ?? [...new Set([defaultNode(), process.execPath])];
const esbuild = values.from === 'lode' ? null : await findEsbuild(values.esbuild);
const exceptions = readExceptions();
const total = { passed: 0, failed: 0, messages: 0 };

for (const { name, dir, entry, web } of CORPORA) {
    if (!existsSync(join(dir, 'node_modules'))) {
        throw new Error(`${dir} is not installed: see fixtures/corpora/install.sh`);
    }
    const questions = await collect({
        corpus: dir, entry, web, lode: values.lode, esbuild,
        log: (text) => console.log(`${name}: ${text}`),
    });
    console.log(`${name}: ${questions.length} different requests`);
    for (const node of nodes) {
        const version = await majorOf(node);
        const [fromNode, fromLode] = await Promise.all([
            askNode(node, questions), askLode(values.lode, questions, {}, version),
        ]);
        const tally = new Tally({ exceptions, version, show: Number(values.show) });
        questions.forEach((question, i) => tally.add(question, fromNode[i], fromLode[i]));
        const report = tally.text((text) => text.replaceAll(`${dir}/`, ''));
        if (report) console.log(report);
        console.log(`${name}, Node ${version}: ${tally.passed} the same, ${tally.failed} different, ` +
            `${tally.messages} with another message`);
        for (const key of Object.keys(total)) total[key] += tally[key];
    }
}

const failed = total.failed + (values.messages === 'fail' ? total.messages : 0);
if (values.messages !== 'fail') total.passed += total.messages;
console.log(`${total.passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
