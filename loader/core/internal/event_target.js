'use strict';
// Event, CustomEvent and EventTarget. There is no tree of targets here: an event is at its target or nowhere.

const { codes } = require('internal/errors');

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');
const { defineProperty, getOwnPropertyNames } = Object;

const isObject = (value) => (typeof value === 'object' || typeof value === 'function') && value !== null;

/* Members that the standard's interfaces have are enumerable. */
function expose(prototype, tag, hidden = []) {
    for (const name of getOwnPropertyNames(prototype)) {
        if (name !== 'constructor' && !hidden.includes(name)) defineProperty(prototype, name, { enumerable: true });
    }
    defineProperty(prototype, Symbol.toStringTag, { value: tag, configurable: true });
}

let eventState; // of an Event

class Event {
    #state;

    constructor(type, options = undefined) {
        if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
        if (options != null && !isObject(options)) throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
        this.#state = {
            type: `${type}`,
            bubbles: !!options?.bubbles,
            cancelable: !!options?.cancelable,
            composed: !!options?.composed,
            time: require('perf_hooks').performance.now(),
            target: null,
            isDispatched: false,
            isPassive: false,
            isPrevented: false,
            isStopped: false,
            isStoppedAtOnce: false,
            isTrusted: false,
        };
    }

    static {
        eventState = (self) => {
            if (typeof self !== 'object' || self === null || !(#state in self)) throw new codes.ERR_INVALID_THIS('Event');
            return self.#state;
        };
    }

    initEvent(type, bubbles = false, cancelable = false) {
        const state = eventState(this);
        if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
        if (state.isDispatched) return;
        state.type = `${type}`;
        state.bubbles = !!bubbles;
        state.cancelable = !!cancelable;
    }

    stopImmediatePropagation() {
        const state = eventState(this);
        state.isStopped = true;
        state.isStoppedAtOnce = true;
    }

    preventDefault() {
        const state = eventState(this);
        if (state.cancelable && !state.isPassive) state.isPrevented = true;
    }

    get target() {
        return eventState(this).target;
    }

    get currentTarget() {
        const state = eventState(this);
        return state.isDispatched ? state.target : null;
    }

    get srcElement() {
        return eventState(this).target;
    }

    get type() {
        return eventState(this).type;
    }

    get cancelable() {
        return eventState(this).cancelable;
    }

    get defaultPrevented() {
        const state = eventState(this);
        return state.cancelable && state.isPrevented;
    }

    get timeStamp() {
        return eventState(this).time;
    }

    composedPath() {
        const state = eventState(this);
        return state.isDispatched ? [state.target] : [];
    }

    get returnValue() {
        return !eventState(this).isPrevented;
    }

    set returnValue(value) {
        eventState(this);
        if (!value) this.preventDefault();
    }

    get bubbles() {
        return eventState(this).bubbles;
    }

    get composed() {
        return eventState(this).composed;
    }

    get eventPhase() {
        return eventState(this).isDispatched ? Event.AT_TARGET : Event.NONE;
    }

    get cancelBubble() {
        return eventState(this).isStopped;
    }

    set cancelBubble(value) {
        if (value) eventState(this).isStopped = true;
    }

    stopPropagation() {
        eventState(this).isStopped = true;
    }

    get isTrusted() {
        return eventState(this).isTrusted;
    }

    [inspectCustom](depth, options) {
        eventState(this);
        const { name } = this.constructor;
        if (depth < 0) return name;
        const inner = { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth };
        const { type, defaultPrevented, cancelable, timeStamp } = this;
        return `${name} ${require('internal/inspect').inspect({ type, defaultPrevented, cancelable, timeStamp }, inner)}`;
    }
}
['NONE', 'CAPTURING_PHASE', 'AT_TARGET', 'BUBBLING_PHASE'].forEach((name, i) => defineProperty(Event, name, { value: i, enumerable: true }));
expose(Event.prototype, 'Event');

class CustomEvent extends Event {
    #detail;

    constructor(type, options = undefined) {
        if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
        super(type, options);
        this.#detail = options?.detail ?? null;
    }

    get detail() {
        return this.#detail;
    }
}
expose(CustomEvent.prototype, 'CustomEvent');

/* ---- targets ---- */

let listenersIn; // of an EventTarget: a Map from types to lists
let isTarget;

function targetState(self) {
    if (!isTarget(self)) throw new codes.ERR_INVALID_THIS('EventTarget');
    return listenersIn(self);
}

function flagsOf(options) {
    if (typeof options === 'boolean' || !isObject(options)) return { capture: !!options };
    return { capture: !!options.capture, once: !!options.once, passive: !!options.passive, signal: options.signal };
}

function warnAboutListener(target, listener, type) {
    const shown = listener === null ? 'null' : 'undefined';
    const warning = new Error(`addEventListener called with ${shown} which has no effect.`);
    Object.assign(warning, { name: 'AddEventListenerArgumentTypeWarning', target, type });
    require('process').emitWarning(warning);
}

/* What a listener throws (or its promise rejects with) ends the program, after the dispatch. */
function report(error) {
    require('process').nextTick(() => { throw error; });
}

function callListener(entry, target, event, state) {
    state.isPassive = entry.passive;
    try {
        const { callback } = entry;
        const result = typeof callback === 'function' ? Reflect.apply(callback, target, [event]) : callback.handleEvent(event);
        if (isObject(result) && typeof result.then === 'function') Reflect.apply(result.then, result, [undefined, report]);
    } catch (error) {
        report(error);
    }
    state.isPassive = false;
}

/** Gives the event to those who listen; false where one of them prevented its default. */
function dispatch(target, event, state) {
    state.target = target;
    state.isDispatched = true;
    let entry = listenersIn(target).get(state.type)?.[0];
    // Who comes next is settled before a listener runs: one that it adds waits, unless another stands between them.
    for (let next; entry !== undefined; entry = next) {
        next = entry.next;
        if (entry.isRemoved) continue;
        if (state.isStoppedAtOnce) break;
        if (entry.once) remove(target, state.type, entry);
        callListener(entry, target, event, state);
    }
    state.isDispatched = false;
    return !event.defaultPrevented;
}

function remove(target, type, entry) {
    const list = listenersIn(target).get(type);
    const at = list === undefined ? -1 : list.indexOf(entry);
    if (at < 0) return;
    list.splice(at, 1);
    if (at > 0) list[at - 1].next = entry.next;
    entry.isRemoved = true;
    if (list.length === 0) listenersIn(target).delete(type);
    target[onListeners]?.(type, list.length);
}

/* A method of our own targets that is told how many listeners a type has now. */
const onListeners = Symbol('onListeners');

class EventTarget {
    #listeners = new Map();

    static {
        listenersIn = (self) => self.#listeners;
        isTarget = (self) => isObject(self) && #listeners in self;
    }

    addEventListener(type, listener, options = undefined) {
        const listeners = targetState(this);
        if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('type', 'listener');
        const flags = flagsOf(options);
        if (!isObject(listener)) {
            if (listener != null) throw new codes.ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
            warnAboutListener(this, listener, type);
            return;
        }
        type = `${type}`;
        if (flags.signal !== undefined) require('internal/validate').validateAbortSignal(flags.signal, 'options.signal');
        if (flags.signal?.aborted) return;
        const list = listeners.get(type) ?? [];
        if (list.some((entry) => entry.callback === listener && entry.capture === flags.capture)) return;
        const entry = { callback: listener, isRemoved: false, next: undefined, ...flags };
        if (list.length > 0) list[list.length - 1].next = entry;
        list.push(entry);
        listeners.set(type, list);
        flags.signal?.addEventListener('abort', () => remove(this, type, entry), { once: true });
        this[onListeners]?.(type, list.length);
    }

    removeEventListener(type, listener, options = undefined) {
        const listeners = targetState(this);
        if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('type', 'listener');
        const { capture } = flagsOf(options);
        const entry = listeners.get(`${type}`)?.find((one) => one.callback === listener && one.capture === capture);
        if (entry !== undefined) remove(this, `${type}`, entry);
    }

    dispatchEvent(event) {
        targetState(this);
        if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('event');
        if (!(event instanceof Event)) throw new codes.ERR_INVALID_ARG_TYPE('event', 'Event', event);
        const state = eventState(event);
        if (state.isDispatched) throw new codes.ERR_EVENT_RECURSION(event.type);
        return dispatch(this, event, state);
    }

    [inspectCustom](depth, options) {
        targetState(this);
        const { name } = this.constructor;
        if (depth < 0) return name;
        const inner = { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth };
        return `${name} ${require('internal/inspect').inspect({}, inner)}`;
    }
}
expose(EventTarget.prototype, 'EventTarget');

/** Gives a target `onTYPE`, a property whose function listens to events of that type. */
function defineHandler(prototype, type) {
    const handlers = new WeakMap();
    defineProperty(prototype, `on${type}`, {
        get() {
            return handlers.get(this)?.handler ?? null;
        },
        set(value) {
            const wrapper = handlers.get(this);
            if (!isObject(value)) {
                if (wrapper !== undefined) this.removeEventListener(type, wrapper.listener);
                handlers.delete(this);
            } else if (wrapper !== undefined) {
                wrapper.handler = value;
            } else {
                const made = { handler: value };
                made.listener = function (event) {
                    if (typeof made.handler === 'function') return Reflect.apply(made.handler, this, [event]);
                    return undefined;
                };
                handlers.set(this, made);
                this.addEventListener(type, made.listener);
            }
        },
        enumerable: true,
        configurable: true,
    });
}

/** An event that the host itself sends. */
function dispatchTrusted(target, type) {
    const event = new Event(type);
    const state = eventState(event);
    state.isTrusted = true;
    return dispatch(target, event, state);
}

/** The functions that listen to a type, for events.getEventListeners. */
function listenersOf(target, type) {
    return isTarget(target) ? (listenersIn(target).get(type) ?? []).map((entry) => entry.callback) : undefined;
}

module.exports = { Event, CustomEvent, EventTarget, isEventTarget: (value) => isTarget(value), listenersOf, defineHandler, dispatchTrusted, onListeners, expose };
