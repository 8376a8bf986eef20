'use strict';
// node:fs, put together from the operations of internal/fs/ in their three forms.

const native_fs = native('fs');
const { callbackForm, later, named, runSync, syncForm } = require('internal/fs/forms');
const { checkCallback, getPath, getTime } = require('internal/fs/arguments');
const simple = require('internal/fs/operations');

const { defineProperty } = Object;
const promisified = Symbol.for('nodejs.util.promisify.custom');
const fs = module.exports;

/* What is not needed to begin with is loaded when one of its functions is called. */
const whenCalled = (load) => (name) => (...args) => load()[name](...args);
const files = whenCalled(() => require('internal/fs/files'));
const transfer = whenCalled(() => require('internal/fs/transfer'));
const trees = whenCalled(() => require('internal/fs/trees'));

/* ---- an operation under its names ---- */

/** Adds NAME and NAMESync. `required`: arguments before a callback may stand; `lengths`: of the two functions. */
function add(name, operation, required, lengths, { sync = operation, toSync, toCallback } = {}) {
    fs[name] = callbackForm(name, operation, required, lengths[0], toCallback);
    fs[`${name}Sync`] = syncForm(name, sync, lengths[1], toSync);
}

/** The same for operations of files.js, whose synchronous forms are functions of their own. */
function addWhole(name, required, lengths) {
    fs[name] = callbackForm(name, files(name), required, lengths[0]);
    fs[`${name}Sync`] = named(files(`${name}Sync`), `${name}Sync`, lengths[1]);
}

/** read and write give a callback two results, and a promise an object with these names. */
function addTransfer(name, [count, what], lengths, required = 2) {
    const operation = transfer(name);
    add(name, operation, required, lengths, {
        sync: name === 'read' ? transfer('readHere') : operation,
        toSync: (result) => result[count],
        toCallback: (result) => [result[count], result[what]],
    });
    defineProperty(fs[name], promisified, {
        value: async (...args) => require('internal/fs/forms').startPromise(operation(...args)),
    });
}

/** A property that is made when it is first read. */
function lazy(name, make, isWritable = true) {
    defineProperty(fs, name, {
        get: make,
        set: isWritable ? (value) => defineProperty(fs, name, { value, writable: true, enumerable: true, configurable: true }) : undefined,
        enumerable: true,
        configurable: true,
    });
}

/** A function whose code is loaded when it is called. */
function late(name, length, load) {
    fs[name] = named((...args) => load()(...args), name, length);
}

/* ---- exists ---- */

function existsSync(path) {
    try {
        return native_fs.exists(getPath(path));
    } catch (error) {
        if (error.code === 'ERR_INVALID_ARG_TYPE') warnOfType();
        return false;
    }
}

let hasWarned = false;

function warnOfType() {
    if (hasWarned) return;
    hasWarned = true;
    process.emitWarning('Passing invalid argument types to fs.existsSync is deprecated', 'DeprecationWarning', 'DEP0187');
}

function exists(path, callback) {
    checkCallback(callback);
    try {
        fs.access(getPath(path), (error) => callback(!error));
    } catch {
        later(callback, false);
    }
}
defineProperty(exists, promisified, { value: (path) => new Promise((resolve) => { fs.exists(path, resolve); }) });

/* ---- close: its callback may be left out ---- */

function close(fd, callback = (error) => { if (error) throw error; }) {
    const form = callbackForm('close', simple.close, 1, 1);
    form(fd, callback);
}

/* ---- the module, in Node's order ---- */

