// Random module texts from the forms that bodies write differently, each with a seed; what differs is made small.
//
// A case is three modules that import each other: main, b and c. Statements are drawn with names that are
// imports in one place and shadowed in another. The texts are built as trees of pieces, so that shrinking can leave out a
// statement or put a simpler expression in the place of another.

import { join } from 'node:path';
import vm from 'node:vm';
import { runBoth } from './graphs.mjs';

// mulberry32
export function generator(seed) {
    let state = seed >>> 0;
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = Math.imul(state ^ (state >>> 15), state | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
    const below = (n) => Math.floor(next() * n);
    return { below, chance: (p) => next() < p, pick: (list) => list[below(list.length)] };
}

const NAMES = ['x', 'y', 'f', 'o', 'ns', 'async', 'of', 'get', 'd'];
const SPACES = [' ', ' ', ' ', '  ', '/* x */', '\n', '/* ( */ ', '// )\n'];

class Maker {
    constructor(seed) {
        this.random = generator(seed);
        this.labels = 0;
    }

    // Where a token may be followed by anything, a line end included.
    space() { return this.random.chance(0.85) ? '' : this.random.pick(SPACES); }
    name() { return this.random.pick(NAMES); }
    pick(...makers) { return this.random.pick(makers)(); }
    list(most, make, between = ', ') {
        return Array.from({ length: this.random.below(most + 1) }, make).join(between);
    }

    // An expression; `c` says where it stands: {depth, await}
    expression(c) {
        if (c.depth <= 0) return this.leaf();
        const d = { ...c, depth: c.depth - 1 };
        const e = () => this.expression(d);
        const n = () => this.name();
        const s = () => this.space();
        const inFunction = { ...d, await: false, yield: false };
        const f = () => this.expression(inFunction);
        return this.pick(
            () => this.leaf(),
            () => `${n()}${s()}(${s()}${this.list(2, e)}${s()})`,
            () => `(${s()}${n()}${s()})${s()}(${e()})`,
            () => `${n()}?.(${e()})`,
            () => `${n()}?.${n()}`,
            () => `${n()}${s()}.${s()}${n()}`,
            () => `${n()}[${e()}]`,
            () => `${n()}${s()}\`a\${${e()}}b\``,
            () => `\`\${${e()}}x\${${e()}}\``,
            () => `new ${n()}(${this.list(2, e)})`,
            () => `(new ${n()})`,
            () => `new (${e()})()`,
            () => `(${e()}${s()}${this.random.pick(['+', '-', '*', ',', '&&', '||', '??', '===', 'in', '<', '/'])} ${s()}(${e()}))`,
            () => `(${e()} ? ${e()} : ${e()})`,
            () => `[${this.list(3, e)}]`,
            () => `({${s()}${this.list(3, () => this.property(d))}${s()}})`,
            () => `typeof (${e()})`,
            () => `typeof ${n()}`,
            () => `!${n()}`,
            () => `(${n()} => ${f()})`,
            () => `((${this.parameters(inFunction)})${this.random.pick(['', ' ', '/* */'])}=>${s()} ${this.random.chance(0.5) ? `[${f()}]` : this.body(inFunction)})(${this.list(2, e)})`,
            () => `(async (${this.parameters(inFunction)}) => ${f()})`,
            () => `(async ${n()} => ${f()}).name`,
            () => `(function ${this.random.pick(['', n()])}(${this.parameters(inFunction)}) ${this.body(inFunction)})(${this.list(2, e)})`,
            () => `[...(function* ${this.random.pick(['', n()])}() { yield ${f()}; yield* [${f()}]; })()].length`,
            () => this.class(d),
            () => (c.await ? `await ${s()}${n()}` : n()),
            () => (c.await ? `(await (${e()}))` : `(${e()})`),
            () => (c.await ? `await [${e()}].length` : n()),
            () => `typeof import.meta${s()}.url`,
            () => 'typeof arguments',
            () => `(${n()} ${this.random.pick(['=', '+=', '??=', '&&='])} ${e()})`,
            () => `(${n()}++)`,
            () => `({ ${n()}, a: ${n()}, b = ${e()} } = {})`,
            () => `([${n()}, ...${n()}] = [${e()}])`,
            () => `/[/]${n()}/.test(${e()})`,
            () => `(${n()} /${n()}/ 1)`,
        );
    }

    leaf() {
        return this.pick(() => this.name(), () => this.name(), () => String(this.random.below(5)), () => `'${this.name()}'`, () => `(${this.name()})`);
    }

    property(c) {
        const n = this.name();
        const f = { ...c, await: false };
        return this.pick(() => n, () => n, () => `${n}: ${this.expression(c)}`, () => `${n}(${this.parameters(f)}) ${this.body(f)}`, () => `get ${n}() { return ${this.expression(f)}; }`, () => `[${this.expression(c)}]: ${this.leaf()}`, () => `...${this.leaf()}`, () => `async ${n}() {}`, () => `'${n}': ${n}`);
    }

    class(c) {
        const f = { ...c, await: false };
        const members = this.list(3, () => this.pick(
            () => `${this.name()}(${this.parameters(f)}) ${this.body(f)}`,
            () => `${this.random.pick(['', 'static '])}${this.name()} = ${this.expression(f).replace(/typeof arguments/g, '0')};`,
            () => `static { ${this.statement({ ...f, depth: 1 }).replace(/typeof arguments/g, '0')} }`,
            () => `[${this.expression(c)}]() { return ${this.name()}; }`,
            () => `get ${this.name()}() { return ${this.expression(f)}; }`,
            () => `static ${this.name()}${this.random.pick([';', '\n'])}`,
        ), '\n');
        return `(class ${this.random.pick(['', this.name()])} ${this.random.chance(0.2) ? `extends ${this.random.pick(['', 'Object, '].slice(0, 1))}Object` : ''} { ${members} })`;
    }

    pattern(depth, name = () => this.name(), value = () => this.leaf()) {
        if (depth <= 0 || this.random.chance(0.4)) return name();
        const inner = () => this.pattern(depth - 1, name, value);
        return this.pick(
            () => `[${inner()}${this.random.chance(0.3) ? ` = ${value()}` : ''}]`,
            () => `{ ${name()} }`,
            () => `{ ${name()} = ${value()} }`,
            () => `{ ${this.name()}: ${inner()} }`,
            () => `{ [${value()}]: ${inner()} = ${value()} }`,
            () => `{ ...${name()} }`,
        );
    }

    // Each name once.
    declared(depth) {
        const used = new Set();
        return this.pattern(depth, () => {
            let name = this.name();
            while (used.has(name)) name = `${name}1`;
            used.add(name);
            return name;
        });
    }

    parameters(c) {
        return this.random.chance(0.3) ? '' : this.pick(() => this.declared(1), () => `${this.declared(1)} = ${this.expression({ ...c, depth: 1, await: false })}`, () => `...${this.name()}`, () => `p, ${this.declared(2)} = {}`);
    }

    body(c) {
        return `{ ${this.list(2, () => this.statement({ ...c, nested: true }), ' ')} return ${this.expression({ ...c, depth: c.depth - 1 })}; }`;
    }

    block(c) {
        return `{ ${this.list(2, () => this.statement({ ...c, nested: true, depth: c.depth - 1 }), '\n')} }`;
    }

    // A statement that catches what it throws.
    statement(c) {
        const d = { ...c, depth: Math.min(c.depth, 3) };
        const e = () => this.expression(d);
        const end = () => this.random.pick([';', ';', '\n']);
        const declares = () => (c.nested ? this.random.pick(['let', 'const', 'var']) : 'const');
        const own = () => (c.nested ? this.declared(2) : `v${this.labels++}`);
        const label = `l${this.labels++}`;
        if (c.depth <= 0) return `print(${e()});`;
        return this.pick(
            () => `print(${e()})${end()}`,
            () => `try { print(${e()}); } catch (${this.declared(1)}) { print(${this.name()}, 'caught'); }`,
            () => `${c.nested ? 'try { ' : ''}${declares()} ${own()} = ${e()};${c.nested ? ' } catch {}' : ''}`,
            () => `if (${e()}) ${this.block(d)} else ${this.statement({ ...d, depth: d.depth - 1, nested: true })}`.replace(/else (let|const|var) /, 'else 0; $1 '),
            () => `for (const ${this.declared(2)} of [[${e()}]]) ${this.block(d)}`,
            () => `for (${this.random.pick(['let', 'var', 'const'])} ${this.name()} in { a: 1 }) ${this.block(d)}`,
            () => `${label}: for (let i = 0, ${this.name()} = ${e()}; i < 2; i++) { ${this.block(d)} if (i) continue ${label}; }`,
            () => `try { for (${this.pattern(1)} of [[1]]) ${this.block(d)} } catch (e) { print(e); }`,
            () => (c.await ? `try { ${label}: for await (${this.random.pick(['const ', 'let '])}${this.declared(2)} of [[${e()}], Promise.resolve([2])]) { ${this.block(d)} ${this.random.pick(['', `break ${label};`, `continue ${label};`, 'throw 1;'])} } } catch (e) { print(e, 'loop'); }` : `{ ${this.name()}; }`),
            () => (c.await ? `\nawait ${this.name()}${end()}` : ';'),
            () => `switch (${e()}) { case ${e()}: ${this.block(d)} default: print(${this.name()}); }`,
            () => `{ function ${this.name()}(${this.parameters(d)}) ${this.body({ ...d, depth: d.depth - 1, await: false })} print(${e()}); }`,
            () => `{ class ${this.name()} { static s = ${this.name()}; } print(${this.name()}); }`,
            () => `${this.name()}\n${this.name()}${end()}`,
            () => `try ${this.block(d)} catch { print('caught'); } finally { print(${this.leaf()}); }`,
            () => this.block(d),
        );
    }

    // Top-level statements may throw; then what follows is not tested, so most of them catch.
    module(own, other, extra) {
        const imports = this.random.pick([
            `import { x, y as f, o, fn as d } from './${other}.mjs'; import * as ns from './${other}.mjs'; import async, { y, of, get } from './lib.mjs';`,
            `import d, { x, f, get } from './${other}.mjs'\nimport * as ns from './lib.mjs'\nimport { default as async, y, o, of, } from './lib.mjs'`,
            `import * as o from './${other}.mjs'; import { x, y, f, 'a b' as of, async } from './lib.mjs'; import d, * as ns from './lib.mjs'; import { get } from './${other}.mjs';`,
        ]);
        const context = { depth: 3, await: this.random.chance(0.5) };
        const statements = Array.from({ length: 2 + this.random.below(5) }, () => {
            const text = this.statement(context);
            return /^(const|let|var) /.test(text) || this.random.chance(0.05) ? text : `try {\n${text}\n} catch (e) { print(e, 'top'); }`;
        });
        const exported = [
            this.random.pick([`export let x_ = thing('${own} x'); export { x_ as x };`, `export { own as x }; const own = thing('${own} x');`, `export function x_(...a) { print('x', typeof this, a.length); return x_; } export { x_ as x }`]),
            this.random.pick([`export default ${this.random.pick(['function () { return typeof this; }', 'class {}', '(x) => x', 'async () => {}', `thing('${own} default')\n`, `{ a: ${this.name()} }`])}`, `const dd = '${own}'; export { dd as default }`]),
            `export function fn() { return '${own} ' + typeof this; } export { fn as f, fn as y }`,
            `export const ob = thing('${own} o'); export { ob as o, ob as get }`,
        ];
        const all = [...exported.map((text) => ({ text, fixed: true })), ...statements.map((text) => ({ text }))];
        for (let i = all.length - 1; i > 0; i--) {
            const j = this.random.below(i + 1);
            [all[i], all[j]] = [all[j], all[i]];
        }
        return { parts: [{ text: imports, fixed: true }, ...all, ...(extra ? [{ text: extra, fixed: true }] : [])] };
    }
}

const LIB = `export const x = thing('lib x'), of = [1, 2], get = thing('lib get');
export function y(...a) { print('y', typeof this, a.length); return typeof this + a.length; } export { y as f, y as async, x as 'a b' };
export const o = { x: 'o.x', y() { return this === o; }, f: (v) => v, o: { x: 1 }, of: null };
export default thing('lib default');`;

export function makeCase(seed) {
    const maker = new Maker(seed);
    return { main: maker.module('main', 'b'), b: maker.module('b', 'main') };
}

const textOf = ({ parts }) => `${parts.map(({ text }) => text).join('\n')}\n`;
const filesOf = (made) => ({ 'main.mjs': textOf(made.main), 'b.mjs': textOf(made.b), 'lib.mjs': LIB });
const isValid = (text) => {
    try {
        new vm.SourceTextModule(text);
        return true;
    } catch {
        return false;
    }
};

// Without the statements that are not valid in their place.
function prune(made) {
    for (const module of [made.main, made.b]) {
        for (let i = module.parts.length - 1; i >= 0 && !isValid(textOf(module)); i--) {
            const [part] = module.parts.splice(i, 1);
            if (part.fixed) module.parts.splice(i, 0, part);
        }
    }
    return made;
}

async function shrink(made, differs) {
    for (let again = true; again;) {
        again = false;
        for (const module of [made.main, made.b]) {
            for (let i = module.parts.length - 1; i >= 0; i--) {
                const part = module.parts[i];
                if (part.fixed) continue;
                module.parts.splice(i, 1);
                if (isValid(textOf(module)) && await differs(made)) {
                    again = true;
                    continue;
                }
                module.parts.splice(i, 0, part);
                // Balanced pieces of the statement, one by one.
                for (const [piece] of part.text.matchAll(/\([^()]*\)|\{[^{}]*\}|\[[^[\]]*\]/g)) {
                    const before = part.text;
                    part.text = before.replace(piece, () => `${piece[0]}${piece.at(-1)}`);
                    if (part.text === before || !isValid(textOf(module)) || !(await differs(made))) part.text = before;
                    else again = true;
                }
            }
        }
    }
    return made;
}

let run = 0;
export async function runRandom(driver, folder, cases, seed, count) {
    const compare = async (made) => {
        const { node, lode } = await runBoth(driver, join(folder, `random${run++}`), filesOf(made));
        return node.join('\n') === lode.join('\n') ? null : { node, lode };
    };
    let valid = 0;
    for (let i = 0; i < cases; i++) {
        const made = prune(makeCase(seed + i));
        if (!isValid(textOf(made.main)) || !isValid(textOf(made.b))) continue;
        valid++;
        if (!(await compare(made))) {
            count('', null);
            continue;
        }
        const small = await shrink(made, async (smaller) => Boolean(await compare(smaller)));
        const { node, lode } = await compare(small);
        const at = node.findIndex((line, j) => line !== lode[j]);
        count(`random, seed ${seed + i}`, `--- main.mjs\n${textOf(small.main)}--- b.mjs\n${textOf(small.b)}    Node: ${node[at]}\n    lode: ${lode[at]}\n    node ends ${node.at(-1)}, lode ${lode.at(-1)}`);
    }
    console.log(`${valid} random cases of ${cases} are valid, seeds from ${seed}`);
}
