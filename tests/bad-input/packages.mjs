// package.json as nobody should write it. What Node makes of each text is asked of Node, on the spot:
// the pinned Node 26 and the machine's own, for require and for import.

import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { equal, match, ok } from '../support/check.mjs';
import { defaultNode } from '../oracle/ask.mjs';
import { Tree, assertRestIntact, edgesOf, project } from './lode.mjs';

const deep = (count) => `{"unread":${'['.repeat(count)}${']'.repeat(count)},"main":"./main.js"}`;
const conditions = (count) => `{ "exports": ${'{"default":'.repeat(count)}"./main.js"${'}'.repeat(count)} }`;
const texts = {
    'empty': '',
    'blanks only': ' \n\t',
    'a comma too many': '{ "main": "./main.js", }',
    'cut off': '{ "main": "./ma',
    'a comment': '// hello\n{ "main": "./main.js" }',
    'single quotes': "{ 'main': './main.js' }",
    'text after the end': '{ "main": "./main.js" } x',
    'NUL after the end': '{ "main": "./main.js" }\0',
    'a BOM': '\uFEFF{ "main": "./main.js" }',
    'UTF-16': Buffer.from('\uFEFF{ "main": "./main.js" }', 'utf16le'),
    'invalid UTF-8 in main': Buffer.from('7b226d61696e223a222e2fff2e6a73227d', 'hex'),
    'invalid UTF-8 elsewhere': Buffer.from('7b2278223a22ff222c226d61696e223a222e2f6d61696e2e6a73227d', 'hex'),
    'a line feed inside a string': '{ "main": "./ma\nin.js" }',
    'half a surrogate pair': '{ "main": "./\\ud800.js" }',
    'main twice': '{ "main": "./index.js", "main": "./main.js" }',
    'exports twice': '{ "exports": "./index.js", "exports": "./main.js" }',
    'main is a number': '{ "main": 1 }',
    'main is an object': '{ "main": { "a": "./main.js" } }',
    'main is an array': '{ "main": ["./main.js"] }',
    'main is null': '{ "main": null }',
    'main is true': '{ "main": true }',
    'main is empty': '{ "main": "" }',
    'exports is a number': '{ "exports": 1 }',
    'exports is true': '{ "exports": true }',
    'exports is false': '{ "exports": false }',
    'exports is null': '{ "exports": null }',
    'exports is empty': '{ "exports": "" }',
    'exports is an empty object': '{ "exports": {} }',
    'exports is an empty array': '{ "exports": [] }',
    'a target is a number': '{ "exports": { ".": 1 } }',
    'exports mixes keys': '{ "exports": { ".": "./main.js", "import": "./main.js" } }',
    'exports has numeric keys': '{ "exports": { "0": "./main.js" } }',
    'type is a number': '{ "type": 1 }',
    'type is null': '{ "type": null }',
    'type is a word of its own': '{ "type": "modul", "main": "./main.js" }',
    'name is a number': '{ "name": 1, "main": "./main.js" }',
    'imports is a string': '{ "imports": "./main.js" }',
    'the root is an array': '[]',
    'the root is a string': '"./main.js"',
    'the root is null': 'null',
    'a broken value that nobody reads': '{ "main": "./main.js", "unread": tru }',
    '200,000 brackets that nobody reads': deep(200_000),
    '200,000 brackets, never closed': `{"unread":${'['.repeat(200_000)}`,
    'exports of 100,000 keys': JSON.stringify({ exports: Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`./k${i}`, './main.js'])) }),
    'exports 500 deep': conditions(500),
};

// Runs in Node: resolves "bad" from each folder given, both ways; the modules are empty files.
const ASK = `
import { createRequire } from 'node:module';
import { basename } from 'node:path';
const answers = [];
for (const folder of JSON.parse(process.argv[1])) {
    const answer = {};
    const code = (error) => error.code ?? error.name;
    try { answer.require = basename(createRequire(folder + '/r.cjs').resolve('bad')); } catch (error) { answer.require = code(error); }
    try { answer.import = (await import('file://' + folder + '/i.mjs')).which; } catch (error) { answer.import = code(error); }
    answers.push(answer);
}
console.log(JSON.stringify(answers));
`;

