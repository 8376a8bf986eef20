// Early errors that rewriting could hide (syntax/body.h): modules, each broken in a few places, with a seed.
//
// Where the engine refuses the source as a module, its body must be suspect or be refused too, in both forms. And a
// body that is not suspect is never a value but a function: nothing of it has run. What fails is made small.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesOf } from './corpus.mjs';
import { parseGraphs } from './graphs.mjs';
import { generator } from './random.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const LONGEST = 12000; // of a source that is broken
const SENT = 64; // sources at once

// Tokens that other tokens can be replaced by, or stand beside.
const TOKENS = `await yield async return new.target import export default from as of in let const var class function
    static get set super this delete typeof void new import.meta import( import.source import.defer arguments eval
    { } ( ) [ ] ; , . ?. ?? => ... = += ++ -- ** / /= \` \${ ' " # #x @ : ? <!-- --> #! \\u0061 aw\\u0061it /* */ //
    x y f with assert enum debugger using accessor null true 0 010 1n /(/ é \u2028 }) (function(){ interface case else
    if for while do switch try catch finally break continue`.split(/\s+/);

// Lines that are errors in a module, or in some places; X stands for a name of the source.
const LINES = [
    'await 1', 'await X', 'for await (const a of []);', 'var await;', 'await: 1', '({await})', 'class A1 { x = await 1 }',
    'async () => await 1', '() => await 1', 'async function a1() { () => await 1 }', 'function await() {}',
    'async (a = await 1) => 1', 'class A2 { static { await 1 } }', '(await) => 1', 'yield 1', 'yield', 'var yield', '({yield})',
    'function* a2() { () => yield }', 'return', 'return 1', '() => { return }', 'new.target', '() => new.target',
    'class A3 { x = new.target }', 'super.x', 'super()', 'this.#x', 'class A4 { x() { this.#y } }', '<!-- a', '--> a', '/* \n */ --> a',
    '#!a', '}', ')', ']', '}) ; (function () {', '}); (function* () {', '{', '(', '`', '/*', "'",
    "import 'a'", "import X from 'a'", "import {X} from 'a'", "import * as X from 'a'", "import {X, X} from 'a'", "import X, {X as X} from 'a'",
    "import {a as X} from 'a'", "import X 'a'", "import {X} 'a'", "import {X Y} from 'a'", "import {,} from 'a'", "import X, from 'a'",
    "import {if} from 'a'", "import {a as if} from 'a'", "import {eval} from 'a'", "import {arguments} from 'a'", "import {a as let} from 'a'",
    "import {await} from 'a'", "import {yield} from 'a'", "import {'a'} from 'a'", "import {'\\ud800' as b1} from 'a'", "import {a as é} from 'a'",
    "import {a as a×b} from 'a'", "import from 'a'", "import as from 'a'", "import {as as as} from 'a'", "import from from 'a'",
    "import defer * as b2 from 'a'", "import source b3 from 'a'", "import b4 from '\\08'", "import b5 from 'a' with {}", "import 'a' with {type: 'json'}",
    "import 'a' with {type: 'a', type: 'b'}", "import 'a' with {a: 1}", "import 'a' assert {}", "import assert from 'a'", "import assert from 'a'\nassert\n{}", "import assert from 'a' assert", "import 'a' X", "import 'a' import 'b'",
    "import 'a", "import `a`", "{ import 'a' }", "a: import 'a'", "if (1) import 'a'", "function a3() { import 'a' }", "import async from 'a'",
    "import let from 'a'", "import static from 'a'", "import interface from 'a'", "import a.b from 'a'", "import * from 'a'", "import {*} from 'a'",
    'export {X}', 'export {X as a}', 'export {X, X}', 'export {X as default}', 'export {nope}', 'export {if}', 'export {await}', 'export {X as if}',
    "export {'a'}", "export {'a'} from 'a'", "export {X as '\\ud800'}", "export * as '\\ud800' from 'a'", "export * from 'a'", "export * as X from 'a'", "export * as default from 'a'",
    "export *", "export * as a", "export {X} from", "export {X} from + 1", "export {X}\nfrom + 1", "export {X} X", "export {X} export {Y}", "export {X Y}",
    "export {X as} from 'a'", "export {X.Y}", "export {default}", "export {default} from 'a'", "export {if} from 'a'",
    'export default 1', 'export default a, b', 'export default 1 2', 'export default X Y', 'export default function () {}', 'export default function X() {}',
    'export default class {}', 'export default class X {}', 'export default class {} X', 'export default', 'export default var a', 'export default let a',
    'export default await', 'export default await 1', 'export default yield', 'export default async () => 1', 'export default async function () {}',
    'export default {X = 1}', 'export default ...X', 'export default (X, Y)', 'export default X = 1', 'export default () => {} X', 'export default return',
    'export var a4', 'export let X', 'export var X', 'export const X = 1', 'export const a5', 'export function X() {}', 'export class X {}', 'export class {}', 'export function () {}',
    'export async () => 1', 'export async function X() {}', 'export X', 'export X = 1', 'export (X)', 'export;', 'export export let a6', 'export if (1);', 'export let a7, a7', 'export var {X, a8} = 1',
    '{ export let a9 }', 'a: export let b6', 'function b7() { export {X} }', 'export default export default 1', 'export import b8 from "a"', 'export let = 1',
    'function X() {}', 'var X', 'let X', 'const X = 1', 'class X {}', 'function X() {} function X() {}', 'var X; function X() {}', 'async function X() {}', 'function* X() {}',
    '{ var X }', '{ function X() {} }', '{ let X; var X }', 'for (var X of []);', 'for (var X in {});', 'for (var X;;) break', 'for (let X;;) { var X }', 'for (var {a, b: [X]} of []);',
    'if (1) { for (;;) { var X; break } }', 'switch (1) { case 1: var X }', 'try { var X } catch {}', 'try {} catch (X) { var X }', 'try {} catch (X) { let X }', 'a: { var X }', 'l: function X() {}', 'if (1) function X() {}',
    'var {X} = {}', 'var [X] = []', 'var {...X} = {}', '() => { var X }', 'class B1 { static { var X } }', 'function b9(X) { let X }', 'function c1(X, X) {}', '(X, X) => 1', '(X) => { let X }',
    'delete X', 'delete (X)', 'delete ((X))', 'delete X.a', 'delete X?.a', 'delete X[1]', 'delete X()', 'delete X`a`', 'delete\nX', 'delete /* */ X', 'delete (X, X)', 'delete (X).a', 'delete (() => X)', 'delete void X', 'delete -X', 'typeof delete X',
    '({X = 1})', '({X = 1} = {})', '[{X = 1}]', '({X = 1}) => X', '({a: {X = 1}})', 'f({X = 1})', '({X\n[1]})', '({X.a})', '({X + 1})', '({X\n`a`})', '({X(1)})', '({X (1) {}})', '({X ? 1 : 2})', '({X, X})', '({get X})', '({async X})', '({*X})',
    '({get X() {}})', '({X: 1, X})', '({X => 1})', '({X: X = 1})', '({[X]})', '({...X, ...Y})', '({X} += 1)', '({X}) = 1', '[X] += 1', '[X] => 1', '{X} = 1', '({X}) => 1', '({X: [X]}) => X', '(X.a) => 1', '((X)) => 1', '(X = 1, Y) => 1', '(X\n) => 1', '(X)\n=> 1', 'X\n=> 1', 'X => X', 'async X => X', 'async (X) => X', 'async\n(X) => 1', 'async X\n=> 1',
    'X = 1', 'X++', '--X', '++X()', 'X() = 1', 'X()++', 'X`a` = 1', 'X?.a = 1', 'X?.a++', '[X()] = 1', '({a: X()} = 1)', '(X) = 1', '((X)) = 1', '(X, Y) = 1', '[(X)] = 1', '[(X.a)] = 1', '[...X] = 1', '[...X, ] = 1', 'for (X of []);', 'for (X in {});', 'for (X() of []);', 'for ((X) of []);', 'for (async of []);', 'for (let of []);', 'for (X of [], []);', 'for (const X of X);', 'for (const X in X, X);', 'for (let X, Y of []);', 'for (X = 1 of []);', 'for (X.a of []);', 'for ([X] of []);', 'for ({X} of []);', 'for ({X = 1} of []);', 'for (var X = 1 in {});',
    'new X', 'new X?.a', 'new X?.()', 'new X`a`', 'new (X)`a`', 'X?.`a`', 'X?.a`b`', 'X ** 2', '-X ** 2', '(-X) ** 2', 'await X ** 2', 'typeof X ** 2', 'X ?? Y || Y', 'X\n++\nY', 'X\nY', 'X Y', 'X;Y', 'X in Y', '#x in X', 'let X = X', 'X: 1', 'X: X: 1', 'X: for (;;) { break X }', 'break X', 'continue', 'X: { continue X }', 'class X extends X {}', 'class B2 extends X() {}', 'class B3 extends X => 1 {}', 'class B4 { X = X; X() {} static X; get X() {} }', 'class B5 { [X] = 1 }', 'class B6 { constructor() {} constructor() {} }', 'class B7 { #a; #a }', 'class B8 { x = arguments }',
    'arguments', 'arguments = 1', 'delete arguments', '({arguments})', '({arguments} = 1)', '(arguments) => 1', 'arguments => 1', '() => arguments', 'eval = 1', 'eval(X)', 'var eval', 'let arguments',
    'import.meta', 'import.meta.a', 'import.meta = 1', 'import.meta++', '[import.meta] = 1', '({a: import.meta} = 1)', 'for (import.meta of []);', 'import.meta => 1', '(import.meta) => 1', '(import.meta) = 1', 'import.meta?.a', 'import.meta?.a = 1', 'import.meta.a = 1', 'import.meta[1]++', 'delete import.meta', 'delete import.meta.a', 'new import.meta', 'new import.meta.a()', 'import.meta()', 'import.meta`a`', 'async import.meta => 1', 'let import.meta', '({import.meta})', 'import.m\\u0065ta', 'import\n.meta', 'import.metal', 'import.source(1)', 'import.defer(1)', 'import.meta.a => 1', '({a: import.meta.b} = 1)', '({import: 1}).import', 'X.import.meta',
    "import('a')", 'import()', 'import(...X)', "import('a', 'b')", "import('a', {}, 'c')", "import('a',)", 'import(,)', "new import('a')", "new import('a').b", "new (import('a'))", "import('a') = 1", "import('a')++", "import('a').b = 1", "[import('a')] = 1", "for (import('a') of []);", "import('a') => 1", "import\n('a')", "import?.('a')", 'import`a`', "(import)('a')", "import(X, Y)", "import(X => X)", "import((X, Y))", "import([...X])", "import(await X)", "import('a'", "delete import('a')", "typeof import('a')", "let import('a')", "class B9 extends import('a') {}", "import('a')`b`", "import('a')\n(1)",
    '/(/', '/a/gg', '/[/]/', 'X /a/ 1', 'X\n/a/g', '() => {}\n/a/g', 'debugger\n/a/g', 'X++ /a/ 1', '}\n/a/g', '1 /a/ 2', 'yield /a/', 'await /a/', '010', "'\\08'", '`\\08`', 'X`\\08`', "'use strict'", "'use strict'; 010", 'with (X) {}', 'X = {__proto__: 1, __proto__: 2}', '({__proto__: X, __proto__})', 'let let', 'let [a] ', 'const c2', 'var c3 = ;', 'do ; while (0) X', "do ; while (0) export {X}", 'if (1) X else Y', 'if (1) let X', 'throw\nX', 'a?.b\n`c`', 'enum', 'class c4 { static prototype() {} }', '"a" "b"', 'X "a"', '() => {} || X', 'X ? Y', 'X ? Y : ', 'f(,)', 'f(X,)', '[,X,,]', '(X,)', '()', '(...X)', '(...X, Y) => 1', '@X class c5 {}', 'using c6 = X', 'await using c7 = X', 'accessor', 'class c8 { accessor x }', 'try {}', 'switch (X) { default: default: }', 'X\\u0061', '\\u{61}wait', 'l\\u0065t a', 'v\\u0061r c9', 'export {X as \\u0061}', "import {\\u0061 as d1} from 'a'", "import {a \\u0061s d2} from 'a'", 'export d\\u0065fault 1', 'X\u2028Y', 'X\u00a0Y', '\ufeff',
    'var $lode', '$lode', '$lode.i', 'function $lode() {}', 'let $lode_default', 'export {$lode}', 'export {$lode_default as $lode}', 'export let __proto__', 'export {X as __proto__}',
];

