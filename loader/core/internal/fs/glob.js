'use strict';
// glob: the paths that patterns match. The npm package minimatch takes patterns apart; the walk is here, and reads only
// directories that a pattern can reach.

const fs = native('fs');
const { codes } = require('internal/errors');
const { getPath, textOfPath } = require('internal/fs/arguments');
const { validateString } = require('internal/validate');
const { callbackForm, runSync, startPromise, step } = require('internal/fs/forms');
const { Dirent, kindOfMode, modeOf } = require('internal/fs/stats');

const { UV_DIRENT_DIR, UV_DIRENT_UNKNOWN } = fs.constants;
const settings = { nocomment: true, nonegate: true, windowsPathsNoEscape: false, platform: 'linux' };

/* ---- options ---- */

const isTexts = (value) => Array.isArray(value) && value.every((one) => typeof one === 'string');

/** Whether to leave a path out: by a function of its name or Dirent, or by patterns. */
function takeExclude(exclude, withFileTypes) {
    if (exclude === undefined || exclude === null) return () => false;
    if (typeof exclude === 'function') return withFileTypes ? (path, entry) => exclude(entry) : (path) => exclude(path);
    if (!isTexts(exclude)) throw new codes.ERR_INVALID_ARG_TYPE('options.exclude', ['function', 'string[]'], exclude);
    const { minimatch } = require('minimatch');
    return (path) => exclude.some((pattern) => minimatch(path, pattern, { ...settings, dot: true }) || pattern === `${path}/**`);
}

function takeOptions(patterns, options) {
    const { cwd, withFileTypes = false, exclude } = options ?? {};
    if (Array.isArray(patterns)) patterns.forEach((pattern, i) => validateString(pattern, `patterns[${i}]`));
    else validateString(patterns, 'patterns');
    const root = cwd === undefined || cwd === null ? '.' : textOfPath(getPath(cwd, 'options.cwd'));
    const { Minimatch } = require('minimatch');
    const sets = [patterns].flat().flatMap((pattern) => new Minimatch(pattern, settings).set);
    return { sets, root, withFileTypes, isOut: takeExclude(exclude, withFileTypes) };
}

/* ---- the walk ---- */

/* What stands at a path, or undefined. */
function* kindAt(path) {
    try {
        return kindOfMode(modeOf(yield step(fs.lstat, [path])));
    } catch {
        return undefined;
    }
}

function* entriesOf(path) {
    let list;
    try {
        list = yield step(fs.scandir, [path, false, true]);
    } catch {
        return [];
    }
    const { join } = require('path');
    const entries = [];
    for (let i = 0; i < list.length; i += 2) {
        const kind = list[i + 1] === UV_DIRENT_UNKNOWN ? yield* kindAt(join(path, list[i])) : list[i + 1];
        entries.push([list[i], kind]);
    }
    return entries;
}

/*
 * Patterns are lists of parts: a name, an expression, or a globstar (a symbol). An item of `waiting` is a path that was
 * reached, its kind, and the parts that are still to match below it.
 */
function* walk({ sets, root, withFileTypes, isOut }) {
    const { basename, dirname, isAbsolute, join, resolve } = require('path');
    const { GLOBSTAR } = require('minimatch');
    const found = new Map();
    const seen = new Set(); // of globstars, which meet the same directory on more than one way
    const full = (path) => (isAbsolute(path) ? path : join(root, path));
    const entryOf = (path, kind) => new Dirent(basename(path), isAbsolute(path) ? dirname(path) : join(root, dirname(path)), kind);
    const emit = (path, kind) => {
        if (path === '') path = '.';
        found.set(path, withFileTypes ? entryOf(path === '.' ? basename(resolve(root)) : path, kind) : path);
    };
    const isLeft = (path, kind) => !isOut(path, withFileTypes ? entryOf(path, kind) : undefined);

    const isFromRoot = (parts) => parts[0] === '' && parts.length > 1;
    const waiting = sets.map((parts) => (isFromRoot(parts) ? ['/', UV_DIRENT_DIR, parts, 1] : ['', UV_DIRENT_DIR, parts, 0])).reverse();
    while (waiting.length > 0) {
        const [path, kind, parts, at] = waiting.pop();
        const part = parts[at];
        const isLast = at === parts.length - 1;
        const go = (child, childKind) => {
            if (!isLeft(child, childKind)) return;
            if (isLast) emit(child, childKind);
            else waiting.push([child, childKind, parts, at + 1]);
        };
        if (part === '') {
            if (isLast && kind === UV_DIRENT_DIR && at > 0) emit(path, kind);
        } else if (typeof part === 'string') {
            const child = join(path, part);
            const childKind = part === '.' && isLast ? undefined : yield* kindAt(full(child));
            if (childKind !== undefined && !(at === 0 && isLast && part === '..')) go(child, childKind);
        } else if (part === GLOBSTAR) {
            const key = `${at}\0${sets.indexOf(parts)}\0${path}`;
            if (seen.has(key) || kind !== UV_DIRENT_DIR) continue;
            seen.add(key);
            if (isLast) emit(path, kind);
            else waiting.push([path, kind, parts, at + 1]);
            for (const [name, childKind] of yield* entriesOf(full(path))) {
                const child = join(path, name);
                if (name.startsWith('.') || !isLeft(child, childKind)) continue;
                if (isLast) emit(child, childKind);
                if (childKind === UV_DIRENT_DIR) waiting.push([child, childKind, parts, at]);
            }
        } else {
            for (const [name, childKind] of yield* entriesOf(full(path))) {
                if (part.test(name)) go(join(path, name), childKind);
            }
        }
    }
    return [...found.values()];
}

const operation = (patterns, options) => walk(takeOptions(patterns, options));

async function* globPromise(patterns, options) {
    yield* await startPromise(operation(patterns, options));
}

module.exports = {
    glob: callbackForm('glob', operation, 1, 3),
    globPromise,
    globSync: (patterns, options) => runSync(operation(patterns, options)),
};
