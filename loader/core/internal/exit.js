'use strict';
// How a program ends: errors that nobody catches, rejections that nobody handles, process.exit, the end of the loop.

const { state } = require('internal/queues');
const os = native('process');

const GENERIC = 1;
const BROKEN_LISTENER = 7;
const UNSETTLED = 13;

let capture = null; // process.setUncaughtExceptionCaptureCallback
const captures = []; // process.addUncaughtExceptionCaptureCallback

/* A program may take `emit` away from process. */
function emit(...list) {
    const { process } = state;
    return typeof process?.emit === 'function' && process.emit(...list);
}

/* Errors that the engine made by itself get the stack that all others have, for the listeners. */
function adorn(error) {
    require('internal/stack_adorn').adorn(error);
}

// ---- codes ----

/** What may be an exit code: whole numbers, texts of such, undefined and null. */
function checkCode(value, name) {
    if (value === undefined || value === null) return value;
    const { codes } = require('internal/errors');
    let number = value;
    if (typeof value === 'string' && value !== '' && !Number.isNaN(Number(value))) number = Number(value);
    if (typeof number !== 'number') throw new codes.ERR_INVALID_ARG_TYPE(name, 'number', value);
    if (!Number.isInteger(number)) throw new codes.ERR_OUT_OF_RANGE(name, 'an integer', number);
    return number;
}

const codeNow = () => Number(state.exitCode ?? 0);

function emitExit(code) {
    if (state.isExiting) return;
    state.isExiting = true;
    emit('exit', code);
}

/* What a program replaced process.reallyExit by is called, as it is in Node. */
function leave(code) {
    if (typeof state.process?.reallyExit === 'function') state.process.reallyExit(code);
    else os.exit(code);
}

function exit(code) {
    const value = checkCode(code, 'code');
    if (value !== undefined && value !== null) state.exitCode = value;
    emitExit(codeNow());
    leave(codeNow());
}

// ---- errors that nobody catches ----

/** True where a listener took it. What a listener throws is thrown. */
function handle(error, isRejection) {
    const origin = isRejection ? 'unhandledRejection' : 'uncaughtException';
    if (state.process === undefined) return false;
    adorn(error);
    emit('uncaughtExceptionMonitor', error, origin);
    for (const f of captures) if (f(error) === true) return true;
    if (capture !== null) {
        capture(error);
        return true;
    }
    return emit('uncaughtException', error, origin);
}

function print(error) {
    try {
        os.write(2, require('internal/exit_text').textOf(error));
    } catch {
        // A program can take from inspect what that needs, or from all of us.
        try {
            os.write(2, require('internal/exit_text').bareTextOf(error));
        } catch {
            os.write(2, '\nUncaught: an error that cannot be shown\n');
        }
    }
}

function uncaughtException(error, isRejection) {
    try {
        if (handle(error, isRejection)) return;
    } catch (another) {
        print(another);
        os.exit(BROKEN_LISTENER);
        return;
    }
    try {
        if (!state.isExiting) {
            state.exitCode = GENERIC;
            emitExit(GENERIC);
        }
    } catch {
        // What the listener of 'exit' threw is not told: the first error is.
    }
    print(error);
    os.exit(Number(state.exitCode ?? GENERIC));
}

// ---- rejections that nobody handles ----

function isErrorLike(value) {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, 'stack');
}

/** As V8 writes a value without running code of the program. */
function describe(reason) {
    if (typeof reason === 'symbol') return String(reason);
    if (typeof reason === 'function') return Function.prototype.toString.call(reason);
    if (typeof reason !== 'object' || reason === null) return `${reason}`;
    const tag = Object.prototype.toString.call(reason);
    return tag === '[object Object]' && Object.getPrototypeOf(reason) !== null ? `#<${reason.constructor?.name || 'Object'}>` : tag;
}

function errorOf(reason) {
    const error = new Error('This error originated either by throwing inside of an async function without a catch block, or by rejecting a ' +
        `promise which was not handled with .catch(). The promise rejected with the reason "${describe(reason)}".`);
    error.name = 'UnhandledPromiseRejection';
    error.code = 'ERR_UNHANDLED_REJECTION';
    error.stack = `${error.name}: ${error.message}\n    at node:internal/queues`; // no code of the program is on the stack
    return error;
}

function emitRejection(promise, reason) {
    const { process } = state;
    if (typeof process?.listenerCount !== 'function' || process.listenerCount('unhandledRejection') === 0) return false;
    // Before the listeners: they may be the first to handle it.
    require('internal/exit_late').watch(promise);
    adorn(reason);
    return emit('unhandledRejection', reason, promise);
}

/** Node's mode "throw": an event, and without a listener for it an uncaught exception. NODE_OPTIONS may ask for another. */
function rejectionWithoutHandler(promise, reason) {
    const mode = require('internal/process_options').rejections;
    const error = () => (isErrorLike(reason) ? reason : errorOf(reason));
    if (mode === 'strict') uncaughtException(error(), true);
    if (emitRejection(promise, reason) && mode !== 'warn') return;
    if (mode === 'throw') uncaughtException(error(), true);
    if (mode.startsWith('warn')) require('internal/warnings').warnOfRejection(reason);
    if (mode === 'warn-with-error-codes') state.exitCode = GENERIC;
}

// ---- the end ----

function beforeExit() {
    emit('beforeExit', codeNow());
}

/** The loop is empty: 'exit', and the status of the program. */
function atEnd() {
    // A code that the program has set stays, and then nothing is said.
    const isUnsettled = state.isMainPending && state.exitCode === undefined;
    if (isUnsettled) state.exitCode = UNSETTLED;
    try {
        emitExit(codeNow());
    } catch (error) {
        uncaughtException(error, false);
    }
    if (isUnsettled) os.write(2, require('internal/exit_text').unsettledText());
    return codeNow();
}

function setCapture(f) {
    const { codes } = require('internal/errors');
    if (f !== null && typeof f !== 'function') throw new codes.ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], f);
    if (f !== null && capture !== null) throw new codes.ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
    capture = f;
}

module.exports = {
    checkCode, exit, handle, uncaughtException, rejectionWithoutHandler, beforeExit, atEnd,
    setUncaughtExceptionCaptureCallback: setCapture,
    hasUncaughtExceptionCaptureCallback: () => capture !== null,
    addUncaughtExceptionCaptureCallback(f) {
        const { codes } = require('internal/errors');
        if (typeof f !== 'function') throw new codes.ERR_INVALID_ARG_TYPE('fn', 'Function', f);
        captures.push(f);
    },
};
