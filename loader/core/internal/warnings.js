'use strict';
// process.emitWarning, and how a warning looks on standard error.

const { state, nextTick } = require('internal/queues');
const os = native('process');

const told = { warnings: false, deprecation: false };

function processOf() {
    return state.process ?? require('internal/process').process;
}

/** The text of a warning: "(lode:PID) [CODE] Name: message". */
function write(warning) {
    const { process } = state;
    const { noWarnings, traceWarnings } = require('internal/process_options');
    if (noWarnings) return;
    const isDeprecation = warning.name === 'DeprecationWarning';
    if (isDeprecation && process.noDeprecation) return;
    const isTraced = traceWarnings || (isDeprecation && process.traceDeprecation);
    let text = `(lode:${process.pid}) `;
    if (warning.code) text += `[${warning.code}] `;
    const stack = isTraced ? require('internal/stack').stackOf(warning) : undefined;
    text += stack || (typeof warning.toString === 'function' ? `${warning.toString()}` : `${Error.prototype.toString.call(warning)}`);
    if (typeof warning.detail === 'string') text += `\n${warning.detail}`;
    const kind = isDeprecation ? 'deprecation' : 'warnings';
    if (!isTraced && !told[kind]) {
        told[kind] = true;
        text += `\n(Use \`node --trace-${kind} ...\` to show where the warning was created)`;
    }
    require('internal/process_stdio').stderr.write(`${text}\n`);
}

function makeWarning(message, { type, code, detail, from }) {
    const warning = new Error(message);
    Error.captureStackTrace(warning, from);
    warning.name = type;
    if (code !== undefined) warning.code = code;
    if (detail !== undefined) warning.detail = detail;
    return warning;
}

/* (message, { type, code, detail, ctor }) or (message, type, code, ctor), where each but the first may be the function. */
function optionsOf(type, code, from) {
    const { codes } = require('internal/errors');
    let options = { type, code, from };
    if (type !== null && typeof type === 'object' && !Array.isArray(type)) {
        options = { type: type.type || 'Warning', code: type.code, from: type.ctor };
        if (typeof type.detail === 'string') options.detail = type.detail;
    } else if (typeof type === 'function') {
        options = { type: 'Warning', code: undefined, from: type };
    } else if (typeof code === 'function') {
        options = { type, code: undefined, from: code };
    }
    options.type ||= 'Warning';
    if (typeof options.type !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('type', 'string', options.type);
    if (options.code !== undefined && typeof options.code !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('code', 'string', options.code);
    options.from ??= emitWarning;
    return options;
}

function emitWarning(warning, type, code, from) {
    const options = optionsOf(type, code, from);
    const process = processOf();
    let error = warning;
    if (typeof warning === 'string') {
        if (options.type === 'DeprecationWarning' && process.noDeprecation) return;
        error = makeWarning(warning, options);
    } else if (!(warning instanceof Error)) {
        const { codes } = require('internal/errors');
        throw new codes.ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
    }
    if (error.name === 'DeprecationWarning') {
        if (process.noDeprecation) return;
        if (process.throwDeprecation) {
            nextTick(() => { throw error; });
            return;
        }
    }
    nextTick(() => process.emit('warning', error));
}

/** The function, of which only the first call does anything. */
function emitOnce(f) {
    let isDone = false;
    return () => {
        if (isDone) return;
        isDone = true;
        f();
    };
}

let rejections = 0;

/** What Node says of a rejection without a handler in the mode "warn". */
function warnOfRejection(reason) {
    const name = 'UnhandledPromiseRejectionWarning';
    const shown = reason instanceof Error ? require('internal/stack').stackOf(reason) : require('internal/inspect').inspect(reason);
    emitWarning(shown, name);
    emitWarning('Unhandled promise rejection. This error originated either by throwing inside of an async function without a catch ' +
        'block, or by rejecting a promise which was not handled with .catch(). To terminate the node process on unhandled promise ' +
        'rejection, use the CLI flag `--unhandled-rejections=strict` (see https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). ' +
        `(rejection id: ${++rejections})`, name);
}

module.exports = {
    warnOfRejection, emitWarning, emitOnce, onWarning: write,
};
