'use strict';
// node:module: the class Module, which is the loader of CommonJS itself, and what stands beside it.

const { Module } = require('internal/cjs');
const builtins = require('internal/cjs/builtins');
const { freeze } = Object;

Module.isBuiltin = function isBuiltin(id) {
    return builtins.isBuiltin(id);
};
Module.builtinModules = builtins.names();
Module.Module = Module;

Module._preloadModules = function (requests) {
    if (Array.isArray(requests)) require('internal/main').preload(requests);
};

/** Runs the program's file; for loaders that have prepared how. */
Module.runMain = function executeUserEntryPoint(main = process.argv[1]) {
    return require('internal/main').runFile(main);
};

Module.syncBuiltinESMExports = function syncBuiltinESMExports() {
    require('internal/esm_bindings').syncCore();
};

Module.registerHooks = function registerHooks(hooks) {
    return require('internal/cjs/hooks').registerHooks(hooks);
};

Module.findPackageJSON = function findPackageJSON(...list) {
    return require('internal/cjs/find_package')(...list);
};

// ---- compile cache: there is none ----

const compileCacheStatus = freeze({ __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 });
Module.constants = freeze({ __proto__: null, compileCacheStatus });

Module.enableCompileCache = function enableCompileCache() {
    return { status: compileCacheStatus.DISABLED, message: 'lode compiles what it runs anew each time' };
};
Module.getCompileCacheDir = function getCompileCacheDir() {
    return undefined;
};
Module.flushCompileCache = function flushCompileCache() {};

// ---- source maps: they are not read ----

Module.findSourceMap = function findSourceMap() {
    return undefined;
};
Module.getSourceMapsSupport = function getSourceMapsSupport() {
    return freeze({ __proto__: null, enabled: false, nodeModules: false, generatedCode: false });
};

module.exports = Module;
