'use strict';
// What callers of fs give, checked and made plain: paths, descriptors, modes, flags, times, options, buffers.

const { codes } = require('internal/errors');
const { validateAbortSignal, validateInteger } = require('internal/validate');
const { constants } = native('fs');
const { isView } = ArrayBuffer;

/* ---- paths ---- */

function isURL(value) {
    return Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);
}

/** A path as a string or Uint8Array, from a string, bytes or a file: URL. */
function getPath(path, name = 'path') {
    if (typeof path !== 'string') {
        if (isURL(path)) path = require('url').fileURLToPath(path);
        else if (!(path instanceof Uint8Array)) throw new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], path);
    }
    if (typeof path === 'string' ? path.includes('\0') : path.includes(0)) {
        throw new codes.ERR_INVALID_ARG_VALUE(name, path, 'must be a string, Uint8Array, or URL without null bytes');
    }
    return path;
}

/** What realpath() takes for a path: whatever has a text. */
function getPathText(path) {
    if (isURL(path)) path = require('url').fileURLToPath(path);
    return getPath(`${path}`);
}

/** The same as getPath where the path has to be taken apart. */
function textOfPath(path) {
    return typeof path === 'string' ? path : require('buffer').Buffer.from(path).toString();
}

/* ---- numbers ---- */

function integer(value, name, min, max) {
    validateInteger(value, name, min, max);
    return value;
}

function getDescriptor(fd) {
    return integer(fd, 'fd', 0, 2147483647);
}

function getOwner(value, name) {
    return integer(value, name, -1, 4294967295);
}

/** Permission bits, as a number or as octal digits. */
function getMode(value, name, otherwise) {
    value ??= otherwise;
    if (typeof value === 'string') {
        if (!/^[0-7]+$/.test(value)) {
            throw new codes.ERR_INVALID_ARG_VALUE(name, value, 'must be a 32-bit unsigned integer or an octal string');
        }
        value = Number.parseInt(value, 8);
    }
    return integer(value, name, 0, 4294967295);
}

/** What access() asks for, and how copyFile() copies: three bits. */
function getThreeBits(mode) {
    if (mode === undefined || mode === null) return 0;
    if (typeof mode !== 'number') throw coded(new TypeError('mode must be int32 or null/undefined'), 'ERR_INVALID_ARG_TYPE');
    if (Number.isNaN(mode)) throw coded(new RangeError('mode is out of range'), 'ERR_OUT_OF_RANGE');
    if (mode < 0 || mode > 7) throw coded(new RangeError('mode is out of range: >= 0 && <= 7'), 'ERR_OUT_OF_RANGE');
    return Math.trunc(mode);
}

function coded(error, code) {
    error.code = code;
    return error;
}

/** Seconds since 1970. */
function getTime(time, name = 'time') {
    if (typeof time === 'string' && +time == time) return +time;
    if (Number.isFinite(time)) return time < 0 ? Date.now() / 1000 : time;
    if (time instanceof Date) return time.getTime() / 1000;
    throw new codes.ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
}

/** A place in a file; -1 is where the descriptor stands. */
function getPosition(position, length = 0) {
    if (position === undefined || position === null) return -1;
    if (typeof position === 'number') return integer(position, 'position', -1);
    if (typeof position === 'bigint') {
        const last = 2n ** 63n - 1n - BigInt(length);
        if (position < -1n || position > last) {
            throw new codes.ERR_OUT_OF_RANGE('position', `>= -1 && <= ${last}`, position);
        }
        return Number(position);
    }
    throw new codes.ERR_INVALID_ARG_TYPE('position', ['integer', 'bigint'], position);
}

/* ---- flags ---- */

const { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY } = constants;
const flagsOfNames = new Map([
    ['r', O_RDONLY],
    ['rs', O_RDONLY | O_SYNC],
    ['sr', O_RDONLY | O_SYNC],
    ['r+', O_RDWR],
    ['rs+', O_RDWR | O_SYNC],
    ['sr+', O_RDWR | O_SYNC],
    ['w', O_TRUNC | O_CREAT | O_WRONLY],
    ['wx', O_TRUNC | O_CREAT | O_WRONLY | O_EXCL],
    ['xw', O_TRUNC | O_CREAT | O_WRONLY | O_EXCL],
    ['w+', O_TRUNC | O_CREAT | O_RDWR],
    ['wx+', O_TRUNC | O_CREAT | O_RDWR | O_EXCL],
    ['xw+', O_TRUNC | O_CREAT | O_RDWR | O_EXCL],
    ['a', O_APPEND | O_CREAT | O_WRONLY],
    ['ax', O_APPEND | O_CREAT | O_WRONLY | O_EXCL],
    ['xa', O_APPEND | O_CREAT | O_WRONLY | O_EXCL],
    ['as', O_APPEND | O_CREAT | O_WRONLY | O_SYNC],
    ['sa', O_APPEND | O_CREAT | O_WRONLY | O_SYNC],
    ['a+', O_APPEND | O_CREAT | O_RDWR],
    ['ax+', O_APPEND | O_CREAT | O_RDWR | O_EXCL],
    ['xa+', O_APPEND | O_CREAT | O_RDWR | O_EXCL],
    ['as+', O_APPEND | O_CREAT | O_RDWR | O_SYNC],
    ['sa+', O_APPEND | O_CREAT | O_RDWR | O_SYNC],
]);

/** Bits for open(), from a number or a word. */
function getFlags(flags, name = 'flags') {
    if (typeof flags === 'number') return integer(flags, name, -2147483648, 2147483647);
    if (flags === undefined || flags === null) return O_RDONLY;
    const bits = flagsOfNames.get(flags);
    if (bits === undefined) throw new codes.ERR_INVALID_ARG_VALUE('flags', flags);
    return bits;
}

/* ---- options ---- */

const plainEncodings = new Set(['utf8', 'utf-8', 'buffer', 'latin1', 'hex', 'base64', 'ascii', 'binary']);

function checkEncoding(encoding) {
    if (!encoding || plainEncodings.has(encoding)) return;
    if (!require('buffer').Buffer.isEncoding(encoding)) {
        throw new codes.ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
    }
}

/** Options given as an object, as an encoding, or not at all. */
function getOptions(options, defaults = {}) {
    if (options === undefined || options === null || typeof options === 'function') return defaults;
    if (typeof options === 'string') {
        options = { ...defaults, encoding: options };
    } else if (typeof options !== 'object') {
        throw new codes.ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
    }
    checkEncoding(options.encoding);
    validateAbortSignal(options.signal, 'options.signal');
    return options;
}

/** Throws where the signal asked to stop. */
function throwIfAborted(signal) {
    if (signal?.aborted) {
        const { AbortError } = require('internal/errors');
        throw new AbortError(undefined, { cause: signal.reason });
    }
}

function checkCallback(callback, name = 'cb') {
    if (typeof callback !== 'function') throw new codes.ERR_INVALID_ARG_TYPE(name, 'Function', callback);
    return callback;
}

/* ---- buffers ---- */

function getView(buffer, name = 'buffer') {
    if (!isView(buffer)) throw new codes.ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView'], buffer);
    return buffer;
}

/** An array of views, as one that nobody else changes. */
function getViews(buffers) {
    if (!Array.isArray(buffers) || !buffers.every((view) => isView(view))) {
        throw new codes.ERR_INVALID_ARG_TYPE('buffers', 'ArrayBufferView[]', buffers);
    }
    return buffers.slice();
}

/** What is written: a view as it is, a string as bytes. */
function getData(data, encoding) {
    if (isView(data)) return data;
    if (typeof data !== 'string') {
        throw new codes.ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
    }
    return require('buffer').Buffer.from(data, encoding || 'utf8');
}

/** A Buffer over the memory of a fresh Uint8Array. */
function toBuffer(bytes) {
    return require('buffer').Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/* ---- names that come back ---- */

const isUTF8 = (encoding) => encoding === undefined || encoding === null || encoding === 'utf8' || encoding === 'utf-8';

/** Whether names have to come as bytes, to be told in this encoding. */
const needsBytes = (encoding) => !isUTF8(encoding || 'utf8');

/** A name from the system in the encoding that was asked for. */
function encodeName(name, encoding) {
    if (typeof name === 'string') return name;
    const buffer = toBuffer(name);
    return encoding === 'buffer' ? buffer : buffer.toString(encoding);
}

module.exports = {
    checkCallback, checkEncoding, encodeName, getData, getDescriptor, getFlags, getMode, getOptions, getOwner, getPath, getPathText,
    getPosition, getThreeBits, getTime, getView, getViews, integer, isURL, isUTF8, needsBytes, textOfPath, throwIfAborted, toBuffer,
};
