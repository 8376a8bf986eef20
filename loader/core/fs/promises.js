'use strict';
// node:fs/promises: the operations of internal/fs/ as promises.

const { getPath } = require('internal/fs/arguments');
const { named, promiseForm, startPromise } = require('internal/fs/forms');
const simple = require('internal/fs/operations');
const files = require('internal/fs/files');
const trees = require('internal/fs/trees');
const { FileHandle, openHandle, write } = require('internal/fs/handle');

const promises = module.exports;

function add(name, operation, length) {
    promises[name] = promiseForm(name, operation, length);
}

function late(name, length, load) {
    promises[name] = named(async (...args) => load()(...args), name, length);
}

add('access', simple.access, 1);
add('copyFile', simple.copyFile, 3);
late('cp', 3, () => require('internal/fs/copy').cpPromise);
promises.glob = named((...args) => require('internal/fs/glob').globPromise(...args), 'glob', 2);
promises.open = named(async (...args) => openHandle(...args), 'open', 3);
late('opendir', 3, () => require('internal/fs/dir').opendirPromise);
add('rename', simple.rename, 2);
add('truncate', files.truncate, 1);
add('rm', trees.rm, 2);
add('rmdir', simple.rmdir, 2);
add('mkdir', trees.mkdir, 2);
add('readdir', trees.readdir, 2);
add('readlink', simple.readlink, 2);
add('symlink', simple.symlink, 3);
add('lstat', simple.lstat, 1);
add('stat', simple.stat, 1);
add('statfs', simple.statfs, 1);
add('link', simple.link, 2);
add('unlink', simple.unlink, 1);
add('chmod', simple.chmod, 2);
promises.lchmod = named(async () => {
    const { codes } = require('internal/errors');
    throw new codes.ERR_METHOD_NOT_IMPLEMENTED('lchmod()');
}, 'lchmod', 2);
add('lchown', simple.lchown, 3);
add('chown', simple.chown, 3);
add('utimes', simple.utimes, 3);
add('lutimes', simple.lutimes, 3);
add('realpath', simple.realpathNative, 2);
add('mkdtemp', simple.mkdtemp, 2);
late('mkdtempDisposable', 2, () => require('internal/fs/disposable').mkdtempDisposable);
promises.writeFile = named(async (path, data, options) => write(path, data, options, files.writeFile), 'writeFile', 3);
promises.appendFile = named(async (path, data, options) => write(path, data, options, files.appendFile), 'appendFile', 3);
promises.readFile = named(
    async (path, options) => (path instanceof FileHandle ? path.readFile(options) : startPromise(files.readFile(getPath(path), options))),
    'readFile', 2);
promises.watch = named((...args) => require('internal/fs/watch').watchPromise(...args), 'watch', 1);
promises.constants = require('fs').constants;
