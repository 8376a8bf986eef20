'use strict';
// node:perf_hooks: the clock, marks and measures. Figures that the engine does not tell (collections, the loop's delay) are not here.

const { codes } = require('internal/errors');
const { now, timeOrigin } = require('internal/clock');
const { EventTarget } = require('internal/event_target');

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');
const made = Symbol('made');
const { defineProperty } = Object;

const entries = () => require('internal/performance_entries');

/* Milliseconds in which the program computed. */
function busy() {
    const { user, system } = require('process').cpuUsage();
    return (user + system) / 1000;
}

/** How busy the program was: what it computed against what it waited. */
function eventLoopUtilization(util1, util2) {
    if (util1 !== undefined && util2 !== undefined) return utilization(util1.idle - util2.idle, util1.active - util2.active);
    const active = Math.min(busy(), now());
    const idle = now() - active;
    return util1 === undefined ? utilization(idle, active) : utilization(Math.max(idle - util1.idle, 0), active - util1.active);
}

const utilization = (idle, active) => ({ idle, active, utilization: active > 0 ? active / (idle + active) : 0 });

/** The function, which tells observers of 'function' how long each call took. */
function timerify(fn, options = {}) {
    const { validateFunction, validateObject } = require('internal/validate');
    validateFunction(fn, 'fn');
    validateObject(options, 'options');
    const timed = function (...args) {
        const start = now();
        const done = () => entries().reportFunction(fn.name, start, now() - start, args);
        const result = new.target ? Reflect.construct(fn, args, fn) : Reflect.apply(fn, this, args);
        if (!new.target && typeof result?.finally === 'function') return result.finally(done);
        done();
        return result;
    };
    return Object.defineProperties(timed, {
        length: { configurable: false, enumerable: true, value: fn.length },
        name: { configurable: false, enumerable: true, value: `timerified ${fn.name}` },
    });
}

const nodeTiming = {
    name: 'node', entryType: 'node', startTime: 0,
    get duration() { return now(); },
    nodeStart: 0, v8Start: 0, bootstrapComplete: 0, environment: 0, loopStart: -1, loopExit: -1, idleTime: 0,
};

class Performance extends EventTarget {
    constructor(secret = undefined) {
        if (secret !== made) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
        super();
    }

    clearMarks(name = undefined) {
        entries().clear('mark', name);
    }

    clearMeasures(name = undefined) {
        entries().clear('measure', name);
    }

    clearResourceTimings() {}

    getEntries() {
        return entries().find();
    }

    getEntriesByName(name, type = undefined) {
        if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
        return entries().find(`${name}`, type === undefined ? undefined : `${type}`);
    }

    getEntriesByType(type) {
        if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
        return entries().find(undefined, `${type}`);
    }

    mark(name, options = undefined) {
        if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
        return entries().mark(name, options);
    }

    measure(name, startOrMeasureOptions = undefined, endMark = undefined) {
        if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
        return entries().measure(name, startOrMeasureOptions, endMark);
    }

    now() {
        return now();
    }

    setResourceTimingBufferSize(maxSize) {
        if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('maxSize');
    }

    get timeOrigin() {
        return timeOrigin;
    }

    toJSON() {
        return { nodeTiming, timeOrigin, eventLoopUtilization: eventLoopUtilization() };
    }

    [inspectCustom](depth, options) {
        if (depth < 0) return this;
        const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
        return `Performance ${require('internal/inspect').inspect({ nodeTiming, timeOrigin }, inner)}`;
    }
}
for (const name of Object.getOwnPropertyNames(Performance.prototype)) {
    if (name !== 'constructor') defineProperty(Performance.prototype, name, { enumerable: true });
}
Object.defineProperties(Performance.prototype, {
    eventLoopUtilization: { value: eventLoopUtilization, configurable: true, enumerable: false, writable: true },
    nodeTiming: { value: nodeTiming, configurable: true, enumerable: false, writable: true },
    timerify: { value: timerify, configurable: true, enumerable: false, writable: true },
    [Symbol.toStringTag]: { value: 'Performance', configurable: true },
});

const performance = new Performance(made);

module.exports = {
    Performance,
    PerformanceEntry: undefined,
    PerformanceMark: undefined,
    PerformanceMeasure: undefined,
    PerformanceObserver: undefined,
    PerformanceObserverEntryList: undefined,
    eventLoopUtilization,
    timerify,
    performance,
};
for (const name of Object.keys(module.exports).filter((key) => module.exports[key] === undefined)) {
    defineProperty(module.exports, name, { get: () => entries()[name], enumerable: true, configurable: true });
}
defineProperty(module.exports, 'constants', { value: {}, enumerable: true });
