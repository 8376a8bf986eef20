// Links that no project has: stars without end, names without number, names that are no names. Each is checked and listed
// within limits, and where the size can grow, twice the size may take about twice the time.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { equal, ok } from '../support/check.mjs';
import { Tree } from './lode.mjs';

const ENTRY = 'index.mjs';
const RULES = 'missing-export,ambiguous-export';

/** `lode check` of the entry: its findings, whose status must say the same. */
function check(lode, tree, { rules = RULES, ...options } = {}) {
    const { findings, status } = lode.json(tree, ['check', ENTRY, '--only', rules], { status: [0, 1], ...options });
    equal(status, findings.some(({ severity }) => severity !== 'warning') ? 1 : 0, 'the exit status tells of findings');
    for (const { rule, message, file, line, column } of findings) ok(rule && message && file && line >= 1 && column >= 1, 'a finding has its place');
    return findings;
}

function exportsOf(lode, tree, file, options = {}) {
    const answer = lode.json(tree, ['exports', file], { status: [0, 1], ...options });
    return { ...answer, names: answer.names.map(({ name }) => name) };
}

const briefly = (findings) => findings.map(({ rule, file, subject }) => `${rule} ${file}: ${subject}`).sort();

// Milliseconds of processor that ended children have used, where the system tells (in hundredths of a second);
// a clock on the wall would measure what else the machine does.
function used() {
    try {
        const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
        return (Number(fields[13]) + Number(fields[14])) * 10;
    } catch {
        return performance.now();
    }
}

/** Runs `task` on the tree of `size` and of twice that; the second may take little more than twice as long. */
function grows(lode, build, size, task) {
    const times = (lode.isSlow ? [size] : [size, size * 2]).map((n) => {
        const tree = build(n);
        try {
            const begun = used();
            task(tree, n);
            return used() - begun;
        } finally {
            tree.remove();
        }
    });
    const told = `${lode.label}, ${size} and twice that: ${times.map((time) => time.toFixed()).join(', ')} ms`;
    // Starting the program is in the constant.
    if (!lode.isSlow) ok(times[1] < times[0] * 3 + 300 * lode.factor, told);
    if (process.env.VERBOSE) process.stdout.write(`    ${told}\n`);
}

const start = (text) => new Tree().write('package.json', '{"name":"links"}').write(ENTRY, text);
const list = (count, each) => Array.from({ length: count }, (_, i) => each(i));

// `valgrind`: how large it is there; without it, it is left out.
function growing(name, size, build, run, { valgrind } = {}) {
    return {
        name,
        valgrind: Boolean(valgrind),
        build: (tree) => tree,
        run: (lode) => grows(lode, build, lode.isSlow ? valgrind : size, (tree, n) => run(lode, tree, n)),
    };
}

