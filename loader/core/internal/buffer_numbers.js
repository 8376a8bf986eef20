'use strict';
// The methods of buffers that read and write numbers.

const { codes } = require('internal/errors');

const scratch = new DataView(new ArrayBuffer(8));
const little = (order) => order === 'LE';

/* Throws what is wrong with an offset at which `size` bytes are to be read or written. */
function refuseOffset(value, last) {
    if (typeof value !== 'number') throw new codes.ERR_INVALID_ARG_TYPE('offset', 'number', value);
    if (Math.floor(value) !== value) throw new codes.ERR_OUT_OF_RANGE('offset', 'an integer', value);
    if (last < 0) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS();
    throw new codes.ERR_OUT_OF_RANGE('offset', `>= 0 and <= ${last}`, value);
}

function checkOffset(bytes, offset, size) {
    const last = bytes.length - size;
    if (typeof offset !== 'number' || !(offset >= 0 && offset <= last) || Math.floor(offset) !== offset) refuseOffset(offset, last);
}

function checkSize(size) {
    if (typeof size !== 'number') throw new codes.ERR_INVALID_ARG_TYPE('byteLength', 'number', size);
    if (Math.floor(size) !== size) throw new codes.ERR_OUT_OF_RANGE('byteLength', 'an integer', size);
    if (size < 1 || size > 6) throw new codes.ERR_OUT_OF_RANGE('byteLength', '>= 1 and <= 6', size);
}

/* [name, bytes, the DataView's name, smallest, greatest]; a name of one byte has no order. */
const rows = [
    ['UInt8', 1, 'Uint8', 0, 255], ['UInt16', 2, 'Uint16', 0, 65535], ['UInt32', 4, 'Uint32', 0, 2 ** 32 - 1],
    ['Int8', 1, 'Int8', -128, 127], ['Int16', 2, 'Int16', -32768, 32767], ['Int32', 4, 'Int32', -(2 ** 31), 2 ** 31 - 1],
    ['BigUInt64', 8, 'BigUint64', 0n, 2n ** 64n - 1n], ['BigInt64', 8, 'BigInt64', -(2n ** 63n), 2n ** 63n - 1n],
    ['Float', 4, 'Float32'], ['Double', 8, 'Float64'],
];

function rangeText(size, least) {
    if (size === 8) return least === 0n ? '>= 0n and < 2n ** 64n' : '>= -(2n ** 63n) and < 2n ** 63n';
    return null;
}

function reader(size, type, isLittle) {
    const get = DataView.prototype[`get${type}`];
    return (bytes, offset) => {
        checkOffset(bytes, offset, size);
        for (let i = 0; i < size; i++) scratch.setUint8(i, bytes[offset + i]);
        return get.call(scratch, 0, isLittle);
    };
}

function writer(size, type, isLittle, least, most) {
    const set = DataView.prototype[`set${type}`];
    return (bytes, value, offset) => {
        if (most === undefined || size !== 8) value = +value;
        if (size === 1 && typeof offset !== 'number') refuseOffset(offset, 0);
        if (most !== undefined && (value > most || value < least)) {
            throw new codes.ERR_OUT_OF_RANGE('value', rangeText(size, least) ?? `>= ${least} and <= ${most}`, value);
        }
        checkOffset(bytes, offset, size);
        set.call(scratch, 0, value, isLittle);
        for (let i = 0; i < size; i++) bytes[offset + i] = scratch.getUint8(i);
        return offset + size;
    };
}

function readWhole(bytes, offset, size, order, isSigned) {
    if (offset === undefined) throw new codes.ERR_INVALID_ARG_TYPE('offset', 'number', offset);
    checkSize(size);
    checkOffset(bytes, offset, size);
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + bytes[little(order) ? offset + size - 1 - i : offset + i];
    return isSigned && value >= 2 ** (8 * size - 1) ? value - 2 ** (8 * size) : value;
}

function wholeRange(size, isSigned) {
    const bits = 8 * size;
    if (size <= 4) return isSigned ? `>= ${-(2 ** (bits - 1))} and <= ${2 ** (bits - 1) - 1}` : `>= 0 and <= ${2 ** bits - 1}`;
    return isSigned ? `>= -(2 ** ${bits - 1}) and < 2 ** ${bits - 1}` : `>= 0 and < 2 ** ${bits}`;
}

function writeWhole(bytes, value, offset, size, order, isSigned) {
    checkSize(size);
    value = +value;
    const most = 2 ** (8 * size - (isSigned ? 1 : 0)) - 1;
    if (value > most || value < (isSigned ? -most - 1 : 0)) throw new codes.ERR_OUT_OF_RANGE('value', wholeRange(size, isSigned), value);
    if (offset === undefined) throw new codes.ERR_INVALID_ARG_TYPE('offset', 'number', offset);
    checkOffset(bytes, offset, size);
    let rest = Math.trunc(value) || 0;
    for (let i = 0; i < size; i++) {
        bytes[little(order) ? offset + i : offset + size - 1 - i] = rest;
        rest = Math.floor(rest / 256);
    }
    return offset + size;
}

const methods = {};

/* Made by name, so that stacks and inspection show it. */
function add(name, alias, method) {
    Object.defineProperty(method, 'name', { value: name });
    methods[name] = method;
    if (alias !== name) methods[alias] = method;
}

for (const [name, size, type, least, most] of rows) {
    for (const order of size === 1 ? [''] : ['LE', 'BE']) {
        const read = reader(size, type, little(order));
        const write = writer(size, type, little(order), least, most);
        const alias = name.replace('UInt', 'Uint');
        add(`read${name}${order}`, `read${alias}${order}`, function (offset = 0) { return read(this, offset); });
        add(`write${name}${order}`, `write${alias}${order}`, function (value, offset = 0) { return write(this, value, offset); });
    }
}
for (const order of ['LE', 'BE']) {
    for (const isSigned of [false, true]) {
        const name = `${isSigned ? 'Int' : 'UInt'}${order}`;
        const alias = name.replace('UInt', 'Uint');
        add(`read${name}`, `read${alias}`, function (offset, byteLength) { return readWhole(this, offset, byteLength, order, isSigned); });
        add(`write${name}`, `write${alias}`, function (value, offset, byteLength) {
            return writeWhole(this, value, offset, byteLength, order, isSigned);
        });
    }
}

/* The most used one, without detours. */
methods.readUInt8 = methods.readUint8 = function readUInt8(offset = 0) {
    checkOffset(this, offset, 1);
    return this[offset];
};

module.exports = methods;
