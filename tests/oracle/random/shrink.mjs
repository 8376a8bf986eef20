// Makes a case that shows a difference as small as it goes: fewer files, keys, conditions, shorter
// texts, plainer names. In each round all one-step reductions are asked about at once, and every
// one that keeps the difference is taken (together where that works, else the best alone).

import { makeBase, askCases, removeBase, textOf } from './disk.mjs';
import { differences } from '../ask.mjs';
import { smaller } from './json.mjs';

const ROUNDS = 60;
const AT_ONCE = 200;

// What must stay while a case shrinks: which fields differ, and the two outcomes.
export function signature({ question, node, lode }) {
    const fields = differences(question, node, lode);
    const outcome = (answer) => answer.code ?? (fields.includes('format') ? answer.format : 'found');
    const broken = question.broken ? ' broken' : '';
    return `${question.kind} ${fields.join('+')} ${outcome(node)} ${outcome(lode)}${broken}`;
}

function withFiles(case_, change) {
    const files = new Map(case_.files);
    change(files);
    return { ...case_, files };
}

const withRequest = (case_, change) => ({ ...case_, requests: [{ ...case_.requests[0], ...change }] });

function renamed(case_, from, to) {
    const swap = (text) => text.split('/').map((part) => (part === from ? to : part)).join('/');
    const files = new Map();
    for (const [path, entry] of case_.files) {
        files.set(swap(path), entry.link === undefined ? entry : { link: swap(entry.link) });
    }
    const [request] = case_.requests;
    return { ...case_, files,
        requests: [{ ...request, from: swap(request.from), specifier: swap(request.specifier) }] };
}

// Reductions of one entry, as new entries.
function* smallerEntries(entry) {
    if ('json' in entry) {
        if (entry.before) yield { ...entry, before: '' };
        if (entry.after !== '') yield { ...entry, after: '' };
        for (const json of smaller(entry.json)) yield { ...entry, json };
    } else if (entry.base64) {
        yield { base64: '' };
    } else if (entry.text) {
        yield { text: '' };
        const text = textOf(entry);
        for (let size = text.length >> 1; size >= 1; size >>= 1) {
            for (let at = 0; at < text.length && text.length / size < 60; at += size) {
                yield { text: text.slice(0, at) + text.slice(at + size) };
            }
        }
    }
}

// Each reduction is a function of a case, so that several can be tried one after the other.
function* reductions(case_) {
    const { setup } = case_;
    if (setup.preserveSymlinks) yield (c) => ({ ...c, setup: { ...c.setup, preserveSymlinks: false } });
    if (setup.nodePath) yield (c) => ({ ...c, setup: { ...c.setup, nodePath: false } });
    for (const name of setup.conditions) {
        yield (c) => ({ ...c, setup: { ...c.setup, conditions: c.setup.conditions.filter((n) => n !== name) } });
    }
    const folders = new Set();
    for (const path of case_.files.keys()) {
        for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) folders.add(path.slice(0, at + 1));
    }
    for (const folder of folders) {
        yield (c) => withFiles(c, (files) => {
            for (const path of [...files.keys()]) if (path.startsWith(folder)) files.delete(path);
        });
    }
    for (const path of case_.files.keys()) yield (c) => withFiles(c, (files) => files.delete(path));
    for (const [path, entry] of case_.files) {
        if (entry.link !== undefined) {
            yield (c) => withFiles(c, (files) => files.has(path) && files.set(path, { text: '' }));
        }
        for (const less of smallerEntries(entry)) {
            yield (c) => withFiles(c, (files) => files.has(path) && files.set(path, less));
        }
    }
    const [{ specifier, from }] = case_.requests;
    const letters = [...specifier];
    for (let i = 0; i < letters.length; i++) {
        const less = letters.toSpliced(i, 1).join('');
        // A token stays whole.
        if (/<(?!ROOT>|URL>)|(?<!<ROOT|<URL)>/.test(less)) continue;
        yield (c) => withRequest(c, { specifier: less });
    }
    if (from !== 'm.js') yield (c) => withRequest(c, { from: 'm.js' });
    if (from.includes('/')) {
        yield (c) => withRequest(c, { from: from.replace(/[^/]*\//, '') });
        yield (c) => withRequest(c, { from: from.replace(/[^/]*\/(?=[^/]*$)/, '') });
    }
    const names = new Set([...case_.files.keys()].flatMap((path) => path.split('/')));
    for (const name of names) {
        if (/^(node_modules|package\.json|<.*>|[a-z])$/.test(name)) continue;
        const extension = /\.[a-z]+$/.exec(name)?.[0] ?? '';
        for (const to of [`a${extension}`, `b${extension}`]) {
            if (!names.has(to)) yield (c) => renamed(c, name, to);
        }
    }
}

// A number to make sure that each step makes the case smaller or plainer.
function weight(case_) {
    let sum = case_.setup.conditions.length + case_.setup.preserveSymlinks + case_.setup.nodePath;
    for (const [path, entry] of case_.files) {
        sum += 20 + path.length + (path.match(/[^a-z./_]/g)?.length ?? 0);
        sum += (entry.link ?? entry.base64 ?? (entry.folder ? '' : textOf(entry))).length;
    }
    const [{ specifier, from }] = case_.requests;
    return sum + specifier.length + from.length + (specifier.match(/[^a-z./_]/g)?.length ?? 0);
}

// Which of the cases still show the difference.
async function which(cases, wanted, tools) {
    const base = makeBase();
    try {
        const results = await askCases(base, cases, { ...tools, alone: true });
        return results.map(({ asked: [first] }) => first !== undefined && signature(first) === wanted);
    } finally {
        removeBase(base);
    }
}

// `case_` has one request, whose difference has the signature `wanted`.
export async function shrink(case_, wanted, tools) {
    let best = case_;
    if (!(await which([best], wanted, tools))[0]) return null;
    for (let round = 0; round < ROUNDS; round++) {
        const steps = [];
        for (const step of reductions(best)) {
            const less = step(best);
            if (weight(less) < weight(best)) steps.push({ step, less });
        }
        steps.sort((a, b) => weight(a.less) - weight(b.less));
        steps.length = Math.min(steps.length, best.setup.nodePath ? AT_ONCE / 10 : AT_ONCE);
        const kept = await which(steps.map(({ less }) => less), wanted, tools);
        const good = steps.filter((_, i) => kept[i]);
        if (good.length === 0) break;
        // All of them, half of them, a quarter, ..., the best one alone.
        const together = [];
        for (let n = good.length; n >= 1; n >>= 1) {
            together.push(good.slice(0, n).reduce((c, { step }) => step(c), best));
        }
        const works = await which(together, wanted, tools);
        best = together[works.indexOf(true)] ?? good[0].less;
    }
    return best;
}
