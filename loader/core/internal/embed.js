'use strict';
// What a C program that embeds lode asks for (include/lode.h). C calls the functions of this file.

const { apply } = Reflect;
const { parse, stringify } = JSON;
const { then } = Promise.prototype;

const PENDING = 0, VALUE = 1, THROWN = 2; // of a holder

exports.parse = (text) => parse(text);
exports.stringify = (value) => stringify(value);
exports.nothing = () => {};

/** String(value); of an error its stack, which begins with its name and message. */
exports.textOf = (value) => {
    const stack = Error.isError(value) ? value.stack : undefined;
    return typeof stack === 'string' ? stack : String(value);
};

exports.holder = () => ({ state: PENDING, value: undefined });

/** A promise that C gets is C's to look at: it is not reported as one that nobody handles. */
function handOver(value) {
    if (value instanceof Promise) apply(then, value, [undefined, exports.nothing]);
    return value;
}

exports.call = (holder, f, receiver, list) => {
    try {
        holder.value = handOver(apply(f, receiver, list));
        holder.state = VALUE;
    } catch (error) {
        holder.value = error;
        holder.state = THROWN;
    }
};

exports.watch = (holder, promise) => {
    Promise.resolve(promise).then(
        (value) => {
            holder.value = value;
            holder.state = VALUE;
        },
        (error) => {
            holder.value = error;
            holder.state = THROWN;
        },
    );
};

exports.importModule = (holder, specifier, referrer) => {
    exports.watch(holder, require('internal/esm').importDynamic(specifier, referrer));
};

// Modules of C functions, and the two hooks, are hooks of module.registerHooks.

const MODULES = Symbol.for('lode.modules'); // of globalThis: where the sources below find them
const SCHEME = 'lode:';
const modules = new Map(); // name -> exports
let host = {}; // resolve(specifier, referrer, isRequire) => url | undefined, read(url) => {source, format} | undefined
let isInstalled = false;

const nameOf = (url) => decodeURIComponent(url.slice(SCHEME.length).split('?')[0]);

/** The text of a module whose exports are those of a Map's entry. */
function sourceOf(name, format) {
    const place = `globalThis[Symbol.for('lode.modules')].get(${stringify(name)})`;
    if (format === 'commonjs') return `module.exports = ${place};`;
    const lines = Object.keys(modules.get(name)).map((key, i) => (
        `const e${i} = all[${stringify(key)}];\nexport { e${i} as ${stringify(key)} };`));
    return `const all = ${place};\nexport default all;\n${lines.join('\n')}`;
}

function resolve(specifier, context, next) {
    const isRequire = context.conditions.includes('require');
    if (modules.has(specifier)) {
        const format = isRequire ? 'commonjs' : 'module';
        return { url: `${SCHEME}${encodeURIComponent(specifier)}?${format}`, format, shortCircuit: true };
    }
    const url = host.resolve?.(specifier, context.parentURL, isRequire);
    return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
}

function load(url, context, next) {
    if (url.startsWith(SCHEME) && modules.has(nameOf(url))) {
        const format = url.endsWith('?commonjs') ? 'commonjs' : 'module';
        return { format, source: sourceOf(nameOf(url), format), shortCircuit: true };
    }
    const found = host.read?.(url);
    if (found === undefined) return next(url, context);
    const format = found.format ?? context.format ?? formatOf(url, found.source);
    return { format, source: found.source, shortCircuit: true };
}

/** What a text is that neither C nor a package says anything of. */
function formatOf(url, source) {
    const extension = /\.(json|mjs|cjs)(?:$|[?#])/.exec(url)?.[1];
    if (extension === 'json') return 'json';
    const isModule = extension === undefined ? native('commonjs').isModule(source) : extension === 'mjs';
    return isModule ? 'module' : 'commonjs';
}

function install() {
    if (isInstalled) return;
    isInstalled = true;
    Object.defineProperty(globalThis, MODULES, { value: modules });
    require('module').registerHooks({ resolve, load });
}

exports.addModule = (name, functions) => {
    install();
    modules.set(name, functions);
};

exports.setHooks = (hooks) => {
    install();
    host = hooks;
};
