'use strict';
// ES modules: import(), require() of them, import.meta, and what the module table (loader/modules/) asks of JavaScript.
//
// A module is a number, an index of that table. Its values live in an Environment, which is also the `$lode` that its
// body reads (syntax/body.h).

const table = native('modules');
const { hooks, namespaceOf, syncCore, waiting } = require('internal/esm_bindings');

const { apply } = Reflect;
const Promise = (async () => {})().constructor; // whatever the program calls by that name
const { then } = Promise.prototype;
const nothing = () => {};

/* ---- import() ---- */

const instantiations = []; // by module: the promise that its graph is linked

/** The walk over a graph that is linked for the first time; how many microtasks it takes can be seen, and is Node's. */
async function instantiate(module) {
    const seen = new Set();
    const walk = async (m) => {
        if (seen.has(m)) return undefined;
        seen.add(m);
        return all(table.requests(m).map(walk));
    };
    await walk(module);
    table.link(module);
    for (const m of seen) instantiations[m] = done;
}

const done = Promise.resolve();

/* Settled one microtask after the last of them. */
function all(promises) {
    return new Promise((resolve) => {
        let left = promises.length;
        if (left === 0) resolve();
        for (const promise of promises) apply(then, promise, [() => { if (--left === 0) resolve(); }]);
    });
}

/** Loads at once; links and evaluates as microtasks pass. Fulfils with the namespace. */
function importModule(find) {
    let module = -1;
    let failure;
    try {
        module = find();
        table.load(module, false);
    } catch (error) {
        failure = { error };
    }
    const found = (async () => {
        await null;
        if (failure) throw failure.error;
        await (async () => {
            await (instantiations[module] ??= instantiate(module));
            await table.evaluate(module);
        })();
        // In a box: a module that exports `then` is asked once, by the last promise.
        return { module };
    })();
    return found.then((x) => x).then((x) => x).then((x) => namespaceOf(x.module));
}

function attributeType(options, attributes) {
    if (options === undefined) return undefined;
    if (options === null || (typeof options !== 'object' && typeof options !== 'function')) {
        throw new TypeError('The second argument to import() must be an object');
    }
    const given = options.with;
    if (given === undefined) return undefined;
    if (given === null || (typeof given !== 'object' && typeof given !== 'function')) {
        throw new TypeError("The 'with' option must be an object");
    }
    for (const key of Object.keys(given)) {
        const value = given[key];
        if (typeof value !== 'string') throw new TypeError('Import attribute value must be a string');
        attributes.push([key, value]);
    }
    return attributes.find(([key]) => key === 'type')?.[1];
}

function find(specifier, referrer, type, attributes) {
    const module = table.resolve(specifier, referrer, type);
    const [other] = attributes.filter(([key]) => key !== 'type');
    if (other !== undefined && table.status(module) === 'new') {
        const { codes } = require('internal/errors');
        throw new codes.ERR_IMPORT_ATTRIBUTE_UNSUPPORTED(other[0], other[1], table.url(module));
    }
    return module;
}

/**
 * import(specifier, options) in a module or script.
 * @param referrer its URL or path
 */
exports.importDynamic = (specifier, referrer, options) => {
    let text;
    let type;
    const attributes = [];
    try {
        text = `${specifier}`;
        type = attributeType(options, attributes);
    } catch (error) {
        return Promise.reject(error);
    }
    return importModule(() => find(text, referrer, type, attributes));
};
hooks.importDynamic = exports.importDynamic;

/* ---- the program ---- */

/** Runs a file as the program; `main` in its import.meta is true. */
exports.runMain = (url) => importModule(() => {
    hooks.mainUrl = url;
    return table.resolve(url, url, undefined);
});

/** The same of a text that is no file. */
exports.runMainText = (source, url) => importModule(() => {
    hooks.mainUrl = url;
    return table.addText(source, url);
});

/** {url, line, column} of the await where the program stands still; undefined where it is not known. */
exports.unsettledPosition = () => {
    for (const { url, index, awaits } of waiting) {
        const place = awaits < 0 ? undefined : table.placeOf(index, awaits);
        if (place !== undefined) return { url, line: place[0], column: place[1] };
    }
    return undefined;
};

/* ---- require() of an ES module ---- */

function cycleError(filename, parent) {
    const { codes } = require('internal/errors');
    const from = parent?.filename ? ` (from ${parent.filename})` : '';
    return new codes.ERR_REQUIRE_CYCLE_MODULE(`Cannot require() ES Module ${filename} in a cycle.${from} A cycle involving ` +
        'require(esm) is not allowed to maintain invariants mandated by the ECMAScript specification. Try making at least ' +
        'part of the dependency in the graph lazily loaded.');
}

/** Of a module that is linked, it is known whether its graph awaits. */
function refuseAwait(module, filename, parent) {
    const status = table.status(module);
    if (status === 'new' || status === 'unlinked' || !table.awaits(module)) return;
    const { codes } = require('internal/errors');
    throw new codes.ERR_REQUIRE_ASYNC_MODULE(filename, parent);
}

function throwFailure(module) {
    const failure = table.failure(module);
    if (failure !== undefined) throw failure[0];
}

/**
 * The namespace of an ES module, at once. Throws what loading, linking or evaluating it throws, and where it awaits or
 * is being evaluated. `source` is its text, where that is not the file's.
 */
exports.requireModule = (url, filename, parent, source) => {
    const module = table.add(url, filename);
    if (source !== undefined && table.status(module) === 'new') table.addText(source, url);
    // What awaits is told before what is a cycle, where it is known already.
    refuseAwait(module, filename, parent);
    if (table.status(module) === 'evaluating') throw cycleError(filename, parent);
    table.load(module, true);
    table.link(module);
    refuseAwait(module, filename, parent);
    throwFailure(module);
    const promise = table.evaluate(module);
    apply(then, promise, [undefined, nothing]);
    throwFailure(module);
    return namespaceOf(module);
};

/** "evaluated", "evaluating", …; undefined for a URL that nobody asked for. */
exports.statusOf = (url) => {
    const module = table.find(url);
    return module < 0 ? undefined : table.status(module);
};

exports.isNamespace = require('internal/esm_namespace').isNamespace;
exports.syncCore = syncCore;
