'use strict';
// The function that a module knows as `require`.

const natives = native('commonjs');
const main = require('internal/cjs/main_module');
const hooks = require('internal/cjs/hooks_list');

let Module;

function checkText(value, name) {
    if (typeof value !== 'string') require('internal/validate').validateString(value, name);
}

function resolveFor(module, request, options) {
    checkText(request, 'request');
    if (hooks.resolve.length > 0) {
        const { filename, url } = require('internal/cjs/hooks').resolve(request, module, false, options ?? {});
        return url === request && request.startsWith('node:') ? url : filename;
    }
    return Module._resolveFilename(request, module, false, options ?? {}).toString();
}

function makeRequire(module) {
    function require(path) {
        return module.require(path);
    }
    function resolve(request, options) {
        return resolveFor(module, request, options);
    }
    function paths(request) {
        checkText(request, 'request');
        return Module._resolveLookupPaths(request, module);
    }
    require.resolve = resolve;
    resolve.paths = paths;
    require.main = main.get();
    require.extensions = Module._extensions;
    require.cache = Module._cache;
    return require;
}

const isURL = (value) => Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);

/** module.createRequire: for a path, or the URL of a file. */
function createRequire(filename) {
    let path = filename;
    if (typeof filename !== 'string' || !filename.startsWith('/')) {
        path = typeof filename === 'string' ? natives.toPath(filename)
            : isURL(filename) ? natives.toPath(filename.href) : undefined;
        if (path === undefined) {
            const { codes } = require('internal/errors');
            throw new codes.ERR_INVALID_ARG_VALUE('filename', filename,
                'must be a file URL object, file URL string, or absolute path string');
        }
    }
    if (path.endsWith('/')) path = require('path').join(path, 'noop.js');
    const module = new Module(path);
    module.filename = path;
    module.paths = Module._nodeModulePaths(module.path);
    return makeRequire(module);
}

exports.install = (TheModule) => {
    Module = TheModule;
    Module.createRequire = createRequire;
};
exports.makeRequire = makeRequire;
