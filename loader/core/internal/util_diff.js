'use strict';
// The shortest list of insertions and deletions between two lists (Myers 1986), for util.diff and for assert.

const { codes } = require('internal/errors');

/* Of an operation. */
const DELETE = -1, KEEP = 0, INSERT = 1;

/** What the search reached after each number of edits. */
function search(actual, expected, isSame) {
    const limit = actual.length + expected.length;
    const furthest = new Int32Array(2 * limit + 3); // by diagonal, the first of which is -limit - 1
    const zero = limit + 1;
    const trace = [];
    for (let edits = 0; edits <= limit; edits++) {
        trace.push(furthest.slice());
        for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
            const below = furthest[zero + diagonal - 1];
            const above = furthest[zero + diagonal + 1];
            let x = diagonal === -edits || (diagonal !== edits && below < above) ? above : below + 1;
            let y = x - diagonal;
            while (x < actual.length && y < expected.length && isSame(actual[x], expected[y])) {
                x++;
                y++;
            }
            furthest[zero + diagonal] = x;
            if (x >= actual.length && y >= expected.length) return trace;
        }
    }
    return trace;
}

/** [[operation, item], …] from the end to the beginning. */
function operations(actual, expected, isSame = Object.is, prefersCommas = false) {
    const trace = search(actual, expected, isSame);
    const zero = actual.length + expected.length + 1;
    const list = [];
    let x = actual.length;
    let y = expected.length;
    for (let edits = trace.length - 1; edits >= 0; edits--) {
        const furthest = trace[edits];
        const diagonal = x - y;
        const isDown = diagonal === -edits ||
            (diagonal !== edits && furthest[zero + diagonal - 1] < furthest[zero + diagonal + 1]);
        const before = isDown ? diagonal + 1 : diagonal - 1;
        const beforeX = furthest[zero + before];
        const beforeY = beforeX - before;
        while (x > beforeX && y > beforeY) {
            // Of two lines that differ by a comma, the one that has it.
            list.push([KEEP, prefersCommas && !actual[x - 1].endsWith(',') ? expected[y - 1] : actual[x - 1]]);
            x--;
            y--;
        }
        if (edits === 0) break;
        if (x > beforeX) list.push([INSERT, actual[--x]]);
        else list.push([DELETE, expected[--y]]);
    }
    return list;
}

function diff(actual, expected) {
    if (actual === expected) return [];
    const { validateString } = require('internal/validate');
    for (const [name, value] of [['actual', actual], ['expected', expected]]) {
        if (Array.isArray(value)) value.forEach((one, i) => validateString(one, `${name}[${i}]`));
        else if (typeof value !== 'string') throw new codes.ERR_INVALID_ARG_TYPE(name, ['Array', 'string'], value);
    }
    return operations(actual, expected).reverse();
}

module.exports = { DELETE, INSERT, KEEP, diff, operations };
