'use strict';
// AbortController and AbortSignal.

const { codes } = require('internal/errors');
const { EventTarget, defineHandler, dispatchTrusted, expose } = require('internal/event_target');
const { DOMException } = require('internal/dom_exception');

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');
const construct = Symbol('construct');

let stateOf; // of an AbortSignal: { aborted, reason, sources, dependents }

function shown(self, object, depth, options) {
    if (depth < 0) return self;
    const inner = { ...options, depth: options.depth === null ? null : options.depth - 1 };
    return `${self.constructor.name} ${require('internal/inspect').inspect(object, inner)}`;
}

class AbortSignal extends EventTarget {
    #state = { aborted: false, reason: undefined, isDependent: false, sources: new Set(), dependents: new Set() };

    constructor(secret = undefined) {
        if (secret !== construct) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
        super();
    }

    static {
        stateOf = (self) => {
            if (typeof self !== 'object' || self === null || !(#state in self)) throw new codes.ERR_INVALID_THIS('AbortSignal');
            return self.#state;
        };
    }

    get aborted() {
        return stateOf(this).aborted;
    }

    get reason() {
        return stateOf(this).reason;
    }

    throwIfAborted() {
        const state = stateOf(this);
        if (state.aborted) throw state.reason;
    }

    [inspectCustom](depth, options) {
        return shown(this, { aborted: this.aborted }, depth, options);
    }

    static abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
        return make(true, reason);
    }

    static timeout(delay) {
        require('internal/validate').validateInteger(delay, 'delay', 0, 2 ** 32 - 1);
        const signal = make(false);
        require('timers').setTimeout(() => abort(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError')), delay).unref();
        return signal;
    }

    static any(signals) {
        if (signals == null || typeof signals[Symbol.iterator] !== 'function') {
            throw Object.assign(new TypeError('signals cannot be converted to sequence.'), { code: 'ERR_INVALID_ARG_TYPE' });
        }
        const list = Array.from(signals);
        list.forEach((signal, i) => {
            if (!(signal instanceof AbortSignal)) {
                throw Object.assign(new TypeError(`signals[${i}] is not of type AbortSignal.`), { code: 'ERR_INVALID_ARG_TYPE' });
            }
        });
        const aborted = list.find((signal) => stateOf(signal).aborted);
        return aborted ? make(true, stateOf(aborted).reason) : makeDependent(list);
    }
}

function make(aborted, reason) {
    const signal = new AbortSignal(construct);
    Object.assign(stateOf(signal), { aborted, reason });
    return signal;
}

/* A signal that follows others: always the ones at the beginning, never a follower. */
function makeDependent(list) {
    const signal = make(false);
    const state = stateOf(signal);
    state.isDependent = true;
    for (const one of list) {
        const source = stateOf(one);
        for (const origin of source.isDependent ? source.sources : [one]) {
            state.sources.add(origin);
            stateOf(origin).dependents.add(signal);
        }
    }
    return signal;
}

/** Aborts a signal and those that follow it, once. */
function abort(signal, reason) {
    const state = stateOf(signal);
    if (state.aborted) return;
    state.aborted = true;
    state.reason = reason;
    const followers = [...state.dependents].filter((one) => !stateOf(one).aborted);
    for (const one of followers) Object.assign(stateOf(one), { aborted: true, reason });
    dispatchTrusted(signal, 'abort');
    for (const one of followers) dispatchTrusted(one, 'abort');
    state.dependents.clear();
}

expose(AbortSignal.prototype, 'AbortSignal', ['reason', 'throwIfAborted']);
defineHandler(AbortSignal.prototype, 'abort');

class AbortController {
    #signal;

    get signal() {
        return (this.#signal ??= make(false));
    }

    abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
        abort((this.#signal ??= make(false)), reason);
    }

    [inspectCustom](depth, options) {
        return shown(this, { signal: this.signal }, depth, options);
    }
}
expose(AbortController.prototype, 'AbortController');

module.exports = { AbortController, AbortSignal };
