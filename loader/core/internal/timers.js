'use strict';
// The lists of timers and the queue of immediates, in the order in which Node runs them.
//
// Timers of one duration are one list, which is sorted by itself; the lists are in a heap by the time at which
// their first timer is due. C wakes at the earliest time and calls runTimers until it does not answer Infinity: one
// timer a call, for ticks and microtasks run when the call is over (loop.h). What a callback throws does not end the
// call: Node, too, goes on with the next timer before it looks at ticks.
//
// The names of members are those that programs see in Node. The classes are in timers_classes.js.

const { flags, runTicks, fail, state } = require('internal/queues');
const { Heap } = require('internal/timers_heap');

const { apply } = Reflect;
const { max, trunc } = Math;
const timers = native('timers');
const IMMEDIATES = 1; // of flags, as the next two
const TIMERS_HOLD = 2;
const IMMEDIATES_HOLD = 3;
const MORE = Infinity;

const kRefed = Symbol('refed');
const kHasPrimitive = Symbol('kHasPrimitive');
const kAsyncId = Symbol('asyncId');
const kFrame = Symbol('kAsyncContextFrame');

const heap = new Heap();
const lists = new Map(); // by duration
const known = new Map(); // timers whose number was asked for, by that number
let listCount = 0;
let heldCount = 0; // timers that keep the program alive
let nextExpiry = Infinity;
let clock = 0; // of the round that runs

// ---- the lists ----

/** A ring of timers, of which it is itself the seam. */
class TimersList {
    constructor(expiry, msecs) {
        this._idleNext = this;
        this._idlePrev = this;
        this.expiry = expiry;
        this.id = listCount++;
        this.msecs = msecs;
        this.index = 0;
    }
}

function append(list, timer) {
    const last = list._idlePrev;
    timer._idlePrev = last;
    timer._idleNext = list;
    last._idleNext = timer;
    list._idlePrev = timer;
}

function takeOut(timer) {
    timer._idleNext._idlePrev = timer._idlePrev;
    timer._idlePrev._idleNext = timer._idleNext;
    timer._idleNext = timer._idlePrev = null;
}

function hold() {
    if (heldCount++ === 0) flags[TIMERS_HOLD] = 1;
}

function letGo() {
    if (--heldCount === 0) flags[TIMERS_HOLD] = 0;
}

/** Puts the timer at the end of the list of its duration. */
function insert(timer, start) {
    const duration = trunc(timer._idleTimeout);
    timer._idleStart = start;
    let list = lists.get(duration);
    if (list === undefined) {
        const expiry = start + duration;
        list = new TimersList(expiry, duration);
        lists.set(duration, list);
        heap.push(list);
        if (nextExpiry > expiry) {
            timers.schedule(duration);
            nextExpiry = expiry;
        }
    }
    append(list, timer);
}

function dropIfEmpty(list) {
    if (list._idleNext !== list) return;
    lists.delete(list.msecs);
    heap.remove(list);
}

// ---- running ----

function finish(timer, start) {
    if (timer._repeat && timer._idleTimeout !== -1) {
        timer._idleTimeout = timer._repeat;
        if (timer._idleNext) takeOut(timer);
        insert(timer, start);
    } else if (!timer._idleNext && !timer._destroyed) {
        if (timer[kRefed]) letGo();
        timer[kRefed] = null;
        if (timer[kHasPrimitive]) known.delete(timer[kAsyncId]);
        timer._destroyed = true;
    }
}

/** True where the callback threw. */
function runTimer(timer) {
    if (!timer._onTimeout) {
        finish(timer, 0);
        return true;
    }
    const start = timer._repeat ? timers.now() : 0;
    let hasThrown = false;
    let thrown;
    state.frame = timer[kFrame];
    try {
        const list = timer._timerArgs;
        if (list === undefined) timer._onTimeout();
        else apply(timer._onTimeout, timer, list);
    } catch (error) {
        hasThrown = true;
        thrown = error;
    }
    finish(timer, start);
    if (hasThrown) fail(thrown);
    state.frame = undefined;
    return hasThrown;
}

