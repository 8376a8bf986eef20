'use strict';
// Environments, and the functions that the module table calls (LodeModuleHook in loader/modules/modules.h).

const table = native('modules');
const trace = native('trace');
const { makeNamespace } = require('internal/esm_namespace');

const { defineProperty, getOwnPropertyDescriptor } = Object;
const { apply } = Reflect;
const Promise = (async () => {})().constructor; // whatever the program calls by that name
const { then } = Promise.prototype;

/** Set by others: importDynamic (esm.js), mainUrl. */
const hooks = { importDynamic: undefined, mainUrl: undefined };
exports.hooks = hooks;

/** Modules whose bodies wait for something, in the order in which they began to. */
const waiting = new Set();
exports.waiting = waiting;

/** What a module's values are reached by; the `$lode` of its body. */
class Environment {
    i = []; // by request: its names
    getters = undefined; // by local name
    body = undefined; // the generator
    namespace = undefined;
    capability = undefined;
    awaits = -1; // where it awaits: an offset in the source
    #meta = undefined;

    constructor(url, index) {
        this.url = url;
        this.index = index;
    }

    call(f) {
        return f;
    }

    at(offset, value) {
        this.awaits = offset;
        return value;
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
    // A text of the command line has the path that its URL says.
    const filename = table.path(index) ?? (url.startsWith('file:') ? native('commonjs').toPath(url) : undefined);
    if (filename !== undefined) {
        meta.dirname = filename.slice(0, filename.lastIndexOf('/')) || '/';
        meta.filename = filename;
    }
    meta.main = url === hooks.mainUrl;
    // The second parameter is there for its length alone: Node reads it only with a flag.
    meta.resolve = function resolve(specifier, parent) { // eslint-disable-line no-unused-vars
        return resolveFrom(`${specifier}`, filename ?? url, url);
    };
    meta.url = url;
    return meta;
}

const LOADING = new Set(['ERR_UNSUPPORTED_ESM_URL_SCHEME', 'ERR_UNKNOWN_FILE_EXTENSION', 'ERR_UNKNOWN_MODULE_FORMAT']);

/** A file that is not there has a URL all the same. */
function resolveFrom(specifier, referrer, url) {
    try {
        return table.resolveUrl(specifier, referrer);
    } catch (error) {
        if (error.url !== undefined) return error.url;
        // These are found out when it is loaded.
        if (LOADING.has(error.code)) return new (require('internal/url').URL)(specifier, url).href;
        throw error;
    }
}

/* ---- bindings ---- */

function refuse() {
    throw new TypeError('Assignment to constant variable.');
}

const dead = new WeakMap(); // error: [importer, exporter]

/** The getter of a name, whose dead zone says which name it is. */
function checked(get, local, importer, exporter) {
    return () => {
        try {
            return get();
        } catch {
            // A getter only reads: all that it can throw is this.
            const name = local === '*default*' ? 'default' : local;
            const error = new ReferenceError(`Cannot access '${name}' before initialization`);
            dead.set(error, [importer.index, exporter.index]);
            throw error;
        }
    };
}

/** Whose imports lead from a module back to it by way of another: URLs, the first one again at the end. */
function shortestCycle(from, by) {
    const previous = new Map([[by, from]]);
    const queue = [by];
    for (let i = 0; i < queue.length && !previous.has(from); i++) {
        for (const next of table.requests(queue[i])) {
            if (previous.has(next)) continue;
            previous.set(next, queue[i]);
            queue.push(next);
        }
    }
    if (!previous.has(from)) return undefined;
    const way = [from];
    do way.unshift(previous.get(way[0])); while (way[0] !== from);
    return way.map((module) => table.url(module));
}

/** The cycle of imports that made an error of the dead zone; undefined for other errors. */
exports.cycleOf = (error) => {
    const modules = dead.get(error);
    return modules === undefined ? undefined : shortestCycle(...modules);
};

function lateGetter(environment, local) {
    // In a cycle the exporter's getters may not be there yet.
    return () => environment.getters[local]();
}

/* Of an imported name; `get` is set for each. */
const description = { __proto__: null, get: undefined, set: refuse, enumerable: true, configurable: true };

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
            get = checked(lateGetter(exporter, local), local, environment, exporter);
        } else {
            get = exporter.getter(local);
        }
        description.get = get;
        defineProperty(names, name, description);
    }
    environment.i[request] = names;
}

const environments = []; // by module

function makeEnvironment(url, index, isDetected) {
    if (isDetected) {
        const filename = table.path(index);
        if (filename !== undefined) require('internal/cjs/typeless')(filename, url);
    }
    return (environments[index] = new Environment(url, index));
}

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
            : exporter instanceof Environment ? checked(lateGetter(exporter, local), local, environment, exporter)
                : exporter.getter(local));
    }
    return (environment.namespace ??= makeNamespace(names, getters));
}

/* ---- bodies ---- */

/** The first step of a body; one that is an ordinary function waits until it is executed, and does both. */
function instantiate(environment, factory, inOneStep) {
    if (inOneStep) {
        environment.body = factory;
        return;
    }
    environment.body = apply(factory, undefined, [environment]);
    environment.body.next();
}

function execute(environment) {
    const { body } = environment;
    if (typeof body === 'function') apply(body, undefined, [environment]);
    else body.next();
}

/** Awaits what the body yields, as the body itself would. */
async function drive(environment) {
    const { body } = environment;
    let result = body.next();
    while (!result.done) {
        let value;
        waiting.add(environment);
        if (trace.active) trace.emit('suspend', { module: environment.url });
        try {
            value = await result.value;
        } catch (error) {
            waiting.delete(environment);
            if (trace.active) trace.emit('resume', { module: environment.url });
            result = body.throw(error);
            continue;
        }
        waiting.delete(environment);
        if (trace.active) trace.emit('resume', { module: environment.url });
        result = body.next(value);
    }
}

function executeAsync(environment, index) {
    apply(then, drive(environment), [() => table.fulfilled(index), (error) => table.rejected(index, error)]);
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
        for (const name of this.names) if (name in this.values) this.take(name);
        this.cells.default = this.values;
    }

    /** A member that is made when it is first read is not read before a program reads the name. */
    take(name) {
        const { cells, values } = this;
        const own = (value) => defineProperty(cells, name, { value, writable: true, enumerable: true, configurable: true });
        if (getOwnPropertyDescriptor(values, name)?.get === undefined) {
            own(values[name]);
            return;
        }
        const get = () => {
            const value = values[name];
            own(value);
            return value;
        };
        defineProperty(cells, name, { get, enumerable: true, configurable: true });
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
    setCells(environment.cells, require('internal/cjs').loadForImport(path, url, false, environment.source));
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
    makeEnvironment,
    (url, index, names) => (environments[index] = new Synthetic(url, index, names)),
    instantiate,
    bind,
    makeNamespaceOf,
    execute,
    executeAsync,
    loadJson,
    loadCore,
    runCommonJs,
    capability,
    settle,
    syntaxError,
    (path) => require('internal/cjs').isExecuting(path),
]);
