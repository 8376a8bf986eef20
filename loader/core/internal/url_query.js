'use strict';
// What the package url asks of the package qs, as Node's own parser has it.

const { parse, stringify } = require('querystring');

module.exports = { parse: (text) => parse(text), stringify: (query) => stringify(query) };
