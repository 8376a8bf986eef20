'use strict';
// node:events. The class is internal/emitter.js; everything else loads when it is first used.

const { EventEmitter, errorMonitor, kRejection } = require('internal/emitter');

const wait = () => require('internal/emitter_wait');
const { init } = EventEmitter;
const limits = Object.getOwnPropertyDescriptors(EventEmitter);
delete EventEmitter.init;
delete EventEmitter.captureRejections;
delete EventEmitter.defaultMaxListeners;

EventEmitter.addAbortListener = function addAbortListener(signal, listener) {
    return wait().addAbortListener(signal, listener);
};
EventEmitter.once = async function once(emitter, name, options) {
    return wait().once(emitter, name, options);
};
EventEmitter.on = function on(emitter, event, options) {
    return wait().on(emitter, event, options);
};
EventEmitter.getEventListeners = function getEventListeners(emitterOrTarget, type) {
    return wait().getEventListeners(emitterOrTarget, type);
};
EventEmitter.getMaxListeners = function getMaxListeners(emitterOrTarget) {
    return wait().getMaxListeners(emitterOrTarget);
};
EventEmitter.listenerCount = function listenerCount(emitterOrTarget, type) {
    return wait().listenerCount(emitterOrTarget, type);
};
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = kRejection;
Object.defineProperty(EventEmitter, 'captureRejections', { ...limits.captureRejections, configurable: false });
Object.defineProperty(EventEmitter, 'EventEmitterAsyncResource', {
    get: function lazyEventEmitterAsyncResource() {
        return require('internal/emitter_resource').EventEmitterAsyncResource;
    },
    set: undefined,
    enumerable: true,
    configurable: true,
});
EventEmitter.errorMonitor = errorMonitor;
Object.defineProperty(EventEmitter, 'defaultMaxListeners', { ...limits.defaultMaxListeners, configurable: false });
EventEmitter.setMaxListeners = function (n, ...eventTargets) {
    wait().setMaxListeners(n, ...eventTargets);
};
EventEmitter.init = init;

module.exports = EventEmitter;