const chains = [
    growing('stars in a chain, each with a name of its own', 5_000, (n) => {
        const tree = start(`import { x0, x${n - 1}, nope } from './m0.mjs';\n`);
        for (let i = 0; i < n; i++) tree.write(`m${i}.mjs`, `export const x${i} = 1;\n${i < n - 1 ? `export * from './m${i + 1}.mjs';\n` : ''}`);
        return tree;
    }, (lode, tree, n) => {
        equal(briefly(check(lode, tree)), ["missing-export index.mjs: nope from ./m0.mjs"]);
        const { names, ambiguous, missing } = exportsOf(lode, tree, 'm0.mjs');
        equal([names.length, names.includes(`x${n - 1}`), ambiguous, missing], [n, true, [], []]);
    }, { valgrind: 50 }),
    growing('names handed on in a chain, and one that nobody has', 5_000, (n) => {
        const tree = start("import { good, bad } from './m0.mjs';\n");
        for (let i = 0; i < n; i++) tree.write(`m${i}.mjs`, i < n - 1 ? `export { good, bad } from './m${i + 1}.mjs';\n` : 'export const good = 1;\n');
        return tree;
    }, (lode, tree, n) => {
        const found = check(lode, tree);
        ok(found.length >= 1 && found.every(({ rule }) => rule === 'missing-export'));
        ok(found.some(({ file, node }) => file === `m${n - 2}.mjs` && node.includes("'bad'")), 'the last step is the one to mend');
        equal(exportsOf(lode, tree, 'm0.mjs').names, ['good']);
    }),
    growing('names renamed in a circle', 5_000, (n) => {
        const tree = start("import { n0 } from './m0.mjs';\n");
        for (let i = 0; i < n; i++) tree.write(`m${i}.mjs`, `export { n${(i + 1) % n} as n${i} } from './m${(i + 1) % n}.mjs';\n`);
        return tree;
    }, (lode, tree, n) => {
        const found = check(lode, tree);
        ok(found.length >= 1 && found.every(({ rule }) => rule === 'missing-export'));
        if (n < 100) ok(found.some(({ node }) => /^SyntaxError: Detected cycle while resolving name 'n\d+' in '\.\/m\d+\.mjs'$/.test(node)), 'V8\'s words for it');
        const { names, missing } = exportsOf(lode, tree, 'm0.mjs');
        equal([names, missing.map((item) => item.name ?? item)], [[], ['n0']]);
    }, { valgrind: 50 }),
    growing('namespaces of namespaces, read through all of them', 1_000, (n) => {
        const tree = start(`import { ns } from './m0.mjs';\nns${'.ns'.repeat(n - 1)}.end;\nns.ns.nope;\n`);
        for (let i = 0; i < n; i++) tree.write(`m${i}.mjs`, i < n - 1 ? `export * as ns from './m${i + 1}.mjs';\n` : "export * as ns from './m0.mjs';\nexport const end = 1;\n");
        return tree;
    }, (lode, tree) => {
        equal(check(lode, tree), []);
        equal(exportsOf(lode, tree, 'm0.mjs').names, ['ns']);
    }),
    growing('CommonJS handed on in a chain that ends in a circle', 2_000, (n) => {
        const tree = start("import { last, nope } from './m0.cjs';\n");
        for (let i = 0; i < n; i++) tree.write(`m${i}.cjs`, i < n - 1 ? `module.exports = require('./m${i + 1}.cjs');\n` : "module.exports = require('./m0.cjs');\nexports.last = 1;\n");
        return tree;
    }, (lode, tree) => {
        equal(briefly(check(lode, tree)), ["missing-export index.mjs: nope from ./m0.cjs"]);
        equal(exportsOf(lode, tree, 'm0.cjs').names, ['default', 'last', 'module.exports']);
    }, { valgrind: 20 }),
];

const webs = [
    growing('modules with twenty stars each', 2_500, (n) => {
        const tree = start("import { good, both, nope } from './m0.mjs';\n");
        for (let i = 0; i < n; i++) {
            const stars = list(20, (k) => `export * from './m${(i * 7 + k * k * 13 + 1) % n}.mjs';\n`).join('');
            const own = { [n >> 1]: 'export const good = 1;', [n - 1]: 'export let both;', [n - 2]: 'export let both;' }[i] ?? '';
            tree.write(`m${i}.mjs`, `${stars}${own}\n`);
        }
        return tree;
    }, (lode, tree) => {
        equal(briefly(check(lode, tree)), ["ambiguous-export index.mjs: both from ./m0.mjs", "missing-export index.mjs: nope from ./m0.mjs"]);
        const { names, ambiguous } = exportsOf(lode, tree, 'm0.mjs');
        equal([names, ambiguous.map((item) => item.name ?? item)], [['good'], ['both']]);
    }, { valgrind: 30 }),
    {
        name: 'three hundred modules that star each other, each with a name of its own',
        build() {
            const tree = start("import { x299, nope } from './m0.mjs';\n");
            const stars = list(300, (i) => `export * from './m${i}.mjs';\n`).join('');
            for (let i = 0; i < 300; i++) tree.write(`m${i}.mjs`, `${stars}export const x${i} = 1;\nexport default 1;\n`);
            return tree;
        },
        run(lode, tree) {
            equal(briefly(check(lode, tree)), ["missing-export index.mjs: nope from ./m0.mjs"]);
            equal(exportsOf(lode, tree, 'm7.mjs').names, [...list(300, (i) => `x${i}`), 'default'].sort());
        },
    },
    growing('two ways at each of many steps', 200, (n) => {
        const tree = start("import { end, both, nope } from './a0.mjs';\n");
        for (let i = 0; i < n; i++) {
            for (const side of 'ab') tree.write(`${side}${i}.mjs`, `export * from './a${i + 1}.mjs';\nexport * from './b${i + 1}.mjs';\n`);
        }
        return tree.write(`a${n}.mjs`, 'export let end, both;\n').write(`b${n}.mjs`, `export { end } from './a${n}.mjs';\nexport let both;\n`);
    }, (lode, tree) => {
        equal(briefly(check(lode, tree)), ["ambiguous-export index.mjs: both from ./a0.mjs", "missing-export index.mjs: nope from ./a0.mjs"]);
        equal(exportsOf(lode, tree, 'a0.mjs').names, ['end']);
    }),
    growing('one module starred again and again by the same file', 10_000, (n) =>
        start("import { x, nope } from './m0.mjs';\n").write('m0.mjs', "export * from './m1.mjs';\n".repeat(n)).write('m1.mjs', 'export let x;\n'),
    (lode, tree) => {
        equal(briefly(check(lode, tree)), ["missing-export index.mjs: nope from ./m0.mjs"]);
        equal(exportsOf(lode, tree, 'm0.mjs').names, ['x']);
    }),
];

