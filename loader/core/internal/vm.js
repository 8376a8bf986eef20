'use strict';
// import() in texts given to node:vm.

const native_vm = native('vm');
const { codes } = require('internal/errors');
const { defineProperty } = Object;

let count = 0;

async function missing() {
    throw new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING();
}

/** The function behind import() in a text. */
function importer(filename, option) {
    if (option === undefined) return missing;
    if (typeof option === 'symbol') {
        const referrer = filename.startsWith('/') || filename.startsWith('file:') ? filename : `${process.cwd()}/`;
        return (specifier, options) => require('internal/esm').importDynamic(specifier, referrer, options);
    }
    return async (specifier, options) => option(`${specifier}`, undefined, options?.with ?? {}, 'evaluation');
}

/** The text with its calls of import() going to a global function of this text's own; most texts have none. */
exports.withImport = (text, filename, option) => {
    if (!text.includes('import')) return text;
    const rewritten = native_vm.importing(text);
    if (rewritten === undefined) return text;
    const [code, name] = rewritten;
    let own;
    do own = `${name}${count++}`; while (text.includes(own));
    defineProperty(globalThis, own, { value: importer(filename, option), writable: true, configurable: true });
    return code.replaceAll(name, own);
};
