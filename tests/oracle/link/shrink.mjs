// Makes a case that shows something as small as it goes: fewer files, statements and names, plainer ones. In each round
// all one-step reductions are asked about at once, and as many of those that still show it are taken together as work.

import { askAll } from './ask.mjs';
import { compare } from './compare.mjs';

const ROUNDS = 40;

// What a case shows: the kinds of its problems and the causes of its exceptions.
export function shows(row, version) {
    const { causes, problems } = compare(row, version);
    return new Set([...problems.map(({ kind }) => kind), ...causes]);
}

const withFiles = (graph, change) => ({ files: change(graph.files).filter(Boolean) });
const withItems = (graph, name, change) =>
    withFiles(graph, (files) => files.map((file) => (file.name === name ? { name, items: change(file.items) } : file)));
const withItem = (graph, name, wanted, less) =>
    withItems(graph, name, (items) => items.flatMap((item) => (JSON.stringify(item) === wanted ? less : [item])));

function without(graph, name) {
    return withFiles(graph, (files) => files.filter((file) => file.name !== name).map((file) => ({
        name: file.name,
        items: file.items.filter(({ to }) => to !== name)
            .map((item) => (item.spreads ? { ...item, spreads: item.spreads.filter((to) => to !== name) } : item)),
    })));
}

function* smaller(item) {
    if (item.specs?.length > 1) for (let i = 0; i < item.specs.length; i++) yield { ...item, specs: item.specs.toSpliced(i, 1) };
    if (item.specs?.some(({ quoted }) => quoted)) yield { ...item, specs: item.specs.map(({ from, as }) => ({ from, as })) };
    if (item.spread) yield { ...item, spread: undefined };
    if (item.def && (item.ns || item.specs)) yield { ...item, def: undefined };
    if (item.t === 'import' && (item.def || item.ns || item.specs)) yield { t: 'import', to: item.to };
    if (item.t === 'decl' && item.kind !== 'const') yield { ...item, kind: 'const' };
    if (item.t === 'default' && item.form !== 'value') yield { t: 'default', form: 'value' };
    if (item.t === 'exports' && item.style !== 'dot' && /^\w+$/.test(item.name)) yield { ...item, style: 'dot' };
    if (item.t === 'json' && item.text !== '1') yield { ...item, text: '1' };
    for (const list of ['names', 'spreads']) {
        for (let i = 0; i < (item[list]?.length ?? 0); i++) yield { ...item, [list]: item[list].toSpliced(i, 1) };
    }
}

// Every appearance of one name becomes another, shorter one.
function renamed(graph, from, to) {
    return JSON.parse(JSON.stringify(graph), (key, value) => (value === from && ['from', 'as', 'name', 'def', 'ns'].includes(key) ? to : value));
}

function* reductions(graph) {
    for (const { name } of graph.files.slice(1)) yield (g) => without(g, name);
    for (const file of graph.files) {
        for (const item of file.items) {
            const text = JSON.stringify(item);
            if (item.t !== 'json') yield (g) => withItem(g, file.name, text, []);
            for (const less of smaller(item)) yield (g) => withItem(g, file.name, text, [less]);
        }
    }
    const names = new Set(JSON.stringify(graph).match(/(?<="(?:from|as|name|def|ns)":")(?:[^"\\]|\\.)*(?=")/g));
    for (const name of names) {
        if (/^([a-e]|default|m\d\..*)$/.test(name)) continue;
        for (const to of 'abcde') if (!names.has(to)) yield (g) => renamed(g, JSON.parse(`"${name}"`), to);
    }
}

function weight(graph) {
    const text = JSON.stringify(graph);
    return text.length + graph.files.length * 20 + (text.match(/[^ -~]|"spread"|"quoted":[1-9]/g)?.length ?? 0) * 8;
}

// Which of the cases still show it.
async function which(cases, wanted, tools) {
    const rows = await askAll(cases, tools);
    return rows.map((row) => shows(row, tools.version).has(wanted));
}

export async function shrink(graph, wanted, tools) {
    let best = { files: graph.files };
    if (!(await which([best], wanted, tools))[0]) return null;
    for (let round = 0; round < ROUNDS; round++) {
        const steps = [];
        for (const step of reductions(best)) {
            const less = step(best);
            if (weight(less) < weight(best)) steps.push({ step, less });
        }
        if (steps.length === 0) break;
        steps.sort((a, b) => weight(a.less) - weight(b.less));
        const kept = await which(steps.map(({ less }) => less), wanted, tools);
        const good = steps.filter((_, i) => kept[i]);
        if (good.length === 0) break;
        const together = [];
        for (let n = good.length; n >= 1; n >>= 1) together.push(good.slice(0, n).reduce((g, { step }) => step(g), best));
        const works = await which(together, wanted, tools);
        best = together[works.indexOf(true)] ?? good[0].less;
    }
    return best;
}
