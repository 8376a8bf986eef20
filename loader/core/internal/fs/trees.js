'use strict';
// Operations on directories and what is below them: mkdir, readdir, rm, realpath, opendir's reading.

const fs = native('fs');
const { encodeName, getMode, getOptions, getPath, getPathText, needsBytes, textOfPath } = require('internal/fs/arguments');
const { validateBoolean, validateInt32, validateObject, validateUint32 } = require('internal/validate');
const { step } = require('internal/fs/forms');
const { Dirent, kindOfMode, modeOf } = require('internal/fs/stats');

const { S_IFDIR, S_IFLNK, UV_DIRENT_DIR, UV_DIRENT_UNKNOWN } = fs.constants;

/* ---- mkdir ---- */

/* An error on the way names the path that was asked for. */
function retell(error, path) {
    error.message = error.message.replace(/, \w+ '[^]*'$/, () => `, mkdir '${path}'`);
    error.syscall = 'mkdir';
    error.path = path;
    return error;
}

/* After an mkdir that failed: fine where a directory is there. */
function* mustBeDirectory(path, error, root) {
    let stat;
    try {
        stat = yield step(fs.stat, [path]);
    } catch (other) {
        throw retell(other, root);
    }
    if (modeOf(stat) !== S_IFDIR) throw retell(error, root);
}

/* Whether there is a directory at the end of all links. */
function* isDirectory(path) {
    try {
        return modeOf(yield step(fs.stat, [path])) === S_IFDIR;
    } catch {
        return false;
    }
}

/* The first directory that was made, or undefined where all were there. Parents by the text of the path. */
function* makeAll(root, mode) {
    const { dirname } = require('path');
    const waiting = [root];
    const seen = new Set();
    let first;
    while (waiting.length > 0) {
        const at = waiting.at(-1);
        try {
            yield step(fs.mkdir, [at, mode]);
            first ??= at;
        } catch (error) {
            // A parent is made once: where it is there and the path still is not (/proc), that is the answer.
            if (error.code === 'ENOENT' && dirname(at) !== at && !seen.has(at) && at !== '') {
                seen.add(at);
                waiting.push(dirname(at));
                continue;
            }
            if (!mayExist.has(error.code)) throw retell(error, root);
            yield* mustBeDirectory(at, error, root);
        }
        waiting.pop();
    }
    return first;
}

const mayExist = new Set(['EEXIST', 'EROFS', 'EPERM', 'EACCES', 'EISDIR']);

function mkdir(path, options) {
    let mode = 0o777;
    let recursive = false;
    if (typeof options === 'number' || typeof options === 'string') {
        mode = getMode(options, 'mode');
    } else if (options) {
        if (options.recursive !== undefined) {
            recursive = options.recursive;
            validateBoolean(recursive, 'options.recursive');
        }
        if (options.mode !== undefined) mode = getMode(options.mode, 'options.mode');
    }
    path = getPath(path);
    return recursive ? makeAll(textOfPath(path), mode) : step(fs.mkdir, [path, mode]);
}

/* ---- readdir ---- */

/* An entry whose kind the file system does not tell is asked for it. */
function* direntOf(name, kind, parent, path) {
    if (kind === UV_DIRENT_UNKNOWN) kind = kindOfMode(modeOf(yield step(fs.lstat, [path])));
    return new Dirent(name, parent, kind);
}

function* listEntries(path, encoding) {
    const { join } = require('path');
    const list = yield step(fs.scandir, [path, needsBytes(encoding), true]);
    const entries = [];
    for (let i = 0; i < list.length; i += 2) {
        const name = encodeName(list[i], encoding);
        const isAsked = list[i + 1] === UV_DIRENT_UNKNOWN;
        entries.push(yield* direntOf(name, list[i + 1], path, isAsked ? join(textOfPath(path), textOfPath(list[i])) : ''));
    }
    return entries;
}

/* Level by level, links to directories followed. */
function* listAll(root, encoding, withFileTypes) {
    const { join, relative } = require('path');
    root = textOfPath(root);
    const result = [];
    const waiting = [root];
    for (let at = 0; at < waiting.length; at++) {
        const parent = waiting[at];
        for (const entry of yield* listEntries(parent, 'utf8')) {
            const path = join(parent, entry.name);
            if (entry.isDirectory() || (entry.isSymbolicLink() && (yield* isDirectory(path)))) waiting.push(path);
            if (withFileTypes) entry.name = encodedPath(entry.name, encoding);
            result.push(withFileTypes ? entry : encodedPath(relative(root, path), encoding));
        }
    }
    return result;
}

function encodedPath(path, encoding) {
    return needsBytes(encoding) ? encodeName(require('buffer').Buffer.from(path), encoding) : path;
}

