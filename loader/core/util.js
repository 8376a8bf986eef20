'use strict';
// node:util. A part is loaded when one of its members is first read.

const { defineProperty } = Object;

/** Members that become ordinary properties when they are read. */
function members(load, ...names) {
    for (const name of names) {
        const own = (value) => defineProperty(exports, name, { value, writable: true, enumerable: true, configurable: true });
        defineProperty(exports, name, {
            get: () => {
                const value = load()[name];
                own(value);
                return value;
            },
            set: own,
            enumerable: true,
            configurable: true,
        });
    }
}

const functions = () => require('internal/util_functions');
const system = () => require('internal/util_system');
const inspecting = () => require('internal/inspect');

/* In the order of Node's keys. */
members(system, '_errnoException', '_exceptionWithHostPort');
members(functions, '_extend', 'callbackify');
members(system, 'convertProcessSignalToExitCode');
members(() => require('internal/util_debuglog'), 'debug', 'debuglog');
members(functions, 'deprecate');
members(inspecting, 'format');
members(() => require('internal/util_style'), 'styleText');
members(inspecting, 'formatWithOptions');
members(system, 'getCallSites', 'getSystemErrorMap', 'getSystemErrorName', 'getSystemErrorMessage');
members(functions, 'inherits');
members(inspecting, 'inspect');
members(functions, 'isArray', 'isDeepStrictEqual', 'markPromiseAsHandled', 'promisify', 'stripVTControlCharacters', 'toUSVString',
    'transferableAbortSignal', 'transferableAbortController', 'aborted');
members(() => ({ types: require('util/types') }), 'types');
members(() => require('internal/util_parse_env'), 'parseEnv');
members(() => require('internal/util_parse_args'), 'parseArgs');
members(() => require('internal/encoding'), 'TextDecoder', 'TextEncoder');
members(() => require('internal/mime'), 'MIMEType', 'MIMEParams');
members(() => require('internal/util_diff'), 'diff');
