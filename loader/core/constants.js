'use strict';
// node:constants: what os.constants and fs.constants have, in one object.

const { dlopen, errno, priority, signals } = require('os').constants;

module.exports = Object.freeze(Object.assign({}, dlopen, errno, priority, signals, require('fs').constants));