/** The next timer that is due, taken out of its list; undefined where there is none. */
function takeDue() {
    for (let list = heap.first(); list !== undefined; list = heap.first()) {
        if (list.expiry > clock) {
            clock = timers.now();
            if (list.expiry > clock) return undefined;
        }
        const timer = list._idleNext;
        if (timer === list) {
            dropIfEmpty(list);
        } else if (clock - timer._idleStart < list.msecs) {
            list.expiry = max(timer._idleStart + list.msecs, clock + 1);
            list.id = listCount++;
            heap.sink(list);
        } else {
            takeOut(timer);
            return timer;
        }
    }
    return undefined;
}

function runTimers(now) {
    clock = max(clock, now);
    nextExpiry = Infinity;
    let timer;
    do timer = takeDue();
    while (timer !== undefined && runTimer(timer));
    runTicks();
    if (timer !== undefined) return MORE;
    const first = heap.first();
    if (first === undefined) return 0;
    nextExpiry = first.expiry;
    return nextExpiry;
}

/** Ends a timer that did not run, or will not run again. */
function unenroll(timer) {
    if (timer._destroyed) return;
    timer._destroyed = true;
    if (timer[kHasPrimitive]) known.delete(timer[kAsyncId]);
    if (timer[kRefed] !== null && timer._idleNext) {
        const list = lists.get(trunc(timer._idleTimeout));
        takeOut(timer);
        if (list !== undefined && list._idleNext === list) {
            dropIfEmpty(list);
            if (heap.first() === undefined) nextExpiry = Infinity;
        }
    }
    if (timer[kRefed]) letGo();
    timer[kRefed] = null;
    timer._idleTimeout = -1;
}

// ---- immediates ----

let queued = []; // those of the next round
let round = [];
let roundAt = 0;
let heldImmediates = 0;

function holdImmediate() {
    if (heldImmediates++ === 0) flags[IMMEDIATES_HOLD] = 1;
}

function letImmediateGo() {
    if (--heldImmediates === 0) flags[IMMEDIATES_HOLD] = 0;
}

function addImmediate(immediate) {
    queued[queued.length] = immediate;
    flags[IMMEDIATES] = 1;
    holdImmediate();
}

function closeImmediate(immediate) {
    immediate._destroyed = true;
    if (immediate[kRefed]) letImmediateGo();
    immediate[kRefed] = null;
}

/** True where the callback threw. */
function runImmediate(immediate) {
    closeImmediate(immediate);
    let hasThrown = false;
    state.frame = immediate[kFrame];
    try {
        const list = immediate._argv;
        if (list === undefined) immediate._onImmediate();
        else apply(immediate._onImmediate, immediate, list);
    } catch (error) {
        hasThrown = true;
        fail(error);
    }
    state.frame = undefined;
    immediate._onImmediate = null;
    return hasThrown;
}

function takeImmediate() {
    while (roundAt < round.length) {
        const immediate = round[roundAt];
        round[roundAt++] = undefined;
        if (!immediate._destroyed) return immediate;
    }
    return undefined;
}

function runImmediates(isFirst) {
    if (isFirst === 1) {
        const empty = round;
        round = queued;
        queued = empty;
        flags[IMMEDIATES] = 0;
        roundAt = 0;
    }
    let immediate;
    do immediate = takeImmediate();
    while (immediate !== undefined && runImmediate(immediate));
    runTicks();
    if (immediate !== undefined) return MORE;
    round.length = 0;
    return 0;
}

timers.setup(runTimers, runImmediates);

/** How many of each keep the program alive. */
const counts = () => ({ timers: heldCount, immediates: heldImmediates });

module.exports = {
    counts, kRefed, kHasPrimitive, kAsyncId, kFrame, known,
    insert, unenroll, takeOut, hold, letGo, now: timers.now,
    addImmediate, closeImmediate, holdImmediate, letImmediateGo,
};
