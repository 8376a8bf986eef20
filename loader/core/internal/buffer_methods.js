'use strict';
// The methods of buffers, but for those of numbers.

const { codes } = require('internal/errors');
const { encodingOf, readText, writeText, UTF8, UTF16 } = require('internal/buffer_encodings');
const { Buffer, FastBuffer, isUint8Array, validateBytes } = require('internal/buffer');
const { validateInteger, validateString } = require('internal/validate');
const natives = native('buffer');

const MOST = Number.MAX_SAFE_INTEGER;

function knownEncoding(name) {
    const encoding = encodingOf(name);
    if (encoding === undefined) throw new codes.ERR_UNKNOWN_ENCODING(name);
    return encoding;
}

/* ---- text ---- */

function toString(encoding, start, end) {
    if (arguments.length === 0) return readText(this, UTF8, 0, this.length);
    const { length } = this;
    start = start > 0 ? Math.trunc(start) || 0 : 0;
    end = end === undefined || end >= length ? length : Math.trunc(end) || 0;
    if (start >= length || end <= start) return '';
    return readText(this, encoding === undefined ? UTF8 : knownEncoding(encoding), start, end);
}

const notText = () => Object.assign(new TypeError('argument must be a string'), { code: 'ERR_INVALID_ARG_TYPE' });

function write(string, offset, length, encoding) {
    if (typeof string !== 'string') throw notText();
    if (offset === undefined) return writeText(this, UTF8, string, 0, this.length);
    if (length === undefined && typeof offset === 'string') {
        [encoding, offset, length] = [offset, 0, this.length];
    } else {
        validateInteger(offset, 'offset', 0, this.length);
        const room = this.length - offset;
        if (typeof length === 'string') [encoding, length] = [length, room];
        if (length === undefined) {
            length = room;
        } else {
            validateInteger(length, 'length', 0, this.length);
            if (length > room) length = room;
        }
    }
    return writeText(this, encoding ? knownEncoding(encoding) : UTF8, string, offset, length);
}

const sliceOf = (encoding) => (bytes, start = 0, end = bytes.length) => {
    if (start >= end || bytes.length === 0) return '';
    if (start < 0 || end > bytes.length) throw Object.assign(new RangeError('Index out of range'), { code: 'ERR_OUT_OF_RANGE' });
    return readText(bytes, encoding, start, end);
};

const writeOf = (encoding) => (bytes, string, offset = 0, length = bytes.length - offset) => {
    if (typeof string !== 'string') throw notText();
    if (offset < 0 || offset > bytes.length) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('offset');
    if (length < 0 || length > bytes.length - offset) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('length');
    return writeText(bytes, encoding, string, offset, length);
};

const raw = {};
for (const name of ['ascii', 'base64', 'base64url', 'latin1', 'hex', 'ucs2', 'utf8']) {
    const slice = sliceOf(encodingOf(name));
    const put = writeOf(encodingOf(name));
    raw[`${name}Slice`] = function (start, end) { return slice(this, start, end); };
    raw[`${name}Write`] = function (string, offset, length) { return put(this, string, offset, length); };
}

/* ---- bytes ---- */

function equals(otherBuffer) {
    validateBytes(otherBuffer, 'otherBuffer');
    return this === otherBuffer || (this.byteLength === otherBuffer.byteLength && natives.compare(this, otherBuffer) === 0);
}

function limit(value, name, otherwise, most) {
    if (value === undefined) return otherwise;
    validateInteger(value, name, 0, most);
    return value;
}

function compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
    validateBytes(target, 'target');
    targetStart = limit(targetStart, 'targetStart', 0, MOST);
    targetEnd = limit(targetEnd, 'targetEnd', target.length, target.length);
    sourceStart = limit(sourceStart, 'sourceStart', 0, MOST);
    sourceEnd = limit(sourceEnd, 'sourceEnd', this.length, this.length);
    if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
    if (targetStart >= targetEnd) return 1;
    return natives.compare(this.subarray(sourceStart, sourceEnd), target.subarray(targetStart, targetEnd));
}

