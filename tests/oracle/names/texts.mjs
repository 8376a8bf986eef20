// Random CommonJS texts: the shapes that Node's lexer knows, put together at random, then broken by small edits.
//
// A text may ask for ./r0 to ./r9, which the runner puts beside it: each has one name of its own, so what is
// re-exported shows in the names.

import { Rng } from '../random/rng.mjs';

const NAMES = ['a', 'b', 'c', '$', '_x', 'é', 'then', 'get', 'default', '__esModule', 'exports', 'require', 'constructor', '__proto__', 'ünï', '𝒳', 'a1'];
const STRINGS = [...NAMES, 'a-b', '', '\\x41', '\\u0041', '\\u{1F600}', '\\ud83d\\ude00', '\\ud83d', '\\u{d83d}\\u{de00}', '\\0', '\\1', '\\xff', '\\xc3\\xa9',
    '\\n', '\\\n', '\\q', '\\u{110000}', '\\x4', 'é', '\u2028', '\ufeff', '日本', '\\\\', '\\\'', '\\"', 'module.exports', '\\\r\n', '\\777', '\\u{}'];
const BLANKS = ['', '', '', ' ', ' ', '\n', '/**/', '//x\n', '\t', '\u00a0', '  ', '\r\n', '\u2028'];
const EXPORTS = ['exports', 'module.exports', 'module . exports', 'module./**/exports', 'exports', 'module.exports'];
// What a slash may follow, and strings and brackets in places where only a lexer that knows the context can read them.
const CODE = ['x / y / z', '/"/', 'a = /[/"]/g', 'return /\'/', 'x++ / 2 / "a"', 'if (x) /"/.test(y)', 'while (x) /`/', 'f(x) / 2', '{} /"/', 'x = {} / 1', '() => {} /"/', '`a${b}c`',
    '`${`${x}`}`', '`${{a: "}"}}`', '"use strict"', '\'a\\\'b\'', '// exports.no = 1\n', '/* exports.no = 1 */', 'class A {} /"/', 'class A extends B { exports() {} }', 'function f() {}',
    'import("x")', 'typeof /`/', 'x.in /2/ 1', 'case /"/', 'yield /"/', 'debugger', '1. / 2', 'else {} /"/', 'finally {} /"/', 'try {} catch {} /"/', 'new.target', 'a\n/b/1', 'do /"/', '<!-- x',
    'x = y => {} /"/', ';{} /"/', '(function () {})()', 'label: for (;;) {}', 'await /"/', 'delete /"/', 'void /"/', 'x instanceof /"/', 'exported /1/ 2', 'im\\u0070ort', '#!x', 'of /1/ 2',
    'export default 1', 'import x from "y"', 'import.meta', 'import.meta.url', 'import.metal', 'export {}', 'export * from "x"', 'import "x"', '{ import.meta }', 'x.import', 'x.export = 1', '1/2/3', '"/"', ')/1/(', '}/"/{'];
const TOKENS = ['/', '"', '\'', '`', '${', '}', '{', '(', ')', '[', ']', ';', ',', '.', '=', '==', '===', ':', '...', '!', '&&', '||', '\\', '\n', ' ', 'return', 'if', 'function', 'exports', 'module', 'require',
    'Object', 'true', 'get', 'value', 'in', 'var', 'const', 'class', 'é', '/*', '//', '0', '1', '__export', '__exportStar', '_interopRequireWildcard', 'import', 'export', '\u00a0', '\r', '=>', '++', '\'a\'', '"b"', 'x'];

class Maker {
    constructor(rng) {
        this.rng = rng;
        this.iterator = rng.pick(['k', 'key', '_k', 'é']);
    }

    // Puts pieces together with blanks or nothing between.
    join(...pieces) {
        const odd = this.rng.chance(0.15);
        return pieces.map((piece) => (odd ? this.rng.pick(BLANKS) : this.rng.pick(['', '', ' '])) + piece).join('');
    }

    name() { return this.rng.pick(NAMES); }

    string(text = this.rng.pick(STRINGS)) {
        const quote = this.rng.pick(['"', '\'']);
        return `${quote}${text}${quote}`;
    }

