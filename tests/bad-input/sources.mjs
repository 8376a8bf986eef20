// Sources that no editor saved: what can be read is read, with true positions, and the rest is a diagnostic.

import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { equal, ok } from '../support/check.mjs';
import { assertRestIntact, edgesOf, moduleOf, project } from './lode.mjs';

// Each text imports ./good.mjs somewhere; `place` is where its specifier stands (UTF-16 columns).
// `broken`: there is a diagnostic; null where the grammar may or may not mind.
const texts = [
    ['a BOM', '\uFEFFimport "./good.mjs";', '1:8'],
    ['a BOM and a hashbang', '\uFEFF#!/usr/bin/env node\nimport "./good.mjs";', '2:8'],
    ['a hashbang', '#!/usr/bin/env node import "./not-this.mjs"\nimport "./good.mjs";', '2:8'],
    ['CRLF', '// one\r\n// two\r\nimport "./good.mjs";\r\n', '3:8'],
    ['CR alone', '// one\r// two\rimport "./good.mjs";\r', '3:8'],
    ['U+2028 and U+2029 end lines', '// one\u2028// two\u2029import "./good.mjs";', '3:8'],
    ['columns count UTF-16 units', '/* \u{1F600}\u00e4 */ import "./good.mjs";', '1:18'],
    ['tabs are one column', '\t\timport "./good.mjs";', '1:10'],
    ['escapes in the specifier', 'import "\\x2e/g\\u006fod\\u{2e}mjs";', '1:8', { specifier: './good.mjs' }],
    ['NUL bytes between tokens', 'let a = 1;\0\0\nimport "./good.mjs";', '2:8', { broken: null }],
    ['NUL in a string and a comment', 'let a = "\0"; /* \0 */ import "./good.mjs";', '1:29'],
    ['invalid UTF-8 in a comment', Buffer.concat([Buffer.from('/* '), Buffer.from([0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80]), Buffer.from(' */\nimport "./good.mjs";')]), '2:8'],
    ['invalid UTF-8 in code', Buffer.concat([Buffer.from([0x6c, 0x65, 0x74, 0x20, 0xff, 0x3d, 0x31, 0x3b, 0x0a]), Buffer.from('import "./good.mjs";')]), '2:8', { broken: true }],
    ['cut off in a string', 'import "./good.mjs";\nlet a = "never', '1:8', { broken: true }],
    ['cut off in a template', 'import "./good.mjs";\nlet a = `never ${ "closed"', '1:8', { broken: true }],
    ['cut off in a comment', 'import "./good.mjs";\n/* never', '1:8', { broken: true }],
    ['cut off in a regular expression', 'import "./good.mjs";\nlet a = /never[', '1:8', { broken: true }],
    ['cut off in a brace', 'import "./good.mjs";\nfunction a() { if (b) {', '1:8', { broken: true }],
    ['a brace too many', 'import "./good.mjs";\nfunction a() { } }\nlet b;', '1:8', { broken: true }],
    ['merge conflict', '<<<<<<< ours\nimport "./good.mjs";\n=======\nlet a;\n>>>>>>> theirs\n', '2:8', { broken: true }],
    ['after something broken', 'let = = 3;\nimport "./good.mjs";', '2:8', { broken: true }],
    ['one line of 5 MB', `let a = [${'1,'.repeat(2_500_000)}]; import "./good.mjs";`, '1:5000020'],
    ['an import under 3 MB of comments', `${'// x\n'.repeat(600_000)}import "./good.mjs";`, '600001:8'],
].map(([name, text, place, { broken = false, specifier = './good.mjs' } = {}]) => ({
    name,
    valgrind: /NUL bytes|invalid UTF-8|merge|template/.test(name),
    build: () => project('./odd.mjs').write('odd.mjs', text),
    run(lode, tree) {
        const graph = lode.graph(tree, 'index.mjs');
        const edge = edgesOf(graph, 'odd.mjs')[specifier];
        ok(edge, `the import is found: ${JSON.stringify(moduleOf(graph, 'odd.mjs')).slice(0, 300)}`);
        equal([edge.to, `${edge.line}:${edge.column}`], ['good.mjs', place]);
        const { diagnostics = [] } = moduleOf(graph, 'odd.mjs');
        if (broken !== null) equal(diagnostics.length > 0, broken, `diagnostics: ${JSON.stringify(diagnostics).slice(0, 300)}`);
        for (const { line, column, message } of diagnostics) ok(line >= 1 && column >= 1 && message, 'a diagnostic has its place');
        assertRestIntact(graph);
        if (text.length < 100_000) lode.everyCommand(tree);
    },
}));

