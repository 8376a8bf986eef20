'use strict';
// What process.stdout and process.stderr become (process_stdout.js): Writable streams. Writing is synchronous, as it is in
// Node for files and pipes.

const { Writable } = require('stream');
const { Buffer } = require('buffer');
const os = native('process');

const KINDS = { FILE: 'SyncWriteStream', PIPE: 'Socket', TCP: 'Socket', TTY: 'WriteStream' };

function writeFailure(status) {
    const error = os.error(status, 'write');
    error.message = `write ${error.code}`;
    return error;
}

function isIdle({ length, corked, ending, destroyed }) {
    return length === 0 && corked === 0 && !ending && !destroyed;
}

class OutputStream extends Writable {
    /** Text without more goes the short way. */
    write(chunk, encoding, callback) {
        if (typeof chunk === 'string' && encoding === undefined && callback === undefined && isIdle(this._writableState) && os.write(this.fd, chunk) === 0) {
            return true;
        }
        if (this.writableEnded) {
            // Not even an 'error' event: in Node, too, what comes after the end is dropped.
            const done = typeof encoding === 'function' ? encoding : callback;
            const { codes } = require('internal/errors');
            if (typeof done === 'function') require('internal/queues').nextTick(done, new codes.ERR_STREAM_WRITE_AFTER_END());
            return false;
        }
        return super.write(chunk, encoding, callback);
    }

    _write(chunk, encoding, callback) {
        const isText = typeof chunk === 'string' && /^utf-?8$/i.test(encoding);
        const status = os.write(this.fd, isText || typeof chunk !== 'string' ? chunk : Buffer.from(chunk, encoding));
        callback(status === 0 ? null : writeFailure(status));
    }

    /* The descriptors belong to the process: they cannot be closed by a stream. */
    _destroy(error, callback) {
        callback(error);
        this._undestroy?.();
    }

    destroySoon() {
        this.destroy();
    }
}

function makeTerminal(self) {
    const refresh = () => {
        const [columns, rows] = os.windowSize(self.fd) ?? [];
        const isChange = self.columns !== columns || self.rows !== rows;
        self.columns = columns;
        self.rows = rows;
        return isChange;
    };
    refresh();
    self._refreshSize = () => {
        if (refresh()) self.emit('resize');
    };
    self.getWindowSize = () => [self.columns, self.rows];
    Object.assign(self, require('internal/fs/terminal').methods);
    const { state } = require('internal/queues');
    state.process?.on('SIGWINCH', self._refreshSize);
}

/** Makes an object that has `fd` and `_type` such a stream. */
exports.turnInto = (self) => {
    const kind = os.kind(self.fd);
    const Class = { [KINDS[kind] ?? 'Writable']: class extends OutputStream {} }[KINDS[kind] ?? 'Writable'];
    Object.setPrototypeOf(self, Class.prototype);
    Reflect.apply(Writable, self, [{ decodeStrings: false, emitClose: false, autoDestroy: true }]);
    if (kind === 'TTY') makeTerminal(self);
};

exports.write = OutputStream.prototype.write;
