'use strict';
// What waits for events of an EventEmitter or an EventTarget: once, on, and the functions for both kinds.

const { codes, AbortError } = require('internal/errors');
const { validateAbortSignal, validateFunction, validateInteger, validateObject } = require('internal/validate');
const { EventEmitter, checkLimit, kRejection } = require('internal/emitter');

function isTarget(value) {
    return typeof value?.addEventListener === 'function' && typeof value?.removeEventListener === 'function';
}

/** Adds a listener to either kind; EventTargets give one argument and no 'error' of their own. */
function attach(emitter, name, listener, flags) {
    if (typeof emitter?.on === 'function') {
        if (flags?.once) emitter.once(name, listener);
        else emitter.on(name, listener);
    } else if (typeof emitter?.addEventListener === 'function') {
        emitter.addEventListener(name, listener, flags);
    } else {
        throw new codes.ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
    }
}

function detach(emitter, name, listener, flags) {
    if (typeof emitter?.removeListener === 'function') emitter.removeListener(name, listener);
    else if (typeof emitter?.removeEventListener === 'function') emitter.removeEventListener(name, listener, flags);
    else throw new codes.ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
}

function abortError(signal) {
    return new AbortError(undefined, { cause: signal?.reason });
}

async function once(emitter, name, options = {}) {
    validateObject(options, 'options');
    const { signal } = options;
    validateAbortSignal(signal, 'options.signal');
    if (signal?.aborted) throw abortError(signal);
    return new Promise((resolve, reject) => {
        const hasErrors = name !== 'error' && typeof emitter?.once === 'function';
        const done = () => {
            if (hasErrors) detach(emitter, 'error', onError);
            if (signal) signal.removeEventListener('abort', onAbort);
        };
        const onError = (error) => {
            detach(emitter, name, onEvent);
            if (signal) signal.removeEventListener('abort', onAbort);
            reject(error);
        };
        const onEvent = (...args) => {
            done();
            resolve(args);
        };
        const onAbort = () => {
            detach(emitter, name, onEvent);
            done();
            reject(abortError(signal));
        };
        const flags = { __proto__: null, once: true };
        attach(emitter, name, onEvent, flags);
        if (hasErrors) emitter.once('error', onError);
        if (signal) signal.addEventListener('abort', onAbort, flags);
    });
}

function on(emitter, event, options = {}) {
    validateObject(options, 'options');
    const { signal, close: ends = [] } = options;
    validateAbortSignal(signal, 'options.signal');
    if (signal?.aborted) throw abortError(signal);
    const high = options.highWaterMark ?? options.highWatermark ?? Number.MAX_SAFE_INTEGER;
    const low = options.lowWaterMark ?? options.lowWatermark ?? 1;
    validateInteger(high, 'options.highWaterMark', 1);
    validateInteger(low, 'options.lowWaterMark', 1);

    const values = []; // that nobody asked for yet
    const waiting = []; // calls of next() without a value
    const attached = [];
    let failure = null;
    let isFinished = false;
    let isPaused = false;

    const listen = (target, name, listener) => {
        attach(target, name, listener);
        attached.push([target, name, listener]);
    };
    const done = (value, isDone) => ({ done: isDone, value });

    const iterator = {
        next() {
            if (values.length > 0) {
                const value = values.shift();
                if (isPaused && values.length < low) {
                    emitter.resume();
                    isPaused = false;
                }
                return Promise.resolve(done(value, false));
            }
            if (failure) {
                const rejected = Promise.reject(failure);
                failure = null;
                return rejected;
            }
            if (isFinished) return finish();
            return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
        },
        return() {
            return finish();
        },
        throw(error) {
            if (!error || !(error instanceof Error)) {
                throw new codes.ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', error);
            }
            onError(error);
        },
        [Symbol.asyncIterator]() {
            return this;
        },
    };
    if (Symbol.asyncDispose) iterator[Symbol.asyncDispose] = () => finish().then(() => undefined);

    function finish() {
        signal?.removeEventListener('abort', onAbort);
        for (const [target, name, listener] of attached.splice(0)) detach(target, name, listener);
        isFinished = true;
        for (const { resolve } of waiting.splice(0)) resolve(done(undefined, true));
        return Promise.resolve(done(undefined, true));
    }
    function onEvent(...args) {
        const first = waiting.shift();
        if (first) {
            first.resolve(done(args, false));
            return;
        }
        values.push(args);
        if (!isPaused && values.length > high) {
            isPaused = true;
            emitter.pause();
        }
    }
    function onError(error) {
        const first = waiting.shift();
        if (first) first.reject(error);
        else failure = error;
        finish();
    }
    function onAbort() {
        onError(abortError(signal));
    }

    listen(emitter, event, onEvent);
    if (event !== 'error' && typeof emitter.on === 'function') listen(emitter, 'error', onError);
    for (const name of ends) listen(emitter, name, finish);
    signal?.addEventListener('abort', onAbort, { __proto__: null, once: true });
    const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);
    return Object.setPrototypeOf(iterator, AsyncIteratorPrototype);
}

function targetListeners(target, type) {
    const { isEventTarget, listenersOf } = require('internal/event_target');
    return isEventTarget(target) ? listenersOf(target, type) : [];
}

function getEventListeners(emitter, type) {
    if (typeof emitter?.listeners === 'function') return emitter.listeners(type);
    if (isTarget(emitter)) return targetListeners(emitter, type);
    throw new codes.ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], emitter);
}

function listenerCount(emitter, type) {
    if (typeof emitter?.listenerCount === 'function') return emitter.listenerCount(type);
    if (isTarget(emitter)) return targetListeners(emitter, type).length;
    throw new codes.ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], emitter);
}

const targetLimits = new WeakMap();

function getMaxListeners(emitter) {
    if (typeof emitter?.getMaxListeners === 'function') return emitter.getMaxListeners();
    // Signals have no limit of their own.
    if (isTarget(emitter)) return targetLimits.get(emitter) ?? ('aborted' in emitter ? 0 : EventEmitter.defaultMaxListeners);
    throw new codes.ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], emitter);
}

function setMaxListeners(n = EventEmitter.defaultMaxListeners, ...targets) {
    checkLimit(n, 'setMaxListeners');
    if (targets.length === 0) EventEmitter.defaultMaxListeners = n;
    for (const target of targets) {
        if (typeof target?.setMaxListeners === 'function') target.setMaxListeners(n);
        else if (isTarget(target)) targetLimits.set(target, n);
        else throw new codes.ERR_INVALID_ARG_TYPE('eventTargets', ['EventEmitter', 'EventTarget'], target);
    }
}

function addAbortListener(signal, listener) {
    if (signal === undefined) throw new codes.ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
    validateAbortSignal(signal, 'signal');
    validateFunction(listener, 'listener');
    let remove = () => {};
    if (signal.aborted) {
        queueMicrotask(() => listener());
    } else {
        signal.addEventListener('abort', listener, { __proto__: null, once: true });
        remove = () => signal.removeEventListener('abort', listener);
    }
    return Symbol.dispose ? { __proto__: null, [Symbol.dispose]: remove } : { __proto__: null, dispose: remove };
}

module.exports = {
    addAbortListener, getEventListeners, getMaxListeners, kRejection, listenerCount, on, once, setMaxListeners,
};
