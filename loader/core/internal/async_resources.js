'use strict';
// AsyncResource, the numbers of asynchronous scopes, and hooks.

const { codes } = require('internal/errors');
const { validateFunction, validateObject, validateString } = require('internal/validate');
const context = require('internal/async_context');
const { defineProperty } = Object;

const MAIN = 1; // the number of the main script
let lastId = MAIN;
let scope = { id: MAIN, trigger: 0, resource: {} };

const hooks = new Set(); // that are enabled

function tell(event, ...args) {
    for (const hook of [...hooks]) hook[event]?.(...args);
}

class AsyncHook {
    #callbacks;

    constructor(callbacks) {
        this.#callbacks = callbacks;
    }

    enable() {
        hooks.add(this.#callbacks);
        return this;
    }

    disable() {
        hooks.delete(this.#callbacks);
        return this;
    }
}

function createHook(callbacks) {
    validateObject(callbacks, 'callbacks');
    const own = {};
    for (const name of ['init', 'before', 'after', 'destroy', 'promiseResolve']) {
        const callback = callbacks[name];
        if (callback === undefined) continue;
        if (typeof callback !== 'function') throw new codes.ERR_ASYNC_CALLBACK(`hook.${name}`);
        own[name] = callback;
    }
    return new AsyncHook(own);
}

class AsyncResource {
    #id;
    #trigger;
    #frame = context.current;
    #isDestroyed = false;

    constructor(type, options = {}) {
        validateString(type, 'type');
        let trigger = options;
        if (typeof options !== 'number') {
            validateObject(options, 'options');
            trigger = options.triggerAsyncId ?? scope.id;
        }
        if (!Number.isSafeInteger(trigger) || trigger < -1) throw new codes.ERR_INVALID_ASYNC_ID('triggerAsyncId', trigger);
        if (hooks.size > 0 && type === '') throw new codes.ERR_ASYNC_TYPE(type);
        this.#id = ++lastId;
        this.#trigger = trigger;
        tell('init', this.#id, type, trigger, this);
    }

    runInAsyncScope(fn, thisArg, ...args) {
        const outer = scope;
        scope = { id: this.#id, trigger: this.#trigger, resource: this };
        tell('before', this.#id);
        try {
            return context.run(this.#frame, fn, thisArg, args);
        } finally {
            tell('after', this.#id);
            scope = outer;
        }
    }

    emitDestroy() {
        if (!this.#isDestroyed) tell('destroy', this.#id);
        this.#isDestroyed = true;
        return this;
    }

    asyncId() {
        return this.#id;
    }

    triggerAsyncId() {
        return this.#trigger;
    }

    bind(fn, thisArg) {
        validateFunction(fn, 'fn');
        const resource = this;
        const bound = thisArg === undefined
            ? function (...args) {
                return resource.runInAsyncScope(fn, this, ...args);
            }
            : (...args) => resource.runInAsyncScope(fn, thisArg, ...args);
        return defineProperty(bound, 'length', { value: fn.length, writable: false, enumerable: false, configurable: true });
    }

    static bind(fn, type, thisArg) {
        validateFunction(fn, 'fn');
        return new AsyncResource(type || fn.name || 'bound-anonymous-fn').bind(fn, thisArg);
    }
}

module.exports = {
    AsyncResource,
    createHook,
    executionAsyncId: function executionAsyncId() {
        return scope.id;
    },
    executionAsyncResource: function executionAsyncResource() {
        return scope.resource;
    },
    triggerAsyncId: function triggerAsyncId() {
        return scope.trigger;
    },
};
