'use strict';
// Whole files: readFile, writeFile, appendFile, truncate.

const fs = native('fs');
const { codes } = require('internal/errors');
const {
    getData, getFlags, getMode, getOptions, getPath, integer, isUTF8, textOfPath, throwIfAborted, toBuffer,
} = require('internal/fs/arguments');
const { validateBoolean } = require('internal/validate');
const { step } = require('internal/fs/forms');

const { constants } = fs;
const CHUNK = 524288; // how much one request reads or writes, so that a signal is heard
const ROOM = 65536; // the same where a file does not tell its size
const LARGEST = 2 ** 31 - 1;

const isDescriptor = (value) => typeof value === 'number' && value >= 0 && Number.isInteger(value) && value <= LARGEST;

/** A descriptor as it is, or a path. */
const getPlace = (value) => (isDescriptor(value) ? value : getPath(value));

/* ---- reading ---- */

const readDefaults = { flag: 'r' };

function decode(bytes, size, encoding) {
    if (!encoding) return toBuffer(size === bytes.length ? bytes : bytes.slice(0, size));
    if (isUTF8(encoding)) return fs.text(bytes, size);
    return toBuffer(bytes).toString(encoding, 0, size);
}

function grown(bytes) {
    const larger = new Uint8Array(bytes.length * 2);
    larger.set(bytes);
    return larger;
}

function* readDescriptor(fd, encoding, signal) {
    throwIfAborted(signal);
    const stat = new Float64Array((yield step(fs.fstat, [fd])).buffer);
    const expected = (stat[1] & constants.S_IFMT) === constants.S_IFREG ? stat[8] : 0;
    if (expected > LARGEST) throw new codes.ERR_FS_FILE_TOO_LARGE(expected);
    let bytes = new Uint8Array(expected || ROOM);
    let size = 0;
    for (;;) {
        throwIfAborted(signal);
        if (size === bytes.length) {
            if (size === expected) break;
            bytes = grown(bytes);
        }
        const count = yield step(fs.read, [fd, bytes, size, Math.min(CHUNK, bytes.length - size), -1]);
        if (count === 0) break;
        size += count;
        if (size > LARGEST) throw new codes.ERR_FS_FILE_TOO_LARGE(size);
    }
    return decode(bytes, size, encoding);
}

/** Runs steps that use a descriptor, and closes it however they end. */
function* closing(fd, steps) {
    let result;
    try {
        result = yield* steps;
    } catch (error) {
        yield step(fs.close, [fd]);
        throw error;
    }
    yield step(fs.close, [fd]);
    return result;
}

/** The same with a path, which is opened for it. */
function* withOpen(path, flags, mode, steps, signal = undefined) {
    throwIfAborted(signal);
    const fd = yield step(fs.open, [path, flags, mode]);
    return yield* closing(fd, steps(fd));
}

/** Failures of reading name the file. */
function* withPath(steps, path) {
    try {
        return yield* steps;
    } catch (error) {
        if (error?.syscall === undefined || error.path !== undefined) throw error;
        error.path = textOfPath(path);
        error.message += ` '${error.path}'`;
        throw error;
    }
}

/** One request, unless the file is a large one, or none at all: then its descriptor comes back. */
function* readPath(path, flags, encoding, signal) {
    throwIfAborted(signal);
    const answer = yield step(fs.readfile, [path, flags, CHUNK]);
    if (typeof answer === 'number') return yield* closing(answer, withPath(readDescriptor(answer, encoding, signal), path));
    throwIfAborted(signal);
    return decode(answer, answer.length, encoding);
}

function readFile(path, options) {
    const { encoding, flag, signal } = getOptions(options, readDefaults);
    const place = getPlace(path);
    if (typeof place === 'number') return readDescriptor(place, encoding, signal);
    return readPath(place, getFlags(flag), encoding, signal);
}

function readFileSync(path, options) {
    const { encoding, flag } = getOptions(options, readDefaults);
    const asText = Boolean(encoding) && isUTF8(encoding);
    const content = fs.readWhole(getPlace(path), getFlags(flag), asText);
    return asText ? content : decode(content, content.length, encoding);
}

/* ---- writing ---- */

const writeDefaults = { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false };

function writeOptions(options, defaults) {
    const given = getOptions(options, defaults);
    if (given.flush !== undefined && given.flush !== null) validateBoolean(given.flush, 'options.flush');
    return {
        encoding: given.encoding ?? 'utf8',
        mode: getMode(given.mode, 'mode', 0o666),
        flag: given.flag ?? defaults.flag,
        flush: Boolean(given.flush),
        signal: given.signal,
    };
}

function* writeDescriptor(fd, bytes, flush, signal) {
    let done = 0;
    while (done < bytes.byteLength) {
        throwIfAborted(signal);
        done += yield step(fs.write, [fd, bytes, done, signal ? Math.min(CHUNK, bytes.byteLength - done) : bytes.byteLength - done, -1]);
    }
    if (flush) yield step(fs.fsync, [fd]);
}

function* writePath(path, flags, mode, bytes, signal) {
    throwIfAborted(signal);
    yield step(fs.writefile, [path, flags, mode, bytes]);
    throwIfAborted(signal);
}

/** One request, unless there is more to be done or there are more bytes than `most`. */
function writeWith(path, data, options, defaults, most) {
    const { encoding, mode, flag, flush, signal } = writeOptions(options, defaults);
    const bytes = getData(data, encoding);
    const place = getPlace(path);
    const write = (fd) => writeDescriptor(fd, bytes, flush, signal);
    if (typeof place === 'number') return write(place);
    const flags = getFlags(flag);
    if (!flush && bytes.byteLength <= most) return writePath(place, flags, mode, bytes, signal);
    return withOpen(place, flags, mode, write, signal);
}

function writeWithSync(path, data, options, defaults) {
    const { encoding, mode, flag, flush } = writeOptions(options, defaults);
    const content = typeof data === 'string' && isUTF8(encoding) ? data : getData(data, encoding);
    fs.writeWhole(getPlace(path), getFlags(flag), mode, content, flush);
}

const appendDefaults = { ...writeDefaults, flag: 'a' };

const writeFile = (path, data, options, most = Infinity) => writeWith(path, data, options, writeDefaults, most);
const writeFileSync = (path, data, options) => writeWithSync(path, data, options, writeDefaults);
const appendFile = (path, data, options, most = Infinity) => writeWith(path, data, options, appendDefaults, most);
const appendFileSync = (path, data, options) => writeWithSync(path, data, options, appendDefaults);

/* ---- the length ---- */

function truncate(path, length) {
    if (isDescriptor(path)) return require('internal/fs/operations').ftruncate(path, length);
    path = getPath(path);
    integer(length ?? 0, 'len');
    return withOpen(path, constants.O_RDWR, 0o666, function* (fd) {
        yield step(fs.ftruncate, [fd, Math.max(0, length ?? 0)]);
    });
}

module.exports = { CHUNK, appendFile, appendFileSync, readFile, readFileSync, truncate, writeDescriptor, writeFile, writeFileSync, writeOptions };
