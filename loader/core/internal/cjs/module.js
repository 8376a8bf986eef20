'use strict';
// Module and Module._load: the cache, cycles, and what becomes of a module that throws. Programs replace members of
// Module, so everything that Node calls through Module is called through it here too.

const builtins = require('internal/cjs/builtins');
const hooks = require('internal/cjs/hooks_list');
const main = require('internal/cjs/main_module');
const { Hidden, kIsMain, kIsCachedByESMLoader, kURL, kFormat, kCircularVisited } = require('internal/cjs/state');
const trace = native('trace');
const { isArray } = Array;
const { defineProperty, getPrototypeOf, setPrototypeOf, prototype: objectPrototype } = Object;

const nothing = Object.freeze({ __proto__: null });

function dirname(path) {
    const end = path.lastIndexOf('/');
    if (end > 0 && path.charCodeAt(0) === 47 && end < path.length - 1) {
        return path.charCodeAt(end - 1) === 47 ? require('path').dirname(path) : path.slice(0, end);
    }
    return require('path').dirname(path);
}

function updateChildren(parent, child, scan) {
    const children = parent?.children;
    if (children && !(scan && children.includes(child))) children.push(child);
}

function Module(id = '', parent) {
    this.id = id;
    this.path = dirname(id);
    this.exports = {};
    new Hidden(this, parent);
    updateChildren(parent, this, false);
    this.filename = null;
    this.loaded = false;
    this.children = [];
}

Module._cache = { __proto__: null };
Module._pathCache = { __proto__: null };
Module._extensions = { __proto__: null };

// ---- cycles ----

function warnOfMissing(name) {
    process.emitWarning(`Accessing non-existent property '${String(name)}' of module exports inside circular dependency`);
}

/** The prototype of exports that are handed out before they are complete. */
const unfinished = new Proxy({}, {
    __proto__: null,
    get(target, name) {
        // Compiled ES modules are asked for this one before they are used.
        if (name in target || name === '__esModule') return target[name];
        warnOfMissing(name);
        return undefined;
    },
    getOwnPropertyDescriptor(target, name) {
        if (Object.hasOwn(target, name) || name === '__esModule') return Object.getOwnPropertyDescriptor(target, name);
        warnOfMissing(name);
        return undefined;
    },
});

function traceHandedOut(kind, filename, module, parent, request) {
    trace.emit(kind, {
        module: filename,
        referrer: parent?.filename ?? undefined,
        specifier: request,
        request: 'require',
        names: kind === 'partial' && module.exports && typeof module.exports === 'object' ? Object.keys(module.exports) : undefined,
    });
}

function traceResolved(module, parent, request, error) {
    trace.emit('resolve', { module, error, referrer: parent?.filename ?? undefined, specifier: request, request: 'require' });
}

function partialExports(filename, module, parent, request) {
    if (trace.active) traceHandedOut('partial', filename, module, parent, request);
    if (Hidden.isEsm(module)) require('internal/cjs/interop').refuseCycle(module);
    const { exports } = module;
    if (exports && typeof exports === 'object' && getPrototypeOf(exports) === objectPrototype && !exports.__esModule) {
        setPrototypeOf(exports, unfinished);
    }
    return exports;
}

function finishExports(module) {
    const { exports } = module;
    if (exports && typeof exports === 'object' && getPrototypeOf(exports) === unfinished) setPrototypeOf(exports, objectPrototype);
}

// ---- loading ----

const relative = new Map(); // directory of who asks: request: filename

function remember(directory, request, filename) {
    let files = relative.get(directory);
    if (files === undefined) relative.set(directory, files = new Map());
    files.set(request, filename);
}

function forget(directory, request) {
    relative.get(directory)?.delete(request);
}

/** Whether a module of the cache has been loaded; in any case it is the parent's child from now on. */
function isLoadedFor(filename, module, parent, request) {
    updateChildren(parent, module, true);
    if (!module.loaded) return false;
    if (trace.active) traceHandedOut('cached', filename, module, parent, request);
    return true;
}

/** The exports of a core module, or undefined with a load hook's text for `module` to be made of. */
function loadCore(name, url, format, parent, request) {
    if (trace.active) traceResolved(`node:${name}`, parent, request);
    if (hooks.load.length > 0) {
        const result = require('internal/cjs/hooks').loadCore(name, url ?? `node:${name}`, format);
        if (result !== undefined) return { result };
    }
    return { exports: builtins.load(name) };
}

function resolveTraced(request, parent, isMain, options) {
    try {
        return resolveRequest(request, parent, isMain, options);
    } catch (error) {
        traceResolved(undefined, parent, request, `${error?.code ?? error?.name}: ${error?.message}`);
        throw error;
    }
}

function resolveRequest(request, parent, isMain, options) {
    if (options.resolved) return options.resolved;
    if (hooks.resolve.length > 0 && !options.skipsHooks) return require('internal/cjs/hooks').resolve(request, parent, isMain);
    return { url: undefined, format: undefined, filename: resolveDefault(request, parent, isMain) };
}

/** A request that begins with "node:" never reaches _resolveFilename. */
function resolveDefault(request, parent, isMain, options) {
    if (request.startsWith('node:')) {
        const name = builtins.normalize(request);
        if (name === undefined) {
            const { codes } = require('internal/errors');
            throw new codes.ERR_UNKNOWN_BUILTIN_MODULE(request);
        }
        return name;
    }
    return Module._resolveFilename(request, parent, isMain, options).toString();
}

