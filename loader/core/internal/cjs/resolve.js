'use strict';
// Where require() finds a file. As long as a program has changed nothing about it, one native call answers
// (resolver/cjs.c); else the steps are taken here, one by one, through the functions that the program can replace.

const natives = native('commonjs');
const builtins = require('internal/cjs/builtins');
const { Hidden } = require('internal/cjs/state');
const { isArray } = Array;
const { keys } = Object;

const own = {}; // what installs puts on Module, to see whether it is still there
let modulePaths = natives.globalPaths();
let pathsAreChanged = false; // _stat or _readPackage were replaced
let stat = natives.stat;
let readPackage = (directory) => {
    const facts = natives.packageIn(require('path').resolve(directory));
    return { exists: facts !== undefined, name: facts?.name, main: facts?.main, type: facts?.type ?? 'none',
        hasExports: facts?.hasExports === true, pjsonPath: facts?.path ?? require('path').resolve(directory, 'package.json') };
};

// ---- folders ----

const foldersOf = new Map(); // directory: its node_modules and those above
const NOT_NORMAL = /^[^/]|\/(?:\/|\.\.?(?:\/|$))|.\/$|^$/;

function nodeModulePaths(from) {
    let folders = foldersOf.get(from);
    if (folders === undefined) {
        folders = [];
        const path = typeof from !== 'string' || NOT_NORMAL.test(from) ? require('path').resolve(from) : from;
        for (let end = path === '/' ? 0 : path.length; ; ) {
            const start = path.lastIndexOf('/', end - 1);
            if (end === 0 || path.slice(start + 1, end) !== 'node_modules') folders.push(`${path.slice(0, end)}/node_modules`);
            if (end === 0) break;
            end = start < 0 ? 0 : start;
        }
        foldersOf.set(from, folders);
    }
    return folders.slice();
}

function isDefaultPaths(paths, directory) {
    if (!isArray(paths)) return false;
    let folders = foldersOf.get(directory);
    if (folders === undefined) {
        nodeModulePaths(directory);
        folders = foldersOf.get(directory);
    }
    if (paths.length !== folders.length) return false;
    for (let i = 0; i < folders.length; i++) {
        if (paths[i] !== folders[i]) return false;
    }
    return true;
}

/** "./x", "../x", "." and ".." */
function isRelative(request) {
    return request.charCodeAt(0) === 46 &&
        (request.length === 1 || request === '..' || request.startsWith('./') || request.startsWith('../'));
}

/** Relative as the choice of folders means it: "..x" too. */
function isBeside(request) {
    const second = request.charCodeAt(1);
    return request.charCodeAt(0) === 46 && (request.length === 1 || second === 46 || second === 47);
}

function resolveLookupPaths(request, parent) {
    if (builtins.normalize(request) !== undefined) return null;
    if (!isBeside(request)) {
        const paths = parent?.paths?.length ? [...parent.paths, ...modulePaths] : modulePaths;
        return paths.length > 0 ? paths : null;
    }
    if (!parent || !parent.id || !parent.filename) return ['.'];
    return [require('path').dirname(parent.filename)];
}

// ---- files ----

function realFile(path, isMain) {
    if (stat(path) !== 0) return undefined;
    const keepsLinks = isMain ? natives.preserveSymlinksMain : natives.preserveSymlinks;
    return keepsLinks ? require('path').resolve(path) : natives.real(path);
}

function withExtension(base, extensions, isMain) {
    for (const extension of extensions) {
        const found = realFile(base + extension, isMain);
        if (found) return found;
    }
    return false;
}

function deprecateMain(file, main) {
    process.emitWarning(`Invalid 'main' field in '${file}' of '${main}'. ` +
        'Please either fix that or report it to the module author', 'DeprecationWarning', 'DEP0128');
}

function fromPackage(directory, extensions, isMain, request) {
    const { main, pjsonPath } = readPackage(directory);
    const path = require('path');
    const index = path.resolve(directory, 'index');
    if (!main) return withExtension(index, extensions, isMain);
    const target = path.resolve(directory, main);
    const found = realFile(target, isMain) || withExtension(target, extensions, isMain) ||
        withExtension(path.resolve(target, 'index'), extensions, isMain);
    if (found) return found;
    const fallback = withExtension(index, extensions, isMain);
    if (!fallback) {
        const error = new Error(`Cannot find module '${target}'. Please verify that the package.json has a valid "main" entry`);
        throw Object.assign(error, { code: 'MODULE_NOT_FOUND', path: pjsonPath, requestPath: request });
    }
    deprecateMain(pjsonPath, main);
    return fallback;
}

function notFound(request, path) {
    const error = Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' });
    if (path) error.path = path;
    return error;
}

