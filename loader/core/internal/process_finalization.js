'use strict';
// process.finalization: functions to be called for objects that are still there when the program ends.

const { state } = require('internal/queues');
const { emitWarning, emitOnce } = require('internal/warnings');
const warn = emitOnce(() => emitWarning('process.finalization.register is an experimental feature and might change at any time', 'ExperimentalWarning'));
const byEvent = { exit: [], beforeExit: [] };

function run(event) {
    const list = byEvent[event];
    byEvent[event] = [];
    for (const { reference, callback } of list) {
        const object = reference.deref();
        if (object !== undefined) callback(object, event);
    }
}

function register(event, object, callback) {
    if (object === null || (typeof object !== 'object' && typeof object !== 'function')) {
        const { codes } = require('internal/errors');
        throw new codes.ERR_INVALID_ARG_TYPE('ref', 'object', object);
    }
    warn();
    if (byEvent[event].length === 0) state.process.once(event, () => run(event));
    byEvent[event].push({ reference: new WeakRef(object), callback });
}

module.exports = {
    register: (object, callback) => register('exit', object, callback),
    registerBeforeExit: (object, callback) => register('beforeExit', object, callback),
    unregister(object) {
        for (const event of Object.keys(byEvent)) {
            byEvent[event] = byEvent[event].filter(({ reference }) => reference.deref() !== object);
        }
    },
};
