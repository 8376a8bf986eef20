'use strict';
// util.inspect and util.format: the package, whose questions about values go to internal/inspect_values.js.

const inspecting = require('node-inspect-extracted');

Object.defineProperty(inspecting.inspect, 'name', { value: 'inspect' });

module.exports = inspecting;
