'use strict';
// Blob and File: bytes that are there, in one piece.

const { codes } = require('internal/errors');
const { expose } = require('internal/event_target');

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

let bytesOf; // of a Blob

function bytesOfPart(part, endings) {
    if (part instanceof Blob) return bytesOf(part);
    if (ArrayBuffer.isView(part)) return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    if (require('internal/buffer').isAnyArrayBuffer(part)) return new Uint8Array(part);
    const text = `${part}`;
    return native('buffer').encode(endings === 'native' ? text.replace(/\r\n|\r/g, '\n') : text);
}

function join(parts) {
    const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
    }
    return bytes;
}

const typeOf = (type) => (/[^\x20-\x7E]/.test(type) ? '' : type.toLowerCase());

function checkedOptions(options) {
    if (options == null) return {};
    if (typeof options !== 'object' && typeof options !== 'function') throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    const { type = '', endings = 'transparent' } = options;
    require('internal/validate').validateOneOf(`${endings}`, 'options.endings', ['transparent', 'native']);
    return { type: typeOf(`${type}`), endings: `${endings}` };
}

class Blob {
    #bytes;
    #type;

    constructor(sources = [], options = undefined) {
        if (sources === null || typeof sources !== 'object' || typeof sources[Symbol.iterator] !== 'function') {
            throw Object.assign(new TypeError('Value cannot be converted to sequence.'), { code: 'ERR_INVALID_ARG_TYPE' });
        }
        const { type = '', endings } = checkedOptions(options);
        this.#bytes = join(Array.from(sources, (part) => bytesOfPart(part, endings)));
        this.#type = type;
    }

    static {
        bytesOf = (blob) => blob.#bytes;
    }

    get type() {
        return this.#type;
    }

    get size() {
        return this.#bytes.length;
    }

    slice(start = 0, end = this.#bytes.length, contentType = '') {
        const part = new Blob([], { type: `${contentType}` });
        part.#bytes = this.#bytes.slice(start, end);
        return part;
    }

    async arrayBuffer() {
        return this.#bytes.slice().buffer;
    }

    async text() {
        return native('buffer').read(this.#bytes, 0, 0, this.#bytes.length);
    }

    async bytes() {
        return this.#bytes.slice();
    }

    stream() {
        const bytes = this.#bytes;
        const { ReadableStream } = require('stream/web');
        return new ReadableStream({
            type: 'bytes',
            start(controller) {
                if (bytes.length > 0) controller.enqueue(bytes.slice());
                controller.close();
            },
        });
    }

    textStream() {
        return this.stream().pipeThrough(new (require('stream/web').TextDecoderStream)());
    }

    [inspectCustom](depth, options) {
        if (depth < 0) return this;
        const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
        return `Blob ${require('internal/inspect').inspect({ size: this.size, type: this.type }, inner)}`;
    }
}
expose(Blob.prototype, 'Blob');

class File extends Blob {
    #name;
    #lastModified;

    constructor(fileBits, fileName, options = undefined) {
        if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('fileBits', 'fileName');
        super(fileBits, options);
        this.#name = `${fileName}`.toWellFormed();
        this.#lastModified = options?.lastModified === undefined ? Date.now() : Math.trunc(+options.lastModified) || 0;
    }

    get name() {
        return this.#name;
    }

    get lastModified() {
        return this.#lastModified;
    }

    [inspectCustom](depth, options) {
        if (depth < 0) return this;
        const { size, type, name, lastModified } = this;
        return `File ${require('internal/inspect').inspect({ size, type, name, lastModified }, options)}`;
    }
}
expose(File.prototype, 'File');

/* ---- blob: URLs ---- */

const urls = new Map();
let made = 0;

function createObjectURL(blob) {
    if (!(blob instanceof Blob)) throw new codes.ERR_INVALID_ARG_TYPE('obj', 'Blob', blob);
    const digits = () => Math.floor(Math.random() * 0x10000).toString(16).padStart(4, '0');
    const url = `blob:nodedata:${digits()}${digits()}-${(++made & 0xFFFF).toString(16).padStart(4, '0')}-4${digits().slice(1)}-8${digits().slice(1)}-${digits()}${digits()}${digits()}`;
    urls.set(url, blob);
    return url;
}

function revokeObjectURL(url) {
    urls.delete(url.split('#')[0]);
}

function resolveObjectURL(url) {
    return urls.get(`${url}`);
}

module.exports = { Blob, File, createObjectURL, revokeObjectURL, resolveObjectURL };