const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
const PIECES = /\/\*[^]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|[\p{ID_Continue}$\u200c\u200d]+|\s+|=>|\.\.\.|\?\.|\+\+|--|\*\*|[^]/gu;
const piecesOf = (text) => text.match(PIECES) ?? [];

class Breaker {
    constructor(seed, sources) {
        this.random = generator(seed);
        this.sources = sources;
    }

    // The tokens of a source, and the names in it, those that it imports or declares several times.
    begin() {
        const text = this.random.pick(this.sources);
        this.pieces = piecesOf(text);
        const bound = (text.match(/\b(?:import|export|function|class|const|let|var)\b[^;='"(]*/g) ?? []).join(' ');
        this.names = [...piecesOf(bound), 'x'].filter((piece) => NAME.test(piece));
    }

    line() { return this.random.pick(LINES).replace(/\b[XY]\b/g, () => this.random.pick(this.names)); }
    place() { return this.random.below(this.pieces.length + 1); }

    // Behind the end of a line or a semicolon or brace, as far as one is near.
    boundary() {
        let at = this.place();
        while (at > 0 && !/[;{}]|\n/.test(this.pieces[at - 1])) at--;
        return at;
    }

    // The index of some token that is no white space.
    token() {
        let at = this.random.below(this.pieces.length || 1);
        for (let i = 0; i < 10 && /^\s/.test(this.pieces[at] ?? ''); i++) at = this.random.below(this.pieces.length || 1);
        return at;
    }

    // A token of an import or export declaration, or near one.
    declaration() {
        const starts = this.pieces.flatMap((piece, i) => (piece === 'import' || piece === 'export' ? [i] : []));
        return starts.length ? Math.min(this.random.pick(starts) + this.random.below(12), this.pieces.length - 1) : this.token();
    }

    breakOnce() {
        const { random, pieces } = this;
        const at = random.chance(0.4) ? this.declaration() : this.token();
        switch (random.below(10)) {
        case 0: pieces.splice(at, 1); break;
        case 1: pieces.splice(at, 0, pieces[at] ?? ''); break;
        case 2: pieces.splice(at, 1, pieces[this.token()] ?? ''); break;
        case 3: pieces.splice(at, 1, random.pick(TOKENS)); break;
        case 4: pieces.splice(at, 0, ` ${random.pick(TOKENS)} `); break;
        case 5: pieces.splice(at, 1, random.pick(this.names)); break;
        case 6: {
            const space = pieces.findIndex((piece, i) => i >= at && /\n/.test(piece));
            if (space >= 0) pieces[space] = ' ';
            break;
        }
        case 7: {
            const other = piecesOf(random.pick(this.sources));
            const from = random.below(other.length || 1);
            pieces.splice(at, random.below(20), ...other.slice(from, from + random.below(60)));
            break;
        }
        default: pieces.splice(this.boundary(), 0, `\n${this.line()}${random.pick(['\n', ';', ' '])}`);
        }
    }

    make() {
        this.begin();
        if (this.random.chance(0.3)) return this.linesOnly();
        const times = 1 + this.random.below(3);
        for (let i = 0; i < times; i++) this.breakOnce();
        return this.pieces.join('');
    }

    // A short module of nothing but such lines, below names that are imported.
    linesOnly() {
        this.names = ['x', 'y', 'z'];
        const head = this.random.pick(["import {x, y} from 'a'; ", "import x, * as y from 'a'\n", 'let x; function y() {}\n', 'var x, z; class y {}\n', '']);
        const lines = Array.from({ length: 1 + this.random.below(3) }, () => this.line());
        const text = head + lines.join(this.random.pick(['\n', '\n', ';', ' ']));
        return this.random.chance(0.2) ? `${this.random.pick(['{', '() => {', 'async function g() {', 'function* h() {', 'class K { static {', 'label: {'])} ${text} }` : text;
    }
}

// What is wrong with an answer of the driver.
function faultOf({ module, suspect, generator: first, function: second, message }) {
    const forms = [first, second];
    if (suspect) return null;
    if (module) return forms.every((form) => form === 'function') ? null : `a module, its body is refused: ${forms}`;
    return forms.every((form) => form === 'SyntaxError') ? null : `no module (${message}), its body: ${forms}`;
}

// Leaves out as much as can be while it is still wrong.
async function shrink(driver, text) {
    let pieces = piecesOf(text);
    for (let size = Math.ceil(pieces.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
        for (let at = 0; at < pieces.length;) {
            const less = pieces.toSpliced(at, size);
            if (faultOf(await driver.judge(less.join('')))) pieces = less;
            else at += size;
        }
    }
    return pieces.join('');
}

const modulesOf = (folder) => [...filesOf(folder)]
    .map((path) => readFileSync(path, 'utf8'))
    .filter((text) => text.length <= LONGEST && /^\s*(?:import|export)\b/m.test(text));

const graphs = () => readdirSync(join(here, 'graphs'))
    .flatMap((file) => parseGraphs(readFileSync(join(here, 'graphs', file), 'utf8')))
    .flatMap(({ files }) => Object.values(files));

export async function runErrors(driver, cases, seed, folders, count) {
    const sources = folders.length ? folders.flatMap(modulesOf) : graphs();
    const breaker = new Breaker(seed, sources);
    const seen = { modules: 0, hidden: 0, refused: 0 };
    for (let done = 0; done < cases; done += SENT) {
        const texts = Array.from({ length: Math.min(SENT, cases - done) }, () => breaker.make());
        const answers = await Promise.all(texts.map((text) => driver.judge(text)));
        if (!answers[0]) {
            console.log('no engine: no broken modules');
            return;
        }
        for (const [i, answer] of answers.entries()) {
            seen.modules += answer.module;
            seen.hidden += !answer.module && (answer.function === 'function' || answer.generator === 'function');
            seen.refused += !answer.module && !answer.suspect;
            const fault = faultOf(answer);
            const small = fault && await shrink(driver, texts[i]);
            count(`seed ${seed}, case ${done + i}`, fault && `    ${faultOf(await driver.judge(small))}\n    ${JSON.stringify(small)}`);
        }
    }
    console.log(`${cases} broken modules, seed ${seed}: ${seen.modules} are modules still, ${seen.hidden} have a body that is taken, ${seen.refused} are refused by their bodies alone`);
}