    target() { return this.rng.pick(['./r', './r', './r', './r', './nothing', 'fs', './\\x72', './\\u0072']) + this.rng.below(10); }

    require() { return `require${this.join('(', this.string(this.target()), ')')}`; }

    exports() { return this.rng.pick(EXPORTS); }

    value() {
        return this.rng.weighed([[6, this.name()], [2, '1'], [2, this.require()], [1, 'x.y'], [1, '{}'], [1, 'function () {}'], [1, '() => {}'], [1, this.string()]]);
    }

    member() {
        return this.rng.chance(0.6) ? this.join(this.exports(), '.', this.name(), '=', this.value(), ';') : this.join(this.exports(), '[', this.string(), ']', '=', this.value(), ';');
    }

    property() {
        return this.rng.weighed([
            [5, this.name()], [4, `${this.name()}:${this.rng.pick(['', ' '])}${this.name()}`], [2, `${this.string()}: ${this.name()}`], [2, `...${this.require()}`], [1, `...${this.name()}`],
            [2, `${this.name()}: ${this.value()}`], [1, `get ${this.name()}() { return 1 }`], [1, `${this.name()}() {}`], [1, this.string()], [1, 'async x() {}'], [1, '[x]: y'], [1, 'get: x'], [1, 'get'],
        ]);
    }

    literal() {
        const pieces = this.rng.some([0], 0, 5).map(() => this.property());
        return this.join(`${this.rng.pick(['', '', '0 && (', 'exports = '])}module.exports`, '=', '{', pieces.join(this.rng.pick([',', ', ', ' , ', ',\n'])), '}', this.rng.pick(['', ';', ')', ' /"/']));
    }

    assignment() { return this.join('module.exports', '=', this.require(), this.rng.pick(['', ';', '.x', '(1)', ' / 2'])); }

    head() { return this.rng.pick(['get()', 'get: function ()', 'get: function get()', 'get : function x ()', 'get: () =>', 'get: function']); }

    definition() {
        const returned = this.rng.pick([this.name(), `${this.name()}.${this.name()}`, `${this.name()}[${this.string()}]`, 'f()', '1', 'a.b.c']);
        const descriptor = this.rng.weighed([
            [3, `value: ${this.value()}`], [2, `enumerable: true, value: ${this.value()}`], [1, this.name()], [1, 'enumerable: false, value: 1'], [1, 'writable: true, value: 1'],
            [5, `${this.rng.pick(['enumerable: true, ', ''])}${this.head()} { return ${returned}${this.rng.pick(['', ';'])} }${this.rng.pick(['', ','])}`],
        ]);
        return this.join(this.rng.pick(['Object.defineProperty(', 'Object . defineProperty (']), this.exports(), ',', this.string(), ',', '{', descriptor, '}', ')', ';');
    }

    helper() {
        const call = this.rng.pick(['__export(', '__exportStar(', 'tslib_1.__exportStar(', '__reExport(', '__export (', 'x__export(', '__export({})', '__exportX']);
        return `${call}${this.require()}${this.rng.pick([')', ', exports)', ''])};`;
    }

    binding(name) {
        const keyword = this.rng.pick(['var', 'const', 'let', 'avar', '', 'var  ', ';var', 'xlet']);
        const right = this.rng.pick([this.require(), this.require(), `_interopRequireWildcard(${this.require()})`, `x._interopRequireWildcard(${this.require()})`, `_interopRequireWildcard("x")`, `f(${this.require()})`]);
        return `${keyword} ${name}${this.rng.pick([' = ', '=', ' =', '\n= '])}${right};`;
    }

