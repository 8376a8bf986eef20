'use strict';
// The methods of consoles that are used less: groups, counts, timers, tables, traces; and the making of one.

const { codes } = require('internal/errors');
const { inspect, format } = require('internal/inspect');
const { inspectOptions, kState, streamOf, write } = require('internal/console');

const now = () => (globalThis.performance ?? Date).now();

function warn(text) {
    process.emitWarning(text);
}

// ---- timers ----

const pad = (number) => `${number}`.padStart(2, '0');

/** 1.234ms, 1.234s, 1:02.345 (m:ss.mmm), 1:02:03.456 (h:mm:ss.mmm) */
function duration(ms) {
    if (ms < 1000) return `${Number(ms.toFixed(3))}ms`;
    if (ms < 60_000) return `${(ms / 1000).toFixed(3)}s`;
    const hours = Math.floor(ms / 3_600_000);
    const minutes = Math.floor(ms / 60_000) % 60;
    const [seconds, thousandths] = ((ms % 60_000) / 1000).toFixed(3).split('.');
    const front = hours > 0 ? `${hours}:${pad(minutes)}` : minutes;
    return `${front}:${pad(seconds)}.${thousandths} (${hours > 0 ? 'h:m' : ''}m:ss.mmm)`;
}

/** The time of a label as text; undefined, with a warning, where it was not started. */
function elapsed(self, label, method) {
    const start = self._times.get(label);
    if (start === undefined) {
        warn(`No such label '${label}' for console.${method}()`);
        return undefined;
    }
    return duration(now() - start);
}

const methods = {
    time(label = 'default') {
        const name = `${label}`;
        if (this._times.has(name)) warn(`Label '${name}' already exists for console.time()`);
        else this._times.set(name, now());
    },
    timeEnd(label = 'default') {
        const name = `${label}`;
        const time = elapsed(this, name, 'timeEnd');
        if (time === undefined) return;
        this.log('%s: %s', name, time);
        this._times.delete(name);
    },
    timeLog(label = 'default', ...data) {
        const name = `${label}`;
        const time = elapsed(this, name, 'timeLog');
        if (time !== undefined) this.log('%s: %s', name, time, ...data);
    },

    // ---- counts and groups ----

    count(label = 'default') {
        const name = `${label}`;
        const { counts } = this[kState];
        counts.set(name, (counts.get(name) ?? 0) + 1);
        this.log(`${name}: ${counts.get(name)}`);
    },
    countReset(label = 'default') {
        const name = `${label}`;
        if (!this[kState].counts.delete(name)) warn(`Count for '${name}' does not exist`);
    },
    group(...data) {
        if (data.length > 0) this.log(...data);
        const state = this[kState];
        state.indent += ' '.repeat(state.groupIndentation);
    },
    groupEnd() {
        const state = this[kState];
        state.indent = state.indent.slice(0, Math.max(0, state.indent.length - state.groupIndentation));
    },

    // ---- the rest ----

    dir(object, options) {
        const stream = streamOf(this, 'stdout');
        write(this, stream, inspect(object, { customInspect: false, ...inspectOptions(this, stream), ...options }));
    },
    trace: function trace(...args) {
        const error = new Error(format(...args));
        error.name = 'Trace';
        const lines = require('internal/inspect_values').stackOf(error).split('\n');
        const isOurs = (line) => /^ {4}at .*node:(internal\/|console)/.test(line) || line === '    at <anonymous>';
        const head = lines.findIndex((line) => line.startsWith('    at '));
        const frames = head < 0 ? [] : lines.slice(head);
        while (frames.length > 0 && isOurs(frames[0])) frames.shift();
        this.error([...(head < 0 ? lines : lines.slice(0, head)), ...frames].join('\n'));
    },
    assert(value, ...args) {
        if (value) return;
        if (typeof args[0] === 'string') this.warn(`Assertion failed: ${args[0]}`, ...args.slice(1));
        else this.warn('Assertion failed', ...args);
    },
    clear() {
        if (this._stdout.isTTY && process.env.TERM !== 'dumb') this._stdout.write('\x1b[1;1H\x1b[0J');
    },
    table(data, properties) {
        if (data === null || typeof data !== 'object') {
            this.log(data);
            return;
        }
        if (properties !== undefined) require('internal/validate').validateArray(properties, 'properties');
        this.log(require('internal/console_table').tableOf(data, properties, inspectOptions(this, streamOf(this, 'stdout'))));
    },
};

/** What `new Console(…)` was given. */
function settingsOf(first, second, third) {
    const isStream = typeof first?.write === 'function';
    const options = first === undefined || first === null || isStream
        ? { stdout: first, stderr: second, ignoreErrors: third } : first;
    const {
        stdout, stderr = stdout, ignoreErrors = true, colorMode = 'auto', inspectOptions: inspecting, groupIndentation = 2,
    } = options;
    for (const [name, stream] of [['stdout', stdout], ['stderr', stderr]]) {
        if (typeof stream?.write !== 'function') throw new codes.ERR_CONSOLE_WRITABLE_STREAM(name);
    }
    const { validateInteger, validateObject, validateOneOf } = require('internal/validate');
    validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
    validateInteger(groupIndentation, 'groupIndentation', 0, 1000);
    if (inspecting !== undefined) {
        validateObject(inspecting, 'options.inspectOptions');
        if (inspecting.colors !== undefined && options.colorMode !== undefined) {
            throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('options.inspectOptions.color', 'colorMode');
        }
    }
    return { stdout, stderr, ignoreErrors: Boolean(ignoreErrors), colorMode, inspectOptions: inspecting, groupIndentation };
}

module.exports = { methods, settingsOf };