/* The place where a search begins; undefined where there is nothing to find. */
function searchStart(offset, length, size, isBackward) {
    offset = +offset;
    if (Number.isNaN(offset)) return isBackward ? Math.max(length - size, 0) : 0;
    offset = Math.trunc(offset);
    if (offset < 0) {
        if (offset + length >= 0) return offset + length;
        return isBackward && size > 0 ? undefined : 0;
    }
    if (offset + size <= length) return offset;
    if (size === 0) return length;
    return isBackward ? length - 1 : undefined;
}

function search(bytes, value, byteOffset, encoding, isBackward) {
    if (typeof byteOffset === 'string') [encoding, byteOffset] = [byteOffset, undefined];
    if (typeof value === 'number') {
        const start = searchStart(byteOffset, bytes.length, 1, isBackward);
        if (start === undefined || bytes.length === 0) return -1;
        const find = isBackward ? Uint8Array.prototype.lastIndexOf : Uint8Array.prototype.indexOf;
        return find.call(bytes, value & 255, Math.min(start, isBackward ? bytes.length - 1 : start));
    }
    let step = 1;
    if (typeof value === 'string') {
        if (encoding !== undefined && encodingOf(encoding) === undefined) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
        if (encodingOf(encoding) === UTF16) step = 2;
        value = Buffer.from(value, encoding);
    } else if (!isUint8Array(value)) {
        throw new codes.ERR_INVALID_ARG_TYPE('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
    } else if (encoding !== undefined && encodingOf(encoding) === UTF16) {
        step = 2;
    }
    // Of UTF-16 a last byte alone is no part.
    let start = searchStart(byteOffset, step === 2 ? bytes.length & ~1 : bytes.length, value.length, isBackward);
    if (start === undefined) return -1;
    if (value.length === 0) return start;
    if (step === 2) start &= ~1;
    return natives.find(bytes, value, start, isBackward, step);
}

function indexOf(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, false);
}

function lastIndexOf(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, true);
}

function includes(value, byteOffset, encoding) {
    return search(this, value, byteOffset, encoding, false) !== -1;
}

/** Fills bytes[start..end) with a number, text or bytes over and over. */
function fillRange(bytes, value, start, end, encoding) {
    if (typeof value !== 'string' && !isUint8Array(value)) {
        value = typeof value === 'boolean' ? +value : value;
        return Uint8Array.prototype.fill.call(bytes, +value & 255, start, end);
    }
    const isEmptyText = value === '';
    const part = typeof value === 'string' ? Buffer.from(value, encoding) : value;
    if (isEmptyText) return Uint8Array.prototype.fill.call(bytes, 0, start, end);
    if (part.length === 0) throw new codes.ERR_INVALID_ARG_VALUE('value', value);
    if (start >= end) return bytes;
    bytes.set(part.length > end - start ? part.subarray(0, end - start) : part, start);
    for (let size = part.length; start + size < end; size *= 2) bytes.copyWithin(start + size, start, Math.min(start + size, end - size));
    return bytes;
}

function fill(value, offset, end, encoding) {
    if (typeof value === 'string') {
        if (offset === undefined || typeof offset === 'string') [encoding, offset, end] = [offset, undefined, undefined];
        else if (typeof end === 'string') [encoding, end] = [end, undefined];
        if (encoding !== undefined) {
            validateString(encoding, 'encoding');
            if (encoding !== '') knownEncoding(encoding);
        }
    }
    if (offset === undefined) {
        offset = 0;
        end = this.length;
    } else {
        validateInteger(offset, 'offset', 0);
        if (end === undefined) end = this.length;
        else validateInteger(end, 'end', 0, this.length);
        if (offset >= end) return this;
    }
    return fillRange(this, value, offset, end, encoding);
}

function index(value, otherwise) {
    value = Math.floor(+value);
    return Number.isSafeInteger(value) ? value : otherwise;
}

