'use strict';
// Environments, and the functions that the module table calls (LodeModuleHook in loader/modules/modules.h).

const table = native('modules');
const trace = native('trace');
const { makeNamespace } = require('internal/esm_namespace');

const { defineProperty } = Object;
const { apply } = Reflect;
const { then } = Promise.prototype;

/** Set by others: importDynamic (esm.js), mainUrl. */
const hooks = { importDynamic: undefined, mainUrl: undefined };
exports.hooks = hooks;

/** Where the program stands still; told by the drivers of bodies. */
const unsettled = {
    main: -1,
    waiting: new Map(),
    position: () => undefined,
};
exports.unsettled = unsettled;

/** What a module's values are reached by; the `$lode` of its body. */
class Environment {
    i = []; // by request: its names
    getters = undefined; // by local name
    body = undefined; // the generator
    namespace = undefined;
    capability = undefined;
    #meta = undefined;

    constructor(url, index, factory) {
        this.url = url;
        this.index = index;
        this.factory = factory;
    }

    call(f) {
        return f;
    }

    import(specifier, options) {
        return hooks.importDynamic(specifier, this.url, options);
    }

    get meta() {
        return (this.#meta ??= makeMeta(this.url, this.index));
    }

    getter(local) {
        return this.getters[local];
    }
}
exports.Environment = Environment;

/** CommonJS, JSON and core modules: cells that are set when the module is evaluated. */
class Synthetic {
    namespace = undefined;
    capability = undefined;

    constructor(url, index, names) {
        this.url = url;
        this.index = index;
        this.cells = { __proto__: null };
        for (const name of names) this.cells[name] = undefined;
    }

