'use strict';
// node:stream is readable-stream. Ours: what Node has learnt since the version that it was made from.

const Stream = require('../../node_modules/readable-stream/lib/stream.js');
const { Readable, Writable, Duplex } = Stream;
const { defineProperty, getOwnPropertyDescriptor } = Object;

const asyncDispose = Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose');

Stream.setDefaultHighWaterMark(false, 64 * 1024);

const hidden = (object, name, value) => defineProperty(object, name, { value, writable: true, enumerable: false, configurable: true });

/* ---- two ends of one pipe ---- */

class DuplexSide extends Duplex {
    #other = null;
    #callback = null;

    constructor(options) {
        super(options);
    }

    static pair(options) {
        const sides = [new DuplexSide(options), new DuplexSide(options)];
        sides[0].#other = sides[1];
        sides[1].#other = sides[0];
        return sides;
    }

    _read() {
        const callback = this.#callback;
        if (callback !== null) {
            this.#callback = null;
            callback();
        }
    }

    _write(chunk, encoding, callback) {
        const other = this.#other;
        if (chunk.length === 0) {
            require('process').nextTick(callback);
        } else {
            other.push(chunk);
            other.#callback = callback;
        }
    }

    _final(callback) {
        this.#other.on('end', callback);
        this.#other.push(null);
    }
}

function duplexPair(options) {
    return DuplexSide.pair(options);
}

/* ---- the class of all streams ---- */

Stream.prototype.eventNames = function eventNames() {
    return Reflect.apply(require('events').prototype.eventNames, this, []);
};

function _isArrayBufferView(value) {
    return ArrayBuffer.isView(value);
}

/* Members that come earlier in Node than a new one would: taken out and put back behind it. */
function insert(object, name, value, before) {
    const keys = Reflect.ownKeys(object);
    const later = keys.slice(keys.indexOf(before)).map((key) => [key, getOwnPropertyDescriptor(object, key)]);
    for (const [key] of later) delete object[key];
    object[name] = value;
    for (const [key, descriptor] of later) defineProperty(object, key, descriptor);
}
insert(Stream, 'duplexPair', duplexPair, 'pipeline');
insert(Stream, '_isArrayBufferView', _isArrayBufferView, '_isUint8Array');

/* ---- its kinds ---- */

delete Readable.prototype.asIndexedPairs;

const compose = { compose(stream, options) {
    if (options != null) require('internal/validate').validateObject(options, 'options');
    if (options?.signal != null) require('internal/validate').validateAbortSignal(options.signal, 'options.signal');
    const composed = Stream.compose(this, stream);
    if (options?.signal) Stream.addAbortSignal(options.signal, composed);
    return composed;
} }.compose;
hidden(Readable.prototype, 'compose', compose);
defineProperty(Readable.prototype, 'compose', { enumerable: true });

/* Ends it if it has not ended, and waits until it is closed. */
async function disposeWritable() {
    const error = this.writableFinished ? null : new (require('internal/errors').AbortError)();
    if (!this.destroyed) this.destroy(error);
    await new Promise((resolve, reject) => Stream.finished(this, (failure) => (failure && failure.name !== 'AbortError' ? reject(failure) : resolve(null))));
}
Writable.prototype[asyncDispose] = disposeWritable;

module.exports = Stream;
