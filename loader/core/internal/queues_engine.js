'use strict';
// What the engine does on other threads and tells later: asynchronous WebAssembly, callbacks of FinalizationRegistry.
// A program waits for WebAssembly that it began; the loop (loop.c) takes results as they come.

const queues = native('queues');
const { WebAssembly } = require('internal/boot').intrinsics;
let pending = 0;

function hold() {
    if (pending++ === 0) queues.holdEngine(true);
}

function letGo() {
    if (--pending === 0) queues.holdEngine(false);
}

for (const name of ['compile', 'instantiate']) {
    const engine = WebAssembly[name];
    const { [name]: watched } = {
        [name](...list) {
            hold();
            const promise = Reflect.apply(engine, WebAssembly, list);
            promise.then(letGo, letGo);
            return promise;
        },
    };
    Object.defineProperty(WebAssembly, name, { value: watched, writable: true, enumerable: true, configurable: true });
}

/** The engine's, whose promises keep the program alive until they are settled. */
exports.WebAssembly = WebAssembly;
