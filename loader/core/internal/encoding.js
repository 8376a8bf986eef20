'use strict';
// TextEncoder and TextDecoder, for UTF-8, UTF-16 and windows-1252 (which Latin-1 means on the web).

const { codes } = require('internal/errors');
const { encode, read, isValid, size } = native('buffer');
const { unfinishedUtf8, unfinishedUtf16 } = require('internal/unfinished');

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');
const UTF8 = 0, UTF16 = 1;

function exposed(Class, tag) {
    for (const name of Object.getOwnPropertyNames(Class.prototype)) {
        if (name !== 'constructor') Object.defineProperty(Class.prototype, name, { enumerable: true });
    }
    Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: tag, configurable: true });
}

class TextEncoder {
    #isEncoder = true;

    get encoding() {
        void this.#isEncoder;
        return 'utf-8';
    }

    encode(input = '') {
        void this.#isEncoder;
        return encode(`${input}`);
    }

    encodeInto(src, dest) {
        void this.#isEncoder;
        require('internal/validate').validateString(src, 'src');
        if (!(dest instanceof Uint8Array)) throw new codes.ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', dest);
        const written = native('buffer').write(dest, UTF8, src, 0, dest.length);
        if (size(src) <= dest.length) return { read: src.length, written };
        return { read: read(dest, UTF8, 0, written).length, written };
    }

    [inspectCustom](depth, options) {
        if (typeof depth === 'number' && depth < 0) return this;
        return require('internal/inspect').inspect({ encoding: this.encoding }, options);
    }
}
exposed(TextEncoder, 'TextEncoder');

function bytesOf(input) {
    if (input instanceof Uint8Array) return input;
    if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
    if (require('internal/buffer').isAnyArrayBuffer(input)) return new Uint8Array(input);
    throw Object.assign(new TypeError('The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.'),
        { code: 'ERR_INVALID_ARG_TYPE' });
}

function joined(first, second) {
    if (first.length === 0) return second;
    const bytes = new Uint8Array(first.length + second.length);
    bytes.set(first);
    bytes.set(second, first.length);
    return bytes;
}

/* UTF-8 and UTF-16LE with what is left from the last piece. */
class UnicodeDecoder {
    constructor(encoding, fatal, ignoreBOM) {
        Object.assign(this, { encoding, fatal, ignoreBOM, rest: new Uint8Array(0), isStarted: false });
    }

    decode(input, isStream) {
        let bytes = joined(this.rest, input);
        const left = isStream ? (this.encoding === UTF8 ? unfinishedUtf8 : unfinishedUtf16)(bytes) : 0;
        this.rest = left > 0 ? bytes.slice(bytes.length - left) : new Uint8Array(0);
        if (left > 0) bytes = bytes.subarray(0, bytes.length - left);
        let text = this.encoding === UTF8 ? this.utf8(bytes) : this.utf16(bytes);
        if (!this.isStarted && !this.ignoreBOM && text.charCodeAt(0) === 0xFEFF) text = text.slice(1);
        this.isStarted = isStream && (this.isStarted || bytes.length > 0);
        return text;
    }

    utf8(bytes) {
        if (this.fatal && !isValid(bytes, false)) throw undefined;
        return read(bytes, UTF8, 0, bytes.length);
    }

    utf16(bytes) {
        const text = read(bytes, UTF16, 0, bytes.length);
        const isOdd = bytes.length % 2 === 1;
        if (this.fatal && (isOdd || !text.isWellFormed())) throw undefined;
        return text.toWellFormed() + (isOdd ? '\uFFFD' : '');
    }
}

const utf8Labels = ['utf-8', 'utf8', 'unicode-1-1-utf-8', 'unicode11utf8', 'unicode20utf8', 'x-unicode20utf8'];
const utf16Labels = ['utf-16', 'utf-16le', 'csunicode', 'iso-10646-ucs-2', 'ucs-2', 'unicode', 'unicodefeff'];

/** [the encoding's name, what decodes it]; undefined for a name of none. */
function decoderOf(label, fatal, ignoreBOM) {
    label = label.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '').toLowerCase();
    if (utf8Labels.includes(label)) return ['utf-8', new UnicodeDecoder(UTF8, fatal, ignoreBOM)];
    if (utf16Labels.includes(label)) return ['utf-16le', new UnicodeDecoder(UTF16, fatal, ignoreBOM)];
    return require('internal/encoding_legacy').decoderOf(label, () => new UnicodeDecoder(UTF16, fatal, ignoreBOM));
}

class TextDecoder {
    #encoding;
    #decoder;
    #fatal;
    #ignoreBOM;

    constructor(label = 'utf-8', options = {}) {
        label = `${label}`;
        require('internal/validate').validateObject(options, 'options', { nullable: true, array: true, callable: true });
        this.#fatal = Boolean(options?.fatal);
        this.#ignoreBOM = Boolean(options?.ignoreBOM);
        const found = decoderOf(label, this.#fatal, this.#ignoreBOM);
        if (found === undefined) throw new codes.ERR_ENCODING_NOT_SUPPORTED(label);
        [this.#encoding, this.#decoder] = found;
    }

    decode(input = new Uint8Array(0), options = {}) {
        const decoder = this.#decoder;
        const bytes = bytesOf(input);
        require('internal/validate').validateObject(options, 'options', { nullable: true, array: true, callable: true });
        try {
            return decoder.decode(bytes, Boolean(options?.stream));
        } catch {
            throw new codes.ERR_ENCODING_INVALID_ENCODED_DATA(this.#encoding, undefined);
        }
    }

    get encoding() {
        return this.#encoding;
    }

    get fatal() {
        return this.#fatal;
    }

    get ignoreBOM() {
        return this.#ignoreBOM;
    }

    [inspectCustom](depth, options) {
        if (typeof depth === 'number' && depth < 0) return this;
        const { encoding, fatal, ignoreBOM } = this;
        return `${this.constructor.name} ${require('internal/inspect').inspect({ encoding, fatal, ignoreBOM }, options)}`;
    }
}
exposed(TextDecoder, 'TextDecoder');

module.exports = { TextEncoder, TextDecoder };
