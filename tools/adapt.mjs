// Small changes of the packages that lode carries, made while they are embedded (tools/embed.mjs). Each names the exact
// text that it is about, so that a new version of a package which says it otherwise stops the build.

import { replacements, substitutes } from './adapt-packages.mjs';

/* A longer name comes before its beginning. */
const OWNERS = [
    'AggregateError', 'ArrayBuffer', 'Array', 'BigInt', 'Boolean', 'DataView', 'Date', 'Error', 'Function', 'JSON', 'Map', 'Math', 'Number',
    'Object', 'Promise', 'RangeError', 'Reflect', 'RegExp', 'Set', 'String', 'Symbol', 'TypeError', 'TypedArray', 'WeakMap', 'WeakSet',
];
const SPECIAL = {
    ArrayPrototypePushApply: '(list,more)=>NATIVE.Reflect.apply(NATIVE.Array.prototype.push,list,more)',
    SafeMap: 'NATIVE.Map',
    SafeSet: 'NATIVE.Set',
    SafeStringIterator: 'class{constructor(s){return s[Symbol.iterator]()}}',
    Uint8Array: 'globalThis.Uint8Array',
    globalThis: 'globalThis',
    internalBinding: '()=>({hasIntl:!1})',
    uncurryThis: 'FREE',
};

/** "SymbolIterator" is [Symbol.iterator], "IsArray" .isArray. */
function member(name) {
    const lower = (text) => text[0].toLowerCase() + text.slice(1);
    if (!name.startsWith('Symbol') || name === 'Symbol') return { key: lower(name), code: JSON.stringify(lower(name)) };
    const symbol = lower(name.slice('Symbol'.length));
    return { key: Symbol[symbol], code: `NATIVE.Symbol.${symbol}` };
}

/** Code for a built-in function by the name that Node's own files have for it: ArrayPrototypeMap, MapPrototypeGetSize. */
function builtIn(name) {
    if (Object.hasOwn(SPECIAL, name)) return SPECIAL[name];
    const owner = OWNERS.find((one) => name.startsWith(one));
    const rest = name.slice(owner.length);
    if (rest === '') return `NATIVE.${owner}`;
    if (rest === 'Prototype') return `NATIVE.${owner}.prototype`;
    if (!rest.startsWith('Prototype')) return `NATIVE.${owner}[${member(rest).code}]`;
    const object = owner === 'TypedArray' ? Object.getPrototypeOf(Uint8Array) : globalThis[owner];
    const method = member(rest.slice('Prototype'.length));
    if (typeof Object.getOwnPropertyDescriptor(object.prototype, method.key)?.value === 'function') {
        return `FREE(NATIVE.${owner}.prototype[${method.code}])`;
    }
    return `FREE(NATIVE.Object.getOwnPropertyDescriptor(NATIVE.${owner}.prototype,${member(rest.slice('PrototypeGet'.length)).code}).get)`;
}

/** "A:a,B:b" of a destructuring as declarations. */
function declarations(text) {
    return text.split(',').map((pair) => pair.split(':')).map(([name, local]) => `${local ?? name}=${builtIn(name)}`).join(',');
}

const CHANGES = {
    // A bundle of numbered modules. Only the one that is util.inspect is taken: the others are substitutes for what Node
    // asks of V8, and ours know the engine. (The engine reads a function again for each function around it, too.)
    'npm/node-inspect-extracted/dist/inspect.js': {
        part: ['223(t,e,n){', '},123(t,e,n){'],
        before: '"use strict";const t=module,n=require("internal/inspect_values").part,' +
            'NATIVE=require("internal/types_engine").intrinsics,FREE=NATIVE.Function.prototype.bind.bind(NATIVE.Function.prototype.call);',
        replace: [
            ['\u009b', () => '\\x9b'], // a text of ASCII alone is half as long for the engine
            ['try{n=e.stack}catch{}', () => 'try{n=require("internal/inspect_values").stackOf(e)}catch{}'],
            [/const r=n\(683\),\{([^}]*)\}=r,/, (_, names) => `const r=globalThis,${declarations(names)},`],
        ],
    },
};

/** May the file require the inside of lode? */
export function isAdapted(id) {
    return [CHANGES, replacements, substitutes].some((table) => Object.hasOwn(table, id));
}

/** Where the text says what is wanted, a string or a pattern; an error if it says it more or less than once. */
function onlyPlace(id, text, wanted) {
    const places = typeof wanted === 'string' ? text.split(wanted).slice(0, -1).map((before) => before.length)
        : [...text.matchAll(new RegExp(wanted, 'g'))].map(({ index }) => index);
    if (places.length !== 1) throw new Error(`${id} does not say exactly once: ${wanted}`);
    return places[0];
}

/** The text of the file to embed. */
export function adapt(id, text) {
    if (Object.hasOwn(substitutes, id)) return `module.exports = require("${substitutes[id]}");\n`;
    for (const [from, to] of replacements[id] ?? []) {
        onlyPlace(id, text, from);
        text = text.replace(from, () => to);
    }
    if (!Object.hasOwn(CHANGES, id)) return text;
    const { part, before, replace } = CHANGES[id];
    let adapted = before + text.slice(onlyPlace(id, text, part[0]) + part[0].length, onlyPlace(id, text, part[1]));
    for (const [from, to] of replace) {
        onlyPlace(id, adapted, from);
        adapted = adapted.replace(from, to);
    }
    return adapted;
}
