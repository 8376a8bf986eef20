'use strict';
// Timers as promises.

const { Timeout, Immediate, start } = require('internal/timers_classes');

function aborted(signal) {
    const { AbortError } = require('internal/errors');
    return new AbortError(undefined, { cause: signal.reason });
}

function checkOptions(options, signal, ref) {
    const { codes } = require('internal/errors');
    if (options === null || typeof options !== 'object') throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
        throw new codes.ERR_INVALID_ARG_TYPE('options.signal', 'AbortSignal', signal);
    }
    if (ref !== undefined && typeof ref !== 'boolean') throw new codes.ERR_INVALID_ARG_TYPE('options.ref', 'boolean', ref);
}

function checkDelay(delay) {
    if (delay !== undefined && typeof delay !== 'number') {
        const { codes } = require('internal/errors');
        throw new codes.ERR_INVALID_ARG_TYPE('delay', 'number', delay);
    }
}

/** A promise for what `make(resolve)` starts; `clear` ends it when the signal says so. */
function promiseOf(signal, make, clear) {
    if (signal?.aborted) return Promise.reject(aborted(signal));
    let onAbort;
    const promise = new Promise((resolve, reject) => {
        const handle = make(resolve);
        if (!signal) return;
        onAbort = () => {
            clear(handle);
            reject(aborted(signal));
        };
        signal.addEventListener('abort', onAbort, { once: true });
    });
    return onAbort === undefined ? promise : promise.finally(() => signal.removeEventListener('abort', onAbort));
}

function setTimeout(after, value, options = {}) {
    try {
        checkDelay(after);
        checkOptions(options, options?.signal, options?.ref);
    } catch (error) {
        return Promise.reject(error);
    }
    const { clearTimeout } = require('internal/timers_classes');
    const { signal, ref = true } = options;
    return promiseOf(signal, (resolve) => start(new Timeout(resolve, after, [value], false, ref)), clearTimeout);
}

function setImmediate(value, options = {}) {
    try {
        checkOptions(options, options?.signal, options?.ref);
    } catch (error) {
        return Promise.reject(error);
    }
    const { clearImmediate } = require('internal/timers_classes');
    const { signal, ref = true } = options;
    const make = (resolve) => {
        const immediate = new Immediate(resolve, [value]);
        return ref ? immediate : immediate.unref();
    };
    return promiseOf(signal, make, clearImmediate);
}

async function* setInterval(after, value, options = {}) {
    checkDelay(after);
    checkOptions(options, options?.signal, options?.ref);
    const { clearInterval } = require('internal/timers_classes');
    const { signal, ref = true } = options;
    if (signal?.aborted) throw aborted(signal);
    let count = 0;
    let wake;
    const interval = start(new Timeout(() => {
        count++;
        wake?.();
        wake = undefined;
    }, after, undefined, true, ref));
    const onAbort = () => {
        clearInterval(interval);
        wake?.();
        wake = undefined;
    };
    try {
        signal?.addEventListener('abort', onAbort, { once: true });
        while (!signal?.aborted) {
            if (count === 0) await new Promise((resolve) => { wake = resolve; });
            for (; count > 0; count--) yield value;
        }
        throw aborted(signal);
    } finally {
        clearInterval(interval);
        signal?.removeEventListener('abort', onAbort);
    }
}

function illegal() {
    const { codes } = require('internal/errors');
    throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
}

const kScheduler = Symbol('kScheduler');

function checkScheduler(value) {
    if (value?.[kScheduler]) return;
    const { codes } = require('internal/errors');
    throw new codes.ERR_INVALID_THIS('Scheduler');
}

class Scheduler {
    constructor() {
        illegal();
    }

    yield() {
        checkScheduler(this);
        return setImmediate();
    }

    wait(delay, options) {
        checkScheduler(this);
        return setTimeout(delay, undefined, options);
    }
}

const scheduler = Object.create(Scheduler.prototype);
scheduler[kScheduler] = true;

module.exports = { setTimeout, setImmediate, setInterval, scheduler };
