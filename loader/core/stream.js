'use strict';
// node:stream is readable-stream. This is its index, which loads each kind of stream when it is first asked for, and
// what Node has learnt since the version that the package was made from.

const { Stream } = require('../../node_modules/readable-stream/lib/internal/streams/legacy.js');

const { defineProperty } = Object;
const { apply } = Reflect;
const promisified = Symbol.for('nodejs.util.promisify.custom');
const asyncDispose = Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose');

const utils = () => require('../../node_modules/readable-stream/lib/internal/streams/utils.js');
const operators = () => require('../../node_modules/readable-stream/lib/internal/streams/operators.js');
const state = () => require('../../node_modules/readable-stream/lib/internal/streams/state.js');
const promises = () => require('../../node_modules/readable-stream/lib/stream/promises.js');

/** A property that is made when it is first read, and is an ordinary one from then on. */
function lazy(object, name, make, enumerable = true) {
    const own = (value) => defineProperty(object, name, { value, writable: true, enumerable, configurable: true });
    defineProperty(object, name, {
        get: () => {
            const value = make();
            own(value);
            return value;
        },
        set: own,
        enumerable,
        configurable: true,
    });
}

const hide = (object, name, value) => defineProperty(object, name, { value, writable: true, enumerable: false, configurable: true });

/* ---- the kinds of streams ---- */

/* What of a readable stream gives a stream, or a promise; with the lengths of Node's. */
const streamOperators = { drop: 1, filter: 2, flatMap: 2, map: 2, take: 1 };
const promiseOperators = { every: 1, forEach: 2, reduce: 3, toArray: 1, some: 1, find: 2 };

function addOperators(Readable, lengths, run) {
    for (const name of Object.keys(lengths)) {
        const operator = { [name](...args) { return run(name, this, args); } }[name];
        defineProperty(operator, 'length', { value: lengths[name] });
        hide(Readable.prototype, name, operator);
    }
}

function compose(stream, options) {
    const validate = require('internal/validate');
    if (options != null) validate.validateObject(options, 'options');
    if (options?.signal != null) validate.validateAbortSignal(options.signal, 'options.signal');
    const composed = Stream.compose(this, stream);
    if (options?.signal) Stream.addAbortSignal(options.signal, composed);
    return composed;
}

function loadReadable() {
    const Readable = require('../../node_modules/readable-stream/lib/internal/streams/readable.js');
    addOperators(Readable, streamOperators, (name, self, args) => Readable.from(apply(operators().streamReturningOperators[name], self, args)));
    addOperators(Readable, promiseOperators, (name, self, args) => apply(operators().promiseReturningOperators[name], self, args));
    Readable.prototype.compose = compose;
    return Readable;
}

function loadWritable() {
    const Writable = require('../../node_modules/readable-stream/lib/internal/streams/writable.js');
    Writable.prototype[asyncDispose] = async function () {
        const error = this.writableFinished ? null : new (require('internal/errors').AbortError)();
        if (!this.destroyed) this.destroy(error);
        await new Promise((resolve, reject) => {
            Stream.finished(this, (failure) => (failure && failure.name !== 'AbortError' ? reject(failure) : resolve(null)));
        });
    };
    return Writable;
}

function loadDuplex() {
    const { Readable, Writable } = Stream; // they are completed before they are copied
    void Readable, Writable;
    return require('../../node_modules/readable-stream/lib/internal/streams/duplex.js');
}

function loadTransform() {
    void Stream.Duplex;
    return require('../../node_modules/readable-stream/lib/internal/streams/transform.js');
}

function loadPassThrough() {
    void Stream.Transform;
    return require('../../node_modules/readable-stream/lib/internal/streams/passthrough.js');
}

/* ---- functions over streams ---- */

function pipeline(...streams) {
    void Stream.Duplex;
    return require('../../node_modules/readable-stream/lib/internal/streams/pipeline.js').pipeline(...streams);
}
defineProperty(pipeline, promisified, { get: () => promises().pipeline, enumerable: true });

function finished(stream, options, callback) {
    // It looks at how many arguments there are.
    return apply(require('../../node_modules/readable-stream/lib/internal/streams/end-of-stream.js'), this, arguments);
}
defineProperty(finished, promisified, { get: () => promises().finished, enumerable: true });

/* ---- in Node's order ---- */

Stream.prototype.eventNames = function eventNames() {
    return apply(require('events').prototype.eventNames, this, []);
};

for (const name of ['isDestroyed', 'isDisturbed', 'isErrored', 'isReadable', 'isWritable']) lazy(Stream, name, () => utils()[name]);
lazy(Stream, 'Readable', loadReadable);
lazy(Stream, 'Writable', loadWritable);
lazy(Stream, 'Duplex', loadDuplex);
lazy(Stream, 'Transform', loadTransform);
lazy(Stream, 'PassThrough', loadPassThrough);
Stream.duplexPair = function duplexPair(options) {
    return require('internal/stream_pair').duplexPair(options);
};
Stream.pipeline = pipeline;
lazy(Stream, 'addAbortSignal', () => require('../../node_modules/readable-stream/lib/internal/streams/add-abort-signal.js').addAbortSignal);
Stream.finished = finished;
lazy(Stream, 'destroy', () => require('../../node_modules/readable-stream/lib/internal/streams/destroy.js').destroyer);
lazy(Stream, 'compose', () => {
    void Stream.Duplex;
    return require('../../node_modules/readable-stream/lib/internal/streams/compose.js');
});
lazy(Stream, 'setDefaultHighWaterMark', () => state().setDefaultHighWaterMark);
lazy(Stream, 'getDefaultHighWaterMark', () => state().getDefaultHighWaterMark);
defineProperty(Stream, 'promises', { get: promises, enumerable: true, configurable: true });
Stream.Stream = Stream;
Stream._isArrayBufferView = function isArrayBufferView(value) {
    return ArrayBuffer.isView(value);
};
Stream._isUint8Array = function isUint8Array(value) {
    return require('internal/buffer').isUint8Array(value);
};
Stream._uint8ArrayToBuffer = function _uint8ArrayToBuffer(chunk) {
    return new (require('internal/buffer').FastBuffer)(chunk.buffer, chunk.byteOffset, chunk.byteLength);
};

module.exports = Stream;
