// Compares what Node, lode and the rules say about one case. Node is asked what happens, the rules what should; where
// they differ, the difference must be one of V8's known departures, and then lode must do as the rules say.
//
// Each problem has a `kind`, which stays the same while a case shrinks.

import { V8 } from './v8.mjs';

// Departures and other differences that are no fault of lode; each is a row of docs/differences.md or of README.md here.
export const CAUSES = {
    NAMESPACE_TWICE: 'Node before 26: one namespace reached by two stars counts as two bindings',
    CIRCLE_BEHIND_STAR: 'V8 insists on a re-export that it meets behind a star, though a circle makes it give nothing and another star gives the name',
    OTHER_MESSAGE: 'V8 stops first at a circle behind a star; without it the graph would fail at another place',
    AMBIGUOUS_BELOW: "a name that is ambiguous below one star and given by another is in V8's namespace",
    NUMBERS_FIRST: "names that are array indices come first in V8's namespace, in the order of numbers",
    COMMONJS_CIRCLE: 'which names Node sees in CommonJS files that re-export each other depends on which of them it reads first',
    HINT: 'Node 24 and later speak of CommonJS only where the entry itself asks for a CommonJS file by the same specifier',
};

// The message that Node would have without its advice about CommonJS.
export function plain(message) {
    const [, name, specifier] = /^Named export '(.*)' not found\. The requested module '(.*)' is a CommonJS module/s.exec(message) ?? [];
    return specifier === undefined ? message : `The requested module '${specifier}' does not provide an export named '${name}'`;
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const isIndex = (name) => /^(0|[1-9][0-9]{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1;
const numbersFirst = (names) => [...names.filter(isIndex).sort((a, b) => a - b), ...names.filter((name) => !isIndex(name))];

function compareKeys(rules, version, name, keys, answer, add) {
    if (same(keys, answer.keys)) return;
    if (!same(keys, numbersFirst(keys))) return add.problem('node: order of names', { name, node: keys, rules: answer.keys });
    const sorted = keys.toSorted((a, b) => (a < b ? -1 : 1));
    if (!same(keys, sorted)) add.cause('NUMBERS_FIRST');
    const more = sorted.filter((key) => !answer.keys.includes(key));
    const less = answer.keys.filter((key) => !sorted.includes(key));
    if (more.length > 0 && more.every((key) => rules.isAmbiguous(name, key))) add.cause('AMBIGUOUS_BELOW');
    else if (more.length > 0) add.problem('node: more names than the rules', { name, more });
    if (less.length > 0 && version < 26 && less.every((key) => !answer.bent.keys?.includes(key))) add.cause('NAMESPACE_TWICE');
    else if (less.length > 0 && less.every((key) => !answer.poor.keys?.includes(key))) add.cause('COMMONJS_CIRCLE');
    else if (less.length > 0) add.problem('node: less names than the rules', { name, less });
}

function compareNode({ graph, node, rules, opinion }, version, add) {
    const [answer] = rules;
    if (answer.early.length > 0) {
        const { message, name } = node[0].error ?? {};
        if (name !== 'SyntaxError' || !answer.early.includes(message)) add.problem('node: early error', { node: node[0], rules: answer.early });
        return;
    }
    const { error } = node[0];
    if (error && (error.name !== 'SyntaxError' || error.at === undefined)) return add.problem('node: not a link error', { node: error });
    if (error) {
        const message = plain(error.message);
        const [guess] = new V8(opinion, version).answers(graph.files[0].name, []) ?? [];
        const isForetold = guess?.message === message;
        if (answer.keys && isForetold && !message.includes('conflicting star')) add.cause('CIRCLE_BEHIND_STAR');
        else if (answer.keys && version < 26 && !answer.bent.keys && answer.bent.errors.includes(message)) add.cause('NAMESPACE_TWICE');
        else if (answer.keys && answer.poor.errors.includes(message)) add.cause('COMMONJS_CIRCLE');
        else if (answer.keys) add.problem('node: does not link, by the rules it does', { node: error });
        else if (!answer.errors.includes(message)) {
            if (isForetold) add.cause('OTHER_MESSAGE');
            else if (answer.poor.errors.includes(message)) add.cause('COMMONJS_CIRCLE');
            else add.problem('node: a message that the rules do not foretell', { node: error, rules: answer.errors });
        }
        return;
    }
    if (!answer.keys) return add.problem('node: links, by the rules it does not', { rules: answer.errors });
    graph.files.forEach(({ name }, i) => {
        // A file that the entry does not reach may have errors of its own.
        if (node[i]?.keys && rules[i].keys) compareKeys(opinion, version, name, node[i].keys, rules[i], add);
    });
}

function compareCheck({ graph, node, lode, rules, opinion }, version, add) {
    const [answer] = rules;
    const said = lode.check.map((finding) => finding.node);
    if (answer.early.length > 0) {
        const early = lode.check.filter(({ rule }) => rule === 'syntax-error').map((finding) => finding.node);
        if (!early.includes(node[0].error?.message)) add.problem("lode: Node's early error is not among the findings", { node: node[0].error?.message, lode: early });
        if (early.some((text) => !answer.early.includes(text))) add.problem('lode: an early error that the rules do not know', { lode: early, rules: answer.early });
        return;
    }
    if (answer.keys) {
        if (said.length > 0) add.problem('lode: a finding where the graph links', { lode: lode.check });
        return;
    }
    if (said.length === 0) return add.problem('lode: no finding where the graph does not link', { rules: answer.errors });
    const wide = opinion.linkErrors(graph.files[0].name, { wide: true });
    if (said.some((text) => !text)) add.problem("lode: a finding without Node's words", { lode: lode.check.filter((finding) => !finding.node), rules: wide });
    const untrue = said.filter((text) => text && !wide.includes(plain(text)));
    if (untrue.length > 0) add.problem('lode: a finding that the rules do not know', { lode: untrue, rules: answer.errors });
    const { message, at } = node[0].error ?? {};
    // Where V8 stops at what ECMAScript does not mind, there is nothing to compare its message with.
    if (message === undefined || !answer.errors.includes(plain(message))) return;
    const found = lode.check.filter((finding) => plain(finding.node ?? '') === plain(message));
    if (found.length === 0) return add.problem("lode: Node's message is not among the findings", { node: message, lode: said });
    if (plain(message).includes('does not provide') && !found.some(({ file, line }) => `${file}:${line}` === at)) {
        add.problem("lode: the finding with Node's message is at another place", { at, lode: found });
    }
    // Node's advice ends with an empty line.
    if (found.some((finding) => finding.node === message.trimEnd())) return;
    if (version >= 24 && at.split(':')[0] !== graph.files[0].name) add.cause('HINT');
    else add.problem("lode: Node's message in other words", { node: message, lode: found.map((finding) => finding.node) });
}

const names = (list = []) => list.map((item) => item.name ?? item);

function compareExports({ graph, lode, rules, opinion }, add) {
    graph.files.forEach(({ name }, i) => {
        if (rules[i].early.length > 0) return;
        const told = lode.exports[i];
        const should = { names: opinion.keys(name), ambiguous: opinion.ambiguous(name), missing: opinion.missing(name) };
        if (told.error) return add.problem('lode: exports is an error', { name, lode: told.error });
        for (const field of Object.keys(should)) {
            const said = names(told[field]);
            if (!same(said, should[field])) add.problem(`lode: exports: ${field}`, { name, lode: said, rules: should[field] });
        }
    });
}

// `row` is what askAll gives; returns { causes, problems }.
export function compare(row, version) {
    const causes = new Set();
    const problems = [];
    const add = { cause: (name) => causes.add(name), problem: (kind, detail) => problems.push({ kind, detail }) };
    compareNode(row, version, add);
    if (row.lode) {
        compareCheck(row, version, add);
        compareExports(row, add);
    }
    return { causes: [...causes], problems };
}
