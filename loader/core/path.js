'use strict';
// node:path, made of @chainner/node-path. Ours: argument errors with Node's codes, matchesGlob, and what Node
// has since learnt about names that Windows would take for a drive or a device.

const { codes } = require('internal/errors');

// Its files read these two when they are loaded. The package's own primordials go through bound functions.
Object.assign(require('../../node_modules/@chainner/node-path/src/primordials.js'), {
    StringPrototypeCharCodeAt: (text, index) => text.charCodeAt(index),
    StringPrototypeIndexOf: (text, part, from) => text.indexOf(part, from),
    StringPrototypeLastIndexOf: (text, part) => text.lastIndexOf(part),
    StringPrototypeReplace: (text, pattern, by) => text.replace(pattern, by),
    StringPrototypeSlice: (text, from, to) => text.slice(from, to),
    StringPrototypeToLowerCase: (text) => text.toLowerCase(),
});
Object.assign(require('../../node_modules/@chainner/node-path/src/validators.js'), {
    validateString(value, name) {
        // The package calls the second argument of basename as it was once called.
        if (typeof value !== 'string') throw new codes.ERR_INVALID_ARG_TYPE(name === 'ext' ? 'suffix' : name, 'string', value);
    },
    validateObject(value, name) {
        if (typeof value !== 'object' || value === null) throw new codes.ERR_INVALID_ARG_TYPE(name, 'Object', value);
    },
});

const { posix, win32 } = require('@chainner/node-path');

/* What no part of a Windows path may be called, whatever follows its colon. */
const RESERVED = /^(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])$/i;

const globs = (isWindows) => ({
    matchesGlob(path, pattern) {
        if (typeof path !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('path', 'string', path);
        if (typeof pattern !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('pattern', 'string', pattern);
        return require('minimatch').minimatch(path, pattern, {
            nocase: isWindows,
            windowsPathsNoEscape: true,
            nonegate: true,
            nocomment: true,
            optimizationLevel: 2,
            platform: isWindows ? 'win32' : 'linux',
            nocaseMagicOnly: true,
        });
    },
});

const { normalize, toNamespacedPath } = win32;

/** Would Windows read the relative path `result` of normalising `path` as a drive or a stream? */
function isMistakable(path, result) {
    if (!path.includes(':') || /^(?:[\\/]|[a-z]:)/i.test(path)) return false;
    return /^[a-z]:/i.test(result) || /:(?:[\\/]|$)/.test(path);
}

/* Node takes off the last character where there is no colon; so does this. */
const isReserved = (path) => RESERVED.test(path.slice(0, path.indexOf(':')));

function normalizeReserved(path, result) {
    const end = path.indexOf(':') + 1;
    return `.\\${end > 0 ? path.slice(0, end) + normalize(path.slice(end).replace(/^[\\/]+/, '')) : result}`;
}

const windows = {
    normalize(path) {
        const result = normalize(path);
        if (path.length < 2) return result;
        if (isReserved(path)) return normalizeReserved(path, result);
        return isMistakable(path, result) ? `.\\${result}` : result;
    },
    toNamespacedPath(path) {
        const result = toNamespacedPath(path);
        if (result !== path || typeof path !== 'string' || path.length === 0) return result;
        const resolved = win32.resolve(path);
        return resolved.length > 2 ? resolved : path;
    },
};

/* Node's functions in Node's order. */
function complete(path, replaced, isWindows) {
    const { sep, delimiter } = path;
    const _makeLong = replaced.toNamespacedPath ?? path.toNamespacedPath;
    for (const name of ['sep', 'delimiter', 'win32', 'posix', '_makeLong']) delete path[name];
    Object.assign(path, replaced, globs(isWindows), { sep, delimiter, win32, posix, _makeLong });
}

complete(posix, {}, false);
complete(win32, windows, true);

module.exports = posix;
