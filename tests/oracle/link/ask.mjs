// Puts cases on disk, each in a folder of its own below one base, and asks Node, lode and the rules about all of them.
//
// An outcome is { keys } or { error: { message, at } }, or, of the rules, { keys } or { messages }; each answerer gives one for each file
// of a case, as if that file were the entry.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lines } from '../ask.mjs';
import { makeBase, removeBase } from '../random/disk.mjs';
import { CORE } from './generate.mjs';
import { textOf } from './model.mjs';
import { Rules } from './rules.mjs';

const ASKER = fileURLToPath(new URL('ask-node.mjs', import.meta.url));
const folderOf = (base, i) => join(base, `c${i}`);

export function place(base, cases) {
    cases.forEach(({ files }, i) => {
        mkdirSync(folderOf(base, i));
        for (const file of files) writeFileSync(join(folderOf(base, i), file.name), file.source ?? textOf(file));
    });
}

const nodeLines = (node, questions) => lines(node, ['--no-warnings', ASKER], questions.map((question) => JSON.stringify(question)))
    .then(({ rows, said }) => {
        if (rows.length !== questions.length) throw new Error(`${node} gave ${rows.length} answers to ${questions.length} questions: ${said}`);
        return rows.map((row) => JSON.parse(row));
    });

// The names of the core modules that cases use, as this Node has them.
export const coreNames = async (node) => (await nodeLines(node, [{ core: CORE }]))[0];

export const askNode = (node, base, cases) =>
    nodeLines(node, cases.map(({ files }, i) => files.map(({ name }) => join(folderOf(base, i), name))));

// `bent`: the answer if two ways to one namespace were two bindings; `poor`: if a circle of CommonJS files gave nothing.
function askRules(graph, core, version) {
    const opinion = new Rules(graph, { core, version });
    const bent = new Rules(graph, { core, version, distinctNamespaces: true });
    const poor = new Rules(graph, { core, version, poorCircles: true });
    return { opinion, rules: graph.files.map(({ name }) => ({ ...opinion.answer(name), bent: bent.answer(name), poor: poor.answer(name) })) };
}

const RULES = 'syntax-error,missing-export,ambiguous-export';

// What `lode check` of each entry finds: for each case a list of { rule, node, file, line }, `node` without the name of the error.
async function askCheck(lode, base, cases, version) {
    const entries = cases.map(({ files }, i) => `c${i}/${files[0].name}`);
    const { rows, said } = await lines(lode, ['check', '--root', base, '--json', '--node-version', String(version), '--no-config', '--only', RULES, '--', ...entries], [], { cwd: base });
    let document;
    try {
        document = JSON.parse(rows.join('\n'));
    } catch {
        throw new Error(`lode check: not one JSON document: ${rows.join('\n').slice(0, 300)}\n${said}`);
    }
    const found = cases.map(() => []);
    for (const finding of document.findings) {
        const [, i, file] = /^c(\d+)\/(.*)$/.exec(finding.file);
        found[i].push({ ...finding, file, node: finding.node?.replace(/^SyntaxError: /, '') });
    }
    return found;
}

async function askExports(lode, base, cases, version) {
    const questions = cases.flatMap(({ files }, i) => files.map(({ name }) => JSON.stringify({ file: join(folderOf(base, i), name) })));
    const { rows, said } = await lines(lode, ['exports', '--batch', '--node-version', String(version)], questions, { cwd: base });
    if (rows.length !== questions.length) throw new Error(`lode gave ${rows.length} answers to ${questions.length} questions: ${said}`);
    const answers = rows.map((row) => JSON.parse(row));
    return cases.map(({ files }) => answers.splice(0, files.length));
}

// { check: [findings], exports: [answer for each file] } of each case.
export async function askLode(lode, base, cases, version) {
    const [check, exports] = await Promise.all([askCheck(lode, base, cases, version), askExports(lode, base, cases, version)]);
    return cases.map((_, i) => ({ check: check[i], exports: exports[i] }));
}

// Asks everybody; lode only where it is given.
export async function askAll(cases, { node, lode, version, core }) {
    const base = makeBase();
    try {
        place(base, cases);
        const [fromNode, fromLode] = await Promise.all([askNode(node, base, cases), lode && askLode(lode, base, cases, version)]);
        return cases.map((graph, i) => ({ graph, node: fromNode[i], lode: fromLode?.[i], ...askRules(graph, core, version) }));
    } finally {
        removeBase(base);
    }
}
