'use strict';
// Checks of arguments that throw Node's errors.

const { codes } = require('internal/errors');

function ofType(type) {
    return (value, name) => {
        if (typeof value !== type) throw new codes.ERR_INVALID_ARG_TYPE(name, type, value);
    };
}

const string = ofType('string');
const boolean = ofType('boolean');

function func(value, name) {
    if (typeof value !== 'function') throw new codes.ERR_INVALID_ARG_TYPE(name, 'Function', value);
}

/** A number from `min` to `max`; either may be left out. */
function number(value, name, min = undefined, max = undefined) {
    if (typeof value !== 'number') throw new codes.ERR_INVALID_ARG_TYPE(name, 'number', value);
    const isBounded = min !== undefined || max !== undefined;
    if (value < (min ?? -Infinity) || value > (max ?? Infinity) || (isBounded && Number.isNaN(value))) {
        const range = [min === undefined ? '' : `>= ${min}`, max === undefined ? '' : `<= ${max}`].filter(Boolean).join(' && ');
        throw new codes.ERR_OUT_OF_RANGE(name, range, value);
    }
}

function integer(value, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
    if (typeof value !== 'number') throw new codes.ERR_INVALID_ARG_TYPE(name, 'number', value);
    if (!Number.isInteger(value)) throw new codes.ERR_OUT_OF_RANGE(name, 'an integer', value);
    if (value < min || value > max) throw new codes.ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value);
}

function int32(value, name, min = -(2 ** 31), max = 2 ** 31 - 1) {
    integer(value, name, min, max);
}

function uint32(value, name, isPositive = false) {
    integer(value, name, isPositive ? 1 : 0, 2 ** 32 - 1);
}

/** An object, by default neither null nor an array nor a function. */
function object(value, name, { nullable = false, array = false, callable = false } = {}) {
    const isObject = value === null ? nullable
        : Array.isArray(value) ? array
            : typeof value === 'object' || (callable && typeof value === 'function');
    if (!isObject) throw new codes.ERR_INVALID_ARG_TYPE(name, 'Object', value);
}

function array(value, name, minimum = 0) {
    if (!Array.isArray(value)) throw new codes.ERR_INVALID_ARG_TYPE(name, 'Array', value);
    if (value.length < minimum) throw new codes.ERR_INVALID_ARG_VALUE(name, value, `must be longer than ${minimum}`);
}

function oneOf(value, name, list) {
    if (list.includes(value)) return;
    const shown = list.map((one) => (typeof one === 'string' ? `'${one}'` : String(one))).join(', ');
    throw new codes.ERR_INVALID_ARG_VALUE(name, value, `must be one of: ${shown}`);
}

/** An AbortSignal, or undefined. */
function abortSignal(value, name) {
    if (value !== undefined && (value === null || typeof value !== 'object' || !('aborted' in value))) {
        throw new codes.ERR_INVALID_ARG_TYPE(name, 'AbortSignal', value);
    }
}

module.exports = {
    validateAbortSignal: abortSignal,
    validateArray: array,
    validateBoolean: boolean,
    validateFunction: func,
    validateInt32: int32,
    validateInteger: integer,
    validateNumber: number,
    validateObject: object,
    validateOneOf: oneOf,
    validateString: string,
    validateUint32: uint32,
};
