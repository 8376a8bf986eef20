'use strict';
// Groups of channels of node:diagnostics_channel: BoundedChannel (start, end) and TracingChannel.

const { codes } = require('internal/errors');
const { validateFunction } = require('internal/validate');
const { Channel, channel, disposable } = require('internal/util_channels');
const { apply } = Reflect;
const { defineProperty, getPrototypeOf } = Object;

function pick(nameOrChannels, name, className) {
    if (typeof nameOrChannels === 'string') return channel(`tracing:${nameOrChannels}:${name}`);
    if (typeof nameOrChannels === 'object' && nameOrChannels !== null) {
        const found = nameOrChannels[name];
        if (found === undefined || found instanceof Channel) return found;
        throw new codes.ERR_INVALID_ARG_TYPE(`nameOrChannels.${name}`, ['Channel'], found);
    }
    throw new codes.ERR_INVALID_ARG_TYPE('nameOrChannels', ['string', 'object', className], nameOrChannels);
}

class BoundedChannel {
    constructor(nameOrChannels) {
        for (const name of ['start', 'end']) defineProperty(this, name, { value: pick(nameOrChannels, name, 'BoundedChannel') });
    }

    get hasSubscribers() {
        return Boolean(this.start?.hasSubscribers || this.end?.hasSubscribers);
    }

    subscribe(handlers) {
        for (const name of ['start', 'end']) {
            if (handlers[name]) this[name]?.subscribe(handlers[name]);
        }
    }

    unsubscribe(handlers) {
        let done = true;
        for (const name of ['start', 'end']) {
            if (handlers[name] && !this[name]?.unsubscribe(handlers[name])) done = false;
        }
        return done;
    }

    withScope(context = {}) {
        const scope = this.start?.withStoreScope(context);
        return disposable(() => {
            this.end?.publish(context);
            scope?.[Symbol.dispose ?? 'dispose']();
        });
    }

    run(context, fn, thisArg, ...args) {
        return within(this, context, () => apply(fn, thisArg, args));
    }
}

function within(bounded, context, call) {
    const scope = bounded.withScope(context);
    try {
        return call();
    } finally {
        scope[Symbol.dispose ?? 'dispose']();
    }
}

function warnOfNonThenable(fn) {
    process.emitWarning(`tracePromise was called with the function '${fn.name || '<anonymous>'}', which returned a non-thenable.`);
}

class TracingChannel {
    #call;
    #continuation;

    constructor(nameOrChannels) {
        const parts = {};
        for (const name of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) parts[name] = pick(nameOrChannels, name, 'TracingChannel');
        this.#call = new BoundedChannel({ start: parts.start, end: parts.end });
        this.#continuation = new BoundedChannel({ start: parts.asyncStart, end: parts.asyncEnd });
        defineProperty(this, 'error', { value: parts.error });
    }

    get start() {
        return this.#call.start;
    }

    get end() {
        return this.#call.end;
    }

    get asyncStart() {
        return this.#continuation.start;
    }

    get asyncEnd() {
        return this.#continuation.end;
    }

    get hasSubscribers() {
        return this.#call.hasSubscribers || this.#continuation.hasSubscribers || Boolean(this.error?.hasSubscribers);
    }

    subscribe(handlers) {
        for (const name of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) {
            if (handlers[name]) this[name]?.subscribe(handlers[name]);
        }
    }

    unsubscribe(handlers) {
        let done = true;
        for (const name of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) {
            if (handlers[name] && !this[name]?.unsubscribe(handlers[name])) done = false;
        }
        return done;
    }

    #fail(context, error) {
        context.error = error;
        this.error?.publish(context);
    }

    traceSync(fn, context = { __proto__: null }, thisArg = undefined, ...args) {
        if (!this.hasSubscribers) return apply(fn, thisArg, args);
        return within(this.#call, context, () => {
            try {
                const result = apply(fn, thisArg, args);
                context.result = result;
                return result;
            } catch (error) {
                this.#fail(context, error);
                throw error;
            }
        });
    }

    tracePromise(fn, context = { __proto__: null }, thisArg = undefined, ...args) {
        if (!this.hasSubscribers) {
            const result = apply(fn, thisArg, args);
            if (typeof result?.then !== 'function') warnOfNonThenable(fn);
            return result;
        }
        const onFulfilled = (result) => {
            context.result = result;
            within(this.#continuation, context, () => {});
            return result;
        };
        const onRejected = (error) => {
            this.#fail(context, error);
            within(this.#continuation, context, () => {});
        };
        return within(this.#call, context, () => {
            try {
                const result = apply(fn, thisArg, args);
                if (typeof result?.then !== 'function') {
                    warnOfNonThenable(fn);
                    context.result = result;
                    return result;
                }
                if (result instanceof Promise && getPrototypeOf(result) === Promise.prototype) {
                    return result.then(onFulfilled, (error) => {
                        onRejected(error);
                        throw error;
                    });
                }
                result.then(onFulfilled, onRejected);
                return result;
            } catch (error) {
                this.#fail(context, error);
                throw error;
            }
        });
    }

    traceCallback(fn, position = -1, context = {}, thisArg = undefined, ...args) {
        if (!this.hasSubscribers) return apply(fn, thisArg, args);
        const tracing = this;
        const callback = args.at(position);
        validateFunction(callback, 'callback');
        args.splice(position, 1, function (error, result) {
            if (error) tracing.#fail(context, error);
            else context.result = result;
            return within(tracing.#continuation, context, () => apply(callback, this, arguments));
        });
        return within(this.#call, context, () => {
            try {
                return apply(fn, thisArg, args);
            } catch (error) {
                this.#fail(context, error);
                throw error;
            }
        });
    }
}

module.exports = {
    BoundedChannel,
    boundedChannel: function boundedChannel(nameOrChannels) {
        return new BoundedChannel(nameOrChannels);
    },
    tracingChannel: function tracingChannel(nameOrChannels) {
        return new TracingChannel(nameOrChannels);
    },
};
