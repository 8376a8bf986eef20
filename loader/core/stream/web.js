'use strict';
// node:stream/web is web-streams-polyfill, and text on both sides of it.

const streams = require('web-streams-polyfill');

/* A pair of streams with a transformer between them. */
class Pair {
    #transform;

    constructor(transformer) {
        this.#transform = new streams.TransformStream(transformer);
    }

    get readable() {
        return this.#transform.readable;
    }

    get writable() {
        return this.#transform.writable;
    }
}

class TextEncoderStream extends Pair {
    constructor() {
        const { TextEncoder } = require('internal/encoding');
        const encoder = new TextEncoder();
        let half = ''; // a surrogate that waits for its second one
        super({
            transform(chunk, controller) {
                const text = half + chunk;
                half = /[\uD800-\uDBFF]$/.test(text) ? text.slice(-1) : '';
                const bytes = encoder.encode(half === '' ? text : text.slice(0, -1));
                if (bytes.length > 0) controller.enqueue(bytes);
            },
            flush(controller) {
                if (half !== '') controller.enqueue(encoder.encode(half));
            },
        });
    }

    get encoding() {
        return 'utf-8';
    }
}

class TextDecoderStream extends Pair {
    #decoder;

    constructor(encoding = 'utf-8', options = {}) {
        const { TextDecoder } = require('internal/encoding');
        const decoder = new TextDecoder(encoding, options);
        const give = (text, controller) => {
            if (text !== '') controller.enqueue(text);
        };
        super({
            transform: (chunk, controller) => give(decoder.decode(chunk, { stream: true }), controller),
            flush: (controller) => give(decoder.decode(), controller),
        });
        this.#decoder = decoder;
    }

    get encoding() {
        return this.#decoder.encoding;
    }

    get fatal() {
        return this.#decoder.fatal;
    }

    get ignoreBOM() {
        return this.#decoder.ignoreBOM;
    }
}

for (const Class of [TextEncoderStream, TextDecoderStream]) {
    Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: Class.name, configurable: true });
}

module.exports = {};
for (const name of ['ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest',
    'ReadableByteStreamController', 'ReadableStreamDefaultController', 'TransformStream', 'TransformStreamDefaultController',
    'WritableStream', 'WritableStreamDefaultWriter', 'WritableStreamDefaultController', 'ByteLengthQueuingStrategy',
    'CountQueuingStrategy']) {
    module.exports[name] = streams[name];
}
Object.assign(module.exports, { TextEncoderStream, TextDecoderStream });
