// The benchmark: node bench/run.mjs [OPTIONS]   (`make bench` builds first)
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { corpora } from './lib/corpora.mjs';
import { prepareCorpus, prepareFolders } from './lib/folders.mjs';
import { benchGraphs } from './lib/graph-bench.mjs';
import { graphPeers } from './lib/graph-peers.mjs';
import { benchLoading, loaderIsMissing } from './lib/loader-bench.mjs';
import { benchResolvers, resolverNames } from './lib/resolver-bench.mjs';
import { asMarkdown, asText } from './lib/tables.mjs';

const tools = [...new Set([...graphPeers.map(({ name }) => name), ...resolverNames])];
const parts = ['graph', 'resolve', 'load'];

const usage = `usage: node bench/run.mjs [OPTIONS]

  --corpus A,B   only these trees: ${Object.keys(corpora).join(', ')}
  --part A,B     only these parts: ${parts.join(', ')}
  --only A,B     only these tools: ${tools.slice(0, 5).join(', ')},
                 ${tools.slice(5).join(', ')}
  --all          also the tools that take half a minute and more, one run each
  --rounds N     how often each quick tool is measured (default 7)
  --lode FILE    the program to measure (default build/lode)
  --out FILE     write the tables there too, as markdown
`;

class UsageError extends Error {}

// The names in a comma-separated option, each one of the known; all of them where it is not given.
function names(text, known, option) {
    const list = text?.split(',').filter(Boolean);
    const odd = list?.find((name) => !known.includes(name));
    if (odd) throw new UsageError(`--${option}: there is no '${odd}'; there are ${known.join(', ')}`);
    return list;
}

function readOptions() {
    const string = { type: 'string' };
    const boolean = { type: 'boolean' };
    const options = { corpus: string, part: string, only: string, rounds: string, lode: string, out: string };
    let values;
    try {
        ({ values } = parseArgs({ options: { ...options, all: boolean, help: boolean } }));
    } catch (error) {
        throw new UsageError(error.message);
    }
    const rounds = Number(values.rounds ?? 7);
    if (!Number.isInteger(rounds) || rounds < 1) throw new UsageError('--rounds wants a number from 1');
    return {
        ...values,
        rounds,
        corpora: names(values.corpus, Object.keys(corpora), 'corpus') ?? Object.keys(corpora),
        parts: names(values.part, parts, 'part') ?? parts,
        peers: names(values.only, tools, 'only'),
    };
}

// A line that replaces itself, on a terminal only.
function progress(text) {
    if (process.stderr.isTTY && !process.env.CI) process.stderr.write(`\r\x1b[K${text}`);
}

function machine(folders) {
    const version = (argv) => spawnSync(argv[0], argv.slice(1), { encoding: 'utf8' }).stdout?.trim();
    return [
        `Machine: ${cpus()[0].model.trim()}, ${cpus().length} threads, ${Math.round(totalmem() / 2 ** 30)} GB,`,
        `${process.platform}; Node ${version([folders.node, '--version'])}; ${new Date().toISOString().slice(0, 10)}.`,
    ].join(' ');
}

function main() {
    const options = readOptions();
    if (options.help) {
        process.stdout.write(usage);
        return 0;
    }
    const folders = prepareFolders(options.lode, (text) => process.stderr.write(`bench: ${text}\n`));
    if (!existsSync(folders.lode) && (!options.peers || options.peers.some((name) => name.startsWith('lode')))) {
        throw new UsageError(`there is no ${folders.lode}: run make first, or name one with --lode`);
    }
    const settings = { ...options, progress };
    const head = machine(folders);
    if (loadavg()[0] > cpus().length / 4) {
        process.stderr.write('bench: the machine is busy with something else: trust the ratios, not the times\n');
    }
    process.stdout.write(`${head}\n\n`);

    const tables = [];
    const failures = [];
    function add({ table, failures: more }) {
        progress('');
        if (table.rows.length) {
            tables.push(table);
            process.stdout.write(`${asText(table)}\n`);
        }
        failures.push(...more);
    }
    for (const name of options.parts.some((part) => part !== 'load') ? options.corpora : []) {
        const root = prepareCorpus(name);
        const corpus = corpora[name];
        if (options.parts.includes('graph')) add(benchGraphs(folders, name, corpus, root, settings));
        if (options.parts.includes('resolve')) add(benchResolvers(folders, name, corpus, root, settings));
    }
    if (options.parts.includes('load')) {
        const missing = loaderIsMissing(folders);
        if (missing) process.stdout.write(`${missing}\n`);
        else add(benchLoading(folders, options.corpora.includes('cjs') ? { root: prepareCorpus('cjs'), entry: corpora.cjs.entry } : null, settings));
    }
    const load = `Load of the machine at the end: ${loadavg()[0].toFixed(1)}.`;
    process.stdout.write(`${load}\n`);
    if (options.out) {
        const file = resolve(options.out);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, ['# Benchmark', '', head, load, '', ...tables.map(asMarkdown)].join('\n'));
    }
    for (const failure of failures) process.stderr.write(`bench: ${failure}\n`);
    return failures.length ? 1 : 0;
}

// A reader that closes early (a pager, head) is no failure.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 2));
try {
    process.exitCode = main();
} catch (error) {
    const isUsage = error instanceof UsageError;
    process.stderr.write(`bench: ${isUsage ? error.message : error.stack}\n${isUsage ? usage : ''}`);
    process.exitCode = 2;
}
