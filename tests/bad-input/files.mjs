// Things on the disk that are not files, or not for long.

import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { equal, ok, Skip } from '../support/check.mjs';
import { assertRestIntact, edgesOf, moduleOf, project } from './lode.mjs';

// The edge must fail with one of these codes, or lead to a module that carries an error with one of them.
function failsWith(graph, from, specifier, codes) {
    const edge = edgesOf(graph, from)[specifier];
    const error = edge.error ?? moduleOf(graph, edge.to).error;
    ok(error, `${specifier} should fail: ${JSON.stringify(edge)} ${JSON.stringify(moduleOf(graph, edge.to))}`);
    ok(codes.includes(error.code), `${specifier}: ${error.code}, should be ${codes.join(' or ')}`);
    ok(error.message.length > 10, 'the message says something');
}

const cases = [
    ['a link loop', ['./a.mjs'], (tree) => tree.link('a.mjs', 'b.mjs').link('b.mjs', 'a.mjs'), ['ERR_MODULE_NOT_FOUND', 'LODE_UNREADABLE']],
    ['a link to itself', ['./a.mjs'], (tree) => tree.link('a.mjs', 'a.mjs'), ['ERR_MODULE_NOT_FOUND', 'LODE_UNREADABLE']],
    ['a dangling link', ['./a.mjs'], (tree) => tree.link('a.mjs', 'nowhere.mjs'), ['ERR_MODULE_NOT_FOUND']],
    ['a FIFO named index.js', ['./pipe/index.js'], (tree) => tree.fifo('pipe/index.js'), ['LODE_NOT_A_FILE', 'ERR_MODULE_NOT_FOUND']],
    ['a link to an endless device', ['./zero.mjs'], (tree) => tree.link('zero.mjs', '/dev/zero'), ['LODE_NOT_A_FILE', 'ERR_MODULE_NOT_FOUND', 'ERR_UNKNOWN_FILE_EXTENSION']],
    ['a directory named x.mjs', ['./x.mjs'], (tree) => tree.folder('x.mjs'), ['ERR_UNSUPPORTED_DIR_IMPORT']],
    ['a file below a file', ['./good.mjs/below.mjs'], () => {}, ['ERR_MODULE_NOT_FOUND']],
].map(([name, specifiers, extra, codes]) => ({
    name,
    valgrind: /loop|FIFO/.test(name),
    build() {
        const tree = project(...specifiers);
        extra(tree);
        return tree;
    },
    run(lode, tree) {
        const graph = lode.graph(tree, 'index.mjs');
        for (const specifier of specifiers) failsWith(graph, 'index.mjs', specifier, codes);
        assertRestIntact(graph);
        lode.everyCommand(tree);
        lode.run(tree, ['resolve', specifiers[0], '--from', 'index.mjs', '--trace'], { status: [0, 1] });
    },
}));

