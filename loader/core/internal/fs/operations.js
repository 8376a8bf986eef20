'use strict';
// The operations that are one call of the system each: what they take, what they answer. (forms.js says what a plan is.)

const fs = native('fs');
const {
    encodeName, getDescriptor, getFlags, getMode, getOptions, getOwner, getPath, getThreeBits, getTime, integer, needsBytes,
} = require('internal/fs/arguments');
const { codes } = require('internal/errors');
const { validateObject, validateOneOf } = require('internal/validate');
const { step } = require('internal/fs/forms');

/* Loaded with the first answer. */
const statsOf = (bytes) => require('internal/fs/stats').statsOf(bytes);
const bigStatsOf = (bytes) => require('internal/fs/stats').bigStatsOf(bytes);
const statfsOf = (bytes) => require('internal/fs/stats').statfsOf(bytes);
const bigStatfsOf = (bytes) => require('internal/fs/stats').bigStatfsOf(bytes);

const ALL_MAY = 0o666;

/* ---- paths ---- */

const access = (path, mode) => step(fs.access, [getPath(path), getThreeBits(mode)]);

const open = (path, flags, mode) => step(fs.open, [getPath(path), getFlags(flags), getMode(mode, 'mode', ALL_MAY)]);

const unlink = (path) => step(fs.unlink, [getPath(path)]);

const rmdir = (path, options) => {
    path = getPath(path);
    if (options?.recursive !== undefined) {
        throw new codes.ERR_INVALID_ARG_VALUE('options.recursive', options.recursive, 'is no longer supported');
    }
    if (options !== undefined) validateObject(options, 'options');
    return step(fs.rmdir, [path]);
};

const chmod = (path, mode) => step(fs.chmod, [getPath(path), getMode(mode, 'mode')]);

const chown = (path, uid, gid) => step(fs.chown, [getPath(path), getOwner(uid, 'uid'), getOwner(gid, 'gid')]);

const lchown = (path, uid, gid) => step(fs.lchown, [getPath(path), getOwner(uid, 'uid'), getOwner(gid, 'gid')]);

const utimes = (path, atime, mtime) => step(fs.utime, [getPath(path), getTime(atime), getTime(mtime)]);

const lutimes = (path, atime, mtime) => step(fs.lutime, [getPath(path), getTime(atime), getTime(mtime)]);

const rename = (from, to) => step(fs.rename, [getPath(from, 'oldPath'), getPath(to, 'newPath')]);

const link = (from, to) => step(fs.link, [getPath(from, 'existingPath'), getPath(to, 'newPath')]);

const symlink = (target, path, type) => {
    validateOneOf(type, 'type', ['dir', 'file', 'junction', null, undefined]);
    return step(fs.symlink, [getPath(target, 'target'), getPath(path)]);
};

const copyFile = (from, to, mode) => step(fs.copyfile, [getPath(from, 'src'), getPath(to, 'dest'), getThreeBits(mode)]);

/** Operations that answer with a path: `call(path, as_bytes)`. */
const naming = (call, argument = 'path') => (path, options) => {
    const { encoding } = getOptions(options);
    return step(call, [getPath(path, argument), needsBytes(encoding)], (name) => encodeName(name, encoding));
};

const readlink = naming(fs.readlink);
const realpathNative = naming(fs.realpath);

const mkdtemp = (prefix, options) => {
    const { encoding } = getOptions(options);
    prefix = getPath(prefix, 'prefix');
    const template = typeof prefix === 'string' ? `${prefix}XXXXXX`
        : require('buffer').Buffer.concat([prefix, require('buffer').Buffer.from('XXXXXX')]);
    return step(fs.mkdtemp, [template, needsBytes(encoding)], (name) => encodeName(name, encoding));
};

/* ---- what is there ---- */

/** `mayMiss`: whether the option throwIfNoEntry is heard. */
const statOf = (call, mayMiss) => (path, options) => {
    const isBig = Boolean(options?.bigint);
    return step(call, [getPath(path), isBig, mayMiss && options?.throwIfNoEntry === false], isBig ? bigStatsOf : statsOf);
};

const stat = statOf(fs.stat, true);
const lstat = statOf(fs.lstat, false);
const lstatHere = statOf(fs.lstat, true);

const fstat = (fd, options) => {
    const isBig = Boolean(options?.bigint);
    return step(fs.fstat, [getDescriptor(fd), isBig], isBig ? bigStatsOf : statsOf);
};

const statfs = (path, options) => {
    const isBig = Boolean(options?.bigint);
    return step(fs.statfs, [getPath(path), isBig], isBig ? bigStatfsOf : statfsOf);
};

/* ---- descriptors ---- */

const close = (fd) => step(fs.close, [getDescriptor(fd)]);
const fsync = (fd) => step(fs.fsync, [getDescriptor(fd)]);
const fdatasync = (fd) => step(fs.fdatasync, [getDescriptor(fd)]);
const fchmod = (fd, mode) => step(fs.fchmod, [getDescriptor(fd), getMode(mode, 'mode')]);
const fchown = (fd, uid, gid) => step(fs.fchown, [getDescriptor(fd), getOwner(uid, 'uid'), getOwner(gid, 'gid')]);
const futimes = (fd, atime, mtime) => step(fs.futime, [getDescriptor(fd), getTime(atime, 'atime'), getTime(mtime, 'mtime')]);

const ftruncate = (fd, length) => {
    getDescriptor(fd);
    integer(length ?? 0, 'len');
    return step(fs.ftruncate, [fd, Math.max(0, length ?? 0)]);
};

module.exports = {
    access, chmod, chown, close, copyFile, fchmod, fchown, fdatasync, fstat, fsync, ftruncate, futimes, lchown, link, lstat, lstatHere,
    lutimes, mkdtemp, open, readlink, realpathNative, rename, rmdir, stat, statfs, symlink, unlink, utimes,
};
