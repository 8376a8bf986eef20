'use strict';
// node:string_decoder. The package of this name gives another number of U+FFFD for broken UTF-8 than Node does.

const { codes } = require('internal/errors');
const { Buffer } = require('internal/buffer');
const { encodingOf, names, readText, UTF8 } = require('internal/buffer_encodings');
const { announcedUtf8, sizeByFirst, unfinishedUtf16 } = require('internal/unfinished');

const BASE64 = ['base64', 'base64url'];

/* How many bytes at the end wait for more. */
function unfinished(encoding, bytes) {
    if (encoding === 'utf8') return announcedUtf8(bytes);
    if (encoding === 'utf16le') return unfinishedUtf16(bytes);
    return BASE64.includes(encoding) ? bytes.length % 3 : 0;
}

/* How long the character is of which these are the first bytes. */
function wholeSize(encoding, bytes) {
    if (bytes.length === 0) return 0;
    if (encoding === 'utf8') return sizeByFirst(bytes[0]);
    if (encoding === 'utf16le') return bytes.length >= 2 ? 4 : 2;
    return 3;
}

function bytesOf(buf) {
    if (!ArrayBuffer.isView(buf)) throw new codes.ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], buf);
    return buf instanceof Uint8Array ? buf : new Uint8Array(buf.buffer, buf.byteOffset, buf.byteLength);
}

const rests = new WeakMap(); // of a StringDecoder: the bytes that wait

function StringDecoder(encoding) {
    const number = encoding === undefined || encoding === null || encoding === '' ? UTF8 : encodingOf(encoding);
    if (number === undefined) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
    this.encoding = names[number];
    rests.set(this, Buffer.alloc(0));
}

function restOf(decoder) {
    const rest = rests.get(decoder);
    if (rest === undefined) throw new codes.ERR_INVALID_THIS('StringDecoder');
    return rest;
}

StringDecoder.prototype.write = function write(buf) {
    if (typeof buf === 'string') return buf;
    let bytes = bytesOf(buf);
    const rest = restOf(this);
    if (rest.length > 0) bytes = Buffer.concat([rest, bytes]);
    const end = bytes.length - unfinished(this.encoding, bytes);
    if (end < bytes.length || rest.length > 0) rests.set(this, Buffer.from(bytes.subarray(end)));
    return readText(bytes, encodingOf(this.encoding), 0, end);
};

StringDecoder.prototype.end = function end(buf) {
    const text = buf === undefined ? '' : this.write(buf);
    const rest = restOf(this);
    if (rest.length === 0) return text;
    rests.set(this, Buffer.alloc(0));
    return text + readText(rest, encodingOf(this.encoding), 0, rest.length);
};

StringDecoder.prototype.text = function text(buf, offset) {
    rests.set(this, Buffer.alloc(0));
    return this.write(bytesOf(buf).subarray(offset));
};

Object.defineProperties(StringDecoder.prototype, {
    lastChar: {
        get() {
            const bytes = Buffer.alloc(4);
            bytes.set(restOf(this));
            return bytes;
        },
        enumerable: true,
        configurable: true,
    },
    lastNeed: {
        get() {
            const rest = restOf(this);
            return wholeSize(this.encoding, rest) - rest.length;
        },
        enumerable: true,
        configurable: true,
    },
    lastTotal: {
        get() {
            return wholeSize(this.encoding, restOf(this));
        },
        enumerable: true,
        configurable: true,
    },
});

module.exports = { StringDecoder };
