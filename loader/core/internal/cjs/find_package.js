'use strict';
// module.findPackageJSON()

const natives = native('commonjs');
const { nodeError, resolutionError } = require('internal/cjs/errors');

/** The package.json of a bare specifier's package, seen from a file: its own, or that of a folder in a node_modules. */
function ofBare(specifier, base) {
    const { fileURLToPath } = require('url');
    const [, name] = /^(@[^/]*\/[^/]*|[^@/][^/]*)/.exec(specifier) ?? [];
    if (name === undefined || /^\.|%|\\/.test(name)) {
        throw nodeError('ERR_INVALID_MODULE_SPECIFIER',
            `Invalid module "${specifier}" is not a valid package name imported from ${fileURLToPath(base)}`);
    }
    const own = base.protocol === 'file:' ? natives.packageAround(fileURLToPath(base)) : undefined;
    if (own?.hasExports && own.name === name) return own.path;
    let path = fileURLToPath(new URL('.', base));
    for (;;) {
        const folder = `${path.endsWith('/') ? path : `${path}/`}node_modules/${name}`;
        if (natives.stat(folder) === 1) return `${folder}/package.json`;
        if (path === '/') break;
        path = require('path').dirname(path);
    }
    throw nodeError('ERR_MODULE_NOT_FOUND', `Cannot find package '${name}' imported from ${fileURLToPath(base)}`);
}

function urlOf(specifier, base) {
    try {
        return natives.resolve(specifier, base, false).url;
    } catch (error) {
        if (error.code === 'ERR_UNSUPPORTED_DIR_IMPORT') return new URL(specifier, base).href;
        throw resolutionError(error);
    }
}

module.exports = function findPackageJSON(specifier, base = 'data:') {
    if (arguments.length === 0) {
        const { codes } = require('internal/errors');
        throw new codes.ERR_MISSING_ARGS('specifier');
    }
    const { validateString } = require('internal/validate');
    const { URL, fileURLToPath, pathToFileURL } = require('url');
    try {
        specifier = `${specifier}`;
    } catch {
        validateString(specifier, 'specifier');
    }
    let parent = base;
    if (!(base instanceof URL)) {
        validateString(base, 'base');
        parent = base.startsWith('/') ? pathToFileURL(base) : new URL(base);
    }
    if (specifier && !/^[./]/.test(specifier) && !URL.canParse(specifier)) return ofBare(specifier, parent);
    const path = fileURLToPath(urlOf(specifier, parent.href));
    // Where no package.json is above it, Node gives the path itself.
    return natives.packageAround(path.endsWith('/') ? `${path}package.json` : path)?.path ?? path;
};
