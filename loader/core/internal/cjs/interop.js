'use strict';
// Between CommonJS and ES modules: require() of an ES module, import of a CommonJS one, import() in CommonJS.

const natives = native('commonjs');
const main = require('internal/cjs/main_module');
const { Hidden, kIsMain, kIsCachedByESMLoader, kURL } = require('internal/cjs/state');
const { Module, load } = require('internal/cjs/module');
const { hasOwn } = Object;

/** The function behind import() in the text of a module. */
function importFrom(module, filename) {
    return (specifier, options) => require('internal/esm').importDynamic(specifier, module[kURL] ?? filename, options);
}

let globalImports = 0;

/** The same as a global function of its own, for a text that is no function of ours; its name. */
function globalImport(referrer) {
    const name = `$lodeImport$${globalImports++}`;
    Object.defineProperty(globalThis, name, {
        value: (specifier, options) => require('internal/esm').importDynamic(specifier, referrer, options),
        writable: true, enumerable: false, configurable: true,
    });
    return name;
}

/** The namespace with `__esModule` among its names, by which compiled modules know that there is a default. */
function withMark(namespace) {
    const names = Object.keys(namespace).concat('__esModule').sort();
    const getters = names.map((name) => (name === '__esModule' ? () => true : () => namespace[name]));
    return require('internal/esm_namespace').makeNamespace(names, getters);
}

/** What require() gives for an ES module. */
function exportsOf(namespace) {
    if (hasOwn(namespace, 'module.exports')) return namespace['module.exports'];
    if (!hasOwn(namespace, 'default') || hasOwn(namespace, '__esModule')) return namespace;
    return withMark(namespace);
}

/** Loads the ES module that a file turned out to be; `source` is its text where it is not the file's. */
function loadEsm(module, filename, source) {
    const esm = require('internal/esm');
    const url = natives.toURL(filename.startsWith('/') ? filename : require('path').resolve(filename));
    if (module[kIsMain]) {
        if (natives.format(filename) === undefined) require('internal/cjs/typeless')(filename, url);
        main.set(undefined);
        main.promise = esm.runMain(url);
        return;
    }
    Hidden.setEsm(module, true);
    try {
        module.exports = exportsOf(esm.requireModule(url, filename, Hidden.lastParent(module), source));
    } finally {
        Hidden.setEsm(module, false);
    }
}

function refuseCycle(module) {
    const { codes } = require('internal/errors');
    const parent = Hidden.lastParent(module);
    throw new codes.ERR_REQUIRE_CYCLE_MODULE(
        `Cannot require() ES Module ${module.id} in a cycle.${parent ? ` (from ${parent.filename})` : ''}`);
}

/** The cache's entry of a CommonJS file that an ES module imports; made when it is linked, loaded when it is evaluated. */
function entryForImport(filename) {
    let module = Module._cache[filename];
    if (module) return module;
    module = new Module(filename, undefined);
    module.filename = filename;
    module.paths = Module._nodeModulePaths(module.path);
    module[kIsCachedByESMLoader] = true;
    Module._cache[filename] = module;
    return module;
}

/**
 * module.exports of a CommonJS file, loaded if need be, for an ES module that imports it.
 * @param source its text where a load hook gave one
 */
function loadForImport(filename, url, isMain = false, source = undefined) {
    const module = entryForImport(filename);
    if (!module.loaded) {
        const resolved = filename.startsWith('/') ? undefined : { __proto__: null, filename, url, format: 'commonjs' };
        const exports = load(filename, undefined, isMain, { __proto__: null, skipsHooks: true, resolved, source });
        // A Module._load of the program may have left the entry as it was.
        if (!module.loaded) {
            module.exports = exports;
            module.loaded = true;
        }
        Hidden.setSnapshot(module, exports);
    }
    return Hidden.has(module) ? Hidden.takeSnapshot(module) : module.exports;
}

module.exports = { importFrom, globalImport, loadEsm, refuseCycle, entryForImport, loadForImport };