const barrels = [
    growing('a barrel of very many names, by star and by name, all of them imported', 25_000, (n) => {
        const names = list(n, (i) => `name${i}`);
        return start([`import { ${names.join(', ')}, nope } from './star.mjs';`, `import { ${names.map((name) => `${name} as _${name}`).join(', ')} } from './named.mjs';`, ''].join('\n'))
            .write('big.mjs', names.map((name) => `export const ${name} = 1;\n`).join(''))
            .write('star.mjs', "export * from './big.mjs';\n").write('named.mjs', `export { ${names.join(', ')} } from './big.mjs';\n`);
    }, (lode, tree, n) => {
        equal(briefly(check(lode, tree)), ["missing-export index.mjs: nope from ./star.mjs"]);
        for (const file of ['big.mjs', 'star.mjs', 'named.mjs']) equal(exportsOf(lode, tree, file).names.length, n);
    }),
    growing('two barrels with the same names, and none of them imported', 20_000, (n) => {
        const names = list(n, (i) => `export const name${i} = 1;\n`).join('');
        return start("import * as ns from './both.mjs';\nns.name1;\n").write('a.mjs', `${names}export const a = 1;\n`).write('b.mjs', names)
            .write('both.mjs', "export * from './a.mjs';\nexport * from './b.mjs';\n");
    }, (lode, tree, n) => {
        const { names, ambiguous } = exportsOf(lode, tree, 'both.mjs');
        equal([names, ambiguous.length], [['a'], n]);
        check(lode, tree);
    }),
    growing('names that are all wrong', 5_000, (n) =>
        start(`import {\n${list(n, (i) => `wrong${i},\n`).join('')}} from './m0.mjs';\n`).write('m0.mjs', "export * from './m1.mjs';\n").write('m1.mjs', list(n, (i) => `export let right${i};\n`).join('')),
    (lode, tree, n) => equal(check(lode, tree).length, n)),
    growing('an export list with the same name again and again', 1_000, (n) =>
        start("import { x } from './m0.mjs';\n").write('m0.mjs', `let x;\nexport { ${'x, '.repeat(n)} };\n`),
    (lode, tree) => {
        equal(check(lode, tree), []);
        equal(exportsOf(lode, tree, 'm0.mjs').names, ['x']);
    }),
];

// What Node says about a name, in a file that has it and in one that has not.
// Node takes the name out of V8's message with a pattern that does not match line ends, and stumbles over what it did not find.
const wordsFor = (name) => (/[\n\r\u2028\u2029]/.test(name) ? "TypeError: Cannot destructure property '1' of 'RegExpPrototypeExec(...)' as it is null."
    : `SyntaxError: The requested module './m0.mjs' does not provide an export named '${name}'`);
