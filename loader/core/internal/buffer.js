'use strict';
// Buffer: the class and its static functions. Methods are in internal/buffer_methods.js.

const { codes } = require('internal/errors');
const { encodingOf, sizeOf, writeText, encode, UTF8 } = require('internal/buffer_encodings');
const natives = native('buffer');

const MOST = Number.MAX_SAFE_INTEGER;
const { isView } = ArrayBuffer;
const typedArray = Object.getPrototypeOf(Uint8Array);
const tagOf = Object.getOwnPropertyDescriptor(typedArray.prototype, Symbol.toStringTag).get;

const isUint8Array = (value) => value instanceof Uint8Array || tagOf.call(value) === 'Uint8Array';

class FastBuffer extends Uint8Array {
    // Spelled out: an implicit constructor would go through the iterator of Array.
    constructor(bufferOrLength, byteOffset, length) {
        super(bufferOrLength, byteOffset, length);
    }
}

function Buffer(arg, encodingOrOffset, length) {
    require('internal/deprecation').deprecate('Buffer() is deprecated due to security and usability issues. Please use the ' +
        'Buffer.alloc(), Buffer.allocUnsafe(), or Buffer.from() methods instead.', 'DEP0005');
    if (typeof arg === 'number') {
        if (typeof encodingOrOffset === 'string') throw new codes.ERR_INVALID_ARG_TYPE('string', 'string', arg);
        return Buffer.alloc(arg);
    }
    return Buffer.from(arg, encodingOrOffset, length);
}
Object.defineProperty(Buffer, Symbol.species, { configurable: true, enumerable: false, get: () => FastBuffer });
FastBuffer.prototype.constructor = Buffer;
Buffer.prototype = FastBuffer.prototype;
Object.setPrototypeOf(Buffer, Uint8Array);

Buffer.poolSize = 64 * 1024;

function validateSize(value, name, most = MOST) {
    if (typeof value !== 'number') throw new codes.ERR_INVALID_ARG_TYPE(name, 'number', value);
    if (!(value >= 0 && value <= most)) throw new codes.ERR_OUT_OF_RANGE(name, `>= 0 && <= ${most}`, value);
}

function validateBytes(value, name) {
    if (!isUint8Array(value)) throw new codes.ERR_INVALID_ARG_TYPE(name, ['Buffer', 'Uint8Array'], value);
}

const firstArgument = (value) => new codes.ERR_INVALID_ARG_TYPE('first argument',
    ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value);

/* What is beyond the engine's memory is an error of Node's. */
function make(size) {
    try {
        return new FastBuffer(size);
    } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw Object.assign(new RangeError('Failed to allocate memory'), { code: 'ERR_MEMORY_ALLOCATION_FAILED' });
    }
}

function fromString(text, name) {
    let encoding = UTF8;
    if (typeof name === 'string' && name.length > 0) {
        encoding = encodingOf(name);
        if (encoding === undefined) throw new codes.ERR_UNKNOWN_ENCODING(name);
    }
    if (text.length === 0) return new FastBuffer();
    if (encoding === UTF8 && text.length > 24) {
        const bytes = encode(text);
        return new FastBuffer(bytes.buffer, 0, bytes.length);
    }
    const bytes = make(encoding === UTF8 ? text.length * 3 : sizeOf(text, encoding));
    const written = writeText(bytes, encoding, text, 0, bytes.length);
    return written === bytes.length ? bytes : encoding === UTF8 ? trimmed(bytes, written) : new FastBuffer(bytes.buffer, 0, written);
}

/* Its own memory: `buffer.buffer` of a short text is no longer than it. */
function trimmed(bytes, length) {
    const copy = new FastBuffer(length);
    for (let i = 0; i < length; i++) copy[i] = bytes[i];
    return copy;
}

function isAnyArrayBuffer(value) {
    const tag = Object.prototype.toString.call(value);
    return (tag === '[object ArrayBuffer]' || tag === '[object SharedArrayBuffer]') &&
        (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer || typeof value.byteLength === 'number');
}

function fromArrayBuffer(memory, offset, length) {
    offset = offset === undefined ? 0 : +offset || 0;
    const most = memory.byteLength - offset;
    if (most < 0) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('offset');
    if (length === undefined) return new FastBuffer(memory, offset, most);
    length = +length;
    length = length > 0 ? length : 0;
    if (length > most) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('length');
    return new FastBuffer(memory, offset, length);
}

function fromArrayLike(list) {
    const length = list.length > 0 ? Math.min(Math.trunc(list.length), MOST) : 0;
    if (length === 0) return new FastBuffer();
    const bytes = make(length);
    if (isView(list) || Array.isArray(list)) bytes.set(list.length === length ? list : list.slice(0, length));
    else for (let i = 0; i < length; i++) bytes[i] = list[i];
    return bytes;
}

