'use strict';
// AsyncLocalStorage: a value for everything that a call starts.

const context = require('internal/async_context');
const { validateObject } = require('internal/validate');
const { apply } = Reflect;

context.activate();

/** The frame of now, with one store more. */
function frameWith(storage, store) {
    return new Map(context.current).set(storage, store);
}

function frameWithout(storage) {
    const frame = new Map(context.current);
    frame.delete(storage);
    return frame.size > 0 ? frame : undefined;
}

class AsyncLocalStorage {
    #default;
    #name = '';

    constructor(options = {}) {
        validateObject(options, 'options');
        this.#default = options.defaultValue;
        if (options.name !== undefined) this.#name = `${options.name}`;
    }

    static bind(fn) {
        const { AsyncResource } = require('internal/async_resources');
        return AsyncResource.bind(fn);
    }

    static snapshot() {
        const frame = context.current;
        return (fn, ...args) => context.run(frame, fn, undefined, args);
    }

    get name() {
        return this.#name;
    }

    disable() {
        context.current = frameWithout(this);
    }

    enterWith(data) {
        context.current = frameWith(this, data);
    }

    run(data, fn, ...args) {
        // Without a new frame where nothing changes, as the store could be what it was by default.
        if (Object.is(this.getStore(), data)) return apply(fn, undefined, args);
        return context.run(frameWith(this, data), fn, undefined, args);
    }

    exit(fn, ...args) {
        return context.run(frameWith(this, undefined), fn, undefined, args);
    }

    getStore() {
        const frame = context.current;
        return frame !== undefined && frame.has(this) ? frame.get(this) : this.#default;
    }

    withScope(store) {
        const outer = context.current;
        this.enterWith(store);
        const end = () => {
            context.current = outer;
        };
        return Symbol.dispose ? { [Symbol.dispose]: end } : { dispose: end };
    }
}

module.exports = { AsyncLocalStorage };
