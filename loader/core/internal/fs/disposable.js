'use strict';
// A temporary directory that goes away by itself.

const { named, runSync, startPromise } = require('internal/fs/forms');
const simple = require('internal/fs/operations');
const trees = require('internal/fs/trees');

const kDispose = Symbol.dispose ?? Symbol.for('Symbol.dispose');
const kAsyncDispose = Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose');
const whole = { maxRetries: 0, recursive: true, force: true, retryDelay: 0 };

function mkdtempDisposableSync(prefix, options) {
    const path = runSync(simple.mkdtemp(prefix, options));
    const full = require('path').resolve(path);
    const remove = () => { runSync(trees.rmSync(full, whole)); };
    return { path, remove, [kDispose]() { remove(); } };
}

async function mkdtempDisposable(prefix, options) {
    const path = await startPromise(simple.mkdtemp(prefix, options));
    const full = require('path').resolve(path);
    const remove = () => startPromise(trees.rm(full, whole));
    return { __proto__: null, path, remove, async [kAsyncDispose]() { await remove(); } };
}

module.exports = { mkdtempDisposable, mkdtempDisposableSync: named(mkdtempDisposableSync, 'mkdtempDisposableSync', 2) };