function buildAll(tree) {
    const folders = [];
    for (const [name, text] of Object.entries(texts)) {
        const folder = `p${folders.length}`;
        const bad = `${folder}/node_modules/bad`;
        tree.write(`${bad}/package.json`, text).write(`${folder}/r.cjs`, 'require("bad")')
            .write(`${folder}/i.mjs`, 'export { which } from "bad";');
        for (const file of ['index.js', 'main.js']) tree.write(`${bad}/${file}`, `exports.which = '${file}';`);
        folders.push({ name, folder });
    }
    return folders;
}

function compareWithNode(node, version, lode, tree, folders) {
    const asked = spawnSync(node, ['--no-warnings', '--input-type=module', '-e', ASK, JSON.stringify(folders.map(({ folder }) => tree.at(folder)))], { encoding: 'utf8' });
    equal(asked.status, 0, asked.stderr);
    const nodes = JSON.parse(asked.stdout);
    const differences = [];
    folders.forEach(({ name, folder }, index) => {
        for (const [kind, from] of [['require', 'r.cjs'], ['import', 'i.mjs']]) {
            const answer = lode.json(tree, ['resolve', 'bad', '--from', join(folder, from), '--kind', kind, '--node-version', version], { status: [0, 1] });
            equal(answer.status, answer.error ? 1 : 0);
            const got = answer.error ? answer.error.code : basename(answer.path);
            // Node 20 throws errors without a code where it passes on those of JSON.parse: the name counts.
            if (got !== nodes[index][kind]) differences.push(`${name}, ${kind}: Node ${version} ${nodes[index][kind]}, lode ${got}`);
        }
    });
    ok(differences.length === 0, differences.join('\n'));
}

const machineMajor = process.versions.node.split('.')[0];
const oracle = [
    {
        name: `${Object.keys(texts).length} odd texts, as Node 26 takes them`,
        build: () => {},
        run: (lode, tree) => compareWithNode(defaultNode(), '26', lode, tree, buildAll(tree)),
    },
    {
        name: `the same, as the machine's Node takes them`,
        build: () => {},
        run: (lode, tree) => compareWithNode(process.execPath, machineMajor, lode, tree, buildAll(tree)),
    },
];

// A project that depends on "bad": the edge fails with this code, and where the text is no JSON the error
// points at the byte.
const inGraph = [
    ['empty', '', 'ERR_INVALID_PACKAGE_CONFIG', '1:1'],
    ['a comma too many', '{\n  "main": "./main.js",\n}', 'ERR_INVALID_PACKAGE_CONFIG', '3:1'],
    ['cut off', '{ "main": "./ma', 'ERR_INVALID_PACKAGE_CONFIG', null],
    ['text after the end', '{ "main": "./main.js" }\n\nx', 'ERR_INVALID_PACKAGE_CONFIG', '3:1'],
    ['wrong type of type', '{ "type": 1 }', 'ERR_INVALID_PACKAGE_CONFIG', '1:11'],
    ['wrong target', '{ "exports": { ".": 1 } }', 'ERR_INVALID_PACKAGE_TARGET', '1:21'],
    ['nothing exported', '{ "exports": {} }', 'ERR_PACKAGE_PATH_NOT_EXPORTED', null],
].map(([name, text, code, place]) => ({
    name: `${name}: ${code}${place ? ` at ${place}` : ''}, the rest intact`,
    valgrind: name === 'cut off',
    build: () => project('bad').write('node_modules/bad/package.json', text).write('node_modules/bad/main.js'),
    run(lode, tree) {
        const graph = lode.graph(tree, 'index.mjs');
        const { error, to, line, column } = edgesOf(graph, 'index.mjs').bad;
        equal([to, error.code, line, column], [null, code, 2, 8]);
        match(error.message, /bad\/package\.json|node_modules\/bad/);
        if (place) {
            const places = [error, ...(error.notes ?? [])].map(({ file, line: l, column: c }) => `${file && basename(file)}:${l}:${c}`);
            ok(places.includes(`package.json:${place}`), `${places.join(' ')} should have package.json:${place}`);
        }
        assertRestIntact(graph);
        lode.everyCommand(tree);
        const failed = lode.json(tree, ['resolve', 'bad', '--from', 'index.mjs'], { status: 1 });
        equal(failed.error.code, code);
    },
}));

