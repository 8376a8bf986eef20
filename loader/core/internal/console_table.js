'use strict';
// console.table.

const { getStringWidth, inspect } = require('internal/inspect');
const types = require('internal/types');
const { remainingEntries } = require('internal/types_engine');

const INDEX = '(index)';
const ITERATION = '(iteration index)';

/** A table of columns of texts, drawn with lines. */
function draw(heads, columns) {
    const widthOf = (cell = '') => getStringWidth(cell);
    const widths = heads.map((head, i) => Math.max(widthOf(head), ...Array.from(columns[i], widthOf)) + 2);
    const line = (left, middle, right) => left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
    const pad = (cell = '', i = 0) => ` ${cell}${' '.repeat(widths[i] - widthOf(cell) - 1)}`;
    const row = (cells) => `│${cells.map(pad).join('│')}│`;
    const height = Math.max(0, ...columns.map((column) => column.length));
    const rows = Array.from({ length: height }, (_, i) => row(columns.map((column) => column[i])));
    return [line('┌', '┬', '┐'), row(heads), line('├', '┼', '┤'), ...rows, line('└', '┴', '┘')].join('\n');
}

/** Maps, Sets and their iterators; undefined for other values. */
function collectionTable(data, show) {
    const numbers = (count) => Array.from({ length: count }, (_, i) => show(i));
    const pairs = (list) => draw([ITERATION, 'Key', 'Values'],
        [numbers(list.length), list.map(([key]) => show(key)), list.map(([, value]) => show(value))]);
    const singles = (list) => draw([ITERATION, 'Values'], [numbers(list.length), list.map(show)]);
    if (types.isMap(data)) return pairs([...Map.prototype.entries.call(data)]);
    if (types.isSet(data)) return singles([...Set.prototype.values.call(data)]);
    if (!types.isMapIterator(data) && !types.isSetIterator(data)) return undefined;
    const [list, isPairs] = remainingEntries(data);
    if (!isPairs) return singles(list);
    return pairs(Array.from({ length: list.length / 2 }, (_, i) => [list[2 * i], list[2 * i + 1]]));
}

exports.tableOf = (data, properties, options) => {
    const show = (value) => {
        const isLarge = value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 2;
        return inspect(value, { maxArrayLength: 3, breakLength: Infinity, ...options, depth: isLarge ? -1 : 0 });
    };
    const special = collectionTable(data, show);
    if (special !== undefined) return special;
    const columns = new Map();
    const values = [];
    const keys = Object.keys(data);
    for (const [i, key] of keys.entries()) {
        const item = data[key];
        if (item === null || (typeof item !== 'function' && typeof item !== 'object')) {
            values[i] = show(item);
            continue;
        }
        for (const name of properties ?? Object.keys(item)) {
            if (!columns.has(name)) columns.set(name, []);
            columns.get(name)[i] = Object.hasOwn(item, name) ? show(item[name]) : '';
        }
    }
    // Keys that look like indices come first, as in any object.
    const names = Object.keys(Object.fromEntries([...columns.keys()].map((name) => [name, true])));
    const heads = [INDEX, ...names];
    const lists = [keys, ...names.map((name) => columns.get(name) ?? columns.get(Number(name)))];
    if (values.length > 0) {
        heads.push('Values');
        lists.push(values);
    }
    return draw(heads, lists);
};
