'use strict';
// ReadStream and WriteStream: files as streams. They ask the functions of the `fs` option, which programs give to
// count or to pretend, and those of node:fs otherwise.

const { Readable, Writable, finished } = require('stream');
const { codes } = require('internal/errors');
const { getOptions, getPath } = require('internal/fs/arguments');
const { validateBoolean, validateFunction, validateInteger } = require('internal/validate');

const kFs = Symbol('kFs');
const kHandle = Symbol('kHandle');
const kBusy = Symbol('kIsPerformingIO');
const kIdle = Symbol('kIoDone');

/* ---- what they are asked to do ---- */

/** A FileHandle as the functions that the streams call. */
function functionsOf(handle) {
    const reply = (promise, done) => { promise.then((value) => done(null, value), done); };
    return {
        read: (fd, buffer, offset, length, position, done) =>
            reply(handle.read(buffer, offset, length, position).then((result) => result.bytesRead), done),
        write: (fd, buffer, offset, length, position, done) =>
            reply(handle.write(buffer, offset, length, position).then((result) => result.bytesWritten), done),
        writev: (fd, buffers, position, done) =>
            reply(handle.writev(buffers, position).then((result) => result.bytesWritten), done),
        fsync: (fd, done) => reply(handle.sync(), done),
        close: (fd, done) => {
            handle.close().then(() => done(), done);
        },
    };
}

function takeFunctions(stream, options, names) {
    const { fd } = options;
    const { FileHandle } = fd !== null && typeof fd === 'object' ? require('internal/fs/handle') : {};
    if (FileHandle !== undefined && fd instanceof FileHandle) {
        if (options.fs) throw new codes.ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
        stream[kHandle] = fd;
        stream[kFs] = functionsOf(fd);
        stream.fd = fd.fd;
        fd.on('close', stream.close.bind(stream));
        return;
    }
    stream.fd = fd === undefined || fd === null ? null : fd;
    if (stream.fd !== null && typeof fd !== 'number') throw new codes.ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], fd);
    if (stream.fd !== null) validateInteger(fd, 'fd', 0, 2147483647);
    stream[kFs] = options.fs ?? require('fs');
    if (options.fs) {
        for (const name of names) {
            if (stream.fd !== null && name === 'open') continue;
            if (name === 'writev' || name === 'write') continue;
            validateFunction(options.fs[name], `options.fs.${name}`);
        }
        if (names.includes('write') && !options.fs.write && !options.fs.writev) validateFunction(undefined, 'options.fs.write');
    }
}

function takePath(stream, path) {
    if (stream.fd === null) stream.path = getPath(path);
    else if (stream.path === undefined) stream.path = path === undefined || path === null ? undefined : getPath(path);
}

function takeStart(start) {
    if (start !== undefined) validateInteger(start, 'start', 0);
}

function open(stream, done) {
    if (stream.fd !== null) {
        done();
        return;
    }
    stream[kFs].open(stream.path, stream.flags, stream.mode, (error, fd) => {
        if (error) return done(error);
        stream.fd = fd;
        done();
        stream.emit('open', stream.fd);
        stream.emit('ready');
        return undefined;
    });
}

/** Programs may replace open() on the stream or the class. */
function construct(stream, done) {
    if (typeof stream.open !== 'function') return open(stream, done);
    const { emit } = stream;
    stream.emit = function (...args) {
        if (args[0] === 'open') {
            this.emit = emit;
            done();
            Reflect.apply(emit, this, args);
        } else if (args[0] === 'error') {
            this.emit = emit;
            done(args[1]);
        } else {
            Reflect.apply(emit, this, args);
        }
    };
    return stream.open();
}

function close(stream, error, done) {
    stream[kFs].close(stream.fd, (closeError) => done(closeError || error));
    stream.fd = null;
}

/** Closes when no request is under way. */
function destroy(stream, error, done) {
    const end = (also) => (stream.fd === null ? done(also || error) : close(stream, also || error, done));
    if (stream[kBusy]) stream.once(kIdle, end);
    else end();
}

function idle(stream) {
    stream[kBusy] = false;
    return stream.destroyed ? stream.emit(kIdle) : false;
}

/* ---- reading ---- */

function ReadStream(path, options) {
    if (!(this instanceof ReadStream)) return new ReadStream(path, options);
    options = { ...getOptions(options, {}) };
    options.highWaterMark ??= 64 * 1024;
    options.autoDestroy ??= options.autoClose ?? true;
    if (options.autoClose !== undefined) options.autoDestroy = options.autoClose;
    const { encoding } = options;
    takeFunctions(this, options, ['open', 'read', 'close']);
    takePath(this, path);
    this.flags = options.flags === undefined ? 'r' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
    this.start = options.start;
    this.end = options.end ?? Infinity;
    this.pos = undefined;
    this.bytesRead = 0;
    this[kBusy] = false;
    takeStart(this.start);
    if (this.start !== undefined) this.pos = this.start;
    if (this.end !== Infinity) {
        validateInteger(this.end, 'end', 0);
        if (this.start !== undefined && this.start > this.end) {
            throw new codes.ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start);
        }
    }
    Reflect.apply(Readable, this, [{ ...options, encoding: undefined, construct: undefined, fs: undefined }]);
    if (encoding) this.setEncoding(encoding);
}
Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
Object.setPrototypeOf(ReadStream, Readable);

function autoCloseOf(state) {
    return {
        get() {
            return this[state].autoDestroy;
        },
        set(value) {
            this[state].autoDestroy = value;
        },
        configurable: true,
    };
}
Object.defineProperty(ReadStream.prototype, 'autoClose', autoCloseOf('_readableState'));

