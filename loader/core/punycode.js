'use strict';
// node:punycode is the package of that name.

module.exports = require('punycode/');
