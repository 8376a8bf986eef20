'use strict';
// What becomes of a file: Module._extensions, Module.prototype._compile, Module.wrap. As long as a program changed
// none of what Node would go through, reading and compiling is one native call.

const natives = native('commonjs');
const boot = require('internal/boot');
const hooks = require('internal/cjs/hooks_list');
const trace = native('trace');
const { Hidden, kFormat, kIsExecuting } = require('internal/cjs/state');
const { apply } = Reflect;
const { parse } = JSON;

let Module;
let ownCompile;
let ownRead; // fs.readFileSync as lode made it, once fs is loaded

/** The text of a file, by fs.readFileSync where a program put its own there. */
function readText(filename) {
    const fs = boot.loadedCore('fs');
    const replaced = fs !== undefined && ownRead !== undefined && fs.readFileSync !== ownRead;
    return replaced ? fs.readFileSync(filename, 'utf8') : natives.read(filename);
}

function readsNatively() {
    const fs = boot.loadedCore('fs');
    if (fs === undefined) return true;
    ownRead ??= fs.readFileSync;
    return fs.readFileSync === ownRead;
}

function refuseTypeScript(filename) {
    const { codes } = require('internal/errors');
    const error = new Error(`${filename} is TypeScript, which lode reads but does not run; compile it to JavaScript first.`);
    error.code = codes.ERR_UNKNOWN_FILE_EXTENSION ? 'ERR_UNKNOWN_FILE_EXTENSION' : 'LODE_NO_TYPESCRIPT';
    throw error;
}

// ---- running ----

function run(module, compiled, filename) {
    const body = compiled.length === 1 ? compiled(require('internal/cjs/interop').importFrom(module, filename)) : compiled;
    const { exports } = module;
    const require_ = makeRequire(module);
    if (trace.active) return runTraced(module, body, [exports, require_, module, filename, dirname(filename)], filename);
    module[kIsExecuting] = true;
    const result = apply(body, exports, [exports, require_, module, filename, dirname(filename)]);
    module[kIsExecuting] = false;
    return result;
}

function runTraced(module, body, list, filename) {
    trace.emit('run', { module: filename });
    module[kIsExecuting] = true;
    try {
        const result = apply(body, list[0], list);
        module[kIsExecuting] = false;
        trace.emit('done', { module: filename });
        return result;
    } catch (error) {
        trace.emit('fail', { module: filename, error: describe(error) });
        throw error;
    }
}

function describe(error) {
    try {
        return String(error);
    } catch {
        return 'an object without text';
    }
}

// ---- wrap ----

let isWrapChanged = false;
let wrap = function (script) {
    return Module.wrapper[0] + script + Module.wrapper[1];
};
let wrapper = new Proxy(['(function (exports, require, module, __filename, __dirname) { ', '\n});'], {
    __proto__: null,
    set(target, property, value, receiver) {
        isWrapChanged = true;
        return Reflect.set(target, property, value, receiver);
    },
    defineProperty(target, property, descriptor) {
        isWrapChanged = true;
        return Reflect.defineProperty(target, property, descriptor);
    },
});

function installWrap() {
    Object.defineProperty(Module, 'wrap', {
        get() {
            return wrap;
        },
        set(value) {
            isWrapChanged = true;
            wrap = value;
        },
    });
    Object.defineProperty(Module, 'wrapper', {
        get() {
            return wrapper;
        },
        set(value) {
            isWrapChanged = true;
            wrapper = value;
        },
    });
}

/** The text in the program's own wrapper. A call of import() in it goes to a global function. */
function compileWrapped(content, filename) {
    const text = Module.wrap(content);
    const name = text.includes('import') ? require('internal/cjs/interop').globalImport(filename) : '';
    return natives.run(text, filename, name);
}

// ---- _compile ----

function compile(module, content, filename, format) {
    if (format === 'module-typescript' || format === 'commonjs-typescript' || format === 'typescript') refuseTypeScript(filename);
    if (format === 'module') {
        require('internal/cjs/interop').loadEsm(module, filename, content);
        return undefined;
    }
    const compiled = isWrapChanged ? compileWrapped(content, filename) : natives.compile(content, filename, format !== 'commonjs');
    if (compiled === 'module') {
        require('internal/cjs/interop').loadEsm(module, filename, content);
        return undefined;
    }
    return run(module, compiled, filename);
}

// ---- extensions ----

/** What load hooks, or the file, say: { source, format }. */
function sourceOf(module, filename, format) {
    if (module[kFormat] === undefined) module[kFormat] = format;
    const given = Hidden.source(module);
    if (given !== undefined) return { source: given, format: module[kFormat] };
    if (hooks.load.length === 0) return { source: readText(filename), format };
    return require('internal/cjs/hooks').loadSource(module, filename, readText);
}

/** Module syntax in a file that says it is CommonJS: the error alone would not tell what to do. */
function explain(error, filename) {
    if (!(error instanceof SyntaxError) || natives.format(filename) !== 'commonjs') return;
    if (!natives.isModule(natives.read(filename))) return;
    const warning = new Error(`Failed to load the ES module: ${filename}. Make sure to set "type": "module" in the nearest ` +
        'package.json file or use the .mjs extension.');
    warning.name = 'Warning';
    // At once: the program may be over before the next tick.
    process.emit('warning', warning);
}

function loadNatively(filename) {
    try {
        return natives.load(filename);
    } catch (error) {
        explain(error, filename);
        throw error;
    }
}

function loadScript(module, filename) {
    if (module._compile === ownCompile && !isWrapChanged && hooks.load.length === 0 && readsNatively() &&
        Hidden.source(module) === undefined) {
        const loaded = loadNatively(filename);
        if (typeof loaded === 'function') run(module, loaded, filename);
        else if (loaded === 'module') require('internal/cjs/interop').loadEsm(module, filename);
        else refuseTypeScript(filename);
        return;
    }
    const { source, format } = sourceOf(module, filename, natives.format(filename));
    module._compile(source, filename, format);
}

function loadJson(module, filename) {
    const { source } = sourceOf(module, filename, 'json');
    module.exports = parseJson(source, filename);
}

/** The value of a JSON file; the error of a broken one names the file, in the words that V8 has for it. */
function parseJson(source, filename) {
    const text = source.charCodeAt(0) === 0xFEFF ? source.slice(1) : source;
    try {
        return parse(text);
    } catch (error) {
        error.message = `${filename}: ${natives.jsonFault(text) ?? error.message}`;
        throw error;
    }
}
exports.parseJson = parseJson;

function loadAddon(module, filename) {
    const error = new Error(`${filename} is a compiled addon for Node; lode runs JavaScript and has nothing to load it with.`);
    error.code = 'ERR_DLOPEN_FAILED';
    throw error;
}

let makeRequire;
let dirname;

exports.install = (TheModule) => {
    Module = TheModule;
    const requires = require('internal/cjs/require');
    ({ makeRequire } = requires);
    const loader = require('internal/cjs/module');
    ({ dirname } = loader);
    requires.install(Module);
    installWrap();
    ownCompile = Module.prototype._compile = function (content, filename, format) {
        return compile(this, content, filename, format);
    };
    Module._extensions['.js'] = function (module, filename) {
        loadScript(module, filename);
    };
    Module._extensions['.json'] = function (module, filename) {
        loadJson(module, filename);
    };
    Module._extensions['.node'] = function (module, filename) {
        loadAddon(module, filename);
    };
};
