// Names: as long as the system allows and longer, and with every character it allows, in every format.

import { mkdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { equal, ok } from '../support/check.mjs';
import { FORMATS, Tree, assertRestIntact, edgesOf, moduleOf, project } from './lode.mjs';

// RFC 4180, strictly.
function parseCsv(text) {
    const rows = [[]];
    let at = 0;
    while (at < text.length) {
        let field;
        if (text[at] === '"') {
            const found = /"((?:[^"]|"")*)"/y;
            found.lastIndex = at;
            const hit = found.exec(text);
            ok(hit, `csv: a quote is not closed at ${at}`);
            field = hit[1].replaceAll('""', '"');
            at = found.lastIndex;
        } else {
            const end = text.slice(at).search(/[,\r\n]|$/);
            field = text.slice(at, at + end);
            ok(!field.includes('"'), 'csv: a bare quote');
            at += end;
        }
        rows.at(-1).push(field);
        if (text[at] === ',') { at++; if (at === text.length) rows.at(-1).push(''); continue; }
        if (at === text.length) break;
        const end = text.startsWith('\r\n', at) ? 2 : 1;
        ok(text[at] === '\r' || text[at] === '\n', `csv: ${JSON.stringify(text.slice(at, at + 10))} after a field`);
        at += end;
        if (at < text.length) rows.push([]);
    }
    return rows;
}

