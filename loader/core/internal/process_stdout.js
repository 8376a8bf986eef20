'use strict';
// process.stdout and process.stderr. Most programs only write text to them or ask whether they are terminals, and streams are
// much code. So each is at first an object that can do just that; its prototype is a proxy, which makes it a stream
// (process_stdout_stream.js) when anything else is asked of it.

const os = native('process');
const { defineProperty, create, getPrototypeOf } = Object;

const TYPES = { FILE: 'fs', PIPE: 'pipe', TCP: 'tcp', TTY: 'tty' };
const light = new Map(); // of what is no stream yet, the `write` that it began with

/* What only terminals have: asking for it is no reason to make a stream. */
const ONLY_TERMINALS = ['isTTY', 'columns', 'rows', 'getWindowSize', 'getColorDepth', 'hasColors', 'cursorTo', 'moveCursor', 'clearLine'];

function own(object, name, value) {
    defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

function turnIntoStream(self) {
    const write = light.get(self);
    if (write === undefined) return;
    light.delete(self);
    // What the program put in its place stays.
    if (self.write === write) delete self.write;
    delete self.columns;
    delete self.rows;
    require('internal/process_stdout_stream').turnInto(self);
}

function makePrototype(self, isTerminal) {
    const isAbsent = (name) => !isTerminal && ONLY_TERMINALS.includes(name);
    const later = (f) => (target, ...list) => {
        turnIntoStream(self());
        return f(getPrototypeOf(self()), ...list);
    };
    // A stream on a terminal gets properties of its own as well, so it is asked itself.
    const get = (target, name, receiver) => {
        turnIntoStream(self());
        return Reflect.get(self(), name, receiver);
    };
    const has = (target, name) => {
        turnIntoStream(self());
        return Reflect.has(self(), name);
    };
    return new Proxy(create(null), {
        get: (target, name, receiver) => (isAbsent(name) ? undefined : get(target, name, receiver)),
        has: (target, name) => !isAbsent(name) && has(target, name),
        set: later(Reflect.set),
        ownKeys: later(Reflect.ownKeys),
        getOwnPropertyDescriptor: later((prototype, name) => {
            const found = Reflect.getOwnPropertyDescriptor(prototype, name);
            return found && { ...found, configurable: true };
        }),
        getPrototypeOf: later((prototype) => prototype),
    });
}

exports.make = (fd) => {
    const kind = os.kind(fd);
    const self = create(makePrototype(() => self, kind === 'TTY'));
    function write(chunk, encoding, callback) {
        if (light.has(self) && typeof chunk === 'string' && encoding === undefined && callback === undefined && os.write(fd, chunk) === 0) {
            return true;
        }
        turnIntoStream(self);
        return Reflect.apply(require('internal/process_stdout_stream').write, self, [chunk, encoding, callback]);
    }
    light.set(self, write);
    own(self, 'write', write);
    own(self, '_type', TYPES[kind]);
    own(self, '_isStdio', true);
    own(self, 'fd', fd);
    if (kind === 'TTY') {
        own(self, 'isTTY', true);
        for (const [index, name] of ['columns', 'rows'].entries()) {
            defineProperty(self, name, { get: () => os.windowSize(fd)?.[index], enumerable: true, configurable: true });
        }
    }
    return self;
};

/** Can it only write text so far, with the `write` that it began with? */
exports.isLight = (self) => light.has(self) && light.get(self) === self.write;