const others = [
    {
        name: 'index.js as FIFO, device and directory, found by require',
        build() {
            const tree = project('./r.cjs').write('r.cjs', 'require("./pipe"); require("./device"); require("./folder"); require("./good.mjs");')
                .fifo('pipe/index.js').folder('device').folder('folder/index.js');
            const made = spawnSync('mknod', [tree.at('device/index.js'), 'c', '1', '5']);
            if (made.status !== 0) tree.link('device/index.js', '/dev/zero');
            return tree;
        },
        run(lode, tree) {
            const graph = lode.graph(tree, 'index.mjs');
            failsWith(graph, 'r.cjs', './pipe', ['LODE_NOT_A_FILE', 'MODULE_NOT_FOUND']);
            failsWith(graph, 'r.cjs', './device', ['LODE_NOT_A_FILE', 'MODULE_NOT_FOUND']);
            failsWith(graph, 'r.cjs', './folder', ['MODULE_NOT_FOUND']);
            equal(edgesOf(graph, 'r.cjs')['./good.mjs'].to, 'good.mjs');
            assertRestIntact(graph);
            lode.everyCommand(tree);
        },
    },
    {
        name: 'a socket',
        async build() {
            const tree = project('./socket.mjs');
            tree.server = createServer();
            await new Promise((resolve, reject) => { tree.server.on('error', reject).listen(tree.at('socket.mjs'), resolve); });
            return tree;
        },
        run(lode, tree) {
            try {
                const graph = lode.graph(tree, 'index.mjs');
                failsWith(graph, 'index.mjs', './socket.mjs', ['LODE_NOT_A_FILE', 'ERR_MODULE_NOT_FOUND']);
                assertRestIntact(graph);
            } finally {
                tree.server.close();
            }
        },
    },
    {
        name: 'a file and a folder without permission',
        build: () => project('./closed.mjs', './shut/in.mjs').write('closed.mjs').write('shut/in.mjs').mode('closed.mjs', 0).mode('shut', 0),
        run(lode, tree) {
            const graph = lode.graph(tree, 'index.mjs', { asNobody: true });
            failsWith(graph, 'index.mjs', './closed.mjs', ['LODE_UNREADABLE']);
            failsWith(graph, 'index.mjs', './shut/in.mjs', ['ERR_MODULE_NOT_FOUND', 'LODE_UNREADABLE']);
            assertRestIntact(graph);
            lode.everyCommand(tree, { asNobody: true });
        },
    },
    {
        name: 'folders that contain themselves through links',
        build: () => project('self/self/self/self/x.mjs').write('node_modules/self/package.json', '{"name":"self"}').link('node_modules/self/self', '.')
            .write('node_modules/self/x.mjs', 'import "./self/x.mjs"; import "self/self/x.mjs";'),
        run(lode, tree) {
            const graph = lode.graph(tree, 'index.mjs');
            equal(moduleOf(graph, 'node_modules/self/x.mjs').imports.map(({ to }) => to), ['node_modules/self/x.mjs', 'node_modules/self/x.mjs']);
            equal(lode.run(tree, ['graph', 'index.mjs', '--json', '--preserve-symlinks'], { status: [0, 1] }).stdout.length > 10, true);
            // With every source as an entry, the walk must not follow the loop for ever.
            lode.run(tree, ['graph', '.', '--json'], { status: [0, 2] });
            lode.run(tree, ['graph', '**/*.mjs', '--json'], { status: [0, 2] });
            lode.run(tree, ['dependents', 'good.mjs', '--json']);
        },
    },
    {
        name: 'a chain of 39 links',
        build() {
            const tree = project('./l39.mjs').link('l0.mjs', 'good.mjs');
            for (let i = 1; i <= 39; i++) tree.link(`l${i}.mjs`, `l${i - 1}.mjs`);
            return tree;
        },
        run(lode, tree) {
            equal(edgesOf(lode.graph(tree, 'index.mjs'), 'index.mjs')['./l39.mjs'].to, 'good.mjs');
        },
    },
    {
        name: 'files that change, shrink, grow and vanish while they are read',
        build() {
            const tree = project(...Array.from({ length: 40 }, (_, i) => `./f${i}.mjs`));
            for (let i = 0; i < 40; i++) tree.write(`f${i}.mjs`, `import "./good.mjs"; ${'let a = "import";\n'.repeat(500)}`);
            return tree;
        },
        async run(lode, tree) {
            // A process of its own rewrites files without pause until it is told to stop.
            const churn = spawn(process.execPath, ['-e', `
                const fs = require('fs');
                const body = 'import "./good.mjs"; ' + 'let a = "import";\\n'.repeat(500);
                let n = 0;
                setImmediate(function turn() {
                    for (let k = 0; k < 20; k++, n++) {
                        const file = 'f' + (n * 7 % 40) + '.mjs';
                        const action = Math.floor(n / 40) % 5;
                        try {
                            if (action === 0) fs.truncateSync(file, 10);
                            else if (action === 1) fs.unlinkSync(file);
                            else if (action === 2) fs.appendFileSync(file, body);
                            else if (action === 3) { fs.writeFileSync(file + '.new', body); fs.renameSync(file + '.new', file); }
                            else { fs.rmSync(file, { force: true }); fs.mkdirSync(file); fs.rmdirSync(file); fs.writeFileSync(file, body); }
                        } catch {}
                    }
                    setImmediate(turn);
                });`], { cwd: tree.root, stdio: 'ignore' });
            try {
                await new Promise((resolve) => { setTimeout(resolve, 200); });
                for (let round = 0; round < 25; round++) {
                    const graph = lode.graph(tree, 'index.mjs');
                    assertRestIntact(graph);
                    for (let i = 0; i < 40; i++) {
                        const edge = edgesOf(graph, 'index.mjs')[`./f${i}.mjs`];
                        const module = moduleOf(graph, edge.to);
                        const error = edge.error ?? module.error;
                        if (error) ok(['ERR_MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT', 'LODE_UNREADABLE', 'LODE_CHANGED', 'LODE_NOT_A_FILE'].includes(error.code), error.code);
                        else ok(module.imports.every(({ to }) => to === 'good.mjs'), JSON.stringify(module).slice(0, 300));
                    }
                }
            } finally {
                churn.kill();
                await new Promise((resolve) => { churn.on('close', resolve); });
            }
        },
    },
    {
        name: 'a disk that is full, a reader that goes away',
        build: () => project(),
        run(lode, tree) {
            if (spawnSync('sh', ['-c', 'echo x >/dev/full']).status === 0) throw new Skip('there is no /dev/full');
            for (const args of [['graph', 'index.mjs', '--json'], ['graph', 'index.mjs'], ['resolve', './good.mjs'], ['cycles'], ['--help']]) {
                const full = spawnSync('sh', ['-c', 'exec "$0" "$@" >/dev/full', lode.program, ...args], { cwd: tree.root, encoding: 'utf8' });
                equal(full.status, 2, `${args.join(' ')} >/dev/full`);
                ok(full.stderr.length > 10, 'it says why');
            }
            const early = spawnSync('sh', ['-c', '{ "$0" graph index.mjs --json; echo "$?" >status; } | true'], { cwd: tree.root });
            equal(early.signal, null);
            const closed = spawnSync('sh', ['-c', 'exec "$0" graph index.mjs --json >&-', lode.program], { cwd: tree.root, encoding: 'utf8' });
            equal(closed.status, 2);
        },
    },
];

export default [...cases, ...others];