function fromObject(value) {
    if (value.length !== undefined || isAnyArrayBuffer(value.buffer)) {
        return typeof value.length === 'number' ? fromArrayLike(value) : new FastBuffer();
    }
    return value.type === 'Buffer' && Array.isArray(value.data) ? fromArrayLike(value.data) : undefined;
}

Buffer.from = function from(value, encodingOrOffset, length) {
    if (typeof value === 'string') return fromString(value, encodingOrOffset);
    if (typeof value === 'object' && value !== null) {
        if (isAnyArrayBuffer(value)) return fromArrayBuffer(value, encodingOrOffset, length);
        const primitive = value.valueOf?.();
        if (primitive != null && primitive !== value && (typeof primitive === 'string' || typeof primitive === 'object')) {
            // Kept off the last position: the engine would not count it as a call, and two that name each other never end.
            const inner = Buffer.from(primitive, encodingOrOffset, length);
            return inner;
        }
        const bytes = fromObject(value);
        if (bytes !== undefined) return bytes;
        if (typeof value[Symbol.toPrimitive] === 'function') {
            const text = value[Symbol.toPrimitive]('string');
            if (typeof text === 'string') return fromString(text, encodingOrOffset);
        }
    }
    throw firstArgument(value);
};

Buffer.copyBytesFrom = function copyBytesFrom(view, offset, length) {
    if (tagOf.call(view) === undefined) throw new codes.ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view);
    if (view.length === 0) return new FastBuffer();
    const { validateInteger } = require('internal/validate');
    if (offset !== undefined) validateInteger(offset, 'offset', 0);
    if (length !== undefined) validateInteger(length, 'length', 0);
    const start = offset ?? 0;
    if (start >= view.length) return new FastBuffer();
    const part = typedArray.prototype.slice.call(view, start, length === undefined ? view.length : start + length);
    return fromArrayLike(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
};

Buffer.of = function of(...items) {
    const bytes = make(items.length);
    for (let i = 0; i < items.length; i++) bytes[i] = items[i];
    return bytes;
};

Buffer.alloc = function alloc(size, fill, encoding) {
    validateSize(size, 'size');
    const bytes = new FastBuffer(size);
    if (fill !== undefined && fill !== 0 && size > 0) {
        return require('internal/buffer_methods').fillAll(bytes, fill, typeof encoding === 'string' ? encoding : undefined);
    }
    return bytes;
};

Buffer.allocUnsafe = function allocUnsafe(size) {
    validateSize(size, 'size');
    return make(size);
};

Buffer.allocUnsafeSlow = function allocUnsafeSlow(size) {
    validateSize(size, 'size');
    return make(size);
};

Buffer.isBuffer = function isBuffer(value) {
    return value instanceof Buffer;
};

Buffer.compare = function compare(buf1, buf2) {
    validateBytes(buf1, 'buf1');
    validateBytes(buf2, 'buf2');
    return buf1 === buf2 ? 0 : natives.compare(buf1, buf2);
};

Buffer.isEncoding = function isEncoding(encoding) {
    return typeof encoding === 'string' && encoding.length !== 0 && encodingOf(encoding) !== undefined;
};

Buffer.concat = function concat(list, length) {
    if (!Array.isArray(list)) throw new codes.ERR_INVALID_ARG_TYPE('list', 'Array', list);
    if (list.length === 0) return new FastBuffer();
    if (length === undefined) {
        length = 0;
        for (let i = 0; i < list.length; i++) if (list[i].length) length += list[i].length;
    } else {
        require('internal/validate').validateInteger(length, 'length', 0);
    }
    const bytes = make(length);
    let at = 0;
    for (let i = 0; i < list.length; i++) {
        const part = list[i];
        if (!isUint8Array(part)) throw new codes.ERR_INVALID_ARG_TYPE(`list[${i}]`, ['Buffer', 'Uint8Array'], part);
        if (at >= length) continue;
        bytes.set(part.length > length - at ? part.subarray(0, length - at) : part, at);
        at += part.length;
    }
    return bytes;
};

Buffer.byteLength = function byteLength(string, encoding) {
    if (typeof string !== 'string') {
        if (isView(string) || isAnyArrayBuffer(string)) return string.byteLength;
        throw new codes.ERR_INVALID_ARG_TYPE('string', ['string', 'Buffer', 'ArrayBuffer'], string);
    }
    return sizeOf(string, (encoding && encodingOf(encoding)) || UTF8);
};

module.exports = { Buffer, FastBuffer, isUint8Array, isAnyArrayBuffer, validateBytes };

for (const [name, descriptor] of Object.entries(require('internal/buffer_methods').descriptors)) {
    Object.defineProperty(Buffer.prototype, name, descriptor);
}
Buffer.prototype[Symbol.for('nodejs.util.inspect.custom')] = Buffer.prototype.inspect;
