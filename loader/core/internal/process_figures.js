'use strict';
// Clocks and figures of process: hrtime, memoryUsage, cpuUsage, resourceUsage.

const os = native('process');
const clock = new ArrayBuffer(24); // seconds as high and low word, nanoseconds; all of it in nanoseconds
const words = new Uint32Array(clock);
const nanoseconds = new BigUint64Array(clock, 16, 1);

function checkTime(time) {
    const { codes } = require('internal/errors');
    if (!Array.isArray(time)) throw new codes.ERR_INVALID_ARG_TYPE('time', 'Array', time);
    if (time.length !== 2) throw new codes.ERR_OUT_OF_RANGE('time', 2, time.length);
}

function hrtime(time) {
    if (time !== undefined) checkTime(time);
    os.hrtime(words);
    const seconds = words[0] * 0x100000000 + words[1];
    if (time === undefined) return [seconds, words[2]];
    const difference = [seconds - time[0], words[2] - time[1]];
    if (difference[1] < 0) {
        difference[0]--;
        difference[1] += 1e9;
    }
    return difference;
}

hrtime.bigint = function bigint() {
    os.hrtime(words);
    return nanoseconds[0];
};

function memoryUsage() {
    const [rss, heapTotal] = os.memory();
    return { rss, heapTotal, heapUsed: heapTotal, external: 0, arrayBuffers: 0 };
}

memoryUsage.rss = function rss() {
    return os.memory()[0];
};

function checkUsage(value, name) {
    const { codes } = require('internal/errors');
    if (typeof value !== 'number') throw new codes.ERR_INVALID_ARG_TYPE(`prevValue.${name}`, 'number', value);
    if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) {
        throw new codes.ERR_INVALID_ARG_VALUE.RangeError(`prevValue.${name}`, value);
    }
}

function cpuUsage(previous) {
    const [user, system] = os.usage();
    if (!previous) return { user, system };
    if (typeof previous !== 'object') {
        const { codes } = require('internal/errors');
        throw new codes.ERR_INVALID_ARG_TYPE('prevValue', 'object', previous);
    }
    checkUsage(previous.user, 'user');
    checkUsage(previous.system, 'system');
    return { user: user - previous.user, system: system - previous.system };
}

const RESOURCES = ['userCPUTime', 'systemCPUTime', 'maxRSS', 'sharedMemorySize', 'unsharedDataSize', 'unsharedStackSize', 'minorPageFault',
    'majorPageFault', 'swappedOut', 'fsRead', 'fsWrite', 'ipcSent', 'ipcReceived', 'signalsCount', 'voluntaryContextSwitches',
    'involuntaryContextSwitches'];

function resourceUsage() {
    const list = os.usage();
    return Object.fromEntries(RESOURCES.map((name, index) => [name, list[index]]));
}

module.exports = {
    hrtime, memoryUsage, cpuUsage, threadCpuUsage: cpuUsage, resourceUsage,
    availableMemory: () => os.memory()[2],
    constrainedMemory: () => os.memory()[3],
};