/** Copies, and says how much. */
function copyTo(source, target, targetStart, sourceStart, sourceEnd) {
    if (!isUint8Array(source)) throw new codes.ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], source);
    if (!ArrayBuffer.isView(target)) throw new codes.ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
    targetStart = index(targetStart, 0);
    if (targetStart < 0) throw new codes.ERR_OUT_OF_RANGE('targetStart', '>= 0', targetStart);
    sourceStart = index(sourceStart, 0);
    if (sourceStart < 0 || sourceStart > source.length) {
        throw new codes.ERR_OUT_OF_RANGE('sourceStart', `>= 0 && <= ${source.length}`, sourceStart);
    }
    sourceEnd = sourceEnd === undefined ? source.length : index(sourceEnd, 0);
    if (sourceEnd < 0) throw new codes.ERR_OUT_OF_RANGE('sourceEnd', '>= 0', sourceEnd);
    if (targetStart >= target.byteLength || sourceStart >= sourceEnd) return 0;
    const size = Math.min(sourceEnd - sourceStart, target.byteLength - targetStart, source.length - sourceStart);
    const bytes = isUint8Array(target) ? target : new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    bytes.set(Uint8Array.prototype.subarray.call(source, sourceStart, sourceStart + size), targetStart);
    return size;
}

function copy(target, targetStart, sourceStart, sourceEnd) {
    return copyTo(this, target, targetStart, sourceStart, sourceEnd);
}

function within(value, length) {
    value = Math.trunc(+value) || 0;
    return value < 0 ? Math.max(value + length, 0) : Math.min(value, length);
}

function subarray(start, end) {
    const { length } = this;
    start = within(start, length);
    end = end === undefined ? length : within(end, length);
    return new FastBuffer(this.buffer, this.byteOffset + start, end > start ? end - start : 0);
}

function slice(start, end) {
    return this.subarray(start, end);
}

function swapper(size) {
    return (bytes) => {
        if (bytes.length % size !== 0) throw new codes.ERR_INVALID_BUFFER_SIZE(`${size * 8}-bits`);
        for (let at = 0; at < bytes.length; at += size) Uint8Array.prototype.reverse.call(Uint8Array.prototype.subarray.call(bytes, at, at + size));
        return bytes;
    };
}
const swaps = { 16: swapper(2), 32: swapper(4), 64: swapper(8) };

/* ---- looking at them ---- */

function toJSON() {
    return { type: 'Buffer', data: this.length > 0 ? Array.from(this) : [] };
}

function inspect(recurseTimes, ctx) {
    const most = require('buffer').INSPECT_MAX_BYTES;
    let text = readText(this, encodingOf('hex'), 0, Math.min(most, this.length)).replace(/(.{2})(?!$)/g, '$1 ');
    const rest = this.length - most;
    if (rest > 0) text += ` ... ${rest} more byte${rest > 1 ? 's' : ''}`;
    if (ctx) {
        const extras = {};
        let count = 0;
        const own = ctx.showHidden ? Reflect.ownKeys(this) : Object.keys(this).concat(Object.getOwnPropertySymbols(this));
        for (const key of own.slice(this.length)) {
            extras[key] = this[key];
            count++;
        }
        if (count > 0) {
            if (this.length > 0) text += ', ';
            const shown = require('internal/inspect').inspect(Object.assign(Object.create(null), extras), { ...ctx, breakLength: Infinity, compact: true });
            text += shown.slice('[Object: null prototype] { '.length, -2);
        }
    }
    return `<${this.constructor?.name ?? 'Buffer'} ${text}>`;
}

/* ---- in Node's order ---- */

const numbers = require('internal/buffer_numbers');
const plain = {
    ...numbers,
    ...raw,
    copy, toString, equals, inspect, compare, indexOf, lastIndexOf, includes, fill, write, toJSON, subarray, slice,
    swap16() { return swaps[16](this); },
    swap32() { return swaps[32](this); },
    swap64() { return swaps[64](this); },
    toLocaleString: toString,
};

const descriptors = {};
const getter = (get) => ({ get, enumerable: true, configurable: true });
for (const name of Object.keys(plain)) {
    if (name === 'copy') {
        descriptors.parent = getter(function parent() { return this instanceof Buffer ? this.buffer : undefined; });
        descriptors.offset = getter(function offset() { return this instanceof Buffer ? this.byteOffset : undefined; });
    }
    descriptors[name] = { value: plain[name], writable: true, enumerable: true, configurable: true };
}

module.exports = { descriptors, fillAll: (bytes, value, encoding) => fillRange(bytes, value, 0, bytes.length, checked(value, encoding)) };

function checked(value, encoding) {
    if (typeof value === 'string' && encoding) knownEncoding(encoding);
    return encoding;
}