    loop(name) {
        const k = this.iterator;
        const own = this.rng.pick([`Object.prototype.hasOwnProperty.call(_names, ${k})`, `Object.hasOwnProperty.call(_names, ${k})`]);
        const test = this.rng.pick([
            `if (${k} === "default" || ${k} === "__esModule") return;`, `if (${k} === 'default' || ${k} === '__esModule') return`, `if (${k} !== 'default')`, `if (${k} !== 'default' && !${own})`,
            `if (${k} !== 'default' && !exports.hasOwnProperty(${k}))`, `if (${k} !== 'default' && !)`,
            `if (${k} === "default" || ${k} === "__esModule") return; if (${own}) return;`, `if (${k} === "default" || ${k} === "__esModule") return; if (${k} in exports && exports[${k}] === ${name}[${k}]) return;`,
            `if (${k} === "default" || ${k} === "__esModule") return; if (${own}) return; if (${k} in exports && exports[${k}] === ${name}[${k}]) return;`,
        ]);
        const copy = this.rng.pick([
            `${this.exports()}[${k}] = ${name}[${k}];`, `exports[${k}] = ${name}[${k}]`,
            `Object.defineProperty(${this.exports()}, ${k}, { enumerable: ${this.rng.pick(['true', 'true', 'true', 'tr', 'xrue', 'trux'])}, ${this.head()} { return ${name}[${k}]; } });`,
        ]);
        return this.join(`Object.keys(${name})`, '.forEach(', `function (${k})`, '{', test, copy, '}', ')', ';');
    }

    star() {
        const name = this.rng.pick(['_a', '_b', '_é', 'x']);
        const other = this.rng.chance(0.9) ? name : '_other';
        return `${this.rng.chance(0.9) ? this.binding(name) : ''}\n${this.loop(other)}`;
    }

    piece() {
        const make = this.rng.weighed([[5, 'member'], [4, 'literal'], [2, 'assignment'], [5, 'definition'], [3, 'helper'], [5, 'star'], [4, 'code']]);
        const text = make === 'code' ? this.rng.pick(CODE) : this[make]();
        return this.rng.weighed([[8, text], [1, `(function () { ${text} })();`], [1, `if (x) { ${text} }`], [1, `\`\${${text}}\``], [1, `class A { m() { ${text} } }`]]);
    }

    text() {
        const pieces = this.rng.some([0], 1, 6).map(() => this.piece());
        const start = this.rng.weighed([[12, ''], [1, '#!/usr/bin/env node\n'], [1, '\ufeff'], [1, '"use strict";\n']]);
        return start + pieces.join(this.rng.pick(['\n', '\n', ';', ' ', ''])) + this.rng.pick(['', '\n', '\nexports.last = 1', ';exports.last=1;']);
    }
}

const tokensOf = (text) => text.match(/[\p{ID_Continue}$]+|\s+|[^\p{ID_Continue}$\s]/gsu) ?? [];

function bend(rng, text) {
    const tokens = tokensOf(text);
    const at = rng.below(tokens.length + 1);
    const edit = rng.pick(['remove', 'insert', 'insert', 'replace', 'repeat', 'swap', 'cut', 'blank', 'letter']);
    switch (edit) {
    case 'remove': tokens.splice(at, 1); break;
    case 'insert': tokens.splice(at, 0, rng.pick(TOKENS)); break;
    case 'replace': tokens.splice(at, 1, rng.pick(TOKENS)); break;
    case 'repeat': tokens.splice(at, 0, tokens[at] ?? ''); break;
    case 'swap': tokens.splice(at, 2, tokens[at + 1] ?? '', tokens[at] ?? ''); break;
    case 'cut': tokens.length = at; break;
    case 'blank': tokens.splice(at, 0, rng.pick(BLANKS)); break;
    default: if (tokens[at]) tokens[at] = tokens[at].slice(rng.below(2), rng.chance(0.5) ? undefined : -1);
    }
    return tokens.join('');
}

// The text of a case; the same on every machine.
export function makeText(seed, index) {
    const rng = new Rng(seed, index);
    let text = new Maker(rng).text();
    for (let edits = rng.weighed([[4, 0], [4, 1], [2, 2], [1, 4]]); edits > 0; edits--) text = bend(rng, text);
    return text;
}

// Texts that are one step smaller, the big steps first.
export function* smaller(text) {
    const tokens = tokensOf(text);
    for (let size = tokens.length >> 1; size > 0; size >>= 1) {
        for (let at = 0; at < tokens.length; at += size) yield [...tokens.slice(0, at), ...tokens.slice(at + size)].join('');
    }
    for (let at = 0; at < tokens.length; at++) {
        if (tokens[at].length > 1) yield [...tokens.slice(0, at), tokens[at].slice(1), ...tokens.slice(at + 1)].join('');
    }
}
