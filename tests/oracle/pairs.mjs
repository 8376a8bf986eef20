// The questions of oracle a: every (specifier, importer, kind) that occurs in a real tree, as found
// by lode's graph and, independently, by esbuild's metafile; merged, without doubles, sorted.
//
//   node pairs.mjs --corpus DIR --entry FILE [--lode PATH] [--esbuild DIR] > pairs.ndjson
//
// Either source may be absent (the count of each is printed to stderr), not both.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOT, defaultLode, lines } from './ask.mjs';

// Kinds of lode's graph and of the metafile that are requests to one of Node's two loaders.
const KIND = {
    'import': 'import',
    'export-from': 'import',
    'dynamic-import': 'import',
    'import-meta-resolve': 'import',
    'require': 'require',
    'require-resolve': 'require',
    'import-statement': 'import',
    'require-call': 'require',
};

export async function pairsOfLode(lode, corpus, entry, { web = false } = {}) {
    const { rows } = await lines(lode, ['graph', '--json', '--root', corpus,
        '--target', web ? 'bundler' : 'node', join(corpus, entry)], []);
    const graph = JSON.parse(rows.join('\n'));
    const pairs = [];
    for (const module_ of graph.modules) {
        const from = module_.id.startsWith('file:') ? fileURLToPath(module_.id) :
            resolve(corpus, module_.id);
        for (const { specifier, kind } of module_.imports) {
            if (KIND[kind] && specifier != null) pairs.push({ specifier, from, kind: KIND[kind] });
        }
    }
    return pairs;
}

// esbuild, from where it can be found: the place named, the project, the benchmarks.
export async function findEsbuild(place) {
    for (const base of [place, ROOT, join(ROOT, 'bench')]) {
        if (!base) continue;
        try {
            const path = createRequire(join(resolve(base), 'noop.js')).resolve('esbuild');
            return (await import(pathToFileURL(path).href)).default;
        } catch {
            continue;
        }
    }
    return null;
}

// esbuild reads the tree as a bundler for Node would; `web` takes the `module` field and what else a
// web bundler does. What it cannot resolve ends a build, so such names are made external, where the
// metafile still lists them, and the build is done again.
export async function pairsOfEsbuild(esbuild, corpus, entry, { web = false } = {}) {
    const missing = new Set();
    const build = () => esbuild.build({
        entryPoints: [join(corpus, entry)], absWorkingDir: corpus, bundle: true, metafile: true,
        write: false, outdir: join(corpus, 'out'), logLevel: 'silent', logLimit: 0,
        platform: web ? 'browser' : 'node', format: web ? 'esm' : 'cjs', treeShaking: false,
        loader: { '.node': 'empty', '.css': 'empty', '.wasm': 'empty', '.html': 'empty' },
        external: [...missing],
    });
    let result;
    while (!result) {
        try {
            result = await build();
        } catch (failure) {
            const names = (failure.errors ?? [])
                .map(({ text }) => /^Could not resolve "(.*)"$/s.exec(text)?.[1])
                .filter((name) => name !== undefined && !missing.has(name));
            if (names.length === 0) throw failure;
            for (const name of names) missing.add(name);
        }
    }
    const pairs = [];
    for (const [input, { imports }] of Object.entries(result.metafile.inputs)) {
        if (/^[a-z-]+:/.test(input)) continue;
        const from = isAbsolute(input) ? input : join(corpus, input);
        for (const { path, original, kind, external } of imports) {
            const specifier = original ?? (external ? path : undefined);
            if (KIND[kind] && specifier !== undefined) pairs.push({ specifier, from, kind: KIND[kind] });
        }
    }
    return { pairs, missing: [...missing] };
}

export function merge(...lists) {
    const byKey = new Map();
    for (const pair of lists.flat()) {
        byKey.set(`${pair.from}\0${pair.kind}\0${pair.specifier}`, pair);
    }
    return [...byKey.keys()].sort().map((key) => byKey.get(key));
}

// All pairs of one corpus, and how many each source gave.
export async function collect({ corpus, entry, lode, esbuild, web, log = () => {} }) {
    const lists = [];
    if (existsSync(lode)) {
        const pairs = await pairsOfLode(lode, corpus, entry, { web });
        log(`${pairs.length} requests in lode's graph of ${entry}`);
        lists.push(pairs);
    } else {
        log(`no lode at ${lode}`);
    }
    if (esbuild) {
        const { pairs, missing } = await pairsOfEsbuild(esbuild, corpus, entry, { web });
        log(`${pairs.length} requests in esbuild's metafile of ${entry}, ${missing.length} not resolved`);
        lists.push(pairs);
    } else {
        log('no esbuild: its view of the tree is not asked');
    }
    if (lists.length === 0) throw new Error('neither lode nor esbuild can list the requests');
    return merge(...lists);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const { values } = parseArgs({
        options: {
            corpus: { type: 'string' }, entry: { type: 'string' }, web: { type: 'boolean' },
            lode: { type: 'string', default: defaultLode() }, esbuild: { type: 'string' },
        },
    });
    const pairs = await collect({
        ...values, corpus: resolve(values.corpus), esbuild: await findEsbuild(values.esbuild),
        log: (text) => console.error(text),
    });
    console.error(`${pairs.length} different requests`);
    process.stdout.write(pairs.map((pair) => `${JSON.stringify(pair)}\n`).join(''));
}
