'use strict';
// Dir: the entries of a directory, one after the other. They are all read when it is opened.

const { codes } = require('internal/errors');
const { checkCallback, getOptions, getPath } = require('internal/fs/arguments');
const { validateUint32, validateBoolean } = require('internal/validate');
const { callbackForm, later, startPromise, syncForm } = require('internal/fs/forms');
const trees = require('internal/fs/trees');

class Dir {
    #path;
    #entries;
    #at = 0;
    #isClosed = false;

    constructor(path, entries) {
        this.#path = path;
        this.#entries = entries;
    }

    get path() {
        return this.#path;
    }

    #check() {
        if (this.#isClosed) throw new codes.ERR_DIR_CLOSED();
    }

    readSync() {
        this.#check();
        return this.#at < this.#entries.length ? this.#entries[this.#at++] : null;
    }

    read(callback) {
        if (callback === undefined) return new Promise((resolve) => { resolve(this.readSync()); });
        checkCallback(callback);
        const entry = this.readSync();
        return later(callback, null, entry);
    }

    closeSync() {
        this.#check();
        this.#isClosed = true;
    }

    close(callback) {
        if (callback === undefined) return new Promise((resolve) => { resolve(this.closeSync()); });
        checkCallback(callback);
        if (this.#isClosed) return later(callback, new codes.ERR_DIR_CLOSED());
        this.closeSync();
        return later(callback, null);
    }

    async* entries() {
        try {
            for (;;) {
                const entry = await this.read();
                if (entry === null) return;
                yield entry;
            }
        } finally {
            if (!this.#isClosed) this.closeSync();
        }
    }

    [Symbol.asyncIterator]() {
        return this.entries();
    }

    [Symbol.dispose ?? Symbol('dispose')]() {
        if (!this.#isClosed) this.closeSync();
    }

    async [Symbol.asyncDispose ?? Symbol('asyncDispose')]() {
        if (!this.#isClosed) this.closeSync();
    }
}

/* The synchronous form does not say which path failed. */
function* openSteps(path, encoding, recursive, isSync) {
    try {
        return new Dir(path, yield trees.readdir(path, { encoding, withFileTypes: true, recursive }));
    } catch (error) {
        if (error.syscall === 'scandir') {
            error.message = error.message.replace(', scandir', ', opendir');
            error.syscall = 'opendir';
            if (isSync) {
                error.message = error.message.replace(/, opendir '[^]*'$/, ', opendir');
                delete error.path;
            }
        }
        throw error;
    }
}

const operation = (isSync) => (path, options) => {
    path = getPath(path);
    const { encoding = 'utf8', bufferSize = 32, recursive = false } = getOptions(options, { encoding: 'utf8' });
    validateUint32(bufferSize, 'options.bufferSize', true);
    validateBoolean(recursive, 'options.recursive');
    return openSteps(path, encoding, recursive, isSync);
};

const onLoop = operation(false);

module.exports = {
    Dir,
    opendir: callbackForm('opendir', onLoop, 1, 3),
    opendirSync: syncForm('opendir', operation(true), 2),
    opendirPromise: async (path, options) => startPromise(onLoop(path, options)),
};
