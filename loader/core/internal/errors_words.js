'use strict';
// The parts of messages that describe a value or a list.

/** "a", "a or b", "a, b, or c". */
function formatList(list, last = 'and') {
    if (list.length < 3) return list.join(` ${last} `);
    return `${list.slice(0, -1).join(', ')}, ${last} ${list.at(-1)}`;
}

/** What was received: "type number (1)", "an instance of Map", "function f", "null". */
function describe(value) {
    switch (typeof value) {
        case 'undefined':
            return 'undefined';
        case 'function':
            return `function ${value.name}`;
        case 'object': {
            if (value === null) return 'null';
            const name = value.constructor?.name;
            if (typeof name === 'string' && name !== '') return `an instance of ${name}`;
            return require('internal/inspect').inspect(value, { depth: -1 });
        }
        case 'string': {
            const text = value.length > 28 ? `${value.slice(0, 25)}...` : value;
            return `type string (${text.includes("'") ? JSON.stringify(text) : `'${text}'`})`;
        }
        case 'bigint':
            return `type bigint (${value}n)`;
        default:
            return `type ${typeof value} (${Object.is(value, -0) ? '-0' : String(value)})`;
    }
}

const TYPES = new Set(['string', 'function', 'number', 'object', 'Function', 'Object', 'boolean', 'bigint', 'symbol']);

/** What was wanted, from the names of types ("string"), classes ("Buffer") and other words ("Array-like"). */
function wanted(expected) {
    const types = [];
    const classes = [];
    const words = [];
    for (const name of [expected].flat()) {
        if (TYPES.has(name)) types.push(name.toLowerCase());
        else if (/^[A-Z][a-zA-Z0-9]*$/.test(name)) classes.push(name);
        else words.push(name);
    }
    if (classes.length > 0 && types.includes('object')) {
        types.splice(types.indexOf('object'), 1);
        classes.push('Object');
    }
    const parts = [];
    if (types.length > 0) parts.push(`${types.length > 1 ? 'one of type' : 'of type'} ${formatList(types, 'or')}`);
    if (classes.length > 0) parts.push(`an instance of ${formatList(classes, 'or')}`);
    if (words.length > 1) parts.push(`one of ${formatList(words, 'or')}`);
    else if (words.length === 1) parts.push(words[0] === words[0].toLowerCase() ? words[0] : `an ${words[0]}`);
    return parts.join(' or ');
}

/** An argument or, with a dot in its name, a property. */
function kindOf(name) {
    return name.includes('.') ? 'property' : 'argument';
}

/** 1_000_000 */
function withSeparators(digits) {
    return digits.replace(/\B(?=(\d{3})+$)/g, '_');
}

/** A number as ERR_OUT_OF_RANGE shows it. */
function received(value) {
    if (Number.isInteger(value) && Math.abs(value) > 2 ** 32) return withSeparators(String(value));
    if (typeof value === 'bigint') {
        const isLong = value > 2n ** 32n || value < -(2n ** 32n);
        return `${isLong ? withSeparators(String(value)) : value}n`;
    }
    return require('internal/inspect').inspect(value);
}

module.exports = { describe, formatList, kindOf, received, wanted };