function makeModule(filename, parent, isMain, url, format) {
    const module = new Module(filename, parent);
    if (isMain) {
        main.set(module);
        module.id = '.';
    }
    module[kIsMain] = isMain === true;
    Module._cache[filename] = module;
    module[kIsCachedByESMLoader] = false;
    module[kURL] = url;
    module[kFormat] = format;
    return module;
}

function removeFailed(module, filename, parent, request) {
    delete Module._cache[filename];
    if (parent === undefined) return;
    if (parent) forget(parent.path, request);
    const children = parent?.children;
    if (!isArray(children)) return;
    const index = children.indexOf(module);
    if (index !== -1) children.splice(index, 1);
}

function runModule(module, filename, parent, request) {
    let isDone = false;
    try {
        module.load(filename);
        isDone = true;
    } finally {
        if (isDone) finishExports(module);
        else removeFailed(module, filename, parent, request);
    }
    return module.exports;
}

Module._load = function (request, parent, isMain, options = nothing) {
    if (parent) {
        const known = relative.get(parent.path)?.get(request);
        if (known !== undefined) {
            const cached = Module._cache[known];
            if (cached !== undefined) {
                return isLoadedFor(known, cached, parent, request) ? cached.exports : partialExports(known, cached, parent, request);
            }
            forget(parent.path, request);
        }
    }
    const resolved = trace.active ? resolveTraced(request, parent, isMain, options) : resolveRequest(request, parent, isMain, options);
    const { filename, url } = resolved;
    let { format } = resolved;
    let hooked;
    if (request.startsWith('node:') && (url === undefined || url === request)) {
        const core = loadCore(builtins.normalize(request), request, format, parent, request);
        if (core.result === undefined) return core.exports;
        hooked = core.result;
    }
    let cached;
    if (hooked === undefined) {
        cached = Module._cache[filename];
        if (cached !== undefined) {
            if (isLoadedFor(filename, cached, parent, request)) return cached.exports;
            // An entry that import made is loaded by whoever comes first.
            if (!cached[kIsCachedByESMLoader] || cached[kCircularVisited]) return partialExports(filename, cached, parent, request);
            defineProperty(cached, kCircularVisited, { value: true, configurable: true });
        } else if (builtins.isBare(filename)) {
            const core = loadCore(filename, url, format, parent, request);
            if (core.result === undefined) return core.exports;
            hooked = core.result;
        }
    }
    if (hooked !== undefined) ({ format } = hooked);
    const module = cached ?? makeModule(filename, parent, isMain, url, format);
    if (cached) Hidden.setLastParent(cached, parent);
    if (hooked !== undefined) Hidden.setSource(module, hooked.source);
    if (options.source !== undefined && Hidden.source(module) === undefined) {
        Hidden.setSource(module, options.source);
        module[kURL] ??= url;
        module[kFormat] ??= format;
    }
    if (trace.active && (parent || isMain)) traceResolved(filename, parent, request); // import told of it otherwise
    if (parent) remember(parent.path, request, filename);
    return runModule(module, filename, parent, request);
};

// ---- the prototype ----

function extensionOf(filename) {
    const extensions = Module._extensions;
    let at = filename.lastIndexOf('/') + 1; // a dot in the first place hides a file, it begins no extension
    while ((at = filename.indexOf('.', at + 1)) !== -1) {
        const extension = filename.slice(at);
        if (extensions[extension]) return extension;
    }
    return '.js';
}

function extensionOfFormat(format) {
    return format === 'json' ? '.json' : format === 'addon' ? '.node' : '.js';
}

const { prototype } = Module;
defineProperty(prototype, 'constructor', { get: () => Module, configurable: false, enumerable: false });
defineProperty(prototype, 'isPreloading', { get: () => main.isPreloading() });
defineProperty(prototype, 'parent', {
    get() {
        return Hidden.has(this) ? Hidden.firstParent(this) : undefined;
    },
    set(value) {
        if (Hidden.has(this)) Hidden.setFirstParent(this, value);
    },
});

prototype.load = function (filename) {
    if (this.loaded) {
        const { nodeError } = require('internal/cjs/errors');
        throw nodeError('ERR_INTERNAL_ASSERTION', 'A module that has been loaded cannot be loaded again.');
    }
    this.filename ??= filename;
    this.paths ??= Module._nodeModulePaths(dirname(filename));
    const format = this[kFormat];
    Module._extensions[format === undefined ? extensionOf(filename) : extensionOfFormat(format)](this, filename);
    this.loaded = true;
    Hidden.setSnapshot(this, this.exports);
};

prototype.require = function (id) {
    if (typeof id !== 'string') require('internal/validate').validateString(id, 'id');
    if (id === '') {
        const { codes } = require('internal/errors');
        throw new codes.ERR_INVALID_ARG_VALUE('id', id, 'must be a non-empty string');
    }
    return load(id, this, false);
};

/** Module._load, told to diagnostics_channel where somebody listens there. */
function load(request, parent, isMain, options) {
    const channels = require('internal/boot').loadedCore('diagnostics_channel');
    if (channels !== undefined) {
        const channel = channels.tracingChannel('module.require');
        if (channel.hasSubscribers) {
            const context = { __proto__: null, parentFilename: parent?.filename, id: request };
            return channel.traceSync(Module._load, context, Module, request, parent, isMain, options);
        }
    }
    return Module._load(request, parent, isMain, options);
}

module.exports = { Module, load, dirname, resolveDefault };
require('internal/cjs/resolve').install(Module);
require('internal/cjs/extensions').install(Module);
