'use strict';
// URLPattern is urlpattern-polyfill. Its main file would make a global at once.

module.exports = require('../../../node_modules/urlpattern-polyfill/dist/urlpattern.cjs');