const strange = ["it's", '"', '\\', 'a b', '</script>', '\x1b[31m', '\0', '\u2028', '\ufeff', '\u{1f600}', 'e\u0301', '%s', '{', '*', '__proto__', 'default ', '-1', '1e3'];
const names = [
    {
        name: 'names that are no identifiers',
        valgrind: true,
        build: () => start(`import { ${strange.map((name, i) => `${JSON.stringify(name)} as a${i}, ${JSON.stringify(`${name}?`)} as b${i}`).join(', ')} } from './m0.mjs';\n`)
            .write('m0.mjs', `let x; export { ${strange.map((name) => `x as ${JSON.stringify(name)}`).join(', ')} };\n`),
        run(lode, tree) {
            const found = check(lode, tree);
            equal(found.map(({ node }) => node).sort(), strange.map((name) => wordsFor(`${name}?`)).sort());
            equal(exportsOf(lode, tree, 'm0.mjs').names, [...strange].sort());
            // Nothing of a name reaches a terminal as it is.
            // eslint-disable-next-line no-control-regex
            for (const args of [['check', ENTRY, '--only', RULES], ['exports', 'm0.mjs']]) ok(!/[\x00-\x08\x0b-\x1f\x7f]/.test(lode.run(tree, args, { status: [0, 1] }).stdout), args[0]);
        },
    },
    {
        name: 'the empty name',
        build: () => start('import { "" as a } from "./m0.mjs"; import { "" as b } from "./m1.mjs";\n').write('m0.mjs', 'let x; export { x as "" };\n').write('m1.mjs'),
        run(lode, tree) {
            const found = check(lode, tree);
            equal(found.map(({ rule, line }) => `${rule} ${line}`), ['missing-export 1']);
            equal(exportsOf(lode, tree, 'm0.mjs').names, ['']);
        },
    },
    {
        name: 'lone surrogates, escaped and raw, and halves that meet',
        valgrind: true,
        build() {
            const raw = Buffer.concat([Buffer.from('let x; export { x as "'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('" };\n')]);
            return start("import { '\\ud83d\\ude00' as a } from './whole.mjs'; import * as b from './high.mjs'; import * as c from './raw.mjs'; import { '\\udc00' as d } from './whole.mjs';\n")
                .write('whole.mjs', 'let x; export { x as "\\ud83d\\ude00" };\n').write('high.mjs', 'let x; export { x as "\\ud800", x as good };\n').write('raw.mjs', raw);
        },
        run(lode, tree) {
            for (const file of ['whole.mjs', 'high.mjs', 'raw.mjs']) {
                const { bytes } = lode.run(tree, ['exports', file, '--json'], { status: [0, 1] });
                new TextDecoder('utf-8', { fatal: true }).decode(bytes);
            }
            equal(exportsOf(lode, tree, 'whole.mjs').names, ['\u{1f600}']);
            check(lode, tree);
        },
    },
    growing('names as long as the file', 1 << 19, (n) =>
        start(`import { ${'n'.repeat(n)}, ${'o'.repeat(n)} } from './m0.mjs';\n`).write('m0.mjs', `export const ${'n'.repeat(n)} = 1;\n`),
    (lode, tree, n) => {
        equal(check(lode, tree).map(({ rule }) => rule), ['missing-export']);
        equal(exportsOf(lode, tree, 'm0.mjs').names, ['n'.repeat(n)]);
    }),
];

// Re-exports of what is no module: what only that could give is not known, so it is no link error.
const others = [
    {
        name: 're-exports of what cannot be read, and of itself',
        valgrind: true,
        build: () => start(`import * as all from './barrel.mjs';\nimport { a } from './barrel.mjs';\nimport { b } from './named.mjs';\n`)
            .write('barrel.mjs', ['broken.mjs', 'nowhere.mjs', 'barrel.mjs', 'empty.mjs'].map((file) => `export * from './${file}';\n`).join('') + "export * from './data.json' with { type: 'json' };\nexport * from './data.json';\nexport * from 'no-such-package';\n")
            .write('named.mjs', "export { b } from './broken.mjs';\nexport { c } from './nowhere.mjs';\nexport { default as d } from './data.json' with { type: 'json' };\nexport { e } from './named.mjs';\nexport { f } from './data.json' with { type: 'json' };\n")
            .write('broken.mjs', 'export const a = 1;\nexport const b = = 2;\nexport { , };\n').write('data.json', '{"a":1}').write('empty.mjs'),
        run(lode, tree) {
            const found = check(lode, tree, { rules: `${RULES},unresolved` });
            const missing = found.filter(({ rule }) => rule === 'missing-export').map(({ file, node }) => `${file} ${node}`);
            for (const text of ["named.mjs SyntaxError: Detected cycle while resolving name 'e' in './named.mjs'", "named.mjs SyntaxError: The requested module './data.json' does not provide an export named 'f'"]) {
                ok(missing.includes(text), `${text} is among ${missing.join('; ')}`);
            }
            equal(found.filter(({ rule }) => rule === 'unresolved').map(({ file }) => file).sort(), ['barrel.mjs', 'barrel.mjs', 'named.mjs']);
            ok(!missing.some((text) => text.includes("'c'")), 'a file that is not there may have any name');
            ok(exportsOf(lode, tree, 'named.mjs').names.includes('d'));
            exportsOf(lode, tree, 'barrel.mjs');
        },
    },
    {
        name: 'files that are no modules, asked for their names',
        valgrind: true,
        build: () => start('').write('a.json', '{').write('b.wasm', 'x').write('c.node', 'x').write('d.mjs', 'export {').write('e.cjs', 'exports.a = `').write('f', '').folder('g'),
        run(lode, tree) {
            for (const file of ['a.json', 'b.wasm', 'c.node', 'd.mjs', 'e.cjs', 'f', 'g', 'nowhere.mjs', 'node:fs', 'node:nothing']) {
                const { stdout, stderr, status } = lode.run(tree, ['exports', file, '--json'], { status: [0, 1, 2] });
                const { schemaVersion, error } = JSON.parse(stdout || '{}');
                if (status === 2) ok(stderr.length > 10 || (error?.code && error.message), `${file}: it says why`);
                else equal(schemaVersion, 1);
            }
        },
    },
    {
        name: 'exports --batch: lines that are no questions',
        valgrind: true,
        build: () => start('export let good;'),
        run(lode, tree) {
            const lines = ['', '{', '[]', 'null', '"x"', '{}', '{"file":1}', '{"file":""}', '{"file":"nowhere.mjs"}', '{"file":"."}', '\0', '['.repeat(100_000), `{"file":"${'x/'.repeat(100_000)}"}`, JSON.stringify({ file: tree.at(ENTRY) })];
            const { stdout } = lode.run(tree, ['exports', '--batch'], { status: [0, 1, 2], input: lines.join('\n') });
            const answers = stdout.split('\n').slice(0, -1).map((line) => JSON.parse(line));
            ok(answers.length === lines.length || answers.length === lines.length - 1, `${answers.length} answers to ${lines.length} lines`);
            equal(answers.at(-1).names.map((item) => item.name ?? item), ['good']);
            ok(answers.slice(0, -1).every(({ error }) => error), 'every other answer is an error');
        },
    },
];

/** Rows of every text format, on a project where each name is a trap for one of them. */
const formats = {
    name: 'findings about strange names in every format',
    build: () => start(`import { ${strange.map((name, i) => `${JSON.stringify(name)} as a${i}`).join(', ')} } from './m0.mjs';\n`).write('m0.mjs'),
    run(lode, tree) {
        for (const format of ['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown']) {
            const { stdout } = lode.run(tree, ['check', ENTRY, '--only', RULES, '--format', format], { status: 1 });
            ok(stdout.length > 0, format);
            if (['json', 'sarif', 'gitlab'].includes(format)) JSON.parse(stdout);
            // eslint-disable-next-line no-control-regex
            ok(!/[\x00-\x08\x0b-\x1f\x7f]/.test(stdout), `${format}: no control characters`);
            if (format === 'github') ok(stdout.trimEnd().split('\n').every((line) => /^::(error|warning|notice) /.test(line)), stdout.slice(0, 300));
            if (format === 'junit') wellFormed(stdout);
        }
    },
};

function wellFormed(text) {
    const { status, stderr, error } = spawnSync('xmllint', ['--noout', '-'], { input: text });
    if (!error) equal(status, 0, String(stderr).slice(0, 300));
}

export default [...chains, ...webs, ...barrels, ...names, ...others, formats];
