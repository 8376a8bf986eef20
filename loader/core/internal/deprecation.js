'use strict';
// Deprecations that Node tells to programs, but not for what their packages do.

const told = new Set();

/** Is the innermost function of the program inside of a package? */
function isCalledFromPackage() {
    const { stack } = new Error();
    for (const line of `${stack}`.split('\n')) {
        const place = /(?:@|\(|at )((?:file:\/)?\/[^()]*):\d+:\d+/.exec(line);
        if (place !== null) return /[\\/]node_modules[\\/]/.test(place[1]);
    }
    return false;
}

/** Warns once for each code. */
function deprecate(message, code) {
    if (told.has(code) || isCalledFromPackage()) return;
    told.add(code);
    require('process').emitWarning(message, 'DeprecationWarning', code);
}

module.exports = { deprecate, isCalledFromPackage };
