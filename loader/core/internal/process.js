'use strict';
// The object `process`. What needs code of its own is in the files process_*.js and comes when it is first used.

const EventEmitter = require('events');
const boot = require('internal/boot');
const { state, nextTick } = require('internal/queues');

const { defineProperty } = Object;
const os = native('process');
const given = os.start();
const [pid] = os.ids();

function processClass() {}
defineProperty(processClass, 'name', { value: 'process' });

const prototype = Object.create(EventEmitter.prototype);
defineProperty(prototype, 'constructor', { value: processClass, writable: true, enumerable: false, configurable: true });
processClass.prototype = prototype;
const process = Object.create(prototype);
EventEmitter.call(process);

/** A member that is a plain one once it was read. */
function lazy(name, make, isWritable = true) {
    const own = (value) => defineProperty(process, name, { value, writable: isWritable, enumerable: true, configurable: true });
    defineProperty(process, name, {
        get: () => {
            const value = make();
            own(value);
            return value;
        },
        set: isWritable ? own : undefined,
        enumerable: true,
        configurable: true,
    });
}

function constant(name, value) {
    defineProperty(process, name, { value, writable: false, enumerable: true, configurable: false });
}

/** Functions of another file, loaded when one is called. */
function functionsOf(load, names) {
    for (const name of names) {
        const f = { [name](...list) { return load()[name](...list); } }[name];
        defineProperty(process, name, { value: f, writable: true, enumerable: true, configurable: true });
    }
}

// ---- what it is ----

const facts = () => require('internal/process_facts');
constant('version', 'v26.10.0');
lazy('versions', () => facts().versions(given), false);
constant('arch', given.arch);
constant('platform', given.platform);
lazy('release', () => facts().release(), false);
lazy('config', () => facts().config(), false);
lazy('features', () => facts().features(), false);
lazy('allowedNodeEnvironmentFlags', () => new Set());
process.title = 'lode';
process.argv = [given.executable, ...(state.mainPath === undefined ? [] : [state.mainPath]), ...given.arguments];
process.execArgv = [];
process.execPath = given.executable;
constant('argv0', 'lode');
constant('pid', pid);
defineProperty(process, 'ppid', { get: () => os.ids()[1], enumerable: true, configurable: true });
process.debugPort = 9229;
process.domain = null;
process.moduleLoadList = [];
lazy('env', () => (state.env = require('internal/process_env').make(given.environment)));

// ---- how it ends ----

const exit = () => require('internal/exit');
defineProperty(process, '_exiting', {
    get: () => state.isExiting,
    set: (value) => { state.isExiting = value; },
    enumerable: true,
    configurable: true,
});
defineProperty(process, 'exitCode', {
    get: () => state.exitCode,
    set: (value) => { state.exitCode = exit().checkCode(value, 'code') ?? undefined; },
    enumerable: true,
    configurable: false,
});
process.reallyExit = (status) => { os.exit(Number(status) | 0); };
functionsOf(exit, ['exit', 'setUncaughtExceptionCaptureCallback', 'addUncaughtExceptionCaptureCallback',
    'hasUncaughtExceptionCaptureCallback']);
process._fatalException = (error, isRejection) => exit().handle(error, isRejection);
process.abort = () => { os.abort(); };

// ---- what it does ----

process.nextTick = nextTick;
process._tickCallback = require('internal/queues').runTicks;
process.cwd = function cwd() { return os.cwd(); };
process.uptime = function uptime() { return os.uptime(); };
functionsOf(() => require('internal/warnings'), ['emitWarning']);
functionsOf(() => require('internal/process_methods'), [
    'chdir', 'umask', 'kill', '_kill', 'getuid', 'geteuid', 'getgid', 'getegid', 'getgroups', 'setuid', 'seteuid', 'setgid', 'setegid',
    'setgroups', 'initgroups', 'binding', '_linkedBinding', 'dlopen', 'getBuiltinModule', 'loadEnvFile', 'openStdin', 'execve',
    'setSourceMapsEnabled', 'getActiveResourcesInfo', '_getActiveHandles', '_getActiveRequests', 'ref', 'unref',
    '_debugProcess', '_debugEnd', '_startProfilerIdleNotifier', '_stopProfilerIdleNotifier', '_rawDebug',
]);
const figures = () => require('internal/process_figures');
functionsOf(figures, ['cpuUsage', 'threadCpuUsage', 'resourceUsage', 'constrainedMemory', 'availableMemory']);
lazy('hrtime', () => figures().hrtime);
lazy('memoryUsage', () => figures().memoryUsage);
lazy('finalization', () => require('internal/process_finalization'));
defineProperty(process, 'sourceMapsEnabled', { get: () => false, enumerable: true, configurable: true });

// ---- streams ----

const stdio = () => require('internal/process_stdio');
for (const name of ['stdout', 'stdin', 'stderr']) {
    defineProperty(process, name, { get: () => stdio()[name], enumerable: true, configurable: true });
}

if (given.environment.some((line) => line.startsWith('NODE_OPTIONS='))) {
    const options = require('internal/process_options');
    for (const name of ['noDeprecation', 'throwDeprecation', 'traceDeprecation']) if (options[name]) process[name] = true;
}
process.on('warning', function onWarning(warning) { require('internal/warnings').onWarning(warning); });

// ---- signals ----

process.on('newListener', function startListeningIfSignal(name) { require('internal/process_signals').start(name); });
process.on('removeListener', function stopListeningIfSignal(name) { require('internal/process_signals').stop(name); });

defineProperty(process, Symbol.toStringTag, { value: 'process', writable: false, enumerable: false, configurable: true });
const mainModule = require('internal/cjs/main_module').initial();
if (mainModule !== undefined) process.mainModule = mainModule;
state.process = process;
boot.beforeExit = () => exit().beforeExit();
boot.exit = () => exit().atEnd();
exports.process = process;
