'use strict';
// Channels of node:diagnostics_channel. A channel changes its prototype while it has subscribers, so that publishing to
// one without costs nothing.

const { codes } = require('internal/errors');
const { validateFunction } = require('internal/validate');
const { apply } = Reflect;
const { getPrototypeOf, setPrototypeOf } = Object;

const channels = new Map(); // name: WeakRef of the channel
const kept = new Set(); // those with subscribers or stores

function raiseLater(error) {
    process.nextTick(() => {
        throw error;
    });
}

/** An object for `using`, or to be ended by hand where there is no Symbol.dispose. */
function disposable(end) {
    return { [Symbol.dispose ?? 'dispose']: end };
}

class Channel {
    constructor(name) {
        this._subscribers = undefined;
        this._stores = undefined;
        this.name = name;
        this._index = undefined;
        channels.set(name, new WeakRef(this));
    }

    static [Symbol.hasInstance](instance) {
        if (instance === null || (typeof instance !== 'object' && typeof instance !== 'function')) return false;
        const prototype = getPrototypeOf(instance);
        return prototype === Channel.prototype || prototype === ActiveChannel.prototype;
    }

    subscribe(subscription) {
        validateFunction(subscription, 'subscription');
        awake(this);
        this.subscribe(subscription);
    }

    unsubscribe() {
        return false;
    }

    bindStore(store, transform) {
        awake(this);
        this.bindStore(store, transform);
    }

    unbindStore() {
        return false;
    }

    get hasSubscribers() {
        return false;
    }

    publish() {}

    runStores(data, fn, thisArg, ...args) {
        return apply(fn, thisArg, args);
    }

    withStoreScope() {
        return disposable(() => {});
    }
}

class ActiveChannel {
    subscribe(subscription) {
        validateFunction(subscription, 'subscription');
        this._subscribers = [...this._subscribers, subscription]; // a publish under way keeps its list
    }

    unsubscribe(subscription) {
        const at = this._subscribers.indexOf(subscription);
        if (at < 0) return false;
        this._subscribers = this._subscribers.toSpliced(at, 1);
        rest(this);
        return true;
    }

    bindStore(store, transform) {
        this._stores.set(store, transform);
    }

    unbindStore(store) {
        if (!this._stores.delete(store)) return false;
        rest(this);
        return true;
    }

    get hasSubscribers() {
        return true;
    }

    publish(data) {
        for (const subscriber of this._subscribers) {
            try {
                subscriber(data, this.name);
            } catch (error) {
                raiseLater(error);
            }
        }
    }

    runStores(data, fn, thisArg, ...args) {
        let call = () => {
            this.publish(data);
            return apply(fn, thisArg, args);
        };
        for (const [store, transform] of this._stores) {
            const inner = call;
            call = () => {
                let value = data;
                if (transform) {
                    try {
                        value = transform(data);
                    } catch (error) {
                        raiseLater(error);
                        return inner();
                    }
                }
                return store.run(value, inner);
            };
        }
        return call();
    }

    withStoreScope(data) {
        const ends = [];
        for (const [store, transform] of this._stores) {
            try {
                const scope = store.withScope(transform ? transform(data) : data);
                ends.push(scope[Symbol.dispose ?? 'dispose']);
            } catch (error) {
                raiseLater(error);
            }
        }
        this.publish(data);
        return disposable(() => {
            while (ends.length > 0) ends.pop()();
        });
    }
}

function awake(channel) {
    setPrototypeOf(channel, ActiveChannel.prototype);
    channel._subscribers = [];
    channel._stores = new Map();
    kept.add(channel);
}

function rest(channel) {
    if (channel._subscribers.length > 0 || channel._stores.size > 0) return;
    setPrototypeOf(channel, Channel.prototype);
    channel._subscribers = undefined;
    channel._stores = undefined;
    kept.delete(channel);
}

function channel(name) {
    const found = channels.get(name)?.deref();
    if (found !== undefined) return found;
    if (typeof name !== 'string' && typeof name !== 'symbol') {
        throw new codes.ERR_INVALID_ARG_TYPE('channel', ['string', 'symbol'], name);
    }
    return new Channel(name);
}

function subscribe(name, subscription) {
    return channel(name).subscribe(subscription);
}

function unsubscribe(name, subscription) {
    return channel(name).unsubscribe(subscription);
}

function hasSubscribers(name) {
    return channels.get(name)?.deref()?.hasSubscribers ?? false;
}

module.exports = { Channel, channel, disposable, hasSubscribers, subscribe, unsubscribe };
