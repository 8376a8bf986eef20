// The graph table of one corpus: time, memory, and what was found.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { graphPeers } from './graph-peers.mjs';
import { measure } from './measure.mjs';
import { interleave, summary } from './stats.mjs';
import { count, megabytes, percent, ratio, seconds } from './tables.mjs';

export function jobFor(folders, name, corpus, root, peer) {
    const out = join(folders.out, `${peer.name}-${name}.json`);
    return { folders, corpus, root, entry: corpus.entry, out };
}

// The files that Node loads when it runs the entry, relative to the root. This executes the corpus.
function filesNodeLoads(folders, name, corpus, root) {
    const file = join(folders.out, `loaded-${name}.json`);
    rmSync(file, { force: true });
    const hook = join(folders.peers, 'loaded.cjs');
    const argv = ['env', `LOADED=${file}`, folders.node, '--require', hook, corpus.entry];
    measure(folders, { argv, cwd: root });
    return JSON.parse(readFileSync(file, 'utf8')).map((path) => relative(root, path));
}

function found(edges) {
    const files = new Set();
    let requests = 0;
    for (const [file, targets] of edges) {
        files.add(file);
        for (const target of targets) files.add(target);
        requests += targets.length;
    }
    return { files, requests };
}

function row(peer, base, loaded) {
    const { rounds, wall, spread, cpu, rss } = peer.summary;
    return [
        peer.name,
        seconds(wall),
        rounds > 1 ? percent(spread) : '1 run',
        ratio(wall, base?.summary.wall),
        seconds(cpu),
        megabytes(rss),
        ratio(rss, base?.summary.rss),
        count(peer.found.files.size),
        count(peer.found.requests),
        ...(loaded ? [count(loaded.filter((file) => !peer.found.files.has(file)).length)] : []),
    ];
}

export function benchGraphs(folders, name, corpus, root, { peers: wanted, all, rounds, progress }) {
    const peers = graphPeers.filter((peer) => (wanted ? wanted.includes(peer.name) : all || !peer.slow));
    const failures = [];
    const runs = new Map(peers.map((peer) => [peer, []]));
    function run(peer, round) {
        if (!runs.has(peer) || (peer.slow && round > 0)) return;
        progress(`${name}: ${peer.name}, round ${round} of ${rounds}`);
        const job = jobFor(folders, name, corpus, root, peer);
        try {
            const { wall, cpu, rss } = measure(folders, peer.command(job));
            // Round 0 of a quick tool only warms the disk cache.
            if (round > 0 || peer.slow) runs.get(peer).push({ wall, cpu, rss });
            if (!peer.found) peer.found = found(peer.read(job));
        } catch (error) {
            failures.push(`${peer.name} failed: ${error.message}`);
            runs.delete(peer);
        }
    }
    for (const peer of peers) delete peer.found;
    interleave(peers, rounds + 1, run);

    let loaded;
    if (corpus.runs && peers.length) {
        progress(`${name}: what Node loads`);
        loaded = filesNodeLoads(folders, name, corpus, root);
    }
    const measured = peers.filter((peer) => runs.get(peer)?.length);
    for (const peer of measured) peer.summary = summary(runs.get(peer));
    const base = measured.find((peer) => peer.name === 'lode');
    const slowOnes = measured.some((peer) => peer.slow) ? '; the slow ones run once' : '';
    const columns = ['tool', 'median', '+-', 'x', 'cpu', 'memory', 'x', 'modules', 'edges'];
    return {
        failures,
        table: {
            title: `Graph: ${corpus.title}`,
            columns: [...columns, ...(loaded ? ['left out'] : [])].map((head, i) => ({ head, left: !i })),
            rows: measured.map((peer) => row(peer, base, loaded)),
            notes: [
                `Whole processes, ${rounds} rounds taken in turn after one that is not counted${slowOnes}. ` +
                    "x: how many times lode's.",
                '+-: half of what lies between the fastest and the slowest round. ' +
                    'Cpu: processor time of all threads, which a busy machine disturbs less.',
                'Modules: files reached. Edges: requests that lead to a file.',
                ...(loaded
                    ? [`Left out: of the ${count(loaded.length)} files that Node loads when it runs the entry.`]
                    : []),
                ...measured.map((peer) => `${peer.name}: ${peer.note}`),
                ...failures,
            ],
        },
    };
}

// The metafile of a corpus, made if this run has not measured esbuild: the source of the request list.
export function metafile(folders, name, corpus, root) {
    const esbuild = graphPeers.find((peer) => peer.name === 'esbuild');
    const job = jobFor(folders, name, corpus, root, esbuild);
    if (!existsSync(job.out)) measure(folders, esbuild.command(job));
    return JSON.parse(readFileSync(job.out, 'utf8'));
}
