// lode run where the engine, the program or a file of it is not what it should be. What programs do that are there
// and wrong is in tests/programs/bad-input.

import { existsSync } from 'node:fs';
import { Lode } from './lode.mjs';
import { equal, match, ok, Skip } from '../support/check.mjs';

// Runs with LODE_ENGINE set; the engine itself wants more address space than the limit of the other scenarios.
function runWith(lode, engine, tree, args, options = {}) {
    const before = process.env.LODE_ENGINE;
    process.env.LODE_ENGINE = engine;
    try {
        return new Lode({ ...lode, limitMemory: options.megabytes !== undefined && lode.limitMemory }).run(tree, ['run', ...args], options);
    } finally {
        if (before === undefined) delete process.env.LODE_ENGINE;
        else process.env.LODE_ENGINE = before;
    }
}

// The scenarios' command stands alone in a folder, so no engine is beside it.
const engineOf = ({ engine }) => {
    if (!existsSync(engine)) throw new Skip('liblode-jsc.so was not built');
    return engine;
};
const refuses = (run, pattern) => {
    match(run.stderr, /^lode: LODE_NO_ENGINE: /);
    match(run.stderr, pattern);
    equal(run.stdout, '');
};
const hello = (tree) => tree.write('main.js', 'console.log("hello")').write('package.json', '{}');

const scenarios = [
    {
        name: 'no engine beside the command: exit 2 and the package to install',
        valgrind: true,
        build: hello,
        run(lode, tree) {
            refuses(lode.run(tree, ['run', 'main.js'], { status: 2 }), /libjavascriptcoregtk-4\.1/);
            // All else works without one.
            lode.run(tree, ['graph', 'main.js']);
            lode.run(tree, ['run', '--help']);
        },
    },
    ...[
        ['a path that leads nowhere', (tree) => tree.at('nowhere.so')],
        ['a folder', (tree) => tree.folder('engine').at('engine')],
        ['a text', (tree) => tree.write('engine.so', 'no library').at('engine.so')],
        ['an empty file', (tree) => tree.write('engine.so').at('engine.so')],
        ['half a library', (tree) => tree.write('engine.so', Buffer.from('7f454c4602010100000000000000000003003e00', 'hex')).at('engine.so')],
        ['a library that is no engine', () => 'libm.so.6'],
        ['a path longer than paths can be', () => `/${'x/'.repeat(5000)}e.so`],
    ].map(([what, make]) => ({
        name: `LODE_ENGINE names ${what}`,
        build: hello,
        run(lode, tree) {
            refuses(runWith(lode, make(tree), tree, ['main.js'], { status: 2 }), /engine/i);
        },
    })),
    {
        name: 'an engine from an empty LODE_ENGINE is the usual one',
        build: hello,
        run(lode, tree) {
            runWith(lode, '', tree, ['main.js'], { status: [0, 2] });
        },
    },
    {
        name: 'too little address space: said, not an abort',
        build: hello,
        run(lode, tree) {
            if (!lode.limitMemory) throw new Skip('a sanitizer wants more than that itself');
            refuses(runWith(lode, engineOf(lode), tree, ['main.js'], { status: 2, megabytes: 2000 }), /address space|memory/i);
        },
    },
    {
        name: 'a program that is not there, a folder, nothing, and code that nobody gave',
        build: (tree) => hello(tree).folder('empty'),
        run(lode, tree) {
            const engine = engineOf(lode);
            for (const [args, status] of [[['nowhere.js'], 1], [['empty'], 1], [[''], [0, 1, 2]], [['-'], 0], [[], [0, 2]], [['-e'], 2], [['-e', ''], 0], [['-r', './nowhere.js', 'main.js'], 1], [['--import', './nowhere.mjs', 'main.js'], 1]]) {
                const run = runWith(lode, engine, tree, args, { status });
                if (run.status !== 0) ok(run.stderr.length > 10, `${args.join(' ')} says nothing`);
            }
        },
    },
    {
        name: 'files that may not be read, as nobody',
        build: (tree) => hello(tree).write('secret.js', '1').mode('secret.js', 0o000).write('secret.json', '{}').mode('secret.json', 0o000)
            .write('locked/index.js', '1').mode('locked', 0o000)
            .write('asks.cjs', 'for (const name of ["./secret.js", "./secret.json", "./locked"]) { try { require(name); } catch (error) { console.log(name, error.code); } }')
            .write('imports.mjs', 'for (const name of ["./secret.js", "./locked/index.js"]) await import(name).catch((error) => console.log(name, error.code));'),
        run(lode, tree) {
            const engine = engineOf(lode);
            if (process.getuid() !== 0) throw new Skip('only root can become nobody');
            const options = { asNobody: true };
            const said = runWith(lode, engine, tree, ['secret.js'], { ...options, status: 1 });
            match(said.stderr, /EACCES/);
            equal(runWith(lode, engine, tree, ['asks.cjs'], options).stdout, './secret.js EACCES\n./secret.json EACCES\n./locked MODULE_NOT_FOUND\n');
            match(runWith(lode, engine, tree, ['imports.mjs'], options).stdout, /^\.\/secret\.js EACCES\n\.\/locked\/index\.js \w+\n$/);
        },
    },
    {
        name: 'pipes and devices that are imported are refused, not waited for',
        build: (tree) => hello(tree).fifo('pipe.js').link('zero.js', '/dev/zero')
            .write('imports.mjs', 'for (const name of ["./pipe.js", "./zero.js"]) await import(name).then(() => console.log("loaded"), (error) => console.log(name, error.code));'),
        run(lode, tree) {
            equal(runWith(lode, engineOf(lode), tree, ['imports.mjs']).stdout, './pipe.js LODE_NOT_A_FILE\n./zero.js LODE_NOT_A_FILE\n');
        },
    },
    {
        name: 'programs of random bytes end as programs do',
        build(tree) {
            let state = 7;
            const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
            for (let i = 0; i < 12; i++) tree.write(`r${i}.${i % 2 ? 'mjs' : 'cjs'}`, Buffer.from(Array.from({ length: 20 + i * 40 }, () => Math.floor(random() * 256))));
            return tree.write('package.json', '{}');
        },
        run(lode, tree) {
            const engine = engineOf(lode);
            for (let i = 0; i < 12; i++) runWith(lode, engine, tree, [`r${i}.${i % 2 ? 'mjs' : 'cjs'}`], { status: [0, 1] });
        },
    },
];

export default scenarios;