// Nesting: nothing may recurse on it. Time is what the parser takes.
const nest = (open, close, count, middle = '') => open.repeat(count) + middle + close.repeat(count);
const COUNT = 200_000;
const nested = {
    'square brackets': `let a = ${nest('[', ']', COUNT)};`,
    'square brackets, never closed': `let a = ${'['.repeat(COUNT)}`,
    'parentheses': `let a = ${nest('(', ')', COUNT, '1')};`,
    'parentheses, never closed': `let a = ${'('.repeat(COUNT)}`,
    'blocks': nest('{', '}', COUNT),
    'blocks, never closed': '{'.repeat(COUNT),
    'closing brackets only': ']'.repeat(COUNT),
    'object literals': `let a = ${nest('{a:', '}', COUNT, '1')};`,
    'functions': nest('function f(){', '}', COUNT),
    'arrows': `let a = ${'a=>'.repeat(COUNT)}1;`,
    'calls': `let a = ${nest('f(', ')', COUNT)};`,
    'members': `let a = b${'.c'.repeat(COUNT)};`,
    'unary operators': `let a = ${'!'.repeat(COUNT)}1;`,
    'binary operators': `let a = 1${'+1'.repeat(COUNT)};`,
    'string concatenation in a request': `import(${'"a"+'.repeat(COUNT)}"b");`,
    'conditionals': `let a = ${'1?'.repeat(COUNT)}1${':1'.repeat(COUNT)};`,
    'template literals': `let a = ${nest('`${', '}`', COUNT, '1')};`,
    'if without braces': `${'if(a)'.repeat(COUNT)}b;`,
    'else if': `if(a)b;${'else if(a)b;'.repeat(COUNT)}`,
    'labels': `${Array.from({ length: COUNT }, (_, i) => `l${i}:`).join('')}1;`,
    'JSX elements': `let a = ${nest('<a>', '</a>', COUNT)};`,
    'destructuring': `let ${nest('[', ']', COUNT, 'a')} = b;`,
    'try blocks around requires': `${nest('try{', '}catch{}', 20_000, 'require("x")')}`,
    'nested requires': `let a = ${nest('require(', ')', COUNT, '"x"')};`,
};
const nestings = Object.entries(nested).map(([name, text]) => ({
    name: `200,000 nested: ${name}`,
    build: () => project('./odd.mjs', './odd.cjs').write('odd.mjs', `import "./good.mjs";\n${text}\n`).write('odd.cjs', `require("./good.mjs");\n${text}\n`),
    run(lode, tree) {
        const graph = lode.graph(tree, 'index.mjs', { seconds: 20 });
        equal(edgesOf(graph, 'odd.mjs')['./good.mjs'].to, 'good.mjs');
        equal(edgesOf(graph, 'odd.cjs')['./good.mjs'].to, 'good.mjs');
        assertRestIntact(graph);
    },
}));

const large = [
    {
        name: '100 MB of code, the import at its end',
        async build() {
            const tree = project('./odd.mjs');
            const stream = createWriteStream(tree.at('odd.mjs'));
            const line = 'function name(argument) { return argument.length + "text" + `${argument}`; }\n';
            const chunk = line.repeat(10_000);
            for (let written = 0; written < 100e6; written += chunk.length) if (!stream.write(chunk)) await new Promise((resolve) => { stream.once('drain', resolve); });
            stream.end('import "./good.mjs";\n');
            await finished(stream);
            return tree;
        },
        run(lode, tree) {
            const graph = lode.graph(tree, 'index.mjs', { seconds: 60, megabytes: 4000 });
            const { imports, error } = moduleOf(graph, 'odd.mjs');
            // Read whole, or refused by name: nothing between.
            if (error) equal(error.code, 'LODE_TOO_LARGE');
            else equal(imports.map(({ to }) => to), ['good.mjs']);
            assertRestIntact(graph);
        },
    },
    {
        name: '100 MB in which everything matters',
        build: () => project('./odd.mjs').write('odd.mjs', `${'import("./good.mjs");\n'.repeat(100_000)}`),
        run(lode, tree) {
            const graph = lode.graph(tree, 'index.mjs', { seconds: 30 });
            equal(moduleOf(graph, 'odd.mjs').imports.length, 100_000);
            assertRestIntact(graph);
        },
    },
    {
        name: 'a specifier of 1 MB',
        build: () => project('./odd.mjs').write('odd.mjs', `import "./${'x'.repeat(1_000_000)}"; import "./good.mjs";`),
        run(lode, tree) {
            const graph = lode.graph(tree, 'index.mjs');
            const [long, good] = moduleOf(graph, 'odd.mjs').imports;
            equal([long.to, long.error.code, good.to], [null, 'ERR_MODULE_NOT_FOUND', 'good.mjs']);
            lode.everyCommand(tree);
        },
    },
    {
        name: 'an empty file, blanks, a BOM alone, JSON that is none',
        valgrind: true,
        build: () => project('./empty.mjs', './blank.cjs', './bom.mjs', './bad.json').write('empty.mjs').write('blank.cjs', '\n\n').write('bom.mjs', '\uFEFF').write('bad.json', '{'),
        run(lode, tree) {
            const graph = lode.graph(tree, 'index.mjs');
            for (const name of ['empty.mjs', 'blank.cjs', 'bom.mjs']) equal(moduleOf(graph, name).imports, []);
            assertRestIntact(graph);
            lode.everyCommand(tree);
        },
    },
    {
        name: 'a picture that is called .mjs',
        build: () => project('./odd.mjs').write('odd.mjs', Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7919 + (i >> 3)) & 255))),
        run(lode, tree) {
            const graph = lode.graph(tree, 'index.mjs');
            ok(moduleOf(graph, 'odd.mjs').diagnostics.length > 0);
            assertRestIntact(graph);
            lode.everyCommand(tree);
        },
    },
];

export default [...texts, ...nestings, ...large];
