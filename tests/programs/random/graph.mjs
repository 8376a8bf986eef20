// A random graph of ES modules whose bodies log what they do, and its text.
//
// { seed, index, modules: [{ imports: [k], async: bool, body: [operation] }] }, module 0 is the entry. An operation is
//   ['await', n]          awaits a promise that is settled n microtasks later
//   ['value']             awaits a value that is no promise
//   ['thenable']          awaits a thenable
//   ['function', n]       awaits an async function that awaits n times
//   ['reject', n]         awaits a promise that is rejected after n microtasks
//   ['throw']             throws
//   ['init']              the declaration of the module's exported binding
//   ['read', k]           reads the binding of an imported module, which may be in its dead zone
//   ['spawn', n]          starts n microtasks in a row that log, and goes on
//   ['import', k]         import() that logs when it settles, and goes on
//   ['await import', k]   import() that is awaited; a rejection is the module's own
//   ['try import', k]     import() that is awaited; a rejection is caught
// Only an `async` module has the operations that await; it counts as one that awaits even without any.

import { Rng } from '../../oracle/random/rng.mjs';

const AWAITING = new Set(['await', 'value', 'thenable', 'function', 'reject', 'await import', 'try import']);

function operation(rng, count, self, { awaits, dynamic, imports }) {
    const table = [[3, () => ['spawn', 1 + rng.below(4)]], [2, () => (imports.length ? ['read', rng.pick(imports)] : ['spawn', 1])]];
    if (awaits) {
        table.push([6, () => ['await', rng.below(6)]], [2, () => ['value']], [1, () => ['thenable']], [2, () => ['function', rng.below(3)]]);
        table.push([0.5, () => ['reject', rng.below(4)]]);
    }
    if (dynamic) {
        table.push([2, () => ['import', rng.below(count)]]);
        // One that waits for itself or for its importers only hangs: rare, but worth having.
        if (awaits) table.push([1.5, () => [rng.chance(0.5) ? 'await import' : 'try import', rng.chance(0.15) ? self : rng.below(count)]]);
    }
    return rng.weighed(table)();
}

function makeModule(rng, count, self, { awaiting, dynamic, density }) {
    const imports = [];
    for (let k = 0; k < count; k++) if (rng.chance(k === self ? 0.04 : density)) imports.push(k);
    for (let i = imports.length - 1; i > 0; i--) {
        const j = rng.below(i + 1);
        [imports[i], imports[j]] = [imports[j], imports[i]];
    }
    const awaits = rng.chance(awaiting);
    const body = Array.from({ length: rng.below(5) }, () => operation(rng, count, self, { awaits, dynamic, imports }));
    body.splice(rng.below(body.length + 1), 0, ['init']);
    if (rng.chance(0.08)) body.splice(rng.below(body.length + 1), 0, ['throw']);
    return { imports, async: awaits, body };
}

export function makeGraph(seed, index) {
    const rng = new Rng(seed, index);
    const count = 2 + rng.below(rng.chance(0.2) ? 9 : 5);
    const style = { awaiting: rng.pick([0.2, 0.5, 0.8]), dynamic: rng.chance(0.45), density: rng.pick([0.15, 0.3, 0.5]) };
    const modules = Array.from({ length: count }, (_, self) => makeModule(rng, count, self, style));
    // Without these an entry often stands alone.
    if (modules[0].imports.length === 0) modules[0].imports.push(1);
    if (count > 2 && rng.chance(0.6) && !modules[0].imports.includes(2)) modules[0].imports.push(2);
    return { seed, index, modules };
}

export const isDynamic = ({ modules }) => modules.some(({ body }) => body.some(([name]) => name.includes('import')));

/** Drops what no longer makes sense after a reduction: reads of what is not imported. */
export function tidy(graph) {
    const modules = graph.modules.map(({ imports, async, body }) => ({
        imports, async, body: body.filter(([name, k]) => (name !== 'read' || imports.includes(k)) && (async || !AWAITING.has(name))),
    }));
    return { ...graph, modules };
}

function statement([name, n], self, at) {
    const label = `'${self}.${at}'`;
    switch (name) {
        case 'await': return `await hops(${n}); log(${label});`;
        case 'value': return `await ${at}; log(${label});`;
        case 'thenable': return `await thenable(); log(${label});`;
        case 'function': return `await steps(${n}); log(${label});`;
        case 'reject': return `await rejected(${n}, 'rejection of ${self}');`;
        case 'throw': return `throw 'error of ${self}';`;
        case 'init': return `export let v = 'v${self}'; log(${label});`;
        case 'read': return `log(${label}, read(() => v${n}));`;
        case 'spawn': return `spawn(${n}, ${label});`;
        case 'import': return `import('./m${n}.mjs').then((ns) => log(${label}, read(() => ns.v)), (e) => log(${label}, '!', e));`;
        case 'await import': return `log(${label}, read(() => ns.v), (ns = await import('./m${n}.mjs')) && 'loaded', read(() => ns.v));`;
        default: return `try { ns = await import('./m${n}.mjs'); log(${label}, read(() => ns.v)); } catch (e) { log(${label}, '!', e); }`;
    }
}

/** The files of a graph, as [name, text]. */
export function filesOf({ modules }) {
    return modules.map(({ imports, async, body }, self) => {
        const lines = imports.map((k) => `import { v as v${k} } from './m${k}.mjs';`);
        if (body.some(([name]) => name.startsWith('await import') || name.startsWith('try import'))) lines.push('let ns;');
        // What no path reaches makes the module async all the same.
        if (async) lines.push("if (log('" + self + "')) await 0;");
        else lines.push(`log('${self}');`);
        body.forEach((operation, at) => lines.push(statement(operation, self, at)));
        return [`m${self}.mjs`, `${lines.join('\n')}\n`];
    });
}
