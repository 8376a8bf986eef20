// Oracle c: the files that Node really loads for an entry, against lode's graph of it.
//
//   node loaded-files.mjs [--cjs DIR] [--entry FILE] [--node PATH] [--lode PATH] [--show N] [--extra]
//
// This is the one oracle that runs the code it reads: the entry, as a file, as main. A file that
// Node loads and the graph lacks is a failure. A file of the graph that Node did not load is given
// the kind of the edge by which it hangs on what was loaded; a file that hangs on none of them is a
// failure too. Ends with `N passed, N failed`; exit status 1 on failures.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOT, defaultLode, defaultNode, lines, majorOf } from './ask.mjs';

const HOOK = join(dirname(fileURLToPath(import.meta.url)), 'loaded-hook.cjs');
const CORPORA_DIR = process.env.LODE_CORPORA ?? join(ROOT, 'build', 'corpora');

const { values } = parseArgs({
    options: {
        cjs: { type: 'string', default: join(CORPORA_DIR, 'cjs') },
        entry: { type: 'string', default: 'entry.js' }, node: { type: 'string', default: defaultNode() },
        lode: { type: 'string', default: defaultLode() }, show: { type: 'string', default: '20' },
        extra: { type: 'boolean' },
    },
});
const root = realpathSync(resolve(values.cjs));
const entry = join(root, values.entry);

function loadedByNode() {
    const folder = mkdtempSync(join(tmpdir(), 'lode-loaded-'));
    const out = join(folder, 'loaded.json');
    try {
        execFileSync(values.node, ['--no-warnings', '--require', HOOK, entry], {
            cwd: root, stdio: ['ignore', 'ignore', 'inherit'],
            env: { ...process.env, LODE_ORACLE_LOADED: out },
        });
        return JSON.parse(readFileSync(out, 'utf8'));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

async function graphOfLode(version) {
    const { rows } = await lines(values.lode,
        ['graph', '--json', '--root', root, '--node-version', version, entry], []);
    return JSON.parse(rows.join('\n'));
}

const pathOf = (id) => {
    if (id.startsWith('file:')) return fileURLToPath(id);
    return /^(node|data|https?):/.test(id) ? null : resolve(root, id);
};

// Why Node may not have followed this edge, the strongest reason first.
function reason({ kind, optional, conditional, inFunction }) {
    if (kind === 'dynamic-import') return 'dynamic import()';
    if (kind === 'require-resolve' || kind === 'import-meta-resolve') return 'resolved, not loaded';
    if (kind === 'url') return 'new URL()';
    if (kind === 'type-reference') return 'types only';
    if (optional) return 'optional (inside try)';
    if (inFunction) return 'inside a function that was not called';
    if (conditional) return 'conditional';
    return 'not run (lazy require, or after a branch or an error)';
}

// Breadth first from the loaded files over the edges: each extra file gets the reason of the edge
// that first leaves the loaded files towards it, or "below" such a file.
function explain(graph, loaded) {
    const byId = new Map(graph.modules.map((module_) => [module_.id, module_]));
    const isLoaded = (id) => loaded.has(pathOf(id));
    const reasons = new Map();
    let wave = [];
    for (const module_ of graph.modules) {
        if (!isLoaded(module_.id)) continue;
        for (const edge of module_.imports) {
            if (edge.to === null || edge.to === undefined || isLoaded(edge.to)) continue;
            if (!reasons.has(edge.to)) wave.push(edge.to);
            const known = reasons.get(edge.to)?.text;
            reasons.set(edge.to, { text: known ?? reason(edge), by: module_.id, edge });
        }
    }
    while (wave.length > 0) {
        const next = [];
        for (const id of wave) {
            const top = reasons.get(id);
            for (const edge of byId.get(id)?.imports ?? []) {
                if (edge.to == null || isLoaded(edge.to) || reasons.has(edge.to)) continue;
                reasons.set(edge.to, { text: `below: ${top.text.replace(/^below: /, '')}`, by: id, edge });
                next.push(edge.to);
            }
        }
        wave = next;
    }
    return reasons;
}

const version = await majorOf(values.node);
const loaded = new Set(loadedByNode());
const graph = await graphOfLode(version);
const inGraph = new Map();
for (const { id } of graph.modules) {
    const path = pathOf(id);
    if (path !== null) inGraph.set(path, id);
}

const missing = [...loaded].filter((path) => !inGraph.has(path));
const reasons = explain(graph, loaded);
const extra = [...inGraph.keys()].filter((path) => !loaded.has(path));
const unexplained = extra.filter((path) => !reasons.has(inGraph.get(path)));

console.log(`Node ${version} loads ${loaded.size} files, the graph has ${inGraph.size}`);
const show = (path) => console.log(`    ${path.replace(`${root}/`, '')}`);
if (missing.length > 0) {
    console.log(`${missing.length} files that Node loads are not in the graph:`);
    missing.slice(0, Number(values.show)).forEach(show);
}
const table = new Map();
for (const path of extra) {
    const why = reasons.get(inGraph.get(path));
    if (!why) continue;
    table.set(why.text, (table.get(why.text) ?? 0) + 1);
    if (values.extra) {
        console.log(`${why.text}: ${inGraph.get(path)} from ${why.by}:${why.edge.line}:${why.edge.column}`);
    }
}
console.log(`${extra.length} files of the graph were not loaded:`);
for (const [text, count] of [...table].sort((a, b) => b[1] - a[1])) {
    console.log(`${String(count).padStart(8)}  ${text}`);
}
if (unexplained.length > 0) {
    console.log(`${unexplained.length} of them hang on nothing that was loaded:`);
    unexplained.slice(0, Number(values.show)).forEach(show);
}
const failed = missing.length + unexplained.length;
console.log(`${loaded.size - missing.length + extra.length - unexplained.length} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
