'use strict';
// cp: a file, a link or a whole directory.

const fs = native('fs');
const { codes } = require('internal/errors');
const { getPath, getThreeBits, textOfPath } = require('internal/fs/arguments');
const { validateBoolean, validateFunction, validateObject } = require('internal/validate');
const { callbackForm, startPromise, step, syncForm } = require('internal/fs/forms');
const { modeOf } = require('internal/fs/stats');
const trees = require('internal/fs/trees');

const { S_IFDIR, S_IFLNK, S_IFREG, S_IFCHR, S_IFBLK, S_IFSOCK, S_IFIFO } = fs.constants;

/* ---- errors ---- */

const errnos = { EEXIST: 17, EINVAL: 22, EISDIR: 21, ENOTDIR: 20 };

/** The synchronous form tells them in words of its own. */
function refuse(code, kind, message, path, { isSync }) {
    if (isSync) return Object.assign(new Error(message.replace(/^cannot/, 'Cannot')), { code });
    const errno = errnos[kind];
    return new codes[code]({ message, path, syscall: 'cp', errno, code: kind });
}

/* ---- what is there ---- */

/* dev, ino and mode of a path; undefined where nothing is there. Links are followed if asked. */
function* look(path, dereference, mayBeMissing) {
    const bytes = yield step(dereference ? fs.stat : fs.lstat, [path, false, mayBeMissing]);
    if (bytes === undefined) return undefined;
    const numbers = new Float64Array(bytes.buffer);
    return { kind: modeOf(bytes), mode: numbers[1], dev: numbers[0], ino: numbers[7], atime: time(numbers, 10), mtime: time(numbers, 12) };
}

const time = (numbers, at) => numbers[at] + numbers[at + 1] / 1e9;
const isSame = (one, other) => other !== undefined && other.ino !== 0 && other.ino === one.ino && other.dev === one.dev;

function isInside(parent, path) {
    const { resolve, sep } = require('path');
    const parts = (text) => resolve(text).split(sep).filter(Boolean);
    const inner = parts(path);
    return parts(parent).every((part, i) => inner[i] === part);
}

/* A directory cannot be copied to what is below it, whatever it is called there. */
function* checkParents(source, from, to, options) {
    const { dirname, resolve } = require('path');
    const end = resolve(dirname(from));
    for (let at = resolve(dirname(to)); at !== end && at !== dirname(at); at = dirname(at)) {
        if (isSame(source, yield* look(at, true, true))) throw subdirectory(from, to, options);
    }
}

const subdirectory = (from, to, options) =>
    refuse('ERR_FS_CP_EINVAL', 'EINVAL', `cannot copy ${from}${options.isSync ? '/' : ''} to a subdirectory of self ${to}`, to, options);

/* What is wrong with copying one onto the other. */
function check(source, target, from, to, options) {
    if (target !== undefined) {
        if (isSame(source, target)) {
            const place = options.isSync ? ` ${to}` : '';
            throw refuse('ERR_FS_CP_EINVAL', 'EINVAL', `src and dest cannot be the same${place}`, to, options);
        }
        if (source.kind === S_IFDIR && target.kind !== S_IFDIR) {
            throw refuse('ERR_FS_CP_DIR_TO_NON_DIR', 'EISDIR', `cannot overwrite non-directory ${to} with directory ${from}`, to, options);
        }
        if (source.kind !== S_IFDIR && target.kind === S_IFDIR) {
            throw refuse('ERR_FS_CP_NON_DIR_TO_DIR', 'ENOTDIR', `cannot overwrite directory ${to} with non-directory ${from}`, to, options);
        }
    }
    if (source.kind === S_IFDIR && !options.recursive) {
        const message = options.isSync ? `Recursive option not enabled, cannot copy a directory: ${from}/` : `${from} is a directory (not copied)`;
        throw refuse('ERR_FS_EISDIR', 'EISDIR', message, from, options);
    }
    if (source.kind === S_IFDIR && isInside(from, to)) throw subdirectory(from, to, options);
}

/* ---- copying ---- */

function* copyOne(from, to, options) {
    const source = yield* look(from, options.dereference, false);
    const target = yield* look(to, options.dereference, true);
    check(source, target, from, to, options);
    switch (source.kind) {
    case S_IFDIR:
        return yield* makeDirectory(source, target, to);
    case S_IFREG:
    case S_IFCHR:
    case S_IFBLK:
        return yield* copyFile(source, target, from, to, options);
    case S_IFLNK:
        return yield* copyLink(target, from, to, options);
    case S_IFSOCK:
        throw refuse('ERR_FS_CP_SOCKET', 'EINVAL', `cannot copy a socket file: ${to}`, to, options);
    case S_IFIFO:
        throw refuse('ERR_FS_CP_FIFO_PIPE', 'EINVAL', `cannot copy a FIFO pipe: ${to}`, to, options);
    default:
        throw refuse('ERR_FS_CP_UNKNOWN', 'EINVAL', `cannot copy an unknown file type: ${to}`, to, options);
    }
}

