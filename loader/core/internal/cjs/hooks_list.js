'use strict';
// The hooks that module.registerHooks() added, the newest last: looked at on every load, so they are a file of their own.

module.exports = { resolve: [], load: [] };
