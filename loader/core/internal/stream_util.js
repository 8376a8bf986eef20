'use strict';
// What readable-stream asks of its own util.js.

const { codes } = require('internal/errors');

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;

function once(callback) {
    let isCalled = false;
    return function (...args) {
        if (isCalled) return;
        isCalled = true;
        Reflect.apply(callback, this, args);
    };
}

/** Calls the listener when the signal is aborted (soon, if it is already); disposing of the result ends that. */
function addAbortListener(signal, listener) {
    if (signal === undefined) throw new codes.ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
    require('internal/validate').validateAbortSignal(signal, 'signal');
    if (signal.aborted) queueMicrotask(() => listener());
    else signal.addEventListener('abort', listener, { once: true });
    return {
        __proto__: null,
        [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
            signal.removeEventListener('abort', listener);
        },
    };
}

module.exports = {
    AggregateError,
    kEmptyObject: Object.freeze({ __proto__: null }),
    once,
    createDeferredPromise: () => Promise.withResolvers(),
    promisify: { custom: Symbol.for('nodejs.util.promisify.custom') },
    debuglog: () => () => {},
    format: (...args) => require('util').format(...args),
    inspect: (...args) => require('internal/inspect').inspect(...args),
    types: {
        isAsyncFunction: (f) => f instanceof AsyncFunction,
        isArrayBufferView: ArrayBuffer.isView,
    },
    isBlob: (value) => Object.prototype.toString.call(value) === '[object Blob]' && value instanceof require('internal/blob').Blob,
    deprecate: (f) => f,
    addAbortListener,
    AbortSignalAny: (signals) => require('internal/abort').AbortSignal.any(signals),
};
