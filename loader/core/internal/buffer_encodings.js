'use strict';
// The encodings of buffers: their names, and text from bytes and back over natives/buffer.c.

const { read, write, encode, size: utf8Size } = native('buffer');

/* The numbers of natives/codec.h. */
const UTF8 = 0, UTF16 = 1, LATIN1 = 2, ASCII = 3, BASE64 = 4, BASE64URL = 5, HEX = 6;

const numbers = {
    __proto__: null,
    utf8: UTF8, 'utf-8': UTF8,
    utf16le: UTF16, 'utf-16le': UTF16, ucs2: UTF16, 'ucs-2': UTF16,
    latin1: LATIN1, binary: LATIN1, ascii: ASCII,
    base64: BASE64, base64url: BASE64URL, hex: HEX,
};
const names = ['utf8', 'utf16le', 'latin1', 'ascii', 'base64', 'base64url', 'hex'];

/** The number of an encoding by its name, whatever its case; undefined for no encoding. */
function encodingOf(name) {
    const number = numbers[name];
    if (number !== undefined) return number;
    return typeof name === 'string' ? numbers[name.toLowerCase()] : undefined;
}

/* Base64 without what its padding stands for. */
function base64Size(text) {
    let { length } = text;
    if (length > 0 && text[length - 1] === '=') length--;
    if (length > 1 && text[length - 1] === '=') length--;
    return Math.floor(length * 3 / 4);
}

/** How many bytes the text has at most (exactly, if it has nothing that does not belong there). */
function sizeOf(text, encoding) {
    switch (encoding) {
        case UTF8: return utf8Size(text);
        case UTF16: return text.length * 2;
        case LATIN1: case ASCII: return text.length;
        case HEX: return text.length >>> 1;
        default: return base64Size(text);
    }
}

/* Below this a loop is faster than a native. */
const SHORT = 24;

/* As in Node. The engine itself would take twice that. */
const LONGEST = 0x1FFFFFE8;
const growth = { [UTF16]: 0.5, [BASE64]: 4 / 3, [BASE64URL]: 4 / 3, [HEX]: 2 };

/** The text of bytes[start..end), which are within the buffer. */
function readText(bytes, encoding, start, end) {
    if ((end - start) * (growth[encoding] ?? 1) > LONGEST) {
        const error = new Error(`Cannot create a string longer than 0x${LONGEST.toString(16)} characters`);
        throw Object.assign(error, { code: 'ERR_STRING_TOO_LONG' });
    }
    if (end - start <= SHORT && encoding <= ASCII && encoding !== UTF16) {
        let text = '';
        let i = start;
        for (; i < end && bytes[i] < 128; i++) text += String.fromCharCode(bytes[i]);
        if (i === end) return text;
    }
    return read(bytes, encoding, start, end);
}

/** Writes the text, as far as there is room; how many bytes were written. */
function writeText(bytes, encoding, text, offset, length) {
    if (text.length <= SHORT && text.length <= length && encoding <= ASCII && encoding !== UTF16) {
        let i = 0;
        for (; i < text.length; i++) {
            const unit = text.charCodeAt(i);
            if (unit >= 128) break;
            bytes[offset + i] = unit;
        }
        if (i === text.length) return i;
    }
    return write(bytes, encoding, text, offset, length);
}

module.exports = { encodingOf, names, sizeOf, readText, writeText, encode, UTF8, UTF16 };
