// Makes a graph that shows a difference as small as it goes. `differs` answers for a list of graphs at once.

import { tidy } from './graph.mjs';

const ROUNDS = 40;

function without(graph, dead) {
    const renamed = (k) => (k > dead ? k - 1 : k);
    const names = (name) => name === 'read' || name.includes('import');
    const modules = graph.modules.filter((_, k) => k !== dead).map(({ imports, async, body }) => ({
        async, imports: imports.filter((k) => k !== dead).map(renamed),
        body: body.filter(([name, k]) => !(names(name) && k === dead)).map(([name, k]) => (names(name) ? [name, renamed(k)] : [name, k])),
    }));
    return { ...graph, modules };
}

function* reductions(graph) {
    for (let k = graph.modules.length - 1; k > 0; k--) yield without(graph, k);
    const change = (k, part) => ({ ...graph, modules: graph.modules.map((m, i) => (i === k ? { ...m, ...part } : m)) });
    for (const [k, { imports, async, body }] of graph.modules.entries()) {
        // Without its declaration a module would not link.
        for (let i = 0; i < body.length; i++) if (body[i][0] !== 'init') yield change(k, { body: body.toSpliced(i, 1) });
        for (let i = 0; i < imports.length; i++) yield change(k, { imports: imports.toSpliced(i, 1) });
        if (async) yield change(k, { async: false });
        for (const [i, [name, n]] of body.entries()) if (n > 0 && !name.includes('import') && name !== 'read') yield change(k, { body: body.with(i, [name, n - 1]) });
    }
}

/** `differs(graphs)` resolves to an array of booleans. */
export async function shrink(graph, differs) {
    for (let round = 0; round < ROUNDS; round++) {
        const candidates = [...reductions(graph)].map(tidy);
        const verdicts = await differs(candidates);
        const at = verdicts.indexOf(true);
        if (at === -1) return graph;
        graph = candidates[at];
    }
    return graph;
}
