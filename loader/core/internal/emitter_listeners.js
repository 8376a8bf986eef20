'use strict';
// Adding and removing the listeners of an EventEmitter. `_events[type]` is a function, or a list of more than one.

const { apply, ownKeys } = Reflect;

function checkListener(listener) {
    require('internal/validate').validateFunction(listener, 'listener');
}

function warnOfLeak(emitter, type, list, limit) {
    list.warned = true;
    const { inspect } = require('internal/inspect');
    const warning = new Error(`Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners added to ` +
        `${inspect(emitter, { depth: -1 })}. MaxListeners is ${limit}. Use emitter.setMaxListeners() to increase limit`);
    warning.name = 'MaxListenersExceededWarning';
    warning.emitter = emitter;
    warning.type = type;
    warning.count = list.length;
    process.emitWarning(warning);
}

/** A function that removes itself before it calls the listener. */
function onceWrapper(emitter, type, listener) {
    let isFired = false;
    function wrapper(...args) {
        if (isFired) return undefined;
        isFired = true;
        emitter.removeListener(type, wrapper);
        return apply(listener, emitter, args);
    }
    wrapper.listener = listener;
    return wrapper;
}

exports.install = (EventEmitter, { kShapeMode, limitOf }) => {
    const { prototype } = EventEmitter;

    function add(emitter, type, listener, isFirst) {
        checkListener(listener);
        if (emitter._events === undefined) {
            emitter._events = { __proto__: null };
            emitter._eventsCount = 0;
        } else if (emitter._events.newListener !== undefined) {
            emitter.emit('newListener', type, listener.listener ?? listener);
        }
        const events = emitter._events; // a listener of 'newListener' may have changed it
        const existing = events[type];
        if (existing === undefined) {
            events[type] = listener;
            emitter._eventsCount++;
            return emitter;
        }
        let list = existing;
        if (typeof existing === 'function') list = events[type] = isFirst ? [listener, existing] : [existing, listener];
        else if (isFirst) list.unshift(listener);
        else list.push(listener);
        const limit = limitOf(emitter);
        if (limit > 0 && list.length > limit && !list.warned) warnOfLeak(emitter, type, list, limit);
        return emitter;
    }

    function forget(emitter, type) {
        emitter._eventsCount--;
        if (emitter[kShapeMode]) emitter._events[type] = undefined;
        else if (emitter._eventsCount === 0) emitter._events = { __proto__: null };
        else delete emitter._events[type];
    }

    prototype.addListener = function addListener(type, listener) {
        return add(this, type, listener, false);
    };
    prototype.on = prototype.addListener;

    prototype.prependListener = function prependListener(type, listener) {
        return add(this, type, listener, true);
    };

    prototype.once = function once(type, listener) {
        checkListener(listener);
        return this.on(type, onceWrapper(this, type, listener));
    };

    prototype.prependOnceListener = function prependOnceListener(type, listener) {
        checkListener(listener);
        return this.prependListener(type, onceWrapper(this, type, listener));
    };

    prototype.removeListener = function removeListener(type, listener) {
        checkListener(listener);
        const events = this._events;
        const found = events?.[type];
        if (found === undefined) return this;
        const is = (one) => one === listener || one.listener === listener;
        let removed = listener;
        if (typeof found === 'function') {
            if (!is(found)) return this;
            removed = found.listener ?? listener;
            forget(this, type);
        } else {
            const at = found.findLastIndex(is);
            if (at < 0) return this;
            removed = listener;
            found.splice(at, 1);
            if (found.length === 1) events[type] = found[0];
        }
        if (events.removeListener !== undefined) this.emit('removeListener', type, removed);
        return this;
    };
    prototype.off = prototype.removeListener;

    prototype.removeAllListeners = function removeAllListeners(type) {
        const events = this._events;
        if (events === undefined) return this;
        const isAll = arguments.length === 0;
        if (events.removeListener === undefined) {
            if (isAll) {
                this._events = { __proto__: null };
                this._eventsCount = 0;
            } else if (events[type] !== undefined) {
                if (--this._eventsCount === 0) this._events = { __proto__: null };
                else delete events[type];
            }
            this[kShapeMode] = false;
            return this;
        }
        if (isAll) {
            for (const key of ownKeys(events)) {
                if (key !== 'removeListener') this.removeAllListeners(key);
            }
            this.removeAllListeners('removeListener');
            this._events = { __proto__: null };
            this._eventsCount = 0;
            this[kShapeMode] = false;
            return this;
        }
        const found = events[type];
        const list = typeof found === 'function' ? [found] : found ?? [];
        for (let i = list.length - 1; i >= 0; i--) this.removeListener(type, list[i]);
        return this;
    };
};
