'use strict';
// node:tty. What a terminal can show is asked of the environment (internal/fs/terminal.js).

const native_tty = native('tty');
const { codes } = require('internal/errors');

function isatty(fd) {
    return Number.isInteger(fd) && fd >= 0 && fd <= 2147483647 && native_tty.isatty(fd);
}

function checkDescriptor(fd) {
    if (fd >> 0 !== fd || fd < 0) throw new codes.ERR_INVALID_FD(fd);
    if (native_tty.isatty(fd)) return;
    throw new codes.ERR_TTY_INIT_FAILED({ errno: 22, code: 'EINVAL', message: 'invalid argument', syscall: 'uv_tty_init' });
}

function extend(Made, Base, methods) {
    Object.setPrototypeOf(Made, Base);
    Object.setPrototypeOf(Made.prototype, Base.prototype);
    Object.assign(Made.prototype, methods);
    // process.stdin, stdout and stderr of a terminal are made without this module.
    Object.defineProperty(Made, Symbol.hasInstance, {
        value: (stream) => Made.prototype.isPrototypeOf(stream) || (stream?.isTTY === true && stream instanceof Base),
    });
}

function makeClasses() {
    const { ReadStream: FileReadStream } = require('fs');
    const { Writable } = require('stream');
    const terminal = require('internal/fs/terminal');
    const fs = require('fs');

    // Functions, not classes: Node's can be called without `new`.
    function ReadStream(fd, options) {
        if (!ReadStream.prototype.isPrototypeOf(this)) return new ReadStream(fd, options);
        checkDescriptor(fd);
        Reflect.apply(FileReadStream, this, [null, { ...options, fd, autoClose: false }]);
        this.isRaw = false;
        this.isTTY = true;
    }
    extend(ReadStream, FileReadStream, {
        setRawMode(on) {
            native_tty.setRawMode(this.fd, Boolean(on));
            this.isRaw = Boolean(on);
            return this;
        },
    });

    function WriteStream(fd) {
        if (!WriteStream.prototype.isPrototypeOf(this)) return new WriteStream(fd);
        checkDescriptor(fd);
        Reflect.apply(Writable, this, [{ decodeStrings: false }]);
        this.fd = fd;
        this._refreshSize();
    }
    extend(WriteStream, Writable, {
        isTTY: true,
        ...terminal.methods,
        _refreshSize() {
            const [columns, rows] = native_tty.size(this.fd) ?? [];
            if (columns === this.columns && rows === this.rows) return;
            const isFirst = this.columns === undefined;
            this.columns = columns;
            this.rows = rows;
            if (!isFirst) this.emit('resize');
        },
        getWindowSize() {
            return [this.columns, this.rows];
        },
        _write(chunk, encoding, callback) {
            try {
                writeAll(this.fd, typeof chunk === 'string' ? require('buffer').Buffer.from(chunk, encoding) : chunk);
                callback();
            } catch (error) {
                callback(error);
            }
        },
    });

    function writeAll(fd, bytes) {
        for (let done = 0; done < bytes.length;) done += fs.writeSync(fd, bytes, done);
    }

    return { ReadStream, WriteStream };
}

let classes;
const lazyClass = (name) => {
    const get = () => (classes ??= makeClasses())[name];
    Object.defineProperty(exports, name, {
        get,
        set(value) {
            Object.defineProperty(exports, name, { value, writable: true, enumerable: true, configurable: true });
        },
        enumerable: true,
        configurable: true,
    });
};

exports.isatty = isatty;
lazyClass('ReadStream');
lazyClass('WriteStream');
