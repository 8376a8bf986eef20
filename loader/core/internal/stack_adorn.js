'use strict';
// What is seldom needed of errors: the text of a stack, and what errors that C makes have in common with others.

const stack = require('internal/stack');
const { askRaw, finish, hide, plainPrepare } = require('internal/stack_errors');
const { getOwnPropertyDescriptor, setPrototypeOf } = Object;

/** The frames below those of the constructor and of what it calls by super(). */
function withoutMakers(frames, maker) {
    const names = new Set();
    for (let at = maker; typeof at === 'function' && at !== Function.prototype; at = Object.getPrototypeOf(at)) names.add(at.name);
    let count = 0;
    while (count < frames.length && frames[count].name !== '' && names.has(frames[count].name)) count++;
    return count === 0 ? frames : frames.slice(count);
}

/** The text of a stack, or what the program's own function makes of it. */
exports.textOf = (object, raw, shown, maker) => {
    const { prepareStackTrace } = Error;
    const frames = withoutMakers(stack.framesOf(raw), maker).slice(0, stack.limitOf(shown));
    if (typeof prepareStackTrace !== 'function' || prepareStackTrace === plainPrepare) return stack.join(stack.headOf(object), frames);
    return Reflect.apply(prepareStackTrace, Error, [object, require('internal/stack_sites').sitesOf(frames)]);
};

/* By the engine's prototype: the one of errors with a code of Node's, whose text has the code. */
const coded = new Map();

function codedPrototype(base) {
    let prototype = coded.get(base);
    if (prototype === undefined) {
        prototype = Object.create(base, {
            [require('internal/errors').kIsNodeError]: { get: () => true, configurable: true },
            toString: {
                value() {
                    return `${this.name} [${this.code}]: ${this.message}`;
                },
                writable: true,
                configurable: true,
            },
        });
        coded.set(base, prototype);
    }
    return prototype;
}

/** Makes an error of C what others are: its stack, its prototype, members that are not shown. */
exports.adorn = (error, code) => {
    if (!Error.isError(error) || !Object.isExtensible(error)) return;
    const own = getOwnPropertyDescriptor(error, 'stack');
    if (own?.configurable && own.get === undefined && typeof own.value === 'string' && (own.value === '' || stack.isRaw(own.value))) finish(error);
    if (error instanceof SyntaxError) {
        for (const name of ['line', 'column', 'sourceURL']) hide(error, name, error[name]);
    }
    if (typeof code === 'string' && code.startsWith('ERR_')) setPrototypeOf(error, codedPrototype(Object.getPrototypeOf(error)));
};

/** The engine's own stack of an error that has the accessor; undefined of others. */
exports.rawOf = (error) => {
    const getter = getOwnPropertyDescriptor(error, 'stack')?.get;
    if (getter === undefined) return undefined;
    try {
        return Reflect.apply(getter, askRaw, [])?.[askRaw];
    } catch {
        return undefined;
    }
};