    getter(local) {
        const { cells } = this;
        return () => cells[local];
    }
}
exports.Synthetic = Synthetic;

/* ---- import.meta ---- */

function makeMeta(url, index) {
    const meta = { __proto__: null };
    const filename = table.path(index);
    if (filename !== undefined) {
        meta.dirname = filename.slice(0, filename.lastIndexOf('/')) || '/';
        meta.filename = filename;
    }
    meta.main = url === hooks.mainUrl;
    // The second parameter is there for its length alone: Node reads it only with a flag.
    meta.resolve = function resolve(specifier, parent) { // eslint-disable-line no-unused-vars
        return resolveFrom(`${specifier}`, filename ?? url);
    };
    meta.url = url;
    return meta;
}

/** A file that is not there has a URL all the same. */
function resolveFrom(specifier, referrer) {
    try {
        return table.resolveUrl(specifier, referrer);
    } catch (error) {
        if ((error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'ERR_UNSUPPORTED_DIR_IMPORT') && error.url) return error.url;
        throw error;
    }
}

/* ---- bindings ---- */

function refuse() {
    throw new TypeError('Assignment to constant variable.');
}

/** The getter of a name, whose dead zone says which name it is. */
function checked(get, name) {
    return () => {
        try {
            return get();
        } catch {
            // A getter only reads: all that it can throw is this.
            throw new ReferenceError(`Cannot access '${name}' before initialization`);
        }
    };
}

function lateGetter(environment, local) {
    // In a cycle the exporter's getters may not be there yet.
    return () => environment.getter(local)();
}

function bind(environment, request, places, isChecked) {
    const names = { __proto__: null };
    for (let i = 0; i < places.length; i += 3) {
        const name = places[i];
        const exporter = places[i + 1];
        const local = places[i + 2];
        let get;
        if (local === null) {
            let object;
            get = () => (object ??= namespaceOf(exporter.index));
        } else if (isChecked && exporter instanceof Environment) {
            get = checked(lateGetter(exporter, local), local === '*default*' ? 'default' : local);
        } else {
            get = exporter.getter(local);
        }
        defineProperty(names, name, { get, set: refuse, enumerable: true, configurable: true });
    }
    environment.i[request] = names;
}

const environments = []; // by module

function namespaceOf(index) {
    return environments[index].namespace ?? table.namespace(index);
}
exports.namespaceOf = namespaceOf;

function makeNamespaceOf(environment, places) {
    const names = [];
    const getters = [];
    for (let i = 0; i < places.length; i += 3) {
        const exporter = places[i + 1];
        const local = places[i + 2];
        // A core module of lode may lack a name that Node's has: then it is not shown.
        if (exporter instanceof Synthetic && local !== null && !(local in exporter.cells)) continue;
        names.push(places[i]);
        getters.push(local === null ? () => namespaceOf(exporter.index)
            : exporter instanceof Environment ? checked(exporter.getter(local), local === '*default*' ? 'default' : local)
                : exporter.getter(local));
    }
    return (environment.namespace ??= makeNamespace(names, getters));
}

/* ---- bodies ---- */

function instantiate(environment) {
    environment.body = apply(environment.factory, undefined, [environment]);
    environment.factory = undefined;
    environment.getters = environment.body.next().value;
}

/** Awaits what the body yields, as the body itself would. */
async function drive(body, index) {
    let result = body.next();
    while (!result.done) {
        let value;
        unsettled.waiting.set(index, body);
        if (trace.active) trace.emit('suspend', { module: table.url(index) });
        try {
            value = await result.value;
        } catch (error) {
            unsettled.waiting.delete(index);
            if (trace.active) trace.emit('resume', { module: table.url(index) });
            result = body.throw(error);
            continue;
        }
        unsettled.waiting.delete(index);
        if (trace.active) trace.emit('resume', { module: table.url(index) });
        result = body.next(value);
    }
}

function executeAsync(environment, index) {
    const { body } = environment;
    apply(then, drive(body, index), [() => table.fulfilled(index), (error) => table.rejected(index, error)]);
}

function capability(environment) {
    if (environment.capability === undefined) {
        const made = environment.capability = { promise: undefined, resolve: undefined, reject: undefined };
        made.promise = new Promise((resolve, reject) => {
            made.resolve = resolve;
            made.reject = reject;
        });
    }
    return environment.capability.promise;
}

function settle(environment, failed, reason) {
    if (failed) environment.capability.reject(reason);
    else environment.capability.resolve();
}

/* ---- synthetic modules ---- */

function loadJson(environment, url, path, text) {
    const cache = path === undefined || /[?#]/.test(url) ? undefined : require('internal/cjs').Module._cache;
    const known = cache?.[path];
    if (known?.loaded) {
        environment.cells.default = known.exports;
        return;
    }
    try {
        environment.cells.default = JSON.parse(text.charCodeAt(0) === 0xFEFF ? text.slice(1) : text);
    } catch (error) {
        error.message = `${path ?? url}: ${error.message}`;
        throw error;
    }
    if (cache !== undefined) cache[path] = { exports: environment.cells.default, loaded: true };
}

function setCells(cells, values) {
    for (const name of Object.keys(cells)) {
        if (name === 'default' || name === 'module.exports' || values == null || !Object.hasOwn(values, name)) continue;
        try {
            cells[name] = values[name];
        } catch {
            // A getter that throws leaves its name undefined, as in Node.
        }
    }
    cells.default = values;
    if ('module.exports' in cells) cells['module.exports'] = values;
}

function loadCore(name, url, index, names) {
    const values = require('internal/boot').requireCore(name) ?? require('internal/cjs').throwMissingCore(name);
    const environment = new CoreModule(url, index, names, values, name);
    environments[index] = environment;
    return environment;
}

/** A core module: the names that Node's has and lode provides, as they were, until syncBuiltinESMExports. */
class CoreModule extends Synthetic {
    constructor(url, index, names, values, name) {
        super(url, index, []);
        this.name = name;
        this.names = names;
        this.values = values;
        this.sync();
        coreModules.push(this);
    }

    sync() {
        for (const name of this.names) if (name in this.values) this.cells[name] = this.values[name];
        this.cells.default = this.values;
    }

    getter(local) {
        const { cells, name } = this;
        if (local in cells) return () => cells[local];
        return () => { throw new Error(`lode does not provide '${local}' of node:${name} (docs/core-modules.md)`); };
    }
}

const coreModules = [];

/** module.syncBuiltinESMExports() */
exports.syncCore = () => {
    for (const module of coreModules) module.sync();
};

function runCommonJs(environment, path, url) {
    setCells(environment.cells, require('internal/cjs').loadForImport(path, url));
}

/* ---- errors ---- */

function syntaxError(message, url, line, column) {
    const error = new SyntaxError(message);
    defineProperty(error, 'sourceURL', { value: url, writable: true, configurable: true });
    if (line > 0) {
        defineProperty(error, 'line', { value: line, writable: true, configurable: true });
        defineProperty(error, 'column', { value: column, writable: true, configurable: true });
    }
    return error;
}

table.setHooks([
    (url, index, factory) => (environments[index] = new Environment(url, index, factory)),
    (url, index, names) => (environments[index] = new Synthetic(url, index, names)),
    instantiate,
    bind,
    makeNamespaceOf,
    (environment) => { environment.body.next(); },
    executeAsync,
    loadJson,
    loadCore,
    runCommonJs,
    capability,
    settle,
    syntaxError,
]);
