'use strict';
// Hooks of module.registerHooks() on the way of import: the module table calls resolve and load as long as there are
// any (loader/modules/customize.c).

const table = native('modules');
const natives = native('commonjs');
const lists = require('internal/cjs/hooks_list');
const { resolveWith, loadWith } = require('internal/cjs/hooks');

const { freeze } = Object;

let conditions;

/** In Node's order, which hooks can see. */
function conditionsOfImport() {
    if (conditions === undefined) {
        const others = natives.conditions().filter((name) => name !== 'node' && name !== 'require');
        conditions = freeze(['node', 'import', ...others]);
    }
    return conditions;
}

const attributesOf = (type) => (type === undefined ? { __proto__: null } : { __proto__: null, type });
const urlOf = (referrer) => (referrer.startsWith('/') ? natives.toURL(referrer) : referrer);

/** [url, format] */
function resolve(specifier, referrer, type) {
    const parent = specifier === referrer ? undefined : urlOf(referrer); // the program itself has none
    const last = (request, context) => {
        const [url, format] = table.resolveDefault(request, context.parentURL ?? referrer, type);
        return { __proto__: null, url, format: format === 'builtin' ? undefined : format };
    };
    const { url, format } = resolveWith(specifier, parent, attributesOf(type), conditionsOfImport(), last);
    return [url, format];
}

/** [source, format]; `source` is null for what has no text. */
function load(module, url, known, type) {
    const format = known === 'builtin' ? undefined : known;
    const last = (asked, context) => {
        const given = context.format;
        const isCore = given === 'builtin' || asked.startsWith('node:');
        if (isCore) return { __proto__: null, source: null, format: 'builtin' };
        const source = asked === url ? table.source(module) : natives.read(require('url').fileURLToPath(asked));
        return { __proto__: null, source: require('buffer').Buffer.from(source), format: given };
    };
    const result = loadWith(url, format, attributesOf(type), conditionsOfImport(), last);
    if (result.format === undefined && !url.startsWith('file:')) {
        const { codes } = require('internal/errors');
        throw new codes.ERR_UNKNOWN_MODULE_FORMAT(result.format, url);
    }
    return [result.source ?? null, result.format ?? undefined];
}

/** Tells the module table whether there are hooks. */
exports.update = () => {
    table.customize(lists.resolve.length > 0 ? resolve : undefined, lists.load.length > 0 ? load : undefined);
};
