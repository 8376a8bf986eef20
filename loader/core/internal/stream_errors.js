'use strict';
// What readable-stream asks of its own errors.js.

const { AbortError, aggregateTwoErrors, codes } = require('internal/errors');

module.exports = { AbortError, aggregateTwoErrors, codes, hideStackFrames: (f) => f };
