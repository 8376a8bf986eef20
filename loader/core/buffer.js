'use strict';
// node:buffer

const { Buffer, isAnyArrayBuffer, validateBytes } = require('internal/buffer');
const { codes } = require('internal/errors');
const natives = native('buffer');

const MAX_STRING_LENGTH = 536870888; // as in Node; the engine's own limit is higher

function bytesOf(input) {
    if (ArrayBuffer.isView(input)) return input;
    if (isAnyArrayBuffer(input)) return new Uint8Array(input);
    throw new codes.ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
}

function isUtf8(input) {
    return natives.isValid(bytesOf(input), false);
}

function isAscii(input) {
    return natives.isValid(bytesOf(input), true);
}

const transcodable = ['utf8', 'utf16le', 'latin1', 'ascii'];

function transcode(source, fromEncoding, toEncoding) {
    validateBytes(source, 'source');
    if (source.length === 0) return Buffer.alloc(0);
    const { encodingOf, names } = require('internal/buffer_encodings');
    const from = names[encodingOf(fromEncoding)], to = names[encodingOf(toEncoding)];
    if (!transcodable.includes(from) || !transcodable.includes(to)) {
        const code = 'U_ILLEGAL_ARGUMENT_ERROR';
        throw Object.assign(new Error(`Unable to transcode Buffer [${code}]`), { code, errno: 1 });
    }
    const text = Buffer.prototype.toString.call(source, from);
    if (to === 'utf8' || to === 'utf16le') return Buffer.from(text, to);
    const most = to === 'ascii' ? 0x7F : 0xFF;
    return Buffer.from(Array.from(text, (c) => (c.codePointAt(0) > most ? 0x3F : c.codePointAt(0))));
}

const domError = (message) => {
    const { DOMException } = require('internal/dom_exception');
    return new DOMException(message, 'InvalidCharacterError');
};

function btoa(input) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('input');
    const text = `${input}`;
    if (/[^\0-\xFF]/.test(text)) throw domError('Invalid character');
    return Buffer.from(text, 'latin1').toString('base64');
}

function atob(input) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('input');
    let text = `${input}`.replace(/[\t\n\f\r ]/g, '');
    if (text.length % 4 === 0) text = text.replace(/==?$/, '');
    if (/[^A-Za-z0-9+/=]/.test(text)) throw domError('Invalid character');
    if (text.includes('=') || text.length % 4 === 1) throw domError('The string to be decoded is not correctly encoded.');
    return Buffer.from(text, 'base64').toString('latin1');
}

const blob = (name) => ({ get: () => require('internal/blob')[name], enumerable: true, configurable: true });

let INSPECT_MAX_BYTES = 50;

module.exports = {
    Buffer,
    transcode,
    isUtf8,
    isAscii,
    kMaxLength: Number.MAX_SAFE_INTEGER,
    kStringMaxLength: MAX_STRING_LENGTH,
    btoa,
    atob,
};

Object.defineProperties(module.exports, {
    constants: {
        value: Object.defineProperties({}, {
            MAX_LENGTH: { value: Number.MAX_SAFE_INTEGER, enumerable: true },
            MAX_STRING_LENGTH: { value: MAX_STRING_LENGTH, enumerable: true },
        }),
        enumerable: true,
    },
    INSPECT_MAX_BYTES: {
        get: () => INSPECT_MAX_BYTES,
        set: (value) => {
            require('internal/validate').validateNumber(value, 'INSPECT_MAX_BYTES', 0);
            INSPECT_MAX_BYTES = value;
        },
        enumerable: true,
        configurable: true,
    },
    Blob: blob('Blob'),
    resolveObjectURL: blob('resolveObjectURL'),
    File: blob('File'),
});
