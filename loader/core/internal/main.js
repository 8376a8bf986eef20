'use strict';
// The program: a file, or a text of the command line or of stdin.

const natives = native('commonjs');
const boot = require('internal/boot');
const { state, then } = require('internal/turn');
const { apply } = Reflect;

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

/** The file that a path of the command line means; undefined where there is none. */
function findEntry(path) {
    try {
        return natives.findEntry(path).path;
    } catch {
        // Module._load says what is wrong.
        return undefined;
    }
}

function runFile(path) {
    const { load } = require('internal/cjs');
    const main = require('internal/cjs/main_module');
    const file = findEntry(path);
    if (file !== undefined && isModule(file)) return require('internal/esm').runMain(natives.toURL(file));
    load(path, null, true);
    const { promise } = main;
    main.promise = undefined;
    return promise;
}

function isCommonJs(file) {
    const format = natives.format(file);
    return format === 'commonjs' || (format === undefined && file.endsWith('.js') && !natives.isModule(natives.read(file)));
}

/** After --import the ES module loader runs the file, whatever it is. */
function importFile(path) {
    const file = findEntry(path);
    if (file === undefined) return runFile(path);
    if (isCommonJs(file)) {
        require('internal/cjs/main_module').set(require('internal/cjs').entryForImport(file));
    }
    return require('internal/esm').runMain(natives.toURL(file));
}

/** The promise of a main module: that it settles is remembered, what it rejects with ends the program. */
function follow(promise) {
    if (!(promise instanceof boot.intrinsics.Promise)) return;
    state.isMainPending = true;
    boot.exit = () => require('internal/exit').atEnd();
    const settle = () => { state.isMainPending = false; };
    const fail = (error) => {
        settle();
        require('internal/exit').uncaughtException(error, true);
    };
    apply(then, promise, [settle, fail]);
}

exports.preload = preload;
exports.runFile = runFile;

/** Runs a file as `node FILE` does: internal/turn comes here where that takes more than a call. */
exports.runMain = (path) => {
    if (natives.requires.length > 0) preload(natives.requires);
    if (natives.imports.length === 0) follow(runFile(path));
    else follow(importAll(natives.imports).then(() => importFile(path)));
};

/** The same of a text: `type` is 'module', 'commonjs' or 'detect', `from` is 'eval', 'print' or 'stdin'. */
exports.runText = (text, type, from) => {
    const runInput = require('internal/main_text');
    if (natives.requires.length > 0) preload(natives.requires);
    if (natives.imports.length === 0) follow(runInput(text, type, from));
    else follow(importAll(natives.imports).then(() => runInput(text, type, from)));
};
