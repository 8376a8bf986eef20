// A case as a text file that a person can read and replay.mjs can run:
//
//     why: one line
//     node: 26.10.0 {"m0.mjs":[names],...}    or {"error":{...}} of the entry, which is the first file
//     rules: {"m0.mjs":[names],...}           or {"errors":[messages]}, {"early":[messages]}
//     --- m0.mjs
//     export * from './m1.mjs';
//     --- items
//     {"m0.mjs":[...],...}                   the same files as model.mjs has them

import { textOf } from './model.mjs';

const namesOf = (files, answers) => Object.fromEntries(files.map(({ name }, i) => [name, answers[i]?.keys]));

export const answerOf = ({ graph, node }) =>
    (node[0].error ? { error: { message: node[0].error.message, at: node[0].error.at } } : namesOf(graph.files, node));

export const opinionOf = ({ graph, rules }) => {
    const [{ early, errors, keys }] = rules;
    return early.length > 0 ? { early } : keys ? namesOf(graph.files, rules) : { errors };
};

export function write({ why, version, row }) {
    const { files } = row.graph;
    const items = files.map((file) => `${JSON.stringify(file.name)}:${JSON.stringify(file.items, (key, value) => value || undefined)}`);
    return [
        `why: ${why}`, `node: ${version} ${JSON.stringify(answerOf(row))}`, `rules: ${JSON.stringify(opinionOf(row))}`,
        ...files.map((file) => `--- ${file.name}\n${textOf(file)}`.trimEnd()),
        `--- items\n{${items.join(',\n')}}`,
    ].map((part) => `${part}\n`).join('');
}

export function read(text) {
    const field = (name) => {
        const found = new RegExp(`^${name}: (.*)$`, 'm').exec(text);
        if (!found) throw new Error(`no "${name}:" line`);
        return found[1];
    };
    const [, version, answer] = /^(\S+) (.*)$/.exec(field('node'));
    const [shown, items] = text.split('\n--- items\n');
    const files = Object.entries(JSON.parse(items)).map(([name, list]) => ({ name, items: list }));
    const texts = shown.split(/^--- /m).slice(1).map((part) => part.trimEnd());
    files.forEach((file, i) => {
        const made = `${file.name}\n${textOf(file)}`.trimEnd();
        if (texts[i] !== made) throw new Error(`${file.name}: the text and the items differ: ${texts[i]}\n${made}`);
    });
    return { why: field('why'), version, node: JSON.parse(answer), rules: JSON.parse(field('rules')), graph: { files } };
}
