// Random graphs of ES modules with top-level await: in what order do things happen?
//
//   node tests/programs/random/run.mjs [--lode PATH] [--cases N] [--seed N] [--first N] [--show N]
//   node tests/programs/random/run.mjs --model      Node against the model of the specification, without lode
//
// Every graph is run by Node 26 and by lode; what it logs must be the same, line by line. model.mjs says what the
// specification makes of it: where Node differs from that, the summary counts it, and lode may do either.
// A difference is shrunk and printed as a program (../text.mjs). Ends with "N passed, N failed".

import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultLode, defaultNode } from '../../oracle/ask.mjs';
import { filesOf, isDynamic, makeGraph } from './graph.mjs';
import { predict } from './model.mjs';
import { shrink } from './shrink.mjs';

const { values } = parseArgs({
    options: {
        lode: { type: 'string', default: process.env.LODE ?? defaultLode() }, model: { type: 'boolean', default: false },
        cases: { type: 'string', default: '300' }, seed: { type: 'string' }, first: { type: 'string', default: '0' },
        show: { type: 'string', default: '3' },
    },
});
const here = fileURLToPath(new URL('.', import.meta.url));
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
const first = Number(values.first);
const count = Number(values.cases);
const AT_ONCE = 100;
const LIMIT = 60_000;

function startDriver(command, folder, from, to) {
    return new Promise((done, fail) => {
        const child = spawn(command[0], [...command.slice(1), join(folder, 'driver.mjs'), String(from), String(to)], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
        const out = [];
        const errors = [];
        child.stdout.on('data', (chunk) => out.push(chunk));
        child.stderr.on('data', (chunk) => errors.push(chunk));
        const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT);
        child.on('error', fail);
        child.on('close', (status, signal) => {
            clearTimeout(timer);
            const rows = Buffer.concat(out).toString().split('\n').slice(0, -1);
            done({ rows, ended: `${signal ?? `status ${status}`}: ${Buffer.concat(errors).toString().slice(0, 2000)}` });
        });
    });
}

// What each graph of the folder logs. One that ends the process counts as such, and the rest is asked again.
async function logsOf(command, folder, total) {
    const logs = [];
    while (logs.length < total) {
        const { rows, ended } = await startDriver(command, folder, logs.length, total);
        for (const row of rows) logs.push(JSON.parse(row));
        if (logs.length < total) logs.push([`the process ended with ${ended}`]);
    }
    return logs;
}

function writeGraphs(graphs) {
    const folder = mkdtempSync(join(tmpdir(), 'lode-graphs-'));
    for (const name of ['driver.mjs', 'helpers.mjs']) copyFileSync(join(here, name), join(folder, name));
    writeFileSync(join(folder, 'package.json'), '{}\n');
    for (const [i, graph] of graphs.entries()) {
        mkdirSync(join(folder, String(i)));
        for (const [name, text] of filesOf(graph)) writeFileSync(join(folder, String(i), name), text);
    }
    return folder;
}

const node = [defaultNode()];
const lode = values.model ? null : [resolve(values.lode), 'run'];

// [{ graph, node, lode, model }], each a text.
async function ask(graphs) {
    const folder = writeGraphs(graphs);
    try {
        const [fromNode, fromLode] = await Promise.all([logsOf(node, folder, graphs.length), lode && logsOf(lode, folder, graphs.length)]);
        const rows = [];
        for (const [i, graph] of graphs.entries()) {
            const model = (await predict(graph)).join('\n');
            rows.push({ graph, node: fromNode[i].join('\n'), lode: fromLode?.[i].join('\n'), model });
        }
        return rows;
    } finally {
        rmSync(folder, { recursive: true });
    }
}

// Where Node itself departs from the specification, lode may follow either.
const isWrong = (row) => (lode ? row.lode !== row.node && (row.node === row.model || row.lode !== row.model) : row.node !== row.model);

function show({ graph, node: fromNode, lode: fromLode, model }) {
    const files = filesOf(graph).map(([name, text]) => `-- ${name} --\n${text}`).join('');
    const indent = (text) => text.replace(/^/gm, '    ');
    console.log(`FAIL seed ${graph.seed} case ${graph.index}\n${indent(files)}\n  Node:\n${indent(fromNode)}\n  specification:\n${indent(model)}${lode ? `\n  lode:\n${indent(fromLode)}` : ''}`);
}

const totals = { passed: 0, failed: 0, departs: 0, dynamic: 0, dynamicFailed: 0, unsettled: 0, rejected: 0 };
const toShow = [];
console.log(`seed ${seed}, graphs ${first} to ${first + count - 1}`);
for (let done = 0; done < count; done += AT_ONCE) {
    const graphs = Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, i) => makeGraph(seed, first + done + i));
    for (const row of await ask(graphs)) {
        const wrong = isWrong(row);
        totals[wrong ? 'failed' : 'passed']++;
        if (isDynamic(row.graph)) totals[wrong ? 'dynamicFailed' : 'dynamic']++;
        if (row.node !== row.model) totals.departs++;
        if (!/\nend/.test(row.node)) totals.unsettled++;
        if (/\nend !/.test(row.node)) totals.rejected++;
        if (wrong && toShow.length < Number(values.show)) toShow.push(row.graph);
    }
}
for (const graph of toShow) {
    const smallest = await shrink(graph, async (candidates) => (candidates.length ? (await ask(candidates)).map(isWrong) : []));
    show((await ask([smallest]))[0]);
}
console.log(`${totals.departs} where Node departs from the specification; ${totals.rejected} rejected, ${totals.unsettled} never settled; with import(): ${totals.dynamic} passed, ${totals.dynamicFailed} failed`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed ? 1 : 0;
