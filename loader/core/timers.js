'use strict';

const { setTimeout, clearTimeout, setImmediate, clearImmediate, setInterval, clearInterval } = require('internal/timers_classes');

module.exports = { setTimeout, clearTimeout, setImmediate, clearImmediate, setInterval, clearInterval };

Object.defineProperty(module.exports, 'promises', {
    get: () => require('timers/promises'),
    enumerable: true,
    configurable: true,
});
