'use strict';
// module.registerHooks(): chains of resolve and load hooks, for require() here, and for import through resolveWith and
// loadWith.

const natives = native('commonjs');
const builtins = require('internal/cjs/builtins');
const lists = require('internal/cjs/hooks_list');
const { Hidden, kFormat, kURL } = require('internal/cjs/state');
const { isArray } = Array;
const { assign, freeze } = Object;

let conditions;
const usual = ['require', 'node', 'node-addons', 'module-sync']; // in Node's order, which hooks can see
const conditionsOfRequire = () => (conditions ??= freeze([...usual, ...natives.conditions().filter((name) => !usual.includes(name))]));

function refuse(wanted, hook, name, value) {
    const { codes } = require('internal/errors');
    throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE(wanted, hook, name, value);
}

function isBytes(value) {
    return ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;
}

// ---- chains ----

/**
 * The hooks as one function: each gets (first, context, next); the last one to be called is `last`. A hook that does not
 * call the next one has to say so.
 */
function chain(list, name, last, check, context) {
    let lowest = list.length;
    const step = (index, f, next) => (first, added) => {
        lowest = index;
        if (added && added !== context) assign(context, added);
        const result = f(first, context, next);
        if (lowest > 0 && lowest === index && !result.shortCircuit) refuse('true', name, 'shortCircuit', result.shortCircuit);
        return check(first, result);
    };
    let head = step(0, last);
    list.forEach((hook, i) => { head = step(i + 1, hook[name], head); });
    return head;
}

function checkResolved(specifier, { url, format, importAttributes }) {
    if (typeof url !== 'string') refuse('a URL string', 'resolve', 'url', url);
    if (format && typeof format !== 'string') refuse('a string', 'resolve', 'format', format);
    if (importAttributes && typeof importAttributes !== 'object') refuse('an object', 'resolve', 'importAttributes', importAttributes);
    return { __proto__: null, url, format, importAttributes };
}

function checkLoaded(url, result) {
    const { source, format } = result;
    if (!url.startsWith('node:') && typeof source !== 'string' && !isBytes(source) && format !== 'addon') {
        refuse('a string, an ArrayBuffer, or a TypedArray', 'load', 'source', source);
    }
    if (typeof format !== 'string' && format !== undefined) refuse('a string', 'load', 'format', format);
    return result;
}

class ModuleResolveContext {
    constructor(parentURL, importAttributes, conditions) {
        this.parentURL = parentURL;
        this.importAttributes = importAttributes;
        this.conditions = conditions;
    }
}

class ModuleLoadContext {
    constructor(format, importAttributes, conditions) {
        this.format = format;
        this.importAttributes = importAttributes;
        this.conditions = conditions;
    }
}

/** {url, format, importAttributes}; `last` is (specifier, context) => {url, format}. */
function resolveWith(specifier, parentURL, importAttributes, conditions, last) {
    const context = new ModuleResolveContext(parentURL, importAttributes, conditions);
    return chain(lists.resolve, 'resolve', last, checkResolved, context)(specifier, context);
}

/** {source, format}; `last` is (url, context) => {source, format}. Bytes of a text become the text. */
function loadWith(url, format, importAttributes, conditions, last) {
    const context = new ModuleLoadContext(format, importAttributes, conditions);
    const result = chain(lists.load, 'load', last, checkLoaded, context)(url, context);
    const isText = [undefined, 'module', 'commonjs', 'json', 'module-typescript', 'commonjs-typescript', 'typescript'];
    if (isBytes(result.source) && isText.includes(result.format)) result.source = new TextDecoder().decode(result.source);
    return result;
}

// ---- require ----

function urlOf(filename) {
    if (!filename) return filename;
    const name = builtins.normalize(filename);
    if (name !== undefined) return `node:${name}`;
    return filename.startsWith('/') ? natives.toURL(filename) : filename;
}

function filenameOf(url) {
    if (!url) return url;
    const name = builtins.normalize(url);
    if (name !== undefined || !url.startsWith('file://')) return name ?? url;
    return natives.toPath(url) ?? require('url').fileURLToPath(url);
}

/** A request of require() or, with its options, of require.resolve(). */
function resolve(request, parent, isMain, options) {
    const { Module, resolveDefault } = require('internal/cjs/module');
    if (parent && !parent[kURL] && parent.filename) parent[kURL] = urlOf(parent.filename);
    const last = (specifier, context) => {
        const wanted = context.conditions;
        if (wanted !== undefined && wanted !== conditionsOfRequire() && !isArray(wanted)) {
            const { codes } = require('internal/errors');
            throw new codes.ERR_INVALID_ARG_VALUE('context.conditions', wanted, 'expected an array');
        }
        const given = { __proto__: null, paths: options?.paths,
            conditions: wanted === undefined || wanted === conditionsOfRequire() ? undefined : new Set(wanted) };
        const filename = options === undefined ? resolveDefault(specifier, parent, isMain, given)
            : Module._resolveFilename(specifier, parent, isMain, given).toString();
        const isCore = options === undefined && specifier.startsWith('node:');
        return { __proto__: null, url: isCore ? specifier : urlOf(filename), format: isCore ? 'builtin' : undefined };
    };
    const { url, format } = resolveWith(request, parent?.[kURL], undefined, conditionsOfRequire(), last);
    return { __proto__: null, url, format, filename: filenameOf(url) };
}

function defaultLoad(original, filename, readText) {
    return (url, context) => {
        const { format } = context;
        if (format === 'builtin') return { source: null, format };
        if (format === 'wasm' || format === 'addon') {
            const { codes } = require('internal/errors');
            throw new codes.ERR_UNKNOWN_MODULE_FORMAT(format, url);
        }
        return { source: readText(url === original ? filename : filenameOf(url)), format };
    };
}

/** The text of a file that is required, and its format: of the hooks, else as `module` has it. */
function loadSource(module, filename, readText) {
    module[kURL] ??= urlOf(filename);
    const url = module[kURL];
    const result = loadWith(url, module[kFormat], undefined, conditionsOfRequire(), defaultLoad(url, filename, readText));
    if (result.format !== undefined) module[kFormat] = result.format;
    Hidden.setSource(module, result.source);
    return { source: result.source, format: module[kFormat] };
}

/** What the hooks make of a core module; undefined where they leave it one. */
function loadCore(name, url, format) {
    const result = loadWith(url, format || 'builtin', undefined, conditionsOfRequire(), () => ({ source: null, format: 'builtin' }));
    return result.format && result.format !== 'builtin' ? result : undefined;
}

// ---- registering ----

class ModuleHooks {
    constructor(resolve, load) {
        this.resolve = resolve;
        this.load = load;
        if (resolve) lists.resolve.push(this);
        if (load) lists.load.push(this);
        require('internal/esm_hooks').update();
        freeze(this);
    }

    deregister() {
        for (const list of [lists.resolve, lists.load]) {
            const index = list.indexOf(this);
            if (index !== -1) list.splice(index, 1);
        }
        require('internal/esm_hooks').update();
    }
}
if (Symbol.dispose) ModuleHooks.prototype[Symbol.dispose] = ModuleHooks.prototype.deregister;

function registerHooks(hooks) {
    const { resolve, load } = hooks;
    const { validateFunction } = require('internal/validate');
    if (resolve) validateFunction(resolve, 'hooks.resolve');
    if (load) validateFunction(load, 'hooks.load');
    return new ModuleHooks(resolve, load);
}

module.exports = { resolveWith, loadWith, resolve, loadSource, loadCore, registerHooks };
