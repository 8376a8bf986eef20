// What the oracles share after the asking: exceptions, differences grouped by cause, the last line.

import { readFileSync } from 'node:fs';
import { cause, differences } from './ask.mjs';

export function readExceptions(file = new URL('exceptions.json', import.meta.url)) {
    const { rows } = JSON.parse(readFileSync(file, 'utf8'));
    for (const row of rows) {
        if (!row.reason) throw new Error(`an exception without a reason: ${JSON.stringify(row)}`);
        row.used = 0;
    }
    return rows;
}

const matches = (pattern, text) => pattern === undefined || new RegExp(pattern, 'su').test(text);

// The first of the rows that together cover every field that differs; undefined where one is left.
export function excepted(rows, fields, question, node, lode, version) {
    const holding = rows.filter((row) => (row.kind === undefined || row.kind === question.kind) &&
        (row.versions === undefined || row.versions.includes(version)) &&
        (row.broken === undefined || row.broken === Boolean(question.broken)) &&
        matches(row.specifier, question.specifier) && matches(row.from, question.from) &&
        matches(row.node, JSON.stringify(node)) && matches(row.lode, JSON.stringify(lode)));
    const covering = fields.map((field) => holding.find((row) => row.fields === undefined || row.fields.includes(field)));
    return covering.every(Boolean) ? covering[0] : undefined;
}

// Counts answers and keeps the first differences of each cause.
export class Tally {
    passed = 0;
    failed = 0;         // url, path, format or code differ
    messages = 0;       // only the message differs
    groups = new Map();

    constructor({ exceptions = [], version = '26', show = 3 } = {}) {
        this.exceptions = exceptions;
        this.version = version;
        this.show = show;
    }

    // Returns the fields that differ, [] where an exception covers them.
    add(question, node, lode) {
        const fields = differences(question, node, lode);
        const row = fields.length > 0 &&
            excepted(this.exceptions, fields, question, node, lode, this.version);
        if (row) row.used++;
        if (fields.length === 0 || row) {
            this.passed++;
            return [];
        }
        const messageOnly = fields[0] === 'message';
        if (messageOnly) this.messages++;
        else this.failed++;
        const key = cause(question, node, lode, fields);
        const group = this.groups.get(key) ?? { count: 0, messageOnly, first: [] };
        this.groups.set(key, group);
        group.count++;
        if (group.first.length < this.show) group.first.push({ question, node, lode });
        return fields;
    }

    // The report, without the last line; `strip` shortens what is the same everywhere.
    text(strip = (text) => text) {
        const out = [];
        const sorted = [...this.groups].sort((a, b) =>
            a[1].messageOnly - b[1].messageOnly || b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1));
        for (const [key, { count, first }] of sorted) {
            out.push(`${count} x ${key}`);
            for (const { question, node, lode } of first) {
                const { specifier, from, kind } = question;
                const where = question.case === undefined ? '' : ` (case ${question.case})`;
                out.push(`    ${kind} ${JSON.stringify(specifier)} from ${JSON.stringify(strip(from))}${where}`);
                out.push(`      Node: ${strip(JSON.stringify(node))}`);
                out.push(`      lode: ${strip(JSON.stringify(lode))}`);
            }
        }
        for (const row of this.exceptions) {
            if (row.used) out.push(`${row.used} x exception: ${row.reason}`);
        }
        return out.join('\n');
    }
}
