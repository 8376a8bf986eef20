'use strict';
// Makes the globals and the functions that C calls (host_state.h: `boot`). Nothing is loaded before it is used.

const { defineProperty } = Object;
const { apply } = Reflect;
const PromiseOfEngine = Promise;
const { then } = Promise.prototype;
const queues = require('internal/queues');

/** A property that is made when it is first read, and is an ordinary one from then on. */
function lazyProperty(object, name, make, enumerable = false) {
    const own = (value) => defineProperty(object, name, { value, writable: true, enumerable, configurable: true });
    defineProperty(object, name, {
        get: () => {
            const value = make();
            own(value);
            return value;
        },
        set: own,
        enumerable,
        configurable: true,
    });
}

const lazyGlobal = (name, make, enumerable) => lazyProperty(globalThis, name, make, enumerable);
exports.lazyProperty = lazyProperty;
exports.lazyGlobal = lazyGlobal;

/** Globals that are members of one module of ours. */
function lazyGlobals(names, load, enumerable = false) {
    for (const name of names) lazyGlobal(name, () => load()[name], enumerable);
}

function makeGlobals() {
    // The engine has no `using`; packages and core modules look for its symbols.
    for (const name of ['dispose', 'asyncDispose']) {
        if (Symbol[name] === undefined) defineProperty(Symbol, name, { value: Symbol(`Symbol.${name}`) });
    }
    // Wrapped when the program first names one of them: errors that the engine makes by itself need no wrapping.
    for (const name of ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError']) {
        const { prototype } = require('internal/boot').intrinsics[name];
        const wrapped = () => {
            require('internal/stack_errors');
            return globalThis[name];
        };
        lazyGlobal(name, wrapped);
        lazyProperty(prototype, 'constructor', wrapped);
    }
    defineProperty(globalThis, 'global', { value: globalThis, writable: true, enumerable: true, configurable: true });
    defineProperty(globalThis, Symbol.toStringTag, { value: 'global', configurable: true });
    const { WebAssembly } = globalThis;
    lazyGlobal('WebAssembly', () => require('internal/queues_engine').watchWebAssembly(WebAssembly));
    lazyGlobal('console', () => require('console'));
    lazyGlobal('process', () => require('internal/process').process);
    lazyGlobals(['clearImmediate', 'setImmediate', 'clearInterval', 'clearTimeout', 'setInterval', 'setTimeout'],
        () => require('internal/timers_classes'), true);
    lazyGlobals(['queueMicrotask'], () => queues, true);
    lazyGlobals(['structuredClone'], () => require('internal/clone'), true);
    lazyGlobals(['atob', 'btoa'], () => require('buffer'), true);
    lazyGlobals(['performance'], () => require('perf_hooks'), true);
    lazyGlobals(['Buffer', 'Blob', 'File'], () => require('buffer'));
    lazyGlobals(['URL', 'URLSearchParams'], () => require('internal/url'));
    lazyGlobals(['URLPattern'], () => require('internal/url_pattern'));
    lazyGlobals(['Performance', 'PerformanceEntry', 'PerformanceMark', 'PerformanceMeasure', 'PerformanceObserver',
        'PerformanceObserverEntryList'], () => require('perf_hooks'));
    lazyGlobals(['TextEncoder', 'TextDecoder'], () => require('internal/encoding'));
    lazyGlobals(['AbortController', 'AbortSignal'], () => require('internal/abort'));
    lazyGlobals(['Event', 'EventTarget', 'CustomEvent'], () => require('internal/event_target'));
    lazyGlobals(['ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest',
        'ReadableByteStreamController', 'ReadableStreamDefaultController', 'TransformStream', 'TransformStreamDefaultController',
        'WritableStream', 'WritableStreamDefaultWriter', 'WritableStreamDefaultController', 'ByteLengthQueuingStrategy',
        'CountQueuingStrategy', 'TextEncoderStream', 'TextDecoderStream'], () => require('stream/web'));
    lazyGlobals(['DOMException'], () => require('internal/dom_exception'));
}

/** The promise of a main module: that it settles is remembered, what it rejects with ends the program. */
function follow(promise) {
    if (!(promise instanceof PromiseOfEngine)) return;
    queues.state.isMainPending = true;
    const settle = () => { queues.state.isMainPending = false; };
    const fail = (error) => {
        settle();
        queues.fail(error, true);
    };
    apply(then, promise, [settle, fail]);
}

exports.start = (boot) => {
    exports.boot = boot;
    makeGlobals();
    native('stack').onError((error, code) => { require('internal/stack_adorn').adorn(error, code); });
    boot.enter = queues.enter;
    boot.drain = queues.drain;
    boot.beforeExit = () => {
        if (queues.state.process !== undefined) require('internal/exit').beforeExit();
    };
    boot.exit = () => {
        const { state } = queues;
        return state.process !== undefined || state.isMainPending ? require('internal/exit').atEnd() : 0;
    };
    boot.runMain = (path) => follow(require('internal/main').runMain(path));
    boot.runText = (text, type, from) => follow(require('internal/main').runText(text, type, from));
};
