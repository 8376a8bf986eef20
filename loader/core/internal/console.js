'use strict';
// The methods of consoles that print, and how a text reaches a stream.

/* Of a console: what it was made with, the indentation of its groups, its counts. */
const kState = Symbol('kState');

function ignore() {}

/** For the end of a write: an error of the stream, which is told after it, does not end the program either. */
const swallow = (stream) => (error) => {
    if (error && stream.listenerCount?.('error') === 0) stream.once('error', ignore);
};

/** Where a console writes to. The global one does without the streams of process until the program asks for them. */
function streamOf(self, name) {
    if (self[kState].isGlobal) return require('internal/process_stdio').forConsole(name);
    return name === 'stdout' ? self._stdout : self._stderr;
}

/** Writes a text and a line break, indented as the console's groups ask. */
function write(self, stream, text) {
    const { indent, ignoreErrors } = self[kState];
    let line = text;
    if (indent !== '') line = indent + (text.includes('\n') ? text.replaceAll('\n', `\n${indent}`) : text);
    line += '\n';
    if (!ignoreErrors) {
        stream.write(line);
        return;
    }
    // An error of the stream must not end the program: nobody else may be listening.
    const isAlone = typeof stream.once === 'function' && stream.listenerCount?.('error') === 0;
    if (isAlone) stream.once('error', ignore);
    try {
        stream.write(line, swallow(stream));
    } catch (error) {
        if (require('internal/errors').isStackOverflowError(error)) throw error;
    } finally {
        if (isAlone) stream.removeListener('error', ignore);
    }
}

/** The options of inspect for what goes to this stream. */
function inspectOptions(self, stream) {
    const { colorMode, inspectOptions: own } = self[kState];
    const chosen = own instanceof Map ? own.get(stream) : own;
    if (chosen?.colors !== undefined) return chosen;
    let colors = colorMode;
    if (colors === 'auto') {
        colors = Boolean(stream.isTTY) && (typeof stream.getColorDepth !== 'function' || stream.getColorDepth() > 2);
    }
    return colors || chosen ? { ...chosen, colors } : undefined;
}

/* Strings are printed as they are; without a % in the first one there is nothing to format. */
function isPlain(args) {
    for (let i = 0; i < args.length; i++) {
        if (typeof args[i] !== 'string') return false;
    }
    return args.length < 2 || !args[0].includes('%');
}

function print(self, stream, args) {
    if (isPlain(args)) {
        write(self, stream, args.join(' '));
        return;
    }
    const { format, formatWithOptions } = require('internal/inspect');
    const options = inspectOptions(self, stream);
    write(self, stream, options === undefined ? format(...args) : formatWithOptions(options, ...args));
}

const methods = {
    log(...args) {
        print(this, streamOf(this, 'stdout'), args);
    },
    warn(...args) {
        print(this, streamOf(this, 'stderr'), args);
    },
};
methods.info = methods.debug = methods.dirxml = methods.log;
methods.error = methods.warn;
for (const name of ['dir', 'time', 'timeEnd', 'timeLog', 'trace', 'assert', 'clear', 'count', 'countReset', 'group', 'groupEnd', 'table']) {
    const { [name]: later } = {
        [name](...args) {
            return Reflect.apply(require('internal/console_methods').methods[name], this, args);
        },
    };
    methods[name] = later;
}
methods.groupCollapsed = methods.group;

module.exports = { inspectOptions, kState, methods, streamOf, swallow, write };
