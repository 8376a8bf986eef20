'use strict';
// The timeline of performance.mark and performance.measure, and those who watch it.

const { codes } = require('internal/errors');
const { now } = require('internal/clock');

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');
const made = Symbol('made');
const { defineProperty } = Object;

function shown(self, names, depth, options) {
    if (depth < 0) return self;
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    const object = Object.fromEntries(names.map((name) => [name, self[name]]));
    return `${self.constructor.name} ${require('internal/inspect').inspect(object, inner)}`;
}

function expose(Class, hidden, tag) {
    for (const name of Object.getOwnPropertyNames(Class.prototype)) {
        if (name !== 'constructor' && !hidden.includes(name)) defineProperty(Class.prototype, name, { enumerable: true });
    }
    if (tag) defineProperty(Class.prototype, Symbol.toStringTag, { value: tag, configurable: true });
}

class PerformanceEntry {
    #facts;

    constructor(secret = undefined, facts = undefined) {
        if (secret !== made) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
        this.#facts = facts;
    }

    get name() {
        return this.#facts.name;
    }

    get entryType() {
        return this.#facts.entryType;
    }

    get startTime() {
        return this.#facts.startTime;
    }

    get duration() {
        return this.#facts.duration;
    }

    toJSON() {
        const { name, entryType, startTime, duration } = this.#facts;
        return { name, entryType, startTime, duration };
    }

    [inspectCustom](depth, options) {
        return shown(this, ['name', 'entryType', 'startTime', 'duration'].concat('detail' in this ? ['detail'] : []), depth, options);
    }
}
expose(PerformanceEntry, []);

const cloned = (detail) => (detail == null ? null : require('internal/clone').structuredClone(detail));

class PerformanceMark extends PerformanceEntry {
    #detail;

    constructor(name, options = undefined) {
        if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
        name = `${name}`;
        if (options != null) require('internal/validate').validateObject(options, 'options');
        const startTime = options?.startTime ?? now();
        require('internal/validate').validateNumber(startTime, 'startTime');
        if (startTime < 0) throw new codes.ERR_PERFORMANCE_INVALID_TIMESTAMP(startTime);
        super(made, { name, entryType: 'mark', startTime, duration: 0 });
        this.#detail = cloned(options?.detail);
    }

    get detail() {
        return this.#detail;
    }

    toJSON() {
        return { ...super.toJSON(), detail: this.#detail };
    }
}
expose(PerformanceMark, ['toJSON'], 'PerformanceMark');

class PerformanceMeasure extends PerformanceEntry {
    #detail;

    constructor(secret = undefined, facts = undefined) {
        super(secret, facts);
        this.#detail = facts.detail;
    }

    get detail() {
        return this.#detail;
    }

    toJSON() {
        return { ...super.toJSON(), detail: this.#detail };
    }
}
expose(PerformanceMeasure, ['toJSON'], 'PerformanceMeasure');

/* ---- the timeline ---- */

let timeline = [];
const observers = new Set();

/* In the order of their times; an entry made later comes behind one of the same time. */
const sorted = (entries) => entries.toSorted((a, b) => a.startTime - b.startTime);

function add(entry) {
    timeline.push(entry);
    for (const observer of observers) observer[tell](entry);
    return entry;
}

function find(name, type) {
    return sorted(timeline.filter((entry) => (name === undefined || entry.name === name) && (type === undefined || entry.entryType === type)));
}

function clear(type, name) {
    timeline = timeline.filter((entry) => entry.entryType !== type || (name !== undefined && entry.name !== `${name}`));
}

function mark(name, options) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
    return add(new PerformanceMark(name, options));
}

/* The time of a mark by its name, or a number. */
function timeOf(point) {
    if (typeof point === 'number') {
        if (point < 0) throw new codes.ERR_PERFORMANCE_INVALID_TIMESTAMP(point);
        return point;
    }
    const found = timeline.findLast((entry) => entry.entryType === 'mark' && entry.name === `${point}`);
    if (found !== undefined) return found.startTime;
    const { DOMException } = require('internal/dom_exception');
    throw new DOMException(`The "${point}" performance mark has not been set`, 'SyntaxError');
}

function measureTimes(options, endMark) {
    const isObject = options !== null && typeof options === 'object';
    const { start, end, duration } = isObject ? options : { start: options, end: endMark };
    if (isObject && endMark !== undefined) throw new codes.ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('endMark must not be specified');
    if (isObject && start === undefined && end === undefined) {
        throw new codes.ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('One of options.start or options.end is required');
    }
    if (isObject && start !== undefined && end !== undefined && duration !== undefined) {
        throw new codes.ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('Must not have options.start, options.end, and options.duration specified');
    }
    let last;
    if (end !== undefined) last = timeOf(end);
    else last = start !== undefined && duration !== undefined ? timeOf(start) + timeOf(duration) : now();
    let first;
    if (start !== undefined) first = timeOf(start);
    else first = duration !== undefined && end !== undefined ? timeOf(end) - timeOf(duration) : 0;
    return [first, last];
}

function measure(name, startOrMeasureOptions = undefined, endMark = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
    require('internal/validate').validateString(name, 'name');
    const options = startOrMeasureOptions;
    const hasOptions = options !== null && typeof options === 'object' && Object.keys(options).length > 0;
    const [startTime, end] = measureTimes(hasOptions || typeof options !== 'object' ? options : undefined, endMark);
    const detail = cloned(hasOptions ? options.detail : null);
    return add(new PerformanceMeasure(made, { name, entryType: 'measure', startTime, duration: end - startTime, detail }));
}

/** An entry of a timed function. */
function reportFunction(name, startTime, duration, detail) {
    const entry = new PerformanceMeasure(made, { name, entryType: 'function', startTime, duration, detail });
    for (const observer of observers) observer[tell](entry);
}

/* ---- observers ---- */

const tell = Symbol('tell');

class PerformanceObserverEntryList {
    #entries;

