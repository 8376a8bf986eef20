'use strict';
// The errors of Node's own: an error has a `code`, and its message is composed from a few arguments.
//
//   const { codes } = require('internal/errors');
//   throw new codes.ERR_INVALID_ARG_TYPE('path', ['string', 'Buffer'], path);
//
// `codes.X` is made when it is first read. The texts are rows of internal/errors_table.js. A constructor can have
// others beside it for the same code (`new codes.ERR_INVALID_STATE.TypeError(…)`).

const { defineProperty, assign, create, setPrototypeOf } = Object;
const { construct } = Reflect;
const { captureStackTrace } = Error;
const bases = { Error, TypeError, RangeError, SyntaxError, URIError, EvalError };

/* In the prototype of every error made here: its stack begins with "Name [CODE]: message". */
const kIsNodeError = Symbol('kIsNodeError');

function plain(prototype, properties) {
    for (const name of Reflect.ownKeys(properties)) {
        defineProperty(prototype, name, { enumerable: false, configurable: true, ...properties[name] });
    }
}

/** A text with %s, %d and %j, or a function of the arguments that has the new error as its receiver. */
function compose(text, error, args) {
    if (typeof text === 'function') return Reflect.apply(text, error, args);
    let next = 0;
    return text.replace(/%[sdj]/g, (mark) => {
        const value = args[next++];
        if (mark === '%j') return JSON.stringify(value);
        return typeof value === 'object' && value !== null ? require('internal/inspect').inspect(value) : String(value);
    });
}

/* Node throws it from another place: nothing but the property tells the code. */
const UNMARKED = 'ERR_INVALID_URL';

function makeConstructor(code, Base, text) {
    function NodeError(...args) {
        const error = construct(Base, [], new.target ?? NodeError);
        error.code = code;
        defineProperty(error, 'message', { value: compose(text, error, args), writable: true, configurable: true, enumerable: false });
        void error.stack; // the engine writes it when it is first read, and over what captureStackTrace wrote
        captureStackTrace(error, NodeError);
        return error;
    }
    setPrototypeOf(NodeError, Base);
    NodeError.prototype = create(Base.prototype);
    plain(NodeError.prototype, { constructor: { get: () => Base } });
    if (code === UNMARKED) return NodeError;
    plain(NodeError.prototype, {
        [kIsNodeError]: { get: () => true },
        toString: {
            value() {
                return `${this.name} [${code}]: ${this.message}`;
            },
            writable: true,
        },
    });
    return NodeError;
}

/** An error of a failed system call that carries the whole story in `info` (fs.cp, os.userInfo). */
function makeSystemConstructor(code, text) {
    return class NodeError extends SystemError {
        constructor(context) {
            super(code, context, text);
        }
    };
}

class SystemError extends Error {
    constructor(code, context, text) {
        const { syscall, message, path, dest } = context;
        super(`${text}: ${syscall} returned ${context.code} (${message})${path === undefined ? '' : ` ${path}`}` +
            (dest === undefined ? '' : ` => ${dest}`));
        this.code = code;
        plain(this, {
            name: { value: 'SystemError', writable: true },
            info: { value: context, enumerable: true },
        });
        for (const name of ['errno', 'syscall', 'path', 'dest']) {
            if ((name === 'path' || name === 'dest') && context[name] === undefined) continue;
            defineProperty(this, name, {
                get: () => context[name],
                set: (value) => { context[name] = value; },
                enumerable: true,
                configurable: true,
            });
        }
    }

    get [kIsNodeError]() {
        return true;
    }

    toString() {
        return `${this.name} [${this.code}]: ${this.message}`;
    }
}

const codes = {};

function make(code, [base, text, ...others]) {
    if (base === 'SystemError') return makeSystemConstructor(code, text);
    const Main = makeConstructor(code, bases[base], text);
    for (const other of others) Main[other] = makeConstructor(code, bases[other], text);
    return Main;
}

for (const [code, row] of Object.entries(require('internal/errors_table'))) {
    defineProperty(codes, code, {
        get() {
            const value = make(code, row);
            defineProperty(codes, code, { value, writable: true, enumerable: true, configurable: true });
            return value;
        },
        enumerable: true,
        configurable: true,
    });
}

/** What an aborted operation rejects with: an Error by its kind, named AbortError. */
class AbortError extends Error {
    constructor(message = 'The operation was aborted', options = undefined) {
        if (options !== undefined && typeof options !== 'object') {
            throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
        }
        super(message, options);
        this.code = 'ABORT_ERR';
        this.name = 'AbortError';
    }
}

/** One error of two, for cleaning up that fails too. */
function aggregateTwoErrors(inner, outer) {
    if (!inner || !outer || inner === outer) return inner || outer;
    if (Array.isArray(outer.errors)) {
        outer.errors.push(inner);
        return outer;
    }
    return assign(new AggregateError([outer, inner], outer.message), { code: outer.code });
}

/** Is this the RangeError of a stack that is full? */
function isStackOverflowError(error) {
    return error?.name === 'RangeError' && /^Maximum call stack size exceeded/.test(error.message);
}

/** The first line of an error's stack as Node prints it. */
function headOf(error) {
    if (kIsNodeError in error) return `${error.name} [${error.code}]: ${error.message}`;
    return Error.prototype.toString.call(error);
}

module.exports = {
    AbortError, SystemError, aggregateTwoErrors, codes, headOf, isStackOverflowError, kIsNodeError,
};