const onDisk = [
    {
        name: 'package.json is a directory: as if there were none',
        valgrind: true,
        build: () => project('bad').folder('node_modules/bad/package.json').write('node_modules/bad/index.js'),
        run(lode, tree) {
            const graph = lode.graph(tree, 'index.mjs');
            equal(edgesOf(graph, 'index.mjs').bad.to, 'node_modules/bad/index.js');
            assertRestIntact(graph);
            lode.everyCommand(tree);
        },
    },
    {
        name: 'package.json may not be read',
        build: () => project('bad').write('node_modules/bad/package.json', '{"main":"./main.js"}')
            .write('node_modules/bad/index.js').write('node_modules/bad/main.js').mode('node_modules/bad/package.json', 0),
        run(lode, tree) {
            // Node 24 and 26 refuse the package, 20 and 22 take what they cannot read for absent.
            const graph = lode.graph(tree, 'index.mjs', { asNobody: true });
            equal(edgesOf(graph, 'index.mjs').bad.error.code, 'ERR_INVALID_PACKAGE_CONFIG');
            const older = lode.graph(tree, ['index.mjs', '--node-version', '20'], { asNobody: true });
            equal(edgesOf(older, 'index.mjs').bad.to, 'node_modules/bad/index.js');
            assertRestIntact(graph);
            lode.everyCommand(tree, { asNobody: true });
        },
    },
    {
        name: 'package.json is a link loop or a dangling link',
        build: () => project('loop', 'dangling').link('node_modules/loop/package.json', 'package.json').link('node_modules/dangling/package.json', 'nowhere')
            .write('node_modules/loop/index.js').write('node_modules/dangling/index.js'),
        run(lode, tree) {
            const edges = edgesOf(lode.graph(tree, 'index.mjs'), 'index.mjs');
            equal(edges.loop.error.code, 'ERR_INVALID_PACKAGE_CONFIG');
            equal(edges.dangling.to, 'node_modules/dangling/index.js');
            equal(edgesOf(lode.graph(tree, ['index.mjs', '--node-version', '20']), 'index.mjs').loop.to, 'node_modules/loop/index.js');
            lode.everyCommand(tree);
        },
    },
    {
        name: 'package.json is a FIFO: Node would wait for ever, lode does not open it',
        build: () => project('pipe').fifo('node_modules/pipe/package.json').write('node_modules/pipe/index.js'),
        run(lode, tree) {
            const graph = lode.graph(tree, 'index.mjs');
            const { to, error } = edgesOf(graph, 'index.mjs').pipe;
            ok(to === 'node_modules/pipe/index.js' || error.code);
            assertRestIntact(graph);
            lode.everyCommand(tree);
        },
    },
    {
        name: "the project's own package.json is broken: relative imports go on",
        build: () => project().write('package.json', '{ "name": '),
        run(lode, tree) {
            const { stdout } = lode.run(tree, ['graph', 'index.mjs', '--json'], { status: [0, 2] });
            ok(JSON.parse(stdout).schemaVersion === 1);
            lode.run(tree, ['graph', '--json'], { status: 2 });
        },
    },
    {
        // Node's own recursion ends with a RangeError here.
        name: 'exports 100,000 deep',
        build: () => project('bad').write('node_modules/bad/package.json', conditions(100_000)).write('node_modules/bad/main.js'),
        run(lode, tree) {
            const graph = lode.graph(tree, 'index.mjs');
            equal(edgesOf(graph, 'index.mjs').bad.to, 'node_modules/bad/main.js');
            assertRestIntact(graph);
            lode.run(tree, ['resolve', 'bad', '--from', 'index.mjs', '--trace'], { status: [0, 1] });
        },
    },
    {
        name: 'package.json of 60 MB',
        build: (tree) => tree.write('package.json', '{"name":"project"}').write('index.mjs', 'import "bad"; import "./good.mjs";').write('good.mjs')
            .write('node_modules/bad/package.json', `{"main":"./main.js","unread":"${'x'.repeat(60e6)}"}`).write('node_modules/bad/main.js'),
        run(lode, tree) {
            equal(edgesOf(lode.graph(tree, 'index.mjs'), 'index.mjs').bad.to, 'node_modules/bad/main.js');
        },
    },
];

export default [...oracle, ...inGraph, ...onDisk];
