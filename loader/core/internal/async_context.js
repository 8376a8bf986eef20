'use strict';
// What AsyncLocalStorage carries from where something is started to where it goes on.
//
// The context of the moment, the frame, is `state.frame` of internal/queues: a Map from storage to store that is never
// changed, or undefined. Ticks, microtasks of queueMicrotask and timers take it with them (internal/queues,
// internal/timers). Promises are the engine's, which tells nobody when it goes on after an `await`. But both `await p`
// and `p.then(…)` read p.constructor first: from the first use of a storage on, this is an accessor that puts a reaction
// before the one that is to come, and the reaction brings the frame back. Not carried: `await` of what is no promise
// of the engine's, since nothing is read there.

const { state } = require('internal/queues');
const engine = require('internal/types_engine');

const { apply } = Reflect;
const { then } = Promise.prototype;
const OwnPromise = Promise;

let isActive = false;
let isInside = false;

function carry(promise) {
    const { frame } = state;
    const bring = () => {
        state.frame = frame;
    };
    const wasHandled = engine.isHandled(promise);
    isInside = true;
    try {
        apply(then, promise, [bring, bring]);
    } finally {
        isInside = false;
    }
    if (!wasHandled) engine.unmarkHandled(promise); // somebody may only have looked at it
}

function activate() {
    if (isActive) return;
    isActive = true;
    Object.defineProperty(OwnPromise.prototype, 'constructor', {
        get() {
            if (!isInside && engine.promiseState(this) !== undefined) carry(this);
            return OwnPromise;
        },
        set(value) {
            Object.defineProperty(this, 'constructor', { value, writable: true, enumerable: true, configurable: true });
        },
        enumerable: false,
        configurable: true,
    });
}

/** Calls a function in a frame. */
function run(frame, callback, receiver, args) {
    const outer = state.frame;
    state.frame = frame;
    try {
        return apply(callback, receiver, args);
    } finally {
        state.frame = outer;
    }
}

/** For callbacks that C calls: the function in the frame of now; itself where there is no frame. */
function wrap(callback) {
    const { frame } = state;
    if (frame === undefined) return callback;
    return function (...args) {
        return run(frame, callback, this, args);
    };
}

module.exports = {
    activate,
    run,
    wrap,
    get current() {
        return state.frame;
    },
    set current(frame) {
        state.frame = frame;
    },
};
