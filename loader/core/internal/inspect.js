'use strict';
// util.inspect and util.format.

module.exports = require('node-inspect-extracted');
