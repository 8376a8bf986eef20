// What a case is: a few files, each a list of statements as data, and the text that they make.
//
//   { files: [{ name: 'm0.mjs', items: [...] }, ...] }        the first file is the entry
//
// Items of a module (`to` is the name of a file of the case, or a core module; `quoted` has bit 1 where the
// first name of a pair is written as a string though it need not be, bit 2 for the second):
//
//   { t: 'decl', kind, name, exported }              export const a = 1;
//   { t: 'default', form, name }                     export default …
//   { t: 'list', specs: [{ from, as, quoted }] }     export { from as as };
//   { t: 'from', to, specs, spread }                 export { from as as } from 'to';     spread: on several lines
//   { t: 'star', to }  { t: 'ns', to, as }           export * from 'to';  export * as as from 'to';
//   { t: 'import', to, def, ns, specs, spread }      import def, * as ns from 'to';
//
// Items of a CommonJS file: { t: 'exports', style, name }, { t: 'object', names, spreads: [to] },
// { t: 'reexport', to }, { t: 'babel', to }, { t: 'typescript', to }. A JSON file has one: { t: 'json', text }.

export const isModule = ({ name }) => name.endsWith('.mjs');
export const isCommonJS = ({ name }) => name.endsWith('.cjs');
export const isJson = ({ name }) => name.endsWith('.json');
const isFile = (to) => /\.(mjs|cjs|json)$/.test(to);

// The text between the quotes of a request.
export const specifierOf = (to) => (isFile(to) ? `./${to}` : to);

const isIdentifier = (name) => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
const stringOf = (name) => `'${name.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`;
const nameOf = (name, quoted) => (isIdentifier(name) && !quoted ? name : stringOf(name));

// `{ a as b, c }`: a name is repeated only where the two differ.
function braces(specs, { spread = false, localFirst = false, localSecond = false } = {}) {
    const parts = specs.map(({ from, as, quoted = 0 }) => {
        const first = nameOf(from, !localFirst && quoted & 1);
        const second = nameOf(as, !localSecond && quoted & 2);
        return first === second ? first : `${first} as ${second}`;
    });
    return spread ? `{\n    ${parts.join(',\n    ')},\n}` : `{ ${parts.join(', ')} }`;
}

const declarations = {
    const: (name) => `const ${name} = 1;`,
    let: (name) => `let ${name} = 1;`,
    var: (name) => `var ${name} = 1;`,
    class: (name) => `class ${name} {}`,
    function: (name) => `function ${name}() {}`,
    generator: (name) => `function* ${name}() {}`,
    async: (name) => `async function ${name}() {}`,
    object: (name) => `const { ${name} } = { ${name}: 1 };`,
    array: (name) => `var [, ...${name}] = [];`,
    renamed: (name) => `let { q: [${name} = 2] = [] } = {};`,
};
export const DECLARATIONS = Object.keys(declarations);

const defaults = {
    value: () => '1;',
    function: () => 'function () {}',
    'named function': (name) => `function ${name}() {}`,
    class: () => 'class {}',
    'named class': (name) => `class ${name} {}`,
    arrow: () => '() => 1;',
    async: () => 'async function () {}',
    'named generator': (name) => `function* ${name}() {}`,
};
export const DEFAULTS = Object.keys(defaults);
export const isNamedDefault = (form) => form.startsWith('named ');

const styles = {
    dot: (name) => `exports.${name} = 1;`,
    module: (name) => `module.exports.${name} = 1;`,
    bracket: (name) => `exports[${stringOf(name)}] = 1;`,
    define: (name) => `Object.defineProperty(exports, ${stringOf(name)}, { enumerable: true, value: 1 });`,
    dead: (name) => `if (false) exports.${name} = 1;`,
    nested: (name) => `(function () { exports.${name} = 1; })();`,
};
export const STYLES = Object.keys(styles);

const from = (to) => `from ${stringOf(specifierOf(to))}${to.endsWith('.json') ? " with { type: 'json' }" : ''}`;

function importText({ to, def, ns, specs, spread }) {
    const parts = [];
    if (def) parts.push(def);
    if (ns) parts.push(`* as ${ns}`);
    else if (specs) parts.push(braces(specs, { spread, localSecond: true }));
    return parts.length > 0 ? `import ${parts.join(', ')} ${from(to)};` : `import ${from(to).slice(5)};`;
}

const texts = {
    decl: ({ kind, name, exported }) => `${exported ? 'export ' : ''}${declarations[kind](name)}`,
    default: ({ form, name }) => `export default ${defaults[form](name)}`,
    list: ({ specs }) => `export ${braces(specs, { localFirst: true })};`,
    from: ({ to, specs, spread }) => `export ${braces(specs, { spread })} ${from(to)};`,
    star: ({ to }) => `export * ${from(to)};`,
    ns: ({ to, as }) => `export * as ${nameOf(as)} ${from(to)};`,
    import: importText,
    exports: ({ style, name }) => styles[style](name),
    object({ names, spreads }) {
        const parts = [...names.map((name) => `${nameOf(name)}: undefined`), ...spreads.map((to) => `...require('${specifierOf(to)}')`)];
        return `module.exports = { ${parts.join(', ')} };`;
    },
    reexport: ({ to }) => `module.exports = require('${specifierOf(to)}');`,
    babel: ({ to }, i) => `var _m${i} = require('${specifierOf(to)}');\nObject.keys(_m${i}).forEach(function (key) {\n`
        + `    if (key === "default" || key === "__esModule") return;\n    exports[key] = _m${i}[key];\n});`,
    typescript: ({ to }) => `tslib.__exportStar(require('${specifierOf(to)}'), exports);`,
    json: ({ text }) => text,
};

export function textOf({ items }) {
    const lines = items.map((item, i) => texts[item.t](item, i));
    if (items.some(({ t }) => t === 'typescript')) lines.unshift('var tslib = { __exportStar() {} };');
    return lines.map((line) => `${line}\n`).join('');
}
