'use strict';
// watch: what the system tells of changes. watchFile: a stat again and again.

const native_watch = native('watch');
const EventEmitter = require('events');
const timers = require('timers');
const { codes, AbortError } = require('internal/errors');
const { encodeName, getOptions, getPath, textOfPath } = require('internal/fs/arguments');
const { validateAbortSignal, validateBoolean, validateFunction, validateUint32 } = require('internal/validate');
const { later, start } = require('internal/fs/forms');
const simple = require('internal/fs/operations');
const { BigIntStats, Stats } = require('internal/fs/stats');

/* ---- watch ---- */

class FSWatcher extends EventEmitter {
    #id = 0;

    /** Begins; throws where there is nothing to watch. */
    start(path, isPersistent, encoding) {
        const named = (name) => (name === null ? null : encodeName(name, encoding === undefined || encoding === null ? 'utf8' : encoding));
        try {
            this.#id = native_watch.start(path, (event, name, status) => {
                if (status < 0) this.#fail(event, path, status);
                else this.emit('change', event, named(name));
            });
        } catch (error) {
            error.filename = error.path;
            throw error;
        }
        if (isPersistent !== true) native_watch.setActive(this.#id, false);
    }

    #fail(code, path, errno) {
        this.close();
        const told = { errno, code, syscall: 'watch', filename: textOfPath(path) };
        this.emit('error', Object.assign(new Error(`${code}: watch ${path}`), told));
    }

    close() {
        if (this.#id === 0) return;
        native_watch.close(this.#id);
        this.#id = 0;
        later(() => this.emit('close'));
    }

    ref() {
        native_watch.setActive(this.#id, true);
        return this;
    }

    unref() {
        native_watch.setActive(this.#id, false);
        return this;
    }
}

function watchOptions(options) {
    options = getOptions(options, {});
    if (options.recursive !== undefined) validateBoolean(options.recursive, 'options.recursive');
    if (options.recursive) throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('watch recursively');
    validateAbortSignal(options.signal, 'options.signal');
    return options;
}

function watch(path, options, listener) {
    if (typeof options === 'function') listener = options;
    options = watchOptions(options);
    const watcher = new FSWatcher();
    watcher.start(getPath(path), options.persistent ?? true, options.encoding);
    if (listener) watcher.on('change', listener);
    const { signal } = options;
    if (signal?.aborted) later(() => watcher.close());
    else signal?.addEventListener('abort', () => watcher.close(), { once: true });
    return watcher;
}

/** The events as an async iterator, which ends with an AbortError. */
async function* watchPromise(path, options = {}) {
    const { signal, persistent = true, encoding } = watchOptions(options);
    path = getPath(path);
    const waiting = [];
    let wake = () => {};
    let failure;
    const watcher = new FSWatcher();
    const fail = (error) => {
        failure = error;
        wake();
    };
    const aborted = () => fail(new AbortError(undefined, { cause: signal.reason }));
    if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
    watcher.on('error', fail);
    watcher.on('change', (eventType, filename) => {
        waiting.push({ __proto__: null, eventType, filename });
        wake();
    });
    watcher.start(path, persistent, encoding);
    signal?.addEventListener('abort', aborted, { once: true });
    try {
        for (;;) {
            while (waiting.length > 0) yield waiting.shift();
            if (failure !== undefined) throw failure;
            await new Promise((resolve) => { wake = resolve; });
        }
    } finally {
        signal?.removeEventListener('abort', aborted);
        watcher.close();
    }
}

/* ---- watchFile ---- */

const INTERVAL = 5007;

function nothing(isBig) {
    return isBig ? new BigIntStats(new Array(18).fill(0n)) : Reflect.construct(Stats, new Array(14).fill(0));
}

const differs = (one, other) => one.mtimeMs !== other.mtimeMs || one.ctimeMs !== other.ctimeMs || one.size !== other.size ||
    one.ino !== other.ino || one.mode !== other.mode || one.nlink !== other.nlink || one.uid !== other.uid || one.gid !== other.gid;

class StatWatcher extends EventEmitter {
    #path;
    #options;
    #last;
    #timer;
    #isActive;

    constructor(path, options) {
        super();
        this.#path = path;
        this.#options = options;
        this.#isActive = options.persistent;
        this.#look();
    }

    #look() {
        const { bigint, interval } = this.#options;
        start(simple.stat(this.#path, { bigint, throwIfNoEntry: false }), (error, stats) => {
            if (this.#timer === null) return;
            const now = stats ?? nothing(bigint);
            const before = this.#last;
            this.#last = now;
            // A file that is not there is told once.
            if (before === undefined ? stats === undefined : differs(before, now)) this.emit('change', now, before ?? now);
            if (this.#timer === null) return;
            this.#timer = timers.setTimeout(() => this.#look(), interval);
            if (!this.#isActive) this.#timer.unref();
        });
    }

    stop() {
        timers.clearTimeout(this.#timer);
        this.#timer = null;
        later(() => this.emit('stop'));
    }

    ref() {
        this.#isActive = true;
        this.#timer?.ref();
        return this;
    }

    unref() {
        this.#isActive = false;
        this.#timer?.unref();
        return this;
    }
}

const watchers = new Map(); // by absolute path

function watchFile(path, options, listener) {
    path = require('path').resolve(textOfPath(getPath(path)));
    if (options === null || typeof options !== 'object') {
        listener = options;
        options = {};
    }
    validateFunction(listener, 'listener');
    const { interval = INTERVAL, persistent = true, bigint = false } = options;
    validateUint32(interval, 'interval');
    let watcher = watchers.get(path);
    if (watcher === undefined) watchers.set(path, watcher = new StatWatcher(path, { interval, persistent, bigint }));
    watcher.addListener('change', listener);
    return watcher;
}

function unwatchFile(path, listener) {
    path = require('path').resolve(textOfPath(getPath(path)));
    const watcher = watchers.get(path);
    if (watcher === undefined) return;
    if (typeof listener === 'function') watcher.removeListener('change', listener);
    else watcher.removeAllListeners('change');
    if (watcher.listenerCount('change') > 0) return;
    watcher.stop();
    watchers.delete(path);
}

module.exports = { FSWatcher, StatWatcher, unwatchFile, watch, watchFile, watchPromise };
