// The resolver table of one corpus: the same list of requests to each resolver.
//
// Every resolver gets the list as one JSON object a line on standard input and answers a line each.
// That is measured as a whole process; then once more with each specifier replaced by a core module
// of the same importer, which costs the same start, reading and writing but asks no file system. The
// difference is the price of resolving. What runs inside Node is also timed around its loop alone.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { metafile } from './graph-bench.mjs';
import { measure } from './measure.mjs';
import { interleave, median, summary } from './stats.mjs';
import { count, megabytes, ratio, seconds } from './tables.mjs';

const resolvers = [
    { name: 'lode' },
    { name: 'oxc-resolver' },
    { name: 'enhanced-resolve' },
    // Node has one algorithm: it can be asked only where that is the one wanted.
    { name: 'node', only: 'node' },
];

export const resolverNames = resolvers.map(({ name }) => name);

// Every request that esbuild saw, repeated as often as it stands in the sources.
function requestsOf(inputs, root) {
    const requests = [];
    for (const [file, { imports }] of Object.entries(inputs)) {
        const from = resolve(root, file);
        for (const { kind, path, original } of imports) {
            const isImport = kind === 'import-statement' || kind === 'dynamic-import';
            requests.push({ specifier: original ?? path, from, kind: isImport ? 'import' : 'require' });
        }
    }
    return requests;
}

function writeLines(file, list) {
    writeFileSync(file, list.map((item) => JSON.stringify(item)).join('\n') + '\n');
}

function command(folders, { target }, { name }) {
    if (name === 'lode') return [folders.lode, 'resolve', '--batch', '--no-detect', '--target', target];
    return [folders.node, join(folders.peers, 'resolve.mjs'), name, target];
}

// A path, a `node:` URL, or null, whoever answered.
function answersIn(file) {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    return lines.map((line) => {
        const { path, url } = JSON.parse(line);
        return path ?? (url?.startsWith('node:') ? url : null);
    });
}

export function benchResolvers(folders, name, corpus, root, { peers: wanted, rounds, progress }) {
    const requests = requestsOf(metafile(folders, name, corpus, root).inputs, root);
    const lists = { real: join(folders.out, `requests-${name}`), idle: join(folders.out, `idle-${name}`) };
    writeLines(lists.real, requests);
    writeLines(lists.idle, requests.map((request) => ({ ...request, specifier: 'node:fs' })));

    const measured = resolvers
        .filter((peer) => !peer.only || peer.only === corpus.target)
        .filter((peer) => !wanted || wanted.includes(peer.name))
        .map((peer) => ({ ...peer, real: [], idle: [], loop: [] }));
    const failures = [];
    interleave(measured, rounds + 1, (peer, round) => {
        if (peer.failed) return;
        progress(`${name}: resolving with ${peer.name}, round ${round} of ${rounds}`);
        const argv = command(folders, corpus, peer);
        const stdout = join(folders.out, `answers-${peer.name}-${name}`);
        try {
            const idle = measure(folders, { argv, stdin: lists.idle, stdout });
            const real = measure(folders, { argv, stdin: lists.real, stdout });
            peer.answers ??= answersIn(stdout);
            if (peer.answers.length !== requests.length) {
                throw new Error(`${peer.answers.length} answers to ${requests.length} requests`);
            }
            if (round === 0) return;
            peer.idle.push(idle);
            peer.real.push(real);
            if (peer.name !== 'lode') peer.loop.push(JSON.parse(real.stderr).milliseconds / 1000);
        } catch (error) {
            peer.failed = true;
            failures.push(`${peer.name} failed: ${error.message}`);
        }
    });

    const good = measured.filter((peer) => !peer.failed);
    const truth = good.find((peer) => peer.name === 'node');
    const net = (peer, what = 'wall') => summary(peer.real)[what] - summary(peer.idle)[what];
    const lode = good.find((peer) => peer.name === 'lode');
    const each = (time) => `${((time * 1e6) / requests.length).toFixed(2)} us`;
    const heads = ['resolver', 'process', 'idle', 'net', 'x', 'each', 'cpu', 'loop', 'memory', 'refused'];
    return {
        failures,
        table: {
            title: `Resolving: ${count(requests.length)} requests of the ${name} corpus`,
            columns: [...heads, ...(truth ? ['unlike'] : [])].map((head, i) => ({ head, left: !i })),
            rows: good.map((peer) => [
                peer.name,
                seconds(summary(peer.real).wall),
                seconds(summary(peer.idle).wall),
                seconds(net(peer)),
                ratio(net(peer), lode && net(lode)),
                each(net(peer)),
                seconds(net(peer, 'cpu')),
                peer.loop.length ? seconds(median(peer.loop)) : '-',
                megabytes(summary(peer.real).rss),
                count(peer.answers.filter((answer) => answer === null).length),
                ...(truth ? [count(peer.answers.filter((a, i) => a !== truth.answers[i]).length)] : []),
            ]),
            notes: [
                `Medians of ${rounds} rounds taken in turn. ` +
                    'Requests: as often as they stand in the sources that esbuild reads.',
                'Process: start, read the list as JSON, resolve, write the answers. ' +
                    'Idle: the same with `node:fs` for each specifier. Net: the difference, which is resolving; ' +
                    'each: of one request; cpu: the same difference in processor time.',
                'Loop: measured inside the process around the calls alone, with empty caches at its start.',
                'Refused: answered with an error. ' +
                    'lode resolves in its own process, the others as packages in one Node process.',
                'lode runs with --no-detect: no resolver but Node looks into sources to tell the format.',
                ...(truth ? ['Unlike: answers that differ from what Node itself says.'] : []),
                ...failures,
            ],
        },
    };
}