Object.assign(ReadStream.prototype, {
    _construct(done) {
        construct(this, done);
    },

    _read(size) {
        size = this.pos !== undefined ? Math.min(this.end - this.pos + 1, size) : Math.min(this.end - this.bytesRead + 1, size);
        if (size <= 0) return this.push(null);
        const buffer = require('buffer').Buffer.allocUnsafeSlow(size);
        this[kBusy] = true;
        this[kFs].read(this.fd, buffer, 0, size, this.pos, (error, count, given) => {
            if (idle(this)) return;
            if (error) {
                this.destroy(error);
            } else if (count > 0) {
                if (this.pos !== undefined) this.pos += count;
                this.bytesRead += count;
                const bytes = given ?? buffer;
                // A short read does not keep the memory of a long one.
                this.push(count === bytes.length ? bytes : require('buffer').Buffer.from(bytes.subarray(0, count)));
            } else {
                this.push(null);
            }
        });
        return undefined;
    },

    _destroy(error, done) {
        destroy(this, error, done);
    },

    close(callback) {
        if (typeof callback === 'function') finished(this, callback);
        this.destroy();
    },
});

function addPending(prototype) {
    Object.defineProperty(prototype, 'pending', {
        get() {
            return this.fd === null;
        },
        configurable: true,
    });
}
addPending(ReadStream.prototype);

/* ---- writing ---- */

function WriteStream(path, options) {
    if (!(this instanceof WriteStream)) return new WriteStream(path, options);
    options = { ...getOptions(options, {}) };
    options.decodeStrings = true;
    options.autoDestroy ??= options.autoClose ?? true;
    if (options.autoClose !== undefined) options.autoDestroy = options.autoClose;
    const { encoding } = options;
    takeFunctions(this, options, ['open', 'write', 'writev', 'close']);
    takePath(this, path);
    this.flags = options.flags === undefined ? 'w' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
    this.flush = options.flush;
    if (this.flush !== undefined && this.flush !== null) validateBoolean(this.flush, 'options.flush');
    this.start = options.start;
    this.pos = undefined;
    this.bytesWritten = 0;
    this[kBusy] = false;
    takeStart(this.start);
    if (this.start !== undefined) this.pos = this.start;
    if (!this[kFs].writev) this._writev = null;
    if (!this[kFs].write) this._write = null;
    Reflect.apply(Writable, this, [{ ...options, encoding: undefined, construct: undefined, fs: undefined }]);
    if (encoding) this.setDefaultEncoding(encoding);
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);
Object.defineProperty(WriteStream.prototype, 'autoClose', autoCloseOf('_writableState'));

/* Writes all of a buffer, again where a part was taken or the file was busy. */
function writeAll(stream, buffer, offset, position, tries, done) {
    const length = buffer.byteLength - offset;
    stream[kFs].write(stream.fd, buffer, offset, length, position, (error, count) => {
        if (error?.code === 'EAGAIN') [error, count] = [null, 0];
        if (stream.destroyed || error) return done(error || new codes.ERR_STREAM_DESTROYED('write'));
        stream.bytesWritten += count;
        tries = count ? 0 : tries + 1;
        if (tries > 5) return done(new codes.ERR_SYSTEM_ERROR({ code: 'EAGAIN', message: 'write failed', syscall: 'write' }));
        if (count === length) return done();
        return writeAll(stream, buffer, offset + count, position === undefined ? undefined : position + count, tries, done);
    });
}

function writeVector(stream, buffers, size, position, done) {
    stream[kFs].writev(stream.fd, buffers, position ?? null, (error, count) => {
        if (error?.code === 'EAGAIN') [error, count] = [null, 0];
        if (stream.destroyed || error) return done(error || new codes.ERR_STREAM_DESTROYED('writev'));
        stream.bytesWritten += count;
        if (count === size) return done();
        const rest = require('buffer').Buffer.concat(buffers).subarray(count);
        return writeAll(stream, rest, 0, position === undefined ? undefined : position + count, 0, done);
    });
}

Object.assign(WriteStream.prototype, {
    _construct(done) {
        construct(this, done);
    },

    _write(chunk, encoding, done) {
        const position = this.pos;
        this[kBusy] = true;
        writeAll(this, chunk, 0, position, 0, (error) => {
            idle(this);
            done(error);
        });
        if (this.pos !== undefined) this.pos += chunk.length;
    },

    _writev(chunks, done) {
        const buffers = chunks.map(({ chunk }) => chunk);
        const size = buffers.reduce((sum, { length }) => sum + length, 0);
        const position = this.pos;
        this[kBusy] = true;
        writeVector(this, buffers, size, position, (error) => {
            idle(this);
            done(error);
        });
        if (this.pos !== undefined) this.pos += size;
    },

    _destroy(error, done) {
        if (!this.flush || this.fd === null) {
            destroy(this, error, done);
            return;
        }
        this[kFs].fsync(this.fd, (syncError) => destroy(this, error || syncError, done));
    },

    close(callback) {
        if (callback) {
            if (this.closed) {
                process.nextTick(callback);
                return;
            }
            this.on('close', callback);
        }
        // Where the stream does not close by itself, the end of writing closes it.
        if (!this.autoClose) this.on('finish', this.destroy);
        this.end();
    },
});
WriteStream.prototype.destroySoon = WriteStream.prototype.end;
addPending(WriteStream.prototype);

/* ---- the functions of node:fs ---- */

function createReadStream(path, options) {
    return new ReadStream(path, options);
}

function createWriteStream(path, options) {
    return new WriteStream(path, options);
}

class Utf8Stream {
    constructor() {
        throw new Error('lode does not provide fs.Utf8Stream; fs.createWriteStream writes text to a file');
    }
}

module.exports = { createReadStream, createWriteStream, ReadStream, Utf8Stream, WriteStream };
