'use strict';
// Functions of process that few programs call.

const { state } = require('internal/queues');
const { codes } = require('internal/errors');
const os = native('process');

function checkString(value, name) {
    if (typeof value !== 'string') throw new codes.ERR_INVALID_ARG_TYPE(name, 'string', value);
}

// ---- the process ----

function chdir(directory) {
    checkString(directory, 'directory');
    const from = os.cwd();
    const status = os.chdir(directory);
    if (status === 0) return;
    const error = os.error(status, 'chdir');
    error.message = `${error.message} '${from}' -> '${directory}'`;
    error.path = from;
    error.dest = directory;
    throw error;
}

function umask(mask) {
    if (mask === undefined) return os.umask();
    const number = typeof mask === 'string' && /^[0-7]+$/.test(mask) ? Number.parseInt(mask, 8) : mask;
    if (typeof number !== 'number' || !(number >= 0 && number <= 0xffffffff)) {
        throw new codes.ERR_INVALID_ARG_VALUE('mask', mask, 'must be a 32-bit unsigned integer or an octal string');
    }
    return os.umask(number & 0o777);
}

function numberOfSignal(signal) {
    const { signals } = require('internal/process_signals');
    if (typeof signal === 'number') return signal;
    const number = Object.hasOwn(signals, signal) ? signals[signal] : undefined;
    if (number === undefined) throw new codes.ERR_UNKNOWN_SIGNAL(signal);
    return number;
}

/* A system call's failure as Node tells one without a path: "kill ESRCH". */
function failure(status, call) {
    const error = os.error(status, call);
    error.message = `${call} ${error.code}`;
    return error;
}

function kill(pid, signal) {
    // Not `!==`: texts that are numbers are taken, as Node does.
    if (pid != (pid | 0)) throw new codes.ERR_INVALID_ARG_TYPE('pid', 'number', pid);
    const status = os.kill(pid | 0, signal === 0 ? 0 : numberOfSignal(signal || 'SIGTERM'));
    if (status !== 0) throw failure(status, 'kill');
    return true;
}

// ---- who ----

function refuseIds(name) {
    return () => {
        throw new Error(`process.${name} is not provided by lode: a program cannot change whose it is.`);
    };
}

// ---- modules ----

function binding(name) {
    throw new Error(`No such module: ${name}`);
}

function dlopen(module, filename) {
    if (module === undefined || filename === undefined) {
        const error = new TypeError('process.dlopen needs at least 2 arguments');
        error.code = 'ERR_MISSING_ARGS';
        throw error;
    }
    const error = new Error(`lode cannot load native addons: ${filename}`);
    error.code = 'ERR_DLOPEN_FAILED';
    throw error;
}

function loadEnvFile(path = undefined) {
    const text = require('fs').readFileSync(path ?? '.env', 'utf8');
    const { env } = state.process;
    for (const [name, value] of Object.entries(require('util').parseEnv(text))) env[name] ??= value;
}

// ---- odds ----

function activeResources() {
    const { counts } = require('internal/timers');
    const { timers, immediates } = counts();
    return [...new Array(timers).fill('Timeout'), ...new Array(immediates).fill('Immediate')];
}

function setHeld(name) {
    return (value) => {
        const f = value?.[Symbol.for(`nodejs.${name}`)] ?? value?.[Symbol.for(`node:${name}`)] ?? value?.[name];
        if (typeof f === 'function') Reflect.apply(f, value, []);
    };
}

const nothing = () => {};
module.exports = {
    chdir, umask, kill, binding, dlopen, loadEnvFile,
    getBuiltinModule: (id) => require('internal/cjs').getBuiltinModule(id),
    _kill: (pid, signal) => os.kill(pid, signal),
    _linkedBinding: binding,
    getuid: () => os.ids()[2],
    geteuid: () => os.ids()[3],
    getgid: () => os.ids()[4],
    getegid: () => os.ids()[5],
    getgroups: () => os.groups(),
    setuid: refuseIds('setuid'),
    seteuid: refuseIds('seteuid'),
    setgid: refuseIds('setgid'),
    setegid: refuseIds('setegid'),
    setgroups: refuseIds('setgroups'),
    initgroups: refuseIds('initgroups'),
    execve() {
        throw new Error('process.execve is not provided by lode.');
    },
    openStdin() {
        const { stdin } = state.process;
        stdin.resume();
        return stdin;
    },
    setSourceMapsEnabled(enabled) {
        if (typeof enabled !== 'boolean') throw new codes.ERR_INVALID_ARG_TYPE('enabled', 'boolean', enabled);
    },
    getActiveResourcesInfo: activeResources,
    _getActiveHandles: () => [],
    _getActiveRequests: () => [],
    ref: setHeld('ref'),
    unref: setHeld('unref'),
    _debugProcess: nothing,
    _debugEnd: nothing,
    _startProfilerIdleNotifier: nothing,
    _stopProfilerIdleNotifier: nothing,
    _rawDebug(...list) {
        os.write(2, `${require('internal/inspect').format(...list)}\n`);
    },
};