function* copyFile(source, target, from, to, options) {
    if (target !== undefined) {
        if (!options.force) {
            // This one has its story in both forms.
            if (options.errorOnExist) throw refuse('ERR_FS_CP_EEXIST', 'EEXIST', `${to} already exists`, to, {});
            return undefined;
        }
        yield step(fs.unlink, [to]);
    }
    yield step(fs.copyfile, [from, to, options.mode]);
    if (options.preserveTimestamps) {
        if ((source.mode & 0o200) === 0) yield step(fs.chmod, [to, source.mode & 0o7777 | 0o200]);
        yield step(fs.utime, [to, source.atime, source.mtime]);
    }
    yield step(fs.chmod, [to, source.mode & 0o7777]);
    return undefined;
}

function* makeDirectory(source, target, to) {
    if (target === undefined) {
        yield step(fs.mkdir, [to, 0o777]);
        return source.mode;
    }
    return undefined;
}

function* copyLink(target, from, to, options) {
    const { dirname, isAbsolute, resolve } = require('path');
    let text = yield step(fs.readlink, [from, false]);
    if (!options.verbatimSymlinks && !isAbsolute(text)) text = resolve(dirname(from), text);
    if (target !== undefined && target.kind === S_IFLNK) {
        let old = yield step(fs.readlink, [to, false]);
        if (!isAbsolute(old)) old = resolve(dirname(to), old);
        const stat = yield* look(from, true, true);
        if (stat?.kind === S_IFDIR && isInside(text, old) && text !== old) throw subdirectory(text, old, options);
        if (stat?.kind === S_IFDIR && isInside(old, text) && text !== old) {
            throw refuse('ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY', 'EINVAL', `cannot overwrite ${old} with ${text}`, to, options);
        }
        yield step(fs.unlink, [to]);
    }
    yield step(fs.symlink, [text, to]); // EEXIST where something else is there
    return undefined;
}

/* Down the tree with a stack of what is still to be done. `filter` is asked by the form that runs the steps. */
function* copyAll(from, to, options) {
    const { join } = require('path');
    const modes = []; // of directories, which may be read-only: set when all is copied
    const waiting = [[from, to]];
    let isFirst = true;
    while (waiting.length > 0) {
        const [source, target] = waiting.pop();
        if (options.filter !== undefined && !(yield options.ask(source, target))) continue;
        if (isFirst) {
            isFirst = false;
            yield* prepare(source, target, options);
        }
        const mode = yield* copyOne(source, target, options);
        if (mode !== undefined) modes.push([target, mode]);
        const { kind } = yield* look(source, options.dereference, false);
        if (kind !== S_IFDIR) continue;
        const names = yield step(fs.scandir, [source, false, false]);
        for (const name of names.reverse()) waiting.push([join(source, name), join(target, name)]);
    }
    for (const [path, mode] of modes.reverse()) yield step(fs.chmod, [path, mode & 0o7777]);
}

function* prepare(from, to, options) {
    const { dirname } = require('path');
    const source = yield* look(from, options.dereference, false);
    check(source, yield* look(to, options.dereference, true), from, to, options);
    if (source.kind === S_IFDIR) yield* checkParents(source, from, to, options);
    const parent = dirname(to);
    if ((yield* look(parent, true, true)) === undefined) yield trees.mkdir(parent, { recursive: true });
}

/* ---- options ---- */

const defaults = {
    dereference: false, errorOnExist: false, filter: undefined, force: true, preserveTimestamps: false, recursive: false,
    verbatimSymlinks: false, mode: 0,
};

function takeOptions(options) {
    if (options === undefined || options === null) return { ...defaults };
    validateObject(options, 'options');
    options = { ...defaults, ...options };
    for (const name of ['dereference', 'errorOnExist', 'force', 'preserveTimestamps', 'recursive', 'verbatimSymlinks']) {
        validateBoolean(options[name], `options.${name}`);
    }
    options.mode = getThreeBits(options.mode);
    if (options.dereference === true && options.verbatimSymlinks === true) {
        throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
    }
    if (options.filter !== undefined) validateFunction(options.filter, 'options.filter');
    return options;
}

function operation(from, to, options, ask) {
    options = takeOptions(options);
    options.isSync = ask === askHere;
    from = textOfPath(getPath(from, 'src'));
    to = textOfPath(getPath(to, 'dest'));
    options.ask = (source, target) => ask(options.filter, source, target);
    return copyAll(from, to, options);
}

/* A filter may answer with a promise, but not in the synchronous form. */
function askHere(filter, source, target) {
    return step(() => {
        const answer = filter(source, target);
        if (answer instanceof Promise) throw new codes.ERR_INVALID_RETURN_VALUE('boolean', 'filter', answer);
        return answer;
    }, []);
}

function askOnLoop(filter, source, target) {
    return step((done) => {
        Promise.resolve(filter(source, target)).then((answer) => done(null, answer), done);
    }, []);
}

const onLoop = (from, to, options) => operation(from, to, options, askOnLoop);

module.exports = {
    cp: callbackForm('cp', onLoop, 2, 4),
    cpPromise: (from, to, options) => startPromise(onLoop(from, to, options)),
    cpSync: syncForm('cp', (from, to, options) => operation(from, to, options, askHere), 3),
};
