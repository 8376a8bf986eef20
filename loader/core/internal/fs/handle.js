'use strict';
// FileHandle: a descriptor as an object, with the operations on it as promises.

const EventEmitter = require('events');
const { codes } = require('internal/errors');
const { getOptions, getPath, throwIfAborted } = require('internal/fs/arguments');
const { startPromise } = require('internal/fs/forms');
const simple = require('internal/fs/operations');
const files = require('internal/fs/files');
const transfer = require('internal/fs/transfer');

const kFd = Symbol('kFd');
const kUses = Symbol('kRefs');
const kClosing = Symbol('kClosePromise');
const kWaiting = Symbol('waiting'); // who called close() while the file was used

class FileHandle extends EventEmitter {
    constructor(fd) {
        super();
        this[kFd] = fd;
        this[kUses] = 1;
        this[kClosing] = null;
    }

    getAsyncId() {
        return 0;
    }

    get fd() {
        return this[kFd];
    }

    appendFile(data, options) {
        return use(this, 'appendFile', () => writeTo(this, data, options, files.appendFile));
    }

    chmod(mode) {
        return run(this, 'fchmod', simple.fchmod, mode);
    }

    chown(uid, gid) {
        return run(this, 'fchown', simple.fchown, uid, gid);
    }

    datasync() {
        return run(this, 'fdatasync', simple.fdatasync);
    }

    sync() {
        return run(this, 'fsync', simple.fsync);
    }

    read(...args) {
        return run(this, 'read', transfer.readAny, ...args);
    }

    readv(buffers, position) {
        return run(this, 'readv', transfer.readv, buffers, position);
    }

    readFile(options) {
        return run(this, 'readFile', files.readFile, options);
    }

    readLines(options = undefined) {
        const { createInterface } = require('internal/fs/lines');
        return createInterface(this.createReadStream(options));
    }

    stat(options) {
        return run(this, 'fstat', simple.fstat, options);
    }

    truncate(length = 0) {
        return run(this, 'ftruncate', simple.ftruncate, length);
    }

    utimes(atime, mtime) {
        return run(this, 'futimes', simple.futimes, atime, mtime);
    }

    write(buffer, offset, length, position) {
        if (buffer?.byteLength === 0) return use(this, 'write', async () => ({ __proto__: null, bytesWritten: 0, buffer }));
        return run(this, 'write', transfer.write, buffer, offset, length, position);
    }

    writev(buffers, position) {
        return run(this, 'writev', transfer.writev, buffers, position);
    }

    writeFile(data, options) {
        return use(this, 'writeFile', () => writeTo(this, data, options, files.writeFile));
    }

    close = () => {
        if (this[kFd] === -1) return Promise.resolve();
        if (this[kClosing] === null) {
            const closing = --this[kUses] === 0 ? closeNow(this)
                : new Promise((resolve, reject) => { this[kWaiting] = { resolve, reject }; });
            this[kClosing] = closing.finally(() => { this[kClosing] = null; });
            this.emit('close');
        }
        return this[kClosing];
    };

    readableWebStream(options = {}) {
        return require('stream').Readable.toWeb(this.createReadStream({ autoClose: false, ...options }));
    }

    createReadStream(options = undefined) {
        const { ReadStream } = require('internal/fs/streams');
        return new ReadStream(undefined, { ...getOptions(options), fd: this });
    }

    createWriteStream(options = undefined) {
        const { WriteStream } = require('internal/fs/streams');
        return new WriteStream(undefined, { ...getOptions(options), fd: this });
    }

    [Symbol.asyncDispose ?? Symbol('asyncDispose')]() {
        return this.close();
    }
}

/* ---- using a handle ---- */

function closeNow(handle) {
    const fd = handle[kFd];
    handle[kFd] = -1;
    return startPromise(simple.close(fd));
}

function release(handle) {
    if (--handle[kUses] > 0) return;
    const { resolve, reject } = handle[kWaiting];
    closeNow(handle).then(resolve, reject);
}

/** Runs `work` while the file stays open, even if close() is called. */
async function use(handle, call, work) {
    if (!(handle instanceof FileHandle)) throw new codes.ERR_INTERNAL_ASSERTION('handle must be an instance of FileHandle');
    if (handle[kFd] === -1) throw Object.assign(new Error('file closed'), { code: 'EBADF', syscall: call });
    handle[kUses]++;
    try {
        return await work();
    } finally {
        release(handle);
    }
}

const run = (handle, call, operation, ...args) => use(handle, call, () => startPromise(operation(handle[kFd], ...args)));

async function openHandle(path, flags, mode) {
    return new FileHandle(await startPromise(simple.open(path, flags, mode)));
}

/* ---- writing what comes in pieces ---- */

const isPieces = (data) => data !== null && typeof data === 'object' && !ArrayBuffer.isView(data) &&
    (typeof data[Symbol.asyncIterator] === 'function' || typeof data[Symbol.iterator] === 'function');

async function writePieces(fd, data, { encoding, flush, signal }) {
    const written = (bytes, isLast) => startPromise(files.writeDescriptor(fd, bytes, isLast && flush, signal));
    throwIfAborted(signal);
    for await (const piece of data) {
        throwIfAborted(signal);
        await written(ArrayBuffer.isView(piece) ? piece : require('buffer').Buffer.from(piece, encoding), false);
    }
    await written(new Uint8Array(0), true);
}

/** writeFile or appendFile of a descriptor. */
function writeTo(handle, data, options, operation) {
    if (!isPieces(data)) return startPromise(operation(handle[kFd], data, options));
    return writePieces(handle[kFd], data, files.writeOptions(options, { flag: 'w' }));
}

/** The same of a path, or of a FileHandle. */
async function write(place, data, options, operation) {
    const call = operation.name;
    if (place instanceof FileHandle) return use(place, call, () => writeTo(place, data, options, operation));
    place = getPath(place);
    if (!isPieces(data)) return startPromise(operation(place, data, options, files.CHUNK));
    const { flag, mode } = files.writeOptions(options, { flag: call === 'appendFile' ? 'a' : 'w' });
    const handle = await openHandle(place, flag, mode);
    try {
        await writeTo(handle, data, options, operation);
    } finally {
        await handle.close();
    }
}

module.exports = { FileHandle, openHandle, use, write };
