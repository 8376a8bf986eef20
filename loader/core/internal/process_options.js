'use strict';
// What NODE_OPTIONS and its like say about warnings and rejections; other options of Node's are for the command line.

const MODES = ['strict', 'throw', 'warn', 'none', 'warn-with-error-codes'];

function valueOf(lines, name) {
    const line = lines.find((text) => text.startsWith(`${name}=`));
    return line === undefined ? '' : line.slice(name.length + 1);
}

/** { rejections, noWarnings, traceWarnings, noDeprecation, throwDeprecation, traceDeprecation } */
function read(lines) {
    const words = valueOf(lines, 'NODE_OPTIONS').split(/\s+/);
    const has = (name) => words.includes(name);
    const mode = words.findLast((word) => word.startsWith('--unhandled-rejections='))?.slice('--unhandled-rejections='.length);
    return {
        rejections: MODES.includes(mode) ? mode : 'throw',
        noWarnings: has('--no-warnings') || valueOf(lines, 'NODE_NO_WARNINGS') === '1',
        traceWarnings: has('--trace-warnings'),
        noDeprecation: has('--no-deprecation'),
        throwDeprecation: has('--throw-deprecation'),
        traceDeprecation: has('--trace-deprecation') || has('--trace-warnings'),
    };
}

module.exports = read(native('process').start().environment);
