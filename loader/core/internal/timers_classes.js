'use strict';
// Timeout and Immediate, and the functions that make and clear them.

const {
    kRefed, kHasPrimitive, kAsyncId, kFrame, known,
    insert, unenroll, takeOut, hold, letGo, now,
    addImmediate, closeImmediate, holdImmediate, letImmediateGo,
} = require('internal/timers');
const { state } = require('internal/queues');

const TIMEOUT_MAX = 2 ** 31 - 1;
const kTriggerId = Symbol('triggerId');
const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kDispose = Symbol.dispose ?? Symbol.for('nodejs.dispose');
const kPromisify = Symbol.for('nodejs.util.promisify.custom');
let idCount = 1;

function warnOfDelay(delay, text, name) {
    require('internal/warnings').emitWarning(`${delay} ${text}\nTimeout duration was set to 1.`, name);
}

/** Node's: what is no number from 1 to 2^31-1 is 1. */
function durationOf(after) {
    const number = Number(after);
    if (number >= 1 && number <= TIMEOUT_MAX) return number;
    if (number > TIMEOUT_MAX) warnOfDelay(number, 'does not fit into a 32-bit signed integer.', 'TimeoutOverflowWarning');
    else if (number < 0 && state.hasWarnedOfDelay !== 1) {
        state.hasWarnedOfDelay = 1;
        warnOfDelay(number, 'is a negative number.', 'TimeoutNegativeWarning');
    } else if (number !== number && after !== undefined && state.hasWarnedOfNaN !== 1) {
        state.hasWarnedOfNaN = 1;
        warnOfDelay(number, 'is not a number.', 'TimeoutNaNWarning');
    }
    return 1;
}

class Timeout {
    constructor(callback, after, list, isRepeating, isHeld) {
        const duration = after === undefined ? 1 : durationOf(after);
        this._idleTimeout = duration;
        this._idlePrev = this;
        this._idleNext = this;
        this._idleStart = null;
        this._onTimeout = callback;
        this._timerArgs = list;
        this._repeat = isRepeating ? duration : null;
        this._destroyed = false;
        if (isHeld) hold();
        this[kRefed] = isHeld;
        this[kHasPrimitive] = false;
        this[kAsyncId] = ++idCount;
        this[kTriggerId] = 1;
        this[kFrame] = state.frame;
    }

    refresh() {
        // null: it is over.
        if (this[kRefed] !== null) refresh(this);
        return this;
    }

    unref() {
        if (this[kRefed]) {
            this[kRefed] = false;
            letGo();
        }
        return this;
    }

    ref() {
        if (this[kRefed] === false) {
            this[kRefed] = true;
            hold();
        }
        return this;
    }

    hasRef() {
        return this[kRefed] === true;
    }

    close() {
        clearTimeout(this);
        return this;
    }
}

function refresh(timer) {
    if (timer._idleNext && timer._idleNext !== timer) takeOut(timer);
    insert(timer, now());
}

Object.defineProperties(Timeout.prototype, {
    [kInspect]: {
        value: function inspectTimeout(_, options) {
            const { inspect } = require('internal/inspect');
            return inspect(this, { ...options, depth: 0, customInspect: false });
        },
        writable: true, enumerable: true, configurable: true,
    },
    [kDispose]: { value: function dispose() { clearTimeout(this); }, writable: true, enumerable: false, configurable: true },
    [Symbol.toPrimitive]: {
        value: function toNumber() {
            const id = this[kAsyncId];
            if (!this[kHasPrimitive]) {
                this[kHasPrimitive] = true;
                known.set(id, this);
            }
            return id;
        },
        writable: true, enumerable: true, configurable: true,
    },
});

class Immediate {
    constructor(callback, list) {
        this._idleNext = null;
        this._idlePrev = null;
        this._onImmediate = callback;
        this._argv = list;
        this._destroyed = false;
        this[kRefed] = true;
        this[kAsyncId] = ++idCount;
        this[kTriggerId] = 1;
        this[kFrame] = state.frame;
        addImmediate(this);
    }

    ref() {
        if (this[kRefed] === false) {
            this[kRefed] = true;
            holdImmediate();
        }
        return this;
    }

    unref() {
        if (this[kRefed]) {
            this[kRefed] = false;
            letImmediateGo();
        }
        return this;
    }

    hasRef() {
        return this[kRefed] === true;
    }
}

Object.defineProperty(Immediate.prototype, kDispose, {
    value: function dispose() { clearImmediate(this); }, writable: true, enumerable: false, configurable: true,
});

// ---- functions ----

function checkCallback(callback) {
    if (typeof callback !== 'function') {
        const { codes } = require('internal/errors');
        throw new codes.ERR_INVALID_ARG_TYPE('callback', 'Function', callback);
    }
}

function start(timer) {
    timer._idlePrev = timer._idleNext = null;
    insert(timer, now());
    return timer;
}

function setTimeout(callback, after, ...list) {
    checkCallback(callback);
    return start(new Timeout(callback, after, list.length === 0 ? undefined : list, false, true));
}

function setInterval(callback, repeat, ...list) {
    checkCallback(callback);
    return start(new Timeout(callback, repeat, list.length === 0 ? undefined : list, true, true));
}

function clearTimeout(timer) {
    if (timer?._onTimeout) {
        timer._onTimeout = null;
        unenroll(timer);
    } else if (typeof timer === 'number' || typeof timer === 'string') {
        const found = known.get(Number(timer));
        if (found !== undefined && String(found[kAsyncId]) === String(timer)) {
            found._onTimeout = null;
            unenroll(found);
        }
    }
}

function clearInterval(timer) {
    clearTimeout(timer);
}

function setImmediate(callback, ...list) {
    checkCallback(callback);
    return new Immediate(callback, list.length === 0 ? undefined : list);
}

function clearImmediate(immediate) {
    if (!immediate?._onImmediate || immediate._destroyed) return;
    closeImmediate(immediate);
    immediate._onImmediate = null;
}

for (const [f, name] of [[setTimeout, 'setTimeout'], [setImmediate, 'setImmediate']]) {
    Object.defineProperty(f, kPromisify, { get: () => require('timers/promises')[name], enumerable: true, configurable: false });
}

module.exports = {
    Timeout, Immediate, start, kRefed, TIMEOUT_MAX,
    setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate,
};
