'use strict';
// Signals as events of process.

const { state } = require('internal/queues');
const natives = native('signals');
const signals = natives.names();
const listening = new Set();

function start(name) {
    if (typeof name !== 'string' || !Object.hasOwn(signals, name) || listening.has(name)) return;
    const number = signals[name];
    const status = natives.start(number, () => { state.process.emit(name, name, number); });
    if (status !== 0) {
        const error = native('process').error(status, 'uv_signal_start');
        error.message = `uv_signal_start ${error.code}`;
        throw error;
    }
    listening.add(name);
}

function stop(name) {
    if (listening.has(name) && state.process.listenerCount(name) === 0) {
        listening.delete(name);
        natives.stop(signals[name]);
    }
}

module.exports = { signals, start, stop };
