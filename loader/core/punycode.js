'use strict';
// node:punycode is the package of that name.

require('internal/deprecation').deprecate('The `punycode` module is deprecated. Please use a userland alternative instead.', 'DEP0040');

module.exports = require('punycode/');