function readdir(path, options) {
    const { encoding, withFileTypes, recursive } = getOptions(options);
    path = getPath(path);
    if (recursive !== undefined && recursive !== null) validateBoolean(recursive, 'options.recursive');
    if (recursive) return listAll(path, encoding, Boolean(withFileTypes));
    if (withFileTypes) return listEntries(path, encoding);
    if (!needsBytes(encoding)) return step(fs.scandir, [path, false, false]);
    return step(fs.scandir, [path, true, false], (names) => names.map((name) => encodeName(name, encoding)));
}

/* ---- realpath ---- */

/* What stands in the way of a path is told for the first part that is not there. */
function* tellFault(path, fault) {
    const { join } = require('path');
    let at = '/';
    for (const part of path.split('/')) {
        if (part === '') continue;
        at = join(at, part);
        if (modeOf(yield step(fs.lstat, [at])) === S_IFLNK) {
            yield step(fs.stat, [at]);
            at = yield step(fs.realpath, [at, false]);
        }
    }
    throw fault;
}

function* realpathSteps(path, encoding) {
    try {
        const name = yield step(fs.realpath, [path, needsBytes(encoding)]);
        return encodeName(name, encoding);
    } catch (fault) {
        return yield* tellFault(path, fault);
    }
}

function realpath(path, options) {
    const { encoding } = getOptions(options);
    path = require('path').resolve(getPathText(path));
    return realpathSteps(path, encoding);
}

/* ---- rm ---- */

const EISDIR = 21;
const again = new Set(['EBUSY', 'EMFILE', 'ENFILE', 'ENOTEMPTY', 'EPERM']);

/* One call, again where somebody else may be in the way. */
function* trying(call, path, { maxRetries, retryDelay, wait }) {
    for (let tries = 0; ; tries++) {
        try {
            return yield step(call, [path]);
        } catch (error) {
            if (error.code === 'ENOENT') return undefined;
            if (!again.has(error.code) || tries >= maxRetries) throw error;
            yield wait((tries + 1) * retryDelay);
        }
    }
}

/* Files first, then each directory when it is empty. The paths of `waiting` stand below those that need them. */
function* removeAll(root, options) {
    const waiting = [[root, false]];
    while (waiting.length > 0) {
        const [path, isEmpty] = waiting.pop();
        if (isEmpty) {
            yield* trying(fs.rmdir, path, options);
            continue;
        }
        const list = yield step(fs.scandir, [path, true, true]);
        waiting.push([path, true]);
        for (let i = 0; i < list.length; i += 2) {
            const child = inside(path, list[i]);
            const isDirectory = list[i + 1] === UV_DIRENT_DIR ||
                (list[i + 1] === UV_DIRENT_UNKNOWN && modeOf(yield step(fs.lstat, [child])) === S_IFDIR);
            if (isDirectory) waiting.push([child, false]);
            else yield* trying(fs.unlink, child, options);
        }
    }
}

/** The path of a name in a directory. Names need not be UTF-8. */
function inside(path, name) {
    const { Buffer } = require('buffer');
    return Buffer.concat([typeof path === 'string' ? Buffer.from(path) : path, Buffer.from('/'), name]);
}

function isDirectoryError(path) {
    const { SystemError } = require('internal/errors');
    const info = { code: 'EISDIR', message: 'is a directory', path: textOfPath(path), syscall: 'rm', errno: EISDIR };
    return new SystemError('ERR_FS_EISDIR', info, 'Path is a directory');
}

function* removeSteps(path, options) {
    let stat;
    try {
        stat = yield step(fs.lstat, [path]);
    } catch (error) {
        if (options.force && error.code === 'ENOENT') return;
        throw error;
    }
    if (modeOf(stat) !== S_IFDIR) {
        yield* trying(fs.unlink, path, options);
    } else if (options.recursive) {
        yield* removeAll(path, options);
    } else {
        throw isDirectoryError(path);
    }
}

const rmDefaults = { force: false, maxRetries: 0, recursive: false, retryDelay: 100 };

function removeOptions(options) {
    if (options === undefined) return { ...rmDefaults };
    validateObject(options, 'options');
    options = { ...rmDefaults, ...options };
    validateBoolean(options.force, 'options.force');
    validateBoolean(options.recursive, 'options.recursive');
    validateInt32(options.retryDelay, 'options.retryDelay', 0);
    validateUint32(options.maxRetries, 'options.maxRetries');
    return options;
}

/* How to wait between tries: a step like any other. */
const waitOnLoop = (ms) => step((done) => { require('timers').setTimeout(done, ms); }, []);
const waitHere = (ms) => step(() => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms); }, []);

const removing = (wait) => (path, options) => {
    path = getPath(path);
    return removeSteps(path, { ...removeOptions(options), wait });
};

module.exports = { inside, listEntries, mkdir, readdir, realpath, rm: removing(waitOnLoop), rmSync: removing(waitHere) };
