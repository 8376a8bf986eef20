'use strict';
// Stacks as V8 writes them, from the engine's: "name@url:line:column" becomes "    at name (url:line:column)".
//
// Places are told in the source (loader/sources.h). Frames of this host are left out, and so are native frames that
// only lead to them.

const places = native('stack');
const { apply } = Reflect;
const { getOwnPropertyDescriptor } = Object;
const { errorToString } = require('internal/stack_errors');

const isLoader = (url) => url.startsWith('node:internal/cjs') || url === 'node:internal/main' || url === 'node:internal/turn';
const isInternal = (url) => url.startsWith('node:internal/') || url === 'lode:intrinsics';
const CLASSES = {
    Array: ['map', 'forEach', 'filter', 'reduce', 'reduceRight', 'some', 'every', 'find', 'findIndex', 'sort', 'flatMap'],
    JSON: ['parse', 'stringify'],
    String: ['replace', 'replaceAll'],
    Reflect: ['apply', 'construct'],
};
const names = {};
for (const owner of Object.keys(CLASSES)) for (const name of CLASSES[owner]) names[name] = `${owner}.${name}`;

class Frame {
    constructor(name, url, line, column) {
        this.name = name;
        this.url = url;
        this.line = line;
        this.column = column;
    }

    get isNative() {
        return this.url === '[native code]';
    }

    get isEval() {
        return this.name === 'eval code';
    }

    toString() {
        const { url, line, column } = this;
        const name = this.isNative && Object.hasOwn(names, this.name) ? names[this.name] : this.name;
        if (this.isNative) return `${name} (<anonymous>)`;
        const place = line === 0 ? url : `${url}:${line}:${column}`;
        if (this.isEval) return `eval (${place})`;
        return name === '' ? place : `${name} (${place})`;
    }
}

function parseLine(line) {
    const end = line.indexOf('@');
    const name = end < 0 ? '' : line.slice(0, end);
    const place = line.slice(end + 1);
    const [, url = place, row = '0', column = '0'] = /^(.*):(\d+):(\d+)$/.exec(place) ?? [];
    return new Frame(/^(global|module) code$/.test(name) ? '' : name, url, Number(row), Number(column));
}

/** Is this the engine's way to write a stack? */
function isRaw(stack) {
    const [first] = stack.split('\n', 1);
    return /^[^\n]*@(?:\[native code\]|.*:\d+:\d+|)$/.test(first) || /^(?:global|module|eval) code$/.test(first) || first === '[native code]';
}

/** The frames that a program should see. */
function framesOf(raw) {
    const all = raw === '' ? [] : raw.split('\n').map(parseLine);
    const frames = [];
    all.forEach((frame, index) => {
        // Constructors that nobody wrote have no place.
        if (frame.url === '' || isInternal(frame.url)) return;
        const caller = all[index + 1];
        if (frame.isNative) {
            const callee = all[index - 1];
            if (frame.name === '' || caller === undefined || isInternal(caller.url) || (callee !== undefined && isInternal(callee.url))) return;
        } else {
            frame.column = places.column(frame.url, frame.line, frame.column);
            // The body of a CommonJS module has no name; its caller tells it from other functions without one.
            if (frame.name === '' && caller !== undefined && (isLoader(caller.url) ||
                (caller.isNative && all[index + 2] !== undefined && isLoader(all[index + 2].url)))) frame.name = 'Object.<anonymous>';
        }
        frames.push(frame);
    });
    return frames;
}

/** "Name: message", and never a throw. */
function headOf(error) {
    try {
        const { kIsNodeError } = require('internal/errors');
        if (kIsNodeError !== undefined && kIsNodeError in error) return `${error.name} [${error.code}]: ${error.message}`;
        return apply(errorToString, error, []);
    } catch {
        return '<error>';
    }
}

function limitOf(limit) {
    if (typeof limit !== 'number') return 10;
    return limit > 0 ? limit : 0;
}

const join = (head, frames) => (frames.length === 0 ? head : `${head}\n    at ${frames.join('\n    at ')}`);

/** The stack as V8 would write it. */
function format(head, raw, limit = Error.stackTraceLimit) {
    return join(head, framesOf(raw).slice(0, limitOf(limit)));
}

/* Messages of the engine quote what it runs, which for an ES module is its body (syntax/body.h). */
function inWordsOfSource(head, frames) {
    const place = head.includes('$lode') ? frames.find(({ isNative }) => !isNative) : undefined;
    return place === undefined ? head : places.message(place.url, head);
}

/** The stack of any error in V8's form; what its `stack` holds otherwise. */
function stackOf(error) {
    const own = getOwnPropertyDescriptor(error, 'stack');
    const stack = own === undefined || own.get !== undefined ? error.stack : own.value;
    if (typeof stack !== 'string' || own?.get !== undefined) return stack;
    if (stack !== '' && !isRaw(stack)) return stack;
    const frames = framesOf(stack);
    return join(inWordsOfSource(headOf(error), frames), frames.slice(0, limitOf(Error.stackTraceLimit)));
}

/** The first place of a program's own code in a stack of the engine's: { url, line, column }, or undefined. */
function placeOf(raw) {
    return framesOf(raw).find(({ isNative, url }) => !isNative && !url.startsWith('node:'));
}

module.exports = { Frame, format, framesOf, headOf, isRaw, join, limitOf, placeOf, stackOf, lineOf: places.line };
