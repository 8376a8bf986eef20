'use strict';
// What AsyncLocalStorage carries from where something is started to where it goes on.
//
// The context of the moment, the frame, is `state.frame` of internal/queues: a Map from storage to store that is never
// changed, or undefined. Ticks, timers and queueMicrotask take it with them. Promises are the engine's, which tells
// nobody when it goes on after an `await`. From the first use of a storage on, two things make up for it:
//
// - `await p` and `p.then(…)` read p.constructor first. It becomes an accessor that puts a reaction before the one that
//   is to come, and the reaction brings the frame back.
// - `await` of what is no promise reads nothing. But the engine's queue keeps its order, so each change of the frame
//   puts a marker into the queue: what follows was queued in that frame. A marker that runs puts itself at the end
//   again, for what is queued from there on; a few times only, as nobody tells when there is nothing more to mark.
//
// Not carried, therefore: long chains of `await` of what is no promise, beside others of other frames.

const { state } = require('internal/queues');
const engine = require('internal/types_engine');

const { apply } = Reflect;
const { defineProperty } = Object;
const { then } = Promise.prototype;
const OwnPromise = Promise;
/* How often a marker goes to the end of the queue again. */
const GENERATIONS = 64;

let isActive = false;
let isInside = false;
let current; // the frame
let tail; // the frame of the last marker in the queue

const resolved = Promise.resolve();
defineProperty(resolved, 'constructor', { value: OwnPromise }); // markers need no marks

const isPromise = engine.isThere ? (value) => engine.promiseState(value) !== undefined : (value) => value instanceof OwnPromise;

function mark(frame, generation) {
    tail = frame;
    apply(then, resolved, [() => {
        current = frame;
        if (tail !== frame && generation < GENERATIONS) mark(frame, generation + 1);
    }]);
}

function change(frame) {
    if (frame === current) return;
    current = frame;
    if (tail !== frame) mark(frame, 0);
}

function react(promise, reaction) {
    const wasHandled = engine.isHandled(promise);
    isInside = true;
    try {
        apply(then, promise, [reaction, reaction]);
    } finally {
        isInside = false;
    }
    if (!wasHandled) engine.unmarkHandled(promise); // somebody may only have looked at it
}

/** Brings the frame of now back before the reaction that is about to be added to the promise. */
function carry(promise) {
    const frame = current;
    let before;
    react(promise, () => {
        before = current;
        change(frame);
    });
    if (engine.promiseState(promise) !== 'pending') return;
    // Behind that reaction, what was there before comes back, unless it is too late.
    apply(then, resolved, [() => {
        if (engine.promiseState(promise) === 'pending') react(promise, () => change(before));
    }]);
}

function activate() {
    if (isActive) return;
    isActive = true;
    defineProperty(state, 'frame', { get: () => current, set: change });
    defineProperty(OwnPromise.prototype, 'constructor', {
        get() {
            if (!isInside && isPromise(this)) carry(this);
            return OwnPromise;
        },
        set(value) {
            defineProperty(this, 'constructor', { value, writable: true, enumerable: true, configurable: true });
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