    constructor(secret = undefined, entries = undefined) {
        if (secret !== made) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
        this.#entries = sorted(entries);
    }

    getEntries() {
        return this.#entries.slice();
    }

    getEntriesByType(type) {
        return this.#entries.filter((entry) => entry.entryType === `${type}`);
    }

    getEntriesByName(name, type = undefined) {
        return this.#entries.filter((entry) => entry.name === `${name}` && (type === undefined || entry.entryType === type));
    }

    [inspectCustom](depth, options) {
        if (depth < 0) return this;
        const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
        return `${this.constructor.name} ${require('internal/inspect').inspect(this.#entries, inner)}`;
    }
}
expose(PerformanceObserverEntryList, [], 'PerformanceObserverEntryList');

const supportedEntryTypes = Object.freeze(['function', 'mark', 'measure']);

class PerformanceObserver {
    #callback;
    #types = new Set();
    #waiting = [];
    #isPlanned = false;

    constructor(callback) {
        require('internal/validate').validateFunction(callback, 'callback');
        this.#callback = callback;
    }

    static get supportedEntryTypes() {
        return supportedEntryTypes;
    }

    observe(options = {}) {
        require('internal/validate').validateObject(options, 'options');
        const { entryTypes, type, buffered } = options;
        if (entryTypes === undefined && type === undefined) throw new codes.ERR_MISSING_ARGS('options.entryTypes', 'options.type');
        if (entryTypes !== undefined) {
            if (!Array.isArray(entryTypes)) throw new codes.ERR_INVALID_ARG_TYPE('options.entryTypes', 'string[]', entryTypes);
            this.#types = new Set(entryTypes.filter((one) => supportedEntryTypes.includes(one)));
        } else if (supportedEntryTypes.includes(type)) {
            this.#types.add(type);
            if (buffered) this.#waiting.push(...find(undefined, type));
        }
        if (this.#types.size === 0) return;
        observers.add(this);
        if (this.#waiting.length > 0) this.#plan();
    }

    disconnect() {
        observers.delete(this);
        this.#types.clear();
        this.#waiting = [];
    }

    takeRecords() {
        const entries = this.#waiting;
        this.#waiting = [];
        return entries;
    }

    [tell](entry) {
        if (!this.#types.has(entry.entryType)) return;
        this.#waiting.push(entry);
        this.#plan();
    }

    #plan() {
        if (this.#isPlanned) return;
        this.#isPlanned = true;
        require('timers').setImmediate(() => {
            this.#isPlanned = false;
            const entries = this.takeRecords();
            if (entries.length > 0) Reflect.apply(this.#callback, this, [new PerformanceObserverEntryList(made, entries), this]);
        });
    }

    [inspectCustom](depth, options) {
        if (depth < 0) return this;
        const object = { connected: observers.has(this), pending: this.#isPlanned, entryTypes: [...this.#types], buffer: this.#waiting };
        return `${this.constructor.name} ${require('internal/inspect').inspect(object, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
    }
}
expose(PerformanceObserver, [], 'PerformanceObserver');

module.exports = {
    PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver, PerformanceObserverEntryList,
    mark, measure, find, clear, reportFunction,
};
