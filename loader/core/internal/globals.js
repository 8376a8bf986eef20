'use strict';
// The globals. Each is made when it is first read, and is an ordinary property from then on.

const { intrinsics, requireCore } = require('internal/boot');
const { defineProperty } = Object;

const errors = ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError'];

/* Of each file the exports that are globals; what is called as its file is all of it. */
const FILES = ['internal/timers_classes', 'internal/queues', 'internal/clone', 'buffer', 'perf_hooks', // enumerable ones
    'internal/stack_errors', 'console', 'internal/process', 'internal/queues_engine', 'buffer', 'internal/url', 'internal/url_pattern',
    'perf_hooks', 'internal/encoding', 'internal/abort', 'internal/event_target', 'stream/web', 'internal/dom_exception',
    'internal/stack_errors'];
const NAMES = [
    ['clearImmediate', 'setImmediate', 'clearInterval', 'clearTimeout', 'setInterval', 'setTimeout'],
    ['queueMicrotask'],
    ['structuredClone'],
    ['atob', 'btoa'],
    ['performance'],
    // Wrapped when the program first names one of them: errors that the engine makes by itself need no wrapping.
    errors,
    ['console'],
    ['process'],
    ['WebAssembly'],
    ['Buffer', 'Blob', 'File'],
    ['URL', 'URLSearchParams'],
    ['URLPattern'],
    ['Performance', 'PerformanceEntry', 'PerformanceMark', 'PerformanceMeasure', 'PerformanceObserver', 'PerformanceObserverEntryList'],
    ['TextEncoder', 'TextDecoder'],
    ['AbortController', 'AbortSignal'],
    ['Event', 'EventTarget', 'CustomEvent'],
    ['ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest',
        'ReadableByteStreamController', 'ReadableStreamDefaultController', 'TransformStream', 'TransformStreamDefaultController',
        'WritableStream', 'WritableStreamDefaultWriter', 'WritableStreamDefaultController', 'ByteLengthQueuingStrategy',
        'CountQueuingStrategy', 'TextEncoderStream', 'TextDecoderStream'],
    ['DOMException'],
    errors, // `constructor` of their prototypes
];
const ENUMERABLE = 5;
const CONSTRUCTORS = 18;

// One loop: a function that is called for each name would be called often enough for the engine to start its compilers, and
// a call for each file is a line that the engine reads.
for (let i = 0; i < NAMES.length; i++) {
    const id = FILES[i];
    const enumerable = i < ENUMERABLE;
    for (let j = 0; j < NAMES[i].length; j++) {
        const name = NAMES[i][j];
        const object = i === CONSTRUCTORS ? intrinsics[name].prototype : globalThis;
        const key = i === CONSTRUCTORS ? 'constructor' : name;
        const set = (value) => defineProperty(object, key, { value, writable: true, enumerable, configurable: true });
        const get = () => {
            const all = requireCore(id);
            const value = id === name ? all : all[name];
            set(value);
            return value;
        };
        defineProperty(object, key, { get, set, enumerable, configurable: true });
    }
}

defineProperty(globalThis, 'global', { value: globalThis, writable: true, enumerable: true, configurable: true });
defineProperty(globalThis, Symbol.toStringTag, { value: 'global', configurable: true });
// The engine has no `using`; packages and core modules look for its symbols.
if (Symbol.dispose === undefined) defineProperty(Symbol, 'dispose', { value: Symbol('Symbol.dispose') });
if (Symbol.asyncDispose === undefined) defineProperty(Symbol, 'asyncDispose', { value: Symbol('Symbol.asyncDispose') });
