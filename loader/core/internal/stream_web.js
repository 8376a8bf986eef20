'use strict';
// Node's streams as those of the web, and back: Readable.toWeb and its kin.

const { Readable, Writable, Duplex, finished } = require('stream');
const { codes } = require('internal/errors');

const web = () => require('stream/web');

function checkType(value, Class, name) {
    if (!(value instanceof Class)) throw new codes.ERR_INVALID_ARG_TYPE(name, Class.name, value);
}

/* ---- from the web ---- */

/* What reads from the web stream for a Readable. */
function source(readableStream) {
    const reader = readableStream.getReader();
    return {
        read() {
            reader.read().then(({ done, value }) => this.push(done ? null : value), (error) => this.destroy(error));
        },
        destroy(error, callback) {
            const done = () => callback(error);
            reader.cancel(error ?? undefined).then(done, done);
        },
    };
}

/* What writes to the web stream for a Writable. */
function sink(writableStream) {
    const writer = writableStream.getWriter();
    writer.closed.catch(() => {});
    return {
        write(chunk, encoding, callback) {
            writer.ready.then(() => writer.write(chunk)).then(() => callback(), (error) => callback(error));
        },
        final(callback) {
            writer.close().then(() => callback(), (error) => callback(error));
        },
        destroy(error, callback) {
            const done = () => callback(error);
            if (error === null || error === undefined) done();
            else writer.abort(error).then(done, done);
        },
    };
}

function newStreamReadableFromReadableStream(readableStream, options = {}) {
    checkType(readableStream, web().ReadableStream, 'readableStream');
    return new Readable({ ...options, ...source(readableStream) });
}

function newStreamWritableFromWritableStream(writableStream, options = {}) {
    checkType(writableStream, web().WritableStream, 'writableStream');
    return new Writable({ decodeStrings: true, ...options, ...sink(writableStream) });
}

function newStreamDuplexFromReadableWritablePair(pair = {}, options = {}) {
    checkType(pair.readable, web().ReadableStream, 'pair.readable');
    checkType(pair.writable, web().WritableStream, 'pair.writable');
    const from = source(pair.readable);
    const to = sink(pair.writable);
    return new Duplex({
        decodeStrings: true,
        ...options,
        ...to,
        read: from.read,
        destroy(error, callback) {
            to.destroy(error, () => Reflect.apply(from.destroy, this, [error, callback]));
        },
    });
}

/* ---- to the web ---- */

function newReadableStreamFromStreamReadable(readable, options = {}) {
    const isObjects = readable.readableObjectMode;
    const highWaterMark = readable.readableHighWaterMark;
    const { ByteLengthQueuingStrategy, CountQueuingStrategy, ReadableStream } = web();
    const strategy = options.strategy ?? (isObjects ? new CountQueuingStrategy({ highWaterMark }) : new ByteLengthQueuingStrategy({ highWaterMark }));
    return new ReadableStream({
        start(controller) {
            readable.pause();
            readable.on('data', (chunk) => {
                controller.enqueue(!isObjects && ArrayBuffer.isView(chunk) ? new Uint8Array(chunk) : chunk);
                if (controller.desiredSize <= 0) readable.pause();
            });
            finished(readable, { writable: false }, (error) => {
                if (error) controller.error(error);
                else controller.close();
            });
        },
        pull() {
            readable.resume();
        },
        cancel(reason) {
            readable.destroy(reason);
        },
    }, strategy);
}

function newWritableStreamFromStreamWritable(writable) {
    return new (web().WritableStream)({
        start(controller) {
            finished(writable, { readable: false }, (error) => {
                if (error) controller.error(error);
            });
        },
        write(chunk) {
            return writable.write(chunk) ? undefined : new Promise((resolve) => { writable.once('drain', resolve); });
        },
        close() {
            return new Promise((resolve) => { writable.end(resolve); });
        },
        abort(reason) {
            writable.destroy(reason);
        },
    }, { highWaterMark: writable.writableHighWaterMark, size: writable.writableObjectMode ? () => 1 : (chunk) => chunk.length ?? 1 });
}

function newReadableWritablePairFromDuplex(duplex) {
    return { readable: newReadableStreamFromStreamReadable(duplex), writable: newWritableStreamFromStreamWritable(duplex) };
}

module.exports = {
    newStreamReadableFromReadableStream, newStreamWritableFromWritableStream, newStreamDuplexFromReadableWritablePair,
    newReadableStreamFromStreamReadable, newWritableStreamFromStreamWritable, newReadableWritablePairFromDuplex,
};
