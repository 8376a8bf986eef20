'use strict';
// Reading and writing through a descriptor, with every way to say where the bytes are.

const fs = native('fs');
const { codes } = require('internal/errors');
const { getDescriptor, getPosition, getView, getViews, integer } = require('internal/fs/arguments');
const { validateObject } = require('internal/validate');
const { step } = require('internal/fs/forms');

const { isView } = ArrayBuffer;
const ROOM = 16384; // of the buffer that read() makes itself

function* nothing(value) {
    return value;
}

/* ---- reading ---- */

/** (buffer, offset, length, position), (buffer, options), (options) or (): the first form of them all. */
function readArguments(buffer, offset, length, position) {
    if (!isView(buffer)) {
        if (buffer !== undefined && buffer !== null) validateObject(buffer, 'options');
        const options = buffer ?? {};
        buffer = options.buffer ?? require('buffer').Buffer.alloc(ROOM);
        ({ offset, length, position } = options);
    } else if (offset !== null && typeof offset === 'object') {
        ({ offset, length, position } = offset);
    }
    getView(buffer);
    return [buffer, offset, length, position];
}

function checkRange(offset, length, size) {
    if (length > size - offset) throw new codes.ERR_OUT_OF_RANGE('length', `<= ${size - offset}`, length);
    if (length < 0) throw new codes.ERR_OUT_OF_RANGE('length', '>= 0', length);
}

/** For a callback: what stands alone behind the buffer is options. */
function read(fd, ...rest) {
    if (rest.length === 2 && isView(rest[0]) && rest[1] !== undefined) validateObject(rest[1], 'options', { nullable: true });
    return readAny(fd, ...rest);
}

function readHere(fd, ...rest) {
    getDescriptor(fd);
    getView(rest[0]);
    return read(fd, ...rest);
}

function readAny(fd, ...rest) {
    fd = getDescriptor(fd);
    let [buffer, offset, length, position] = readArguments(...rest);
    const size = buffer.byteLength;
    offset = offset === undefined || offset === null ? 0 : integer(offset, 'offset', 0);
    length = length === undefined || length === null ? size - offset : length | 0;
    if (length === 0) return nothing({ bytesRead: 0, buffer });
    if (size === 0) {
        throw new codes.ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
    }
    checkRange(offset, length, size);
    position = getPosition(position, length);
    return step(fs.read, [fd, buffer, offset, length, position], (bytesRead) => ({ bytesRead, buffer }));
}

function readv(fd, buffers, position) {
    fd = getDescriptor(fd);
    const views = getViews(buffers);
    return step(fs.readv, [fd, views, typeof position === 'number' ? position : -1, views.length], (bytesRead) => ({ bytesRead, buffers }));
}

/* ---- writing ---- */

/* An encoding that nobody knows is UTF-8 here. */
function bytesOf(text, encoding) {
    const { Buffer } = require('buffer');
    return Buffer.from(text, Buffer.isEncoding(encoding) ? encoding : 'utf8');
}

function writeText(fd, text, position, encoding) {
    const bytes = bytesOf(text, encoding);
    const place = typeof position === 'number' ? position : -1;
    return step(fs.write, [fd, bytes, 0, bytes.length, place], (bytesWritten) => ({ bytesWritten, buffer: text }));
}

function write(fd, buffer, offset, length, position) {
    fd = getDescriptor(fd);
    if (typeof buffer === 'string') {
        if (length !== undefined && length !== null) checkTextEncoding(buffer, length);
        return writeText(fd, buffer, offset, length);
    }
    if (!isView(buffer)) {
        throw new codes.ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
    }
    if (offset !== null && typeof offset === 'object') ({ offset, length, position } = offset);
    const size = buffer.byteLength;
    offset = offset === undefined || offset === null ? 0 : integer(offset, 'offset', 0);
    length = typeof length === 'number' ? integer(length, 'length') : size - offset;
    if (offset > size) throw new codes.ERR_OUT_OF_RANGE('offset', `<= ${size}`, offset);
    checkRange(offset, length, size);
    const place = typeof position === 'number' ? position : -1;
    return step(fs.write, [fd, buffer, offset, length, place], (bytesWritten) => ({ bytesWritten, buffer }));
}

/** In hexadecimal every byte has two digits. */
function checkTextEncoding(text, encoding) {
    if (typeof encoding === 'string' && encoding.toLowerCase() === 'hex' && text.length % 2 !== 0) {
        throw new codes.ERR_INVALID_ARG_VALUE('encoding', encoding, `is invalid for data of length ${text.length}`);
    }
}

function writev(fd, buffers, position) {
    fd = getDescriptor(fd);
    const views = getViews(buffers);
    if (views.length === 0) return nothing({ bytesWritten: 0, buffers });
    return step(fs.writev, [fd, views, typeof position === 'number' ? position : -1, views.length],
        (bytesWritten) => ({ bytesWritten, buffers }));
}

module.exports = { read, readAny, readHere, readv, write, writev };
