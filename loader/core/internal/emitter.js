'use strict';
// EventEmitter. `internal/emitter_listeners.js` adds and removes listeners; the functions beside the class that wait
// for events are in internal/emitter_wait.js and load when they are used (events.js).

const { apply, ownKeys } = Reflect;
const { defineProperty, defineProperties } = Object;

const errorMonitor = Symbol('events.errorMonitor');
const kRejection = Symbol.for('nodejs.rejection');
const kCapture = Symbol('kCapture');
const kShapeMode = Symbol('shapeMode');

let defaultMaxListeners = 10;

function EventEmitter(options) {
    EventEmitter.init.call(this, options);
}

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;
defineProperty(EventEmitter.prototype, kCapture, { value: false, writable: true, enumerable: false });

/** What a constructor does; classes that only inherit from the prototype have none of it. */
EventEmitter.init = function (options) {
    const isFresh = this._events === undefined || this._events === Object.getPrototypeOf(this)._events;
    if (isFresh) {
        this._events = { __proto__: null };
        this._eventsCount = 0;
    }
    this[kShapeMode] = !isFresh;
    this._maxListeners = this._maxListeners || undefined;
    if (options?.captureRejections) {
        require('internal/validate').validateBoolean(options.captureRejections, 'options.captureRejections');
        this[kCapture] = Boolean(options.captureRejections);
    } else {
        this[kCapture] = EventEmitter.prototype[kCapture];
    }
};

// ---- limits ----

function checkLimit(value, name) {
    const { validateNumber } = require('internal/validate');
    validateNumber(value, name, 0);
}

function limitOf(emitter) {
    return emitter._maxListeners === undefined ? defaultMaxListeners : emitter._maxListeners;
}

EventEmitter.prototype.setMaxListeners = function setMaxListeners(n) {
    checkLimit(n, 'setMaxListeners');
    this._maxListeners = n;
    return this;
};

EventEmitter.prototype.getMaxListeners = function getMaxListeners() {
    return limitOf(this);
};

// ---- emit ----

/** An 'error' event that nobody listens to. */
function throwUnhandled(value) {
    if (value instanceof Error) throw value;
    let shown = value;
    try {
        shown = require('internal/inspect').inspect(value);
    } catch {
        // Then the value speaks for itself.
    }
    const { codes } = require('internal/errors');
    const error = new codes.ERR_UNHANDLED_ERROR(shown);
    error.context = value;
    throw error;
}

function onRejection(emitter, error, type, args) {
    if (typeof emitter[kRejection] === 'function') {
        emitter[kRejection](error, type, ...args);
        return;
    }
    const before = emitter[kCapture];
    try {
        emitter[kCapture] = false; // a listener of 'error' that rejects too would go on for ever
        emitter.emit('error', error);
    } finally {
        emitter[kCapture] = before;
    }
}

/** A listener returned something; with captureRejections, a promise that rejects becomes an event. */
function watchResult(emitter, result, type, args) {
    if (!emitter[kCapture]) return;
    try {
        const { then } = result;
        if (typeof then === 'function') {
            apply(then, result, [undefined, (error) => process.nextTick(onRejection, emitter, error, type, args)]);
        }
    } catch (error) {
        emitter.emit('error', error);
    }
}

function callListener(emitter, listener, type, args) {
    const result = apply(listener, emitter, args);
    if (result !== undefined && result !== null) watchResult(emitter, result, type, args);
}

EventEmitter.prototype.emit = function emit(type, ...args) {
    const events = this._events;
    if (type === 'error') {
        if (events?.[errorMonitor] !== undefined) this.emit(errorMonitor, ...args);
        if (events?.error === undefined) throwUnhandled(args[0]);
    }
    const handler = events?.[type];
    if (handler === undefined) return false;
    if (typeof handler === 'function') {
        callListener(this, handler, type, args);
    } else {
        const list = handler.slice();
        for (let i = 0; i < list.length; i++) callListener(this, list[i], type, args);
    }
    return true;
};

require('internal/emitter_listeners').install(EventEmitter, { kShapeMode, limitOf });

// ---- looking ----

function listenersOf(emitter, type, isUnwrapped) {
    const found = emitter._events?.[type];
    if (found === undefined) return [];
    const list = typeof found === 'function' ? [found] : found.slice();
    return isUnwrapped ? list.map((listener) => listener.listener ?? listener) : list;
}

EventEmitter.prototype.listeners = function listeners(type) {
    return listenersOf(this, type, true);
};

EventEmitter.prototype.rawListeners = function rawListeners(type) {
    return listenersOf(this, type, false);
};

EventEmitter.prototype.listenerCount = function listenerCount(type, listener) {
    const list = listenersOf(this, type, false);
    if (listener === undefined || listener === null) return list.length;
    return list.filter((one) => one === listener || one.listener === listener).length;
};

EventEmitter.prototype.eventNames = function eventNames() {
    return this._eventsCount > 0 ? ownKeys(this._events) : [];
};

defineProperties(EventEmitter, {
    captureRejections: {
        get() {
            return EventEmitter.prototype[kCapture];
        },
        set(value) {
            require('internal/validate').validateBoolean(value, 'EventEmitter.captureRejections');
            EventEmitter.prototype[kCapture] = value;
        },
        configurable: true,
        enumerable: true,
    },
    defaultMaxListeners: {
        get: () => defaultMaxListeners,
        set(value) {
            checkLimit(value, 'defaultMaxListeners');
            defaultMaxListeners = value;
        },
        configurable: true,
        enumerable: true,
    },
});

module.exports = { EventEmitter, checkLimit, errorMonitor, kRejection };
