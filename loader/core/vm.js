'use strict';
// node:vm, as far as one realm goes: scripts and functions from text. There are no other contexts.

const native_vm = native('vm');
const { codes } = require('internal/errors');
const {
    validateArray, validateBoolean, validateFunction, validateInt32, validateObject, validateString, validateUint32,
} = require('internal/validate');

const constants = Object.freeze({
    __proto__: null,
    USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default'),
    DONT_CONTEXTIFY: Symbol('vm_context_no_contextify'),
});

/* ---- text that is no script ---- */

/** A SyntaxError whose stack shows the place, as an uncaught one is shown. */
function syntaxError([message, line], source, filename, lineOffset) {
    const error = new SyntaxError(message);
    const text = source.split(/\r\n|[\n\r\u2028\u2029]/)[line - 1] ?? '';
    const shown = `${filename}:${line + lineOffset}\n${text}\n\n${error.stack}`;
    Object.defineProperty(error, 'stack', { value: shown, writable: true, configurable: true });
    return error;
}

function check(source, filename, lineOffset) {
    const fault = native_vm.fault(source, filename);
    if (fault !== undefined) throw syntaxError(fault, source, filename, lineOffset);
}

/* ---- options ---- */

function scriptOptions(options) {
    if (typeof options === 'string') options = { filename: options };
    else validateObject(options, 'options');
    const {
        filename = 'evalmachine.<anonymous>', lineOffset = 0, columnOffset = 0, cachedData, produceCachedData = false,
        importModuleDynamically,
    } = options;
    validateString(filename, 'options.filename');
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    checkCache(cachedData);
    validateBoolean(produceCachedData, 'options.produceCachedData');
    if (importModuleDynamically !== undefined && importModuleDynamically !== constants.USE_MAIN_CONTEXT_DEFAULT_LOADER) {
        validateFunction(importModuleDynamically, 'options.importModuleDynamically');
    }
    return { filename, lineOffset, cachedData, produceCachedData, importModuleDynamically };
}

function checkCache(data) {
    if (data !== undefined && !ArrayBuffer.isView(data)) {
        throw new codes.ERR_INVALID_ARG_TYPE('options.cachedData', ['Buffer', 'TypedArray', 'DataView'], data);
    }
}

function runOptions(options) {
    if (options === undefined) return;
    validateObject(options, 'options');
    const { breakOnSigint, displayErrors = true, timeout } = options;
    if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
    validateBoolean(displayErrors, 'options.displayErrors');
    if (breakOnSigint !== undefined) validateBoolean(breakOnSigint, 'options.breakOnSigint');
    if (timeout !== undefined) throw new Error('lode does not provide the option timeout of vm: a script runs to its end');
}

/* ---- scripts ---- */


const mapURL = (source) => /\/\/[#@] sourceMappingURL=(\S+)\s*$/m.exec(source)?.[1];
const sourceURL = (source) => /\/\/[#@] sourceURL=(\S+)\s*$/m.exec(source)?.[1];

class Script {
    #source;
    #filename;
    #line;

    constructor(code, options = {}) {
        code = `${code}`;
        const { filename, lineOffset, cachedData, produceCachedData, importModuleDynamically } = scriptOptions(options);
        check(code, filename, lineOffset);
        this.#source = require('internal/vm').withImport(code, filename, importModuleDynamically);
        this.#filename = filename;
        this.#line = lineOffset + 1;
        if (cachedData !== undefined) this.cachedDataRejected = true;
        if (produceCachedData) this.cachedDataProduced = false;
        this.sourceURL = sourceURL(code);
        this.sourceMapURL = mapURL(code);
    }

    createCachedData() {
        return require('buffer').Buffer.alloc(0);
    }

    runInThisContext(options) {
        runOptions(options);
        return native_vm.evaluate(this.#source, this.#filename, this.#line);
    }

    runInContext(context) {
        return refuse(context);
    }

    runInNewContext() {
        throw noContexts();
    }
}

function createScript(code, options) {
    return new Script(code, options);
}

function runInThisContext(code, options) {
    if (typeof options === 'string') options = { filename: options };
    return new Script(code, options).runInThisContext(options);
}

/* ---- functions ---- */

const isName = (name) => /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name);

function compileFunction(code, params, options = {}) {
    validateString(code, 'code');
    validateObject(options, 'options');
    if (params !== undefined) {
        validateArray(params, 'params');
        params.forEach((param, i) => validateString(param, `params[${i}]`));
    }
    const {
        filename = '', columnOffset = 0, lineOffset = 0, cachedData, produceCachedData = false, parsingContext, contextExtensions = [],
        importModuleDynamically,
    } = options;
    validateString(filename, 'options.filename');
    validateInt32(columnOffset, 'options.columnOffset');
    validateInt32(lineOffset, 'options.lineOffset');
    checkCache(cachedData);
    validateBoolean(produceCachedData, 'options.produceCachedData');
    if (parsingContext !== undefined) throw noContexts();
    validateArray(contextExtensions, 'options.contextExtensions');
    contextExtensions.forEach((extension, i) => validateObject(extension, `options.contextExtensions[${i}]`, { nullable: true }));
    if (importModuleDynamically !== undefined && importModuleDynamically !== constants.USE_MAIN_CONTEXT_DEFAULT_LOADER) {
        validateFunction(importModuleDynamically, 'options.importModuleDynamically');
    }
    return makeFunction(code, params ?? [], filename, lineOffset, contextExtensions, importModuleDynamically);
}

/** The function; contextExtensions are scopes around it. Its text begins on the first line of what is evaluated. */
function makeFunction(code, params, filename, lineOffset, extensions, importer) {
    for (const param of params) {
        if (!isName(param)) throw new SyntaxError(`Invalid parameter name '${param}'`);
    }
    // The text alone has to be the body of a function: it may not close one and open another.
    const before = `(function (${params.join(', ')}) {`;
    check(`${before}${code}\n})`, filename, lineOffset);
    try {
        Function(...params, code);
    } catch (error) {
        throw syntaxError([error.message, 1], code, filename, lineOffset);
    }
    const names = extensions.map((_, i) => `extension${i}`);
    const scopes = names.map((name) => `with (${name}) `).join('');
    const body = require('internal/vm').withImport(`${before}${code}\n})`, filename, importer);
    if (names.length === 0) return native_vm.evaluate(body, filename, lineOffset + 1);
    return native_vm.evaluate(`(function (${names}) { ${scopes}return ${body}; })`, filename, lineOffset + 1)(...extensions);
}

/* ---- contexts ---- */

function noContexts() {
    return new Error('lode does not provide contexts of node:vm: all code runs in one realm (vm.runInThisContext does)');
}

function isContext(object) {
    validateObject(object, 'object', { callable: true });
    return false;
}

/** No object is a context here. */
function refuse(context) {
    if (context === null || typeof context !== 'object') throw new codes.ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', context);
    throw noContexts();
}

function createContext(object = {}) {
    if (object !== constants.DONT_CONTEXTIFY) isContext(object);
    throw noContexts();
}

function runInContext(code, context) {
    return refuse(context);
}

function runInNewContext() {
    throw noContexts();
}

function measureMemory() {
    return Promise.reject(new Error('lode does not provide vm.measureMemory'));
}

module.exports = {
    Script, createContext, createScript, runInContext, runInNewContext, runInThisContext, isContext, compileFunction, measureMemory,
    constants,
};
