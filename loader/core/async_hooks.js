'use strict';
// node:async_hooks: AsyncLocalStorage and AsyncResource. What carries a store is told in internal/async_context.js.
// Hooks see the AsyncResources of the program; timers, ticks and promises have no numbers of their own.

const resources = require('internal/async_resources');

Object.defineProperty(exports, 'AsyncLocalStorage', {
    get: Object.getOwnPropertyDescriptor({
        get AsyncLocalStorage() {
            return require('internal/async_storage').AsyncLocalStorage;
        },
    }, 'AsyncLocalStorage').get,
    set: undefined,
    enumerable: true,
    configurable: true,
});
exports.createHook = resources.createHook;
exports.executionAsyncId = resources.executionAsyncId;
exports.triggerAsyncId = resources.triggerAsyncId;
exports.executionAsyncResource = resources.executionAsyncResource;
exports.asyncWrapProviders = Object.freeze({ __proto__: null, NONE: 0 });
exports.AsyncResource = resources.AsyncResource;