/** The file that `exports` of the package in `directory` gives. */
function throughExports(directory, subpath, conditions, parentPath, request) {
    const { nodeError, resolutionError } = require('internal/cjs/errors');
    let target;
    try {
        target = natives.packageExports(directory, subpath, conditions, parentPath);
    } catch (error) {
        if (error.code !== 'ERR_MODULE_NOT_FOUND') throw resolutionError(error);
        throw parentPath ? notFound(subpath, directory) : notFound(request, `${directory}/package.json`);
    }
    let file = target;
    if (!target.startsWith('/')) {
        if (/%2f|%5c/i.test(target)) {
            throw nodeError('ERR_INVALID_MODULE_SPECIFIER', `Invalid module "${target}" must not include encoded "/" or "\\" ` +
                `characters${parentPath ? ` imported from ${parentPath}` : ''}`);
        }
        file = natives.toPath(target) ?? require('url').fileURLToPath(target);
    }
    const found = realFile(file, false);
    if (found) return found;
    throw notFound(file, directory);
}

const PACKAGE = /^((?:@[^/\\%]+\/)?[^./\\%][^/\\%]*)(\/.*)?$/;

function fromExports(folder, request, conditions) {
    const match = PACKAGE.exec(request);
    if (!match) return undefined;
    const directory = require('path').resolve(folder, match[1]);
    const facts = readPackage(directory);
    if (!facts.exists || !(facts.hasExports ?? facts.exports != null)) return undefined;
    return throughExports(directory, `.${match[2] ?? ''}`, conditions, undefined, request);
}

function endsAsFolder(request) {
    return request === '.' || request === '..' || /\/\.{0,2}$/.test(request);
}

function findPath(request, paths, isMain, conditions) {
    const path = require('path');
    const isAbsolute = path.isAbsolute(request);
    if (isAbsolute) paths = [''];
    else if (!paths || paths.length === 0) return false;
    const key = `${request}\0${paths.join('\0')}`;
    const known = own.Module._pathCache[key];
    if (known) return known;
    const mustBeThere = !(isRelative(request) && path.normalize(request).startsWith('..'));
    let extensions;
    for (const folder of paths) {
        if (typeof folder !== 'string') {
            const { codes } = require('internal/errors');
            throw new codes.ERR_INVALID_ARG_TYPE('paths', 'array of strings', paths);
        }
        if (mustBeThere && folder && stat(folder) < 1) continue;
        const exported = isAbsolute ? undefined : fromExports(folder, request, conditions);
        if (exported) return exported;
        const base = path.resolve(folder, request);
        const kind = stat(base);
        let file;
        if (!endsAsFolder(request)) {
            if (kind === 0) file = realFile(base, isMain);
            file ||= withExtension(base, extensions ??= keys(own.Module._extensions), isMain);
        }
        if (!file && kind === 1) {
            file = fromPackage(base, extensions ??= keys(own.Module._extensions), isMain, request);
        }
        if (file) {
            own.Module._pathCache[key] = file;
            return file;
        }
    }
    return false;
}

// ---- the whole ----

function requireStackOf(parent) {
    const stack = [];
    for (let at = parent; at; at = Hidden.firstParent(at)) stack.push(at.filename || at.id);
    return stack;
}

function notFoundFrom(request, parent) {
    const requireStack = requireStackOf(parent);
    const list = requireStack.length > 0 ? `\nRequire stack:\n- ${requireStack.join('\n- ')}` : '';
    return Object.assign(new Error(`Cannot find module '${request}'${list}`), { code: 'MODULE_NOT_FOUND', requireStack });
}

/** Whether the error of a look-up in C says that nothing was found, and no more. */
function isPlainNotFound(error) {
    return error.code === 'MODULE_NOT_FOUND' && error.message.includes('\nRequire stack:\n- ');
}

let knownExtensions = ['.js', '.json', '.node'];

/** Tells the resolver of extensions that the program added, or took away. */
function tellExtensions() {
    const extensions = keys(own.Module._extensions);
    const { length } = extensions;
    let isKnown = length === knownExtensions.length;
    for (let i = 0; isKnown && i < length; i++) isKnown = extensions[i] === knownExtensions[i];
    if (!isKnown) natives.setExtensions(knownExtensions = extensions);
}

function isUntouched() {
    const { Module } = own;
    if (pathsAreChanged || Module._findPath !== own.findPath || Module._resolveLookupPaths !== own.resolveLookupPaths) return false;
    tellExtensions();
    return true;
}

/** The answer of the resolver; undefined where the steps have to be taken here. */
function findNatively(request, parent, isMain) {
    if (typeof request !== 'string' || !isUntouched()) return undefined;
    const isAbsolute = request.charCodeAt(0) === 47;
    const filename = parent?.filename;
    let found;
    try {
        if (isMain || !parent) {
            if (!isAbsolute || parent) return undefined;
            found = isMain ? natives.findEntry(request).path : natives.find(request, '/noop.js');
        } else {
            if (typeof filename !== 'string' || filename.charCodeAt(0) !== 47) return undefined;
            if (!isAbsolute && !isBeside(request) && !isDefaultPaths(parent.paths, parent.path)) return undefined;
            found = natives.find(request, filename);
        }
    } catch (error) {
        if (isPlainNotFound(error)) throw notFoundFrom(request, parent);
        // The steps, taken here, say more about files that a package.json names.
        if (error.code === 'MODULE_NOT_FOUND') return undefined;
        throw require('internal/cjs/errors').resolutionError(error);
    }
    if (typeof found === 'string') return found;
    deprecateMain(found[1], found[2]);
    return found[0];
}

