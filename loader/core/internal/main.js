'use strict';
// The program: a file, or a text of the command line or of stdin.

const natives = native('commonjs');
const { state } = require('internal/queues');

/** Modules of --require, as if a module in the working directory required them. */
function preload(requests) {
    const { Module } = require('internal/cjs');
    const main = require('internal/cjs/main_module');
    main.setPreloading(true);
    try {
        const parent = new Module('internal/preload', null);
        parent.paths = Module._nodeModulePaths(process.cwd());
        for (const request of requests) parent.require(request);
    } finally {
        main.setPreloading(false);
    }
}

/** Whether the ES module loader runs the file: the CommonJS one finds out by itself what a text without type is. */
function isModule(path) {
    if (path.endsWith('.mjs') || path.endsWith('.wasm')) return true;
    if (path.endsWith('.cjs')) return false;
    return natives.packageAround(path)?.type === 'module';
}

async function importAll(specifiers) {
    const { importDynamic } = require('internal/esm');
    const base = natives.toURL(`${process.cwd()}/`);
    for (const specifier of specifiers) await importDynamic(specifier, base, undefined);
}

function runFile(path) {
    const { Module, load } = require('internal/cjs');
    const main = require('internal/cjs/main_module');
    let resolved;
    try {
        resolved = natives.findEntry(path).path;
    } catch {
        // Module._load says what is wrong.
    }
    if (resolved !== undefined && isModule(resolved)) return require('internal/esm').runMain(natives.toURL(resolved));
    load(path, null, true);
    const { promise } = main;
    main.promise = undefined;
    return promise;
}

exports.preload = preload;
exports.runFile = runFile;

/** Runs a file as `node FILE` does. A promise where it is, or waits for, an ES module. */
exports.runMain = (path) => {
    state.mainPath = path;
    if (natives.requires.length > 0) preload(natives.requires);
    if (natives.imports.length === 0) return runFile(path);
    return importAll(natives.imports).then(() => runFile(path));
};

// ---- texts ----

function runScript(text, name) {
    const { Module } = require('internal/cjs');
    const { globalImport } = require('internal/cjs/interop');
    const { makeRequire } = require('internal/cjs/require');
    const module = new Module(name);
    const directory = process.cwd();
    module.filename = require('path').join(directory, name);
    module.paths = Module._nodeModulePaths(directory);
    const own = { __filename: name, module, exports: module.exports, __dirname: '.', require: makeRequire(module) };
    for (const key of Object.keys(own)) {
        Object.defineProperty(globalThis, key, { value: own[key], writable: true, enumerable: true, configurable: true });
    }
    return natives.run(text, name, globalImport(module.filename));
}

function runInput(text, type, from) {
    const name = from === 'stdin' ? '[stdin]' : '[eval]';
    if (type === 'module' || (type === 'detect' && natives.isModule(text))) {
        return require('internal/esm').runMainText(text, natives.toURL(`${process.cwd()}/[eval1]`));
    }
    const value = runScript(text, name);
    if (from === 'print') console.log(value);
    return undefined;
}

/** The same of a text: `type` is 'module', 'commonjs' or 'detect', `from` is 'eval', 'print' or 'stdin'. */
exports.runText = (text, type, from) => {
    if (natives.requires.length > 0) preload(natives.requires);
    if (natives.imports.length === 0) return runInput(text, type, from);
    return importAll(natives.imports).then(() => runInput(text, type, from));
};
