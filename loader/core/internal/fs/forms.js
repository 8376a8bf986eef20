'use strict';
// The three forms of an operation: at once, with a callback, as a promise.
//
// An operation is one function of its arguments. It checks them, throwing what is wrong with them, and returns a plan:
// either a step, which is one call of native('fs'), or a generator that yields plans and is given their results. The
// forms below run a plan; nothing else knows how.

const { defineProperty } = Object;
const { state } = require('internal/queues');

/** One native call; `finish` makes the result of what it answers. */
function step(call, args, finish = undefined) {
    return { call, args, finish };
}

/* ---- running a plan ---- */

function runSync(plan) {
    if (plan.call !== undefined) {
        const value = plan.call(undefined, ...plan.args);
        return plan.finish === undefined ? value : plan.finish(value);
    }
    let value;
    let error;
    let failed = false;
    for (;;) {
        const turn = failed ? plan.throw(error) : plan.next(value);
        if (turn.done) return turn.value;
        try {
            failed = false;
            value = runSync(turn.value);
        } catch (thrown) {
            failed = true;
            error = thrown;
        }
    }
}

const later = (f, ...args) => require('process').nextTick(f, ...args);

function startStep({ call, args, finish }, done) {
    const ready = finish === undefined ? done : (error, value) => {
        if (error) return done(error);
        try {
            value = finish(value);
        } catch (thrown) {
            return done(thrown);
        }
        return done(null, value);
    };
    try {
        call(ready, ...args);
    } catch (error) {
        later(done, error);
    }
}

/** Runs a plan on the loop; `done(error, value)` is never called before this returns. */
function start(plan, done) {
    if (plan.call !== undefined) return startStep(plan, done);
    let isLater = false;
    const end = (error, value) => (isLater ? done(error, value) : later(done, error, value));
    const resume = (error, value) => {
        let turn;
        try {
            turn = error ? plan.throw(error) : plan.next(value);
        } catch (thrown) {
            return end(thrown);
        }
        return turn.done ? end(null, turn.value) : start(turn.value, resume);
    };
    resume(null);
    isLater = true;
}

function startPromise(plan) {
    return new Promise((resolve, reject) => {
        start(plan, (error, value) => (error ? reject(error) : resolve(value)));
    });
}

/* ---- making the forms ---- */

function named(f, name, length) {
    defineProperty(f, 'name', { value: name, configurable: true });
    defineProperty(f, 'length', { value: length, configurable: true });
    return f;
}

/** `toResult` takes what a promise would give to what the function returns. */
function syncForm(name, operation, length, toResult = undefined) {
    const form = toResult === undefined
        ? (...args) => runSync(operation(...args))
        : (...args) => toResult(runSync(operation(...args)));
    return named(form, `${name}Sync`, length);
}

/**
 * The callback is the first function from index `required` on, or what stands at the end. `toResults` gives the arguments
 * behind the error.
 */
function callbackForm(name, operation, required, length, toResults = undefined) {
    return named((...args) => {
        let at = required;
        while (at < args.length && typeof args[at] !== 'function') at++;
        let callback = at < args.length ? args[at] : undefined;
        const plan = operation(...args.slice(0, at));
        if (callback === undefined) {
            require('internal/fs/arguments').checkCallback(args.length > required ? args[Math.min(args.length, length) - 1] : undefined);
        }
        if (state.frame !== undefined) callback = require('internal/async_context').wrap(callback);
        start(plan, (error, value) => {
            if (error) callback(error);
            else if (toResults !== undefined) callback(null, ...toResults(value));
            else if (value === undefined) callback(null);
            else callback(null, value);
        });
    }, name, length);
}

function promiseForm(name, operation, length) {
    return named(async (...args) => startPromise(operation(...args)), name, length);
}

module.exports = { callbackForm, later, named, promiseForm, runSync, start, startPromise, step, syncForm };
