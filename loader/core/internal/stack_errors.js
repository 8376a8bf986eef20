'use strict';
// The constructors of errors, wrapped, so that `stack` is what it is in Node 26: an accessor of the error's own that
// gives "Name: message" and "    at …" lines, or what Error.prepareStackTrace makes of the call sites.
//
// Errors that the engine throws by itself (a TypeError of undefined.x) are not made by these, and keep the engine's text in
// `stack`; internal/stack.js reads both. Prototypes stay the engine's, so `instanceof` holds for all.

const { construct } = Reflect;
const { defineProperty, setPrototypeOf } = Object;
/* The engine's own: the globals of these names are what this file makes. */
const { Error: Native, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError } = require('internal/boot').intrinsics;
const { captureStackTrace: capture } = Native;
/* Frames of the host are left out afterwards: so many more are asked for. */
const SPARE = 12;

let limit = 10;
const askRaw = Symbol('raw'); // the receiver with which the accessor gives the engine's text

function hide(object, name, value) {
    defineProperty(object, name, { value, writable: true, enumerable: false, configurable: true });
}

/** Puts the accessor on an object, with what the engine gave as its stack. Constructors of `maker` are left out of it. */
function setStack(object, raw, shown, maker) {
    let text = raw;
    let isMade = false;
    defineProperty(object, 'stack', {
        get() {
            if (this === askRaw) return { [askRaw]: raw };
            if (!isMade) {
                isMade = true;
                text = require('internal/stack_adorn').textOf(object, raw, shown, maker);
            }
            return text;
        },
        set(value) {
            isMade = true;
            text = value;
        },
        enumerable: false,
        configurable: true,
    });
}

/** The limit as the program set it, handed on to the engine. */
function takeLimit() {
    const wanted = Wrapped.stackTraceLimit;
    if (wanted !== limit) {
        limit = wanted;
        Native.stackTraceLimit = typeof wanted !== 'number' ? undefined : wanted > 0 ? wanted + SPARE : 0;
    }
    return limit;
}

/* `maker`: the class whose constructor was called, where it is not the wrapped one itself. */
function finish(error, shown, maker) {
    const raw = error.stack;
    if (raw !== undefined || shown <= 0) setStack(error, raw ?? '', shown, maker);
    return error;
}

/** The constructor that programs see in place of `Base`. */
function wrap(Base, make) {
    const own = make(Base);
    defineProperty(own, 'name', { value: Base.name });
    defineProperty(own, 'length', { value: Base.length });
    defineProperty(own, 'prototype', { value: Base.prototype, writable: false, enumerable: false, configurable: false });
    hide(Base.prototype, 'constructor', own);
    hide(globalThis, Base.name, own);
    exports[Base.name] = own;
    return own;
}

const ofMessage = (Base) => function self(message, options) {
    const shown = takeLimit();
    const list = arguments.length > 1 ? [message, options] : message === undefined ? [] : [message];
    return finish(construct(Base, list, new.target ?? self), shown, new.target === self ? undefined : new.target);
};

const ofErrors = (Base) => function self(...list) {
    const shown = takeLimit();
    return finish(construct(Base, list, new.target ?? self), shown, new.target === self ? undefined : new.target);
};

const Wrapped = wrap(Native, ofMessage);
hide(Wrapped, 'captureStackTrace', function captureStackTrace(object, from) {
    const shown = takeLimit();
    const holder = {};
    capture(holder, typeof from === 'function' ? from : captureStackTrace);
    setStack(object, holder.stack ?? '', shown);
});
hide(Wrapped, 'prepareStackTrace', function prepareStackTrace(error, frames) {
    const head = require('internal/stack').headOf(error);
    return frames.length === 0 ? head : `${head}\n    at ${frames.join('\n    at ')}`;
});
hide(Wrapped, 'isError', Native.isError);
Wrapped.stackTraceLimit = limit;
Native.stackTraceLimit = limit + SPARE;

for (const Base of [TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError]) setPrototypeOf(wrap(Base, ofMessage), Wrapped);
setPrototypeOf(wrap(AggregateError, ofErrors), Wrapped);

exports.errorToString = Native.prototype.toString;
exports.plainPrepare = Wrapped.prepareStackTrace;
exports.finish = (error) => finish(error, limit);
exports.hide = hide;
exports.askRaw = askRaw;