addWhole('appendFile', 2, [4, 3]);
add('access', simple.access, 1, [3, 2]);
add('chown', simple.chown, 3, [4, 3]);
add('chmod', simple.chmod, 2, [3, 2]);
fs.close = close;
fs.closeSync = syncForm('close', simple.close, 1);
add('copyFile', simple.copyFile, 2, [4, 3]);
late('cp', 4, () => require('internal/fs/copy').cp);
late('cpSync', 3, () => require('internal/fs/copy').cpSync);
late('createReadStream', 2, () => require('internal/fs/streams').createReadStream);
late('createWriteStream', 2, () => require('internal/fs/streams').createWriteStream);
fs.exists = exists;
fs.existsSync = existsSync;
add('fchown', simple.fchown, 3, [4, 3]);
add('fchmod', simple.fchmod, 2, [3, 2]);
add('fdatasync', simple.fdatasync, 1, [2, 1]);
add('fstat', simple.fstat, 1, [1, 1]);
add('fsync', simple.fsync, 1, [2, 1]);
add('ftruncate', simple.ftruncate, 1, [1, 1]);
add('futimes', simple.futimes, 3, [4, 3]);
late('glob', 3, () => require('internal/fs/glob').glob);
late('globSync', 2, () => require('internal/fs/glob').globSync);
add('lchown', simple.lchown, 3, [4, 3]);
fs.lchmod = undefined; // macOS only
fs.lchmodSync = undefined;
add('link', simple.link, 2, [3, 2]);
add('lstat', simple.lstat, 1, [1, 1], { sync: simple.lstatHere });
add('lutimes', simple.lutimes, 3, [4, 3]);
add('mkdir', trees('mkdir'), 1, [3, 2]);
add('mkdtemp', simple.mkdtemp, 1, [3, 2]);
late('mkdtempDisposableSync', 2, () => require('internal/fs/disposable').mkdtempDisposableSync);
add('open', simple.open, 1, [4, 3]);
late('openAsBlob', 1, () => require('internal/fs/blob').openAsBlob);
late('openAsBlobSync', 1, () => require('internal/fs/blob').openAsBlobSync);
add('readdir', trees('readdir'), 1, [3, 2]);
addTransfer('read', ['bytesRead', 'buffer'], [6, 5], 1);
addTransfer('readv', ['bytesRead', 'buffers'], [4, 3]);
addWhole('readFile', 1, [3, 2]);
add('readlink', simple.readlink, 1, [3, 2]);
add('realpath', trees('realpath'), 1, [3, 2]);
fs.realpath.native = callbackForm('', simple.realpathNative, 1, 3);
fs.realpathSync.native = named((...args) => runSync(simple.realpathNative(...args)), '', 2);
add('rename', simple.rename, 2, [3, 2]);
add('rm', trees('rm'), 1, [3, 2], { sync: trees('rmSync') });
add('rmdir', simple.rmdir, 1, [3, 2]);
fs.stat = callbackForm('stat', simple.stat, 1, 1);
fs.statfs = callbackForm('statfs', simple.statfs, 1, 1);
fs.statSync = syncForm('stat', simple.stat, 1);
fs.statfsSync = syncForm('statfs', simple.statfs, 1);
add('symlink', simple.symlink, 2, [4, 3]);
add('truncate', files('truncate'), 1, [3, 2]);
late('unwatchFile', 2, () => require('internal/fs/watch').unwatchFile);
add('unlink', simple.unlink, 1, [2, 1]);
add('utimes', simple.utimes, 3, [4, 3]);
late('watch', 3, () => require('internal/fs/watch').watch);
late('watchFile', 3, () => require('internal/fs/watch').watchFile);
addWhole('writeFile', 2, [4, 3]);
addTransfer('write', ['bytesWritten', 'buffer'], [6, 5]);
addTransfer('writev', ['bytesWritten', 'buffers'], [4, 3]);
lazy('Dirent', () => require('internal/fs/stats').Dirent);
lazy('Stats', () => require('internal/fs/stats').Stats);
lazy('ReadStream', () => require('internal/fs/streams').ReadStream);
lazy('WriteStream', () => require('internal/fs/streams').WriteStream);
lazy('FileReadStream', () => require('internal/fs/streams').ReadStream);
lazy('FileWriteStream', () => require('internal/fs/streams').WriteStream);
lazy('Utf8Stream', () => require('internal/fs/streams').Utf8Stream, false);
fs._toUnixTimestamp = getTime;
lazy('Dir', () => require('internal/fs/dir').Dir);
late('opendir', 3, () => require('internal/fs/dir').opendir);
late('opendirSync', 2, () => require('internal/fs/dir').opendirSync);
defineProperty(fs, 'constants', {
    value: Object.assign(Object.create(null), native_fs.constants),
    enumerable: true,
});
lazy('promises', () => require('fs/promises'), false);