function lookupPathsOf(request, parent, options) {
    const { Module } = own;
    if (typeof options !== 'object' || options === null || options.paths === undefined) {
        return Module._resolveLookupPaths(request, parent);
    }
    if (!isArray(options.paths)) {
        const { codes } = require('internal/errors');
        throw new codes.ERR_INVALID_ARG_VALUE('options.paths', options.paths);
    }
    if (isRelative(request)) return options.paths;
    const standIn = new Module('', null);
    const folders = new Set();
    for (const path of options.paths) {
        standIn.paths = Module._nodeModulePaths(path);
        for (const folder of Module._resolveLookupPaths(request, standIn)) folders.add(folder);
    }
    return [...folders];
}

function parentPathOf(parent) {
    if (!parent) return undefined;
    if (parent.filename) return parent.filename;
    return parent.id === '<repl>' || parent.id === 'internal/preload' ? `${process.cwd()}/` : undefined;
}

/** `#name` and a package's own name, by the steps of the resolver. */
function fromScope(request, parent, conditions) {
    const parentPath = parentPathOf(parent);
    if (!parentPath) return undefined;
    const scope = natives.packageAround(parentPath);
    if (scope === undefined) return undefined;
    if (request[0] === '#' && scope.hasImports) {
        try {
            return natives.resolve(request, parentPath, true, conditions).path;
        } catch (error) {
            if (error.code !== 'MODULE_NOT_FOUND') throw require('internal/cjs/errors').resolutionError(error);
            throw isPlainNotFound(error) ? notFoundFrom(request, parent)
                : notFound(/'([^]*)'/.exec(error.message)?.[1] ?? request, scope.path);
        }
    }
    if (!scope.hasExports || scope.name === undefined) return undefined;
    if (request !== scope.name && !request.startsWith(`${scope.name}/`)) return undefined;
    return throughExports(scope.directory, `.${request.slice(scope.name.length)}`, conditions, parentPath, request);
}

function resolveFilename(request, parent, isMain, options) {
    if (builtins.normalize(request) !== undefined) return request;
    const isPlain = options === undefined || options === null ||
        (options.paths === undefined && options.conditions === undefined);
    const found = isPlain ? findNatively(request, parent, isMain) : undefined;
    if (found !== undefined) return found;
    const conditions = options?.conditions === undefined ? undefined : [...options.conditions];
    const paths = lookupPathsOf(request, parent, options);
    const scoped = fromScope(request, parent, conditions);
    if (scoped) return scoped;
    const file = own.Module._findPath(request, paths, isMain, conditions);
    if (file) return file;
    throw notFoundFrom(request, parent);
}

// ---- settings ----

function initPaths() {
    const path = require('path');
    const { HOME, NODE_PATH } = process.env;
    const paths = [path.resolve(process.execPath, '..', '..', 'lib', 'node')];
    if (HOME) paths.unshift(path.resolve(HOME, '.node_modules'), path.resolve(HOME, '.node_libraries'));
    if (NODE_PATH) paths.unshift(...NODE_PATH.split(path.delimiter).filter(Boolean));
    modulePaths = paths;
    natives.setGlobalPaths(paths.map((folder) => path.resolve(folder)));
    own.Module.globalPaths = paths.slice();
}

function accessor(Module, name, get, set) {
    Object.defineProperty(Module, name, {
        get,
        set(value) {
            pathsAreChanged = true;
            set(value);
        },
        configurable: true,
    });
}

/** Puts the functions on Module, where programs expect them. */
function install(Module) {
    own.Module = Module;
    accessor(Module, '_stat', () => stat, (value) => { stat = value; });
    accessor(Module, '_readPackage', () => readPackage, (value) => { readPackage = value; });
    Module.globalPaths = modulePaths.slice();
    own.findPath = Module._findPath = function (request, paths, isMain, conditions) {
        return findPath(request, paths, isMain, conditions === undefined ? undefined : [...conditions]);
    };
    Module._nodeModulePaths = function (from) {
        return nodeModulePaths(from);
    };
    own.resolveLookupPaths = Module._resolveLookupPaths = function (request, parent) {
        return resolveLookupPaths(request, parent);
    };
    Module._resolveFilename = function (request, parent, isMain, options) {
        return resolveFilename(request, parent, isMain, options);
    };
    Module._initPaths = function () {
        initPaths();
    };
}

module.exports = { install, nodeModulePaths };