// What Graphviz reads as an ID in quotes: only \" is an escape; everything else stands for itself.
function dotNames(text) {
    return [...text.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map((found) => found[1].replaceAll('\\"', '"').replaceAll('\\\\', '\\'));
}

// Files whose name is odd; each is imported through its URL escapes, so that Node would find it too.
const odd = {
    'a line feed': 'new\nline.mjs',
    'a carriage return': 'return\r.mjs',
    'quotes': 'double"single\'back`.mjs',
    'a backslash': 'back\\slash.mjs',
    'commas and semicolons': 'a,b;c.mjs',
    'markup': '<b>&amp;<!--.mjs',
    'an escape sequence of a terminal': '\x1b[31mred\x07.mjs',
    'all control characters': `c${String.fromCharCode(...Array.from({ length: 31 }, (_, i) => i + 1))}\x7f.mjs`,
    'percent, hash and question mark': '100%25#a?b.mjs',
    'brackets, braces and pipes': '[a]{b}(c)|d|.mjs',
    'blanks at both ends': ' blank .mjs',
    'letters beyond ASCII': 'żółw-日本-\u{1F600}.mjs',
    'right to left and joiners': 'abc\u202Etxt\u200D.mjs',
    'two spellings of one letter': 'e\u0301-\u00e9.mjs',
    'a leading dash': '-rf.mjs',
    'a formula': '=1+1.mjs',
    'U+0085 and U+2028': 'a\u0085b\u2028c.mjs',
};
const encoded = (name) => `./${encodeURIComponent(name)}`;

const inFormats = Object.entries(odd).map(([name, file]) => ({
    name: `a path with ${name}, in every format`,
    build: () => project(encoded(file), './r.cjs').write('r.cjs', `require(${JSON.stringify(`./${file}`)});`).write(file, 'import "./good.mjs";\n'),
    run(lode, tree) {
        const graph = lode.graph(tree, 'index.mjs');
        const imported = edgesOf(graph, 'index.mjs')[encoded(file)];
        // Node refuses an encoded backslash; by require every name can be reached.
        if (file.includes('\\')) equal(imported.error.code, 'ERR_INVALID_MODULE_SPECIFIER');
        else equal(imported.to, file);
        equal(moduleOf(graph, 'r.cjs').imports.map(({ to }) => to), [file]);
        equal(edgesOf(graph, file)['./good.mjs'].to, 'good.mjs');
        assertRestIntact(graph);
        lode.everyCommand(tree);
        const out = Object.fromEntries(FORMATS.map((format) => [format, lode.run(tree, ['graph', 'index.mjs', '--format', format]).stdout]));
        ok(Object.keys(JSON.parse(out.madge)).includes(file), 'madge has the name');
        ok(Object.keys(JSON.parse(out.metafile).inputs).includes(file), 'metafile has the name');
        ok(JSON.parse(out.depcruise).modules.some(({ source }) => source === file), 'depcruise has the name');
        const rows = parseCsv(out.csv);
        ok(rows.every((row) => row.length === rows[0].length), 'csv: every row has as many fields as the head');
        ok(rows.some((row) => row.includes(file)), 'csv has the name');
        const named = (text) => text.replaceAll('\\n', '\n').replaceAll('\\r', '\r');
        ok(dotNames(out.dot).some((text) => text === file || named(text).includes(file) || /\\|&#|\u241B|\uFFFD/.test(text) || /[\x00-\x1f\x7f]/.test(file)), 'dot names it in quotes');
        ok(out.ndjson.split('\n').slice(0, -1).map((line) => JSON.parse(line)).some((row) => JSON.stringify(row).includes(JSON.stringify(file).slice(1, -1))), 'ndjson has the name');
        for (const format of ['text', 'mermaid', 'd2', 'dot', 'stats']) {
            const lines = out[format].split('\n').length;
            const plain = lode.run(tree, ['graph', 'good.mjs', '--format', format]).stdout.split('\n').length;
            ok(lines >= plain, format);
        }
        // The file as an entry and as an operand, given literally.
        const operand = file.startsWith('-') ? `./${file}` : file;
        const direct = lode.run(tree, ['graph', '--json', '--', tree.at(operand)]);
        ok(JSON.parse(direct.stdout).modules.some(({ id }) => id === file), 'as an entry');
        equal(lode.json(tree, ['resolve', `./${file}`, '--from', 'r.cjs', '--kind', 'require']).path, tree.at(file));
    },
}));

const notUtf8 = {
    name: 'a name that is not UTF-8',
    build() {
        const tree = project().write('r.cjs', 'require("./sub"); require("./good.mjs");').write('index.mjs', 'import "./good.mjs"; import "./r.cjs"; import "./good-too.mjs";').folder('sub');
        writeFileSync(Buffer.concat([Buffer.from(`${tree.root}/bad-`), Buffer.from([0xff, 0xfe]), Buffer.from('.mjs')]), 'import "./good.mjs";');
        return tree;
    },
    run(lode, tree) {
        lode.everyCommand(tree);
        // Found by a walk over the folder: the output must be valid UTF-8 whatever the name is.
        for (const format of FORMATS) {
            const { bytes } = lode.run(tree, ['graph', '*.mjs', '--format', format], { status: [0, 2] });
            new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        }
    },
};

const long = [
    {
        name: 'a component of 255 bytes, and one of 256',
        build() {
            const fits = `${'n'.repeat(251)}.mjs`;
            return project(`./${fits}`, `./n${fits}`).write(fits);
        },
        run(lode, tree) {
            const graph = lode.graph(tree, 'index.mjs');
            const edges = edgesOf(graph, 'index.mjs');
            equal(edges[`./${'n'.repeat(251)}.mjs`].to, `${'n'.repeat(251)}.mjs`);
            equal(edges[`./${'n'.repeat(252)}.mjs`].error.code, 'ERR_MODULE_NOT_FOUND');
            assertRestIntact(graph);
            lode.everyCommand(tree);
        },
    },
    ...[4095, 4096, 4097, 70_000].map((size) => ({
        name: `specifiers of ${size} bytes`,
        valgrind: size === 4096,
        build: () => project(`./${'n'.repeat(size - 2)}`, `./${'d/'.repeat(size / 2 - 1)}`, `pkg/${'s'.repeat(size - 4)}`, 'p'.repeat(size), `#${'i'.repeat(size - 1)}`)
            .write('r.cjs', `require("./${'n'.repeat(size - 2)}"); require("${'p'.repeat(size)}")`),
        run(lode, tree) {
            const graph = lode.graph(tree, ['index.mjs', 'r.cjs']);
            for (const [specifier, { error, to }] of Object.entries(edgesOf(graph, 'index.mjs'))) if (specifier.length > 100) ok(error && to === null, specifier.slice(0, 20));
            assertRestIntact(graph);
            lode.everyCommand(tree);
            const asked = lode.run(tree, ['resolve', '--batch'], { status: [0, 1], input: `${JSON.stringify({ specifier: `./${'n'.repeat(size)}`, from: 'index.mjs' })}\n{"specifier":"./good.mjs","from":"index.mjs"}\n` });
            const [bad, good] = asked.stdout.split('\n').slice(0, 2).map((line) => JSON.parse(line));
            ok(bad.error.code && basename(good.path) === 'good.mjs');
            lode.json(tree, ['resolve', './good.mjs', '--from', `${'f/'.repeat(size / 2)}x.js`], { status: [0, 1] });
        },
    })),
    {
        name: 'a working directory whose path is longer than 4,096 bytes',
        build() {
            const tree = new Tree();
            const home = process.cwd();
            try {
                process.chdir(tree.root);
                for (let i = 0; i < 25; i++) {
                    mkdirSync('d'.repeat(200));
                    process.chdir('d'.repeat(200));
                }
                writeFileSync('index.mjs', 'import "./good.mjs";');
                writeFileSync('good.mjs', '');
                tree.script = `i=0; while [ $i -lt 25 ]; do cd -P ${'d'.repeat(200)}; i=$((i+1)); done; exec "$@"`;
            } finally {
                process.chdir(home);
            }
            return tree;
        },
        run(lode, tree) {
            // Such a place cannot be named to the system: refused, in words, not with a crash.
            const inside = Object.assign(Object.create(lode), { wrapper: ['sh', '-c', tree.script, 'sh', ...lode.wrapper] });
            for (const args of [['graph', 'index.mjs'], ['resolve', './good.mjs'], ['cycles']]) {
                const { stderr, status } = inside.run(tree, args, { status: [0, 1, 2] });
                if (status === 2) ok(stderr.length > 10, 'it says why');
            }
            // From above, the walk meets paths that it cannot open.
            lode.run(tree, ['graph', '**/*.mjs', '--json'], { status: [0, 2] });
        },
    },
    {
        name: 'a working directory that was removed',
        build: (tree) => tree.folder('gone'),
        run(lode, tree) {
            const inside = Object.assign(Object.create(lode), { wrapper: ['sh', '-c', 'cd gone; rmdir ../gone; exec "$@"', 'sh', ...lode.wrapper] });
            const { stderr } = inside.run(tree, ['graph', 'index.mjs'], { status: 2 });
            ok(stderr.length > 10);
        },
    },
    {
        name: 'a folder of 3,000 levels',
        build() {
            const specifier = `./${'a/'.repeat(1500)}x.mjs`;
            const tree = project(specifier);
            mkdirSync(tree.at('a/'.repeat(1500)), { recursive: true });
            writeFileSync(tree.at(`${'a/'.repeat(1500)}x.mjs`), 'import "nothing"; import "#nothing";');
            tree.specifier = specifier;
            return tree;
        },
        run(lode, tree) {
            const graph = lode.graph(tree, 'index.mjs');
            const deep = edgesOf(graph, 'index.mjs')[tree.specifier].to;
            equal(moduleOf(graph, deep).imports.map(({ error }) => error.code), ['ERR_MODULE_NOT_FOUND', 'ERR_PACKAGE_IMPORT_NOT_DEFINED']);
            assertRestIntact(graph);
        },
    },
];

export default [...inFormats, notUtf8, ...long];
