'use strict';

module.exports = require('internal/assert').strict;
