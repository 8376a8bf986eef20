'use strict';
// CommonJS, for the rest of the host. The parts are in internal/cjs/.

const { Module, load } = require('internal/cjs/module');
const builtins = require('internal/cjs/builtins');

/** process.getBuiltinModule */
function getBuiltinModule(id) {
    require('internal/validate').validateString(id, 'id');
    const name = builtins.normalize(id);
    return name === undefined ? undefined : builtins.load(name);
}

const { kIsExecuting } = require('internal/cjs/state');

module.exports = {
    Module,
    load,
    getBuiltinModule,
    requireCore: builtins.load,
    throwMissingCore: builtins.refuse,
    /** module.exports of the CommonJS file, for an ES module. */
    loadForImport: (...list) => require('internal/cjs/interop').loadForImport(...list),
    /** The value of a JSON text; the error of a broken one names the file. */
    parseJson: require('internal/cjs/extensions').parseJson,
    /** Whether a file is being run at the moment. */
    isExecuting: (filename) => Module._cache[filename]?.[kIsExecuting] === true,
    /** The entry in require.cache that is made when an ES module that imports it is linked. */
    entryForImport: (filename) => require('internal/cjs/interop').entryForImport(filename),
};

/* A program that began without a Module gets one now. */
const { state } = require('internal/queues');
if (state.plainMain !== undefined) {
    const main = new Module(state.plainMain, null);
    main.filename = state.plainMain;
    main.paths = Module._nodeModulePaths(main.path);
    main.loaded = true;
    Module._cache[state.plainMain] = main;
    require('internal/cjs/main_module').set(main);
}
