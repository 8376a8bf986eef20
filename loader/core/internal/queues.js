'use strict';
// process.nextTick, queueMicrotask, rejections without a handler, and the order between them.
//
// C calls enter(f, list) for each macrotask and, as long as flags[WAITING] says so, drain(). The engine runs
// microtasks when such a call returns: so one call runs ticks until there are none, the microtasks follow, and what
// they queued is the next call's. Rejections are looked at when neither ticks nor microtasks are left.

const boot = require('internal/boot');
const { state, then } = require('internal/turn');

const { apply } = Reflect;

const flags = native('queues').flags();
const WAITING = 0;
let resolved; // a promise that is, once a microtask was queued

let running = []; // ticks as callback, arguments, frame; taken from here
let at = 0;
let waiting = []; // put here
let rejections = []; // promise, reason, promise, reason
let handled = []; // promises that were told as unhandled, and are handled after all

function fail(error, isRejection) {
    require('internal/exit').uncaughtException(error, isRejection === true);
}

function call(callback, list) {
    try {
        if (list === undefined) callback();
        else apply(callback, undefined, list);
    } catch (error) {
        fail(error);
    }
}

function runTicks() {
    for (;;) {
        if (at === running.length) {
            if (waiting.length === 0) break;
            at = 0;
            running.length = 0;
            const empty = running;
            running = waiting;
            waiting = empty;
        }
        const callback = running[at];
        const list = running[at + 1];
        state.frame = running[at + 2];
        running[at] = running[at + 1] = running[at + 2] = undefined;
        at += 3;
        call(callback, list);
        state.frame = undefined;
    }
    flags[WAITING] = rejections.length === 0 && handled.length === 0 ? 0 : 1;
}

function runHandled() {
    const list = handled;
    handled = [];
    for (const promise of list) call(() => { state.process.emit('rejectionHandled', promise); });
}

function runRejections() {
    if (handled.length > 0) runHandled();
    const list = rejections;
    rejections = [];
    if (list.length === 0) return;
    const { rejectionWithoutHandler } = require('internal/exit');
    const { isThere, isHandled } = require('internal/types_engine');
    for (let i = 0; i < list.length; i += 2) {
        // A tick may have come after the microtasks that left it without.
        if (isThere && isHandled(list[i])) continue;
        try {
            rejectionWithoutHandler(list[i], list[i + 1]);
        } catch (error) {
            fail(error);
        }
    }
}

function drain() {
    if (at === running.length && waiting.length === 0) runRejections();
    runTicks();
    return true;
}

function notFunction(name, value) {
    const { codes } = require('internal/errors');
    throw new codes.ERR_INVALID_ARG_TYPE(name, 'Function', value);
}

function nextTick(callback, ...list) {
    if (typeof callback !== 'function') notFunction('callback', callback);
    if (state.isExiting) return;
    const end = waiting.length;
    waiting[end] = callback;
    waiting[end + 1] = list.length === 0 ? undefined : list;
    waiting[end + 2] = state.frame;
    flags[WAITING] = 1;
}

function queueMicrotask(callback) {
    if (typeof callback !== 'function') notFunction('callback', callback);
    const { frame } = state;
    resolved ??= (async () => {})();
    apply(then, resolved, [() => {
        const outer = state.frame;
        state.frame = frame;
        call(callback);
        state.frame = outer;
    }]);
}

function addHandled(promise) {
    handled.push(promise);
    flags[WAITING] = 1;
}

/** A promise that microtasks left rejected and without a handler. */
function addRejection(promise, reason) {
    rejections[rejections.length] = promise;
    rejections[rejections.length] = reason;
    flags[WAITING] = 1;
}

boot.drain = drain;
state.runTicks = runTicks;

module.exports = { state, flags, runTicks, nextTick, queueMicrotask, addHandled, addRejection, fail };
