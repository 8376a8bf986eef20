'use strict';
// node:diagnostics_channel. A channel whose last subscriber left can be collected; its name makes a new one then.

module.exports = require('internal/util_channels');
