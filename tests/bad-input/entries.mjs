// Entries that are not there, or not what they seem, and projects with nothing in them.

import { match, ok } from '../support/check.mjs';
import { project } from './lode.mjs';

// Exit status 2, a code, the name of the entry in the message; with --json still one document on stdout.
function refused(lode, tree, entry, codes, options = {}) {
    for (const command of ['graph', 'cycles']) {
        const { stderr } = lode.run(tree, [command, '--', entry], { status: 2, ...options });
        ok(codes.some((code) => stderr.includes(code)), `${command}: stderr has ${codes.join(' or ')}: ${stderr}`);
        const document = lode.json(tree, [command, entry], { status: 2, ...options });
        ok(document.stderr.length > 0);
    }
    lode.run(tree, ['why', entry, 'good.mjs'], { status: 2, ...options });
}

const cases = [
    ['an entry that does not exist', 'missing.mjs', () => {}, ['LODE_ENTRY_NOT_FOUND']],
    ['an entry in a folder that does not exist', 'no/such/folder.mjs', () => {}, ['LODE_ENTRY_NOT_FOUND']],
    ['a glob that matches nothing', 'lib/**/*.mjs', () => {}, ['LODE_ENTRY_NOT_FOUND']],
    ['an entry that is a dangling link', 'a.mjs', (tree) => tree.link('a.mjs', 'nowhere'), ['LODE_ENTRY_NOT_FOUND', 'LODE_UNREADABLE']],
    ['an entry that is a link loop', 'a.mjs', (tree) => tree.link('a.mjs', 'a.mjs'), ['LODE_ENTRY_NOT_FOUND', 'LODE_UNREADABLE']],
    ['an entry that is a FIFO', 'pipe.mjs', (tree) => tree.fifo('pipe.mjs'), ['LODE_NOT_A_FILE']],
    ['an entry that is a device', '/dev/zero', () => {}, ['LODE_NOT_A_FILE']],
    ['an entry that is an empty string', '', () => {}, ['LODE_ENTRY_NOT_FOUND', 'LODE_USAGE', 'lode:']],
    ['an entry of 5,000 bytes', 'e'.repeat(5000), () => {}, ['LODE_ENTRY_NOT_FOUND', 'LODE_UNREADABLE']],
].map(([name, entry, extra, codes]) => ({
    name,
    valgrind: /does not exist|FIFO/.test(name),
    build() {
        const tree = project();
        extra(tree);
        return tree;
    },
    run: (lode, tree) => refused(lode, tree, entry, codes),
}));

const others = [
    {
        name: 'an entry without permission',
        build: () => project().write('closed.mjs').mode('closed.mjs', 0),
        run: (lode, tree) => refused(lode, tree, 'closed.mjs', ['LODE_UNREADABLE'], { asNobody: true }),
    },
    {
        name: 'one good entry and one that does not exist: status 2, and the good one is there',
        build: () => project(),
        run(lode, tree) {
            const graph = lode.graph(tree, ['index.mjs', 'missing.mjs'], { status: 2 });
            ok(graph.modules.some(({ id }) => id === 'good.mjs'));
        },
    },
    {
        name: 'an empty folder',
        valgrind: true,
        build: (tree) => tree,
        run(lode, tree) {
            for (const command of [['graph'], ['cycles'], ['graph', '.']]) {
                const { stderr } = lode.run(tree, command, { status: [0, 2] });
                const document = lode.json(tree, command, { status: [0, 2] });
                // Nothing to read is either an empty answer or said in words, never silence about a failure.
                if (document.status === 2) match(stderr, /LODE_ENTRY_NOT_FOUND/);
                else ok(document.stats.modules === 0 || document.cycles.length === 0);
            }
        },
    },
    {
        name: 'a project with a package.json and nothing else',
        build: (tree) => tree.write('package.json', '{}'),
        run(lode, tree) {
            for (const command of [['graph'], ['cycles']]) lode.json(tree, command, { status: [0, 2] });
        },
    },
    {
        name: 'a package.json that names files which are not there',
        build: (tree) => tree.write('package.json', '{"main":"./lib/gone.js","bin":{"x":"./bin/gone.js"},"exports":{"./a":"./gone.js"}}'),
        run(lode, tree) {
            for (const command of [['graph'], ['cycles']]) {
                const { stderr } = lode.run(tree, command, { status: [0, 2] });
                ok(stderr.includes('gone.js') || stderr.includes('LODE_ENTRY_NOT_FOUND'), stderr);
            }
        },
    },
    {
        name: 'usage: no command, an unknown one, unknown and half options, wrong values',
        build: () => project(),
        run(lode, tree) {
            const wrong = [['grpah'], ['graph', '--fromat', 'json'], ['graph', '--format'], ['graph', '--format', 'jsn'], ['graph', '--depth', '-1'],
                ['graph', '--depth', '99999999999999999999'], ['graph', '--node-version', '19'], ['graph', '--threads', '0'], ['resolve'],
                ['resolve', 'a', 'b'], ['why', 'index.mjs'], ['why'], ['graph', '--json=yes'], ['graph', '--format', 'json', '--format', 'dot'], ['dependents'],
                ['graph', 'index.mjs', '-o', 'no/such/folder/x'], ['graph', '--root', 'missing']];
            for (const args of wrong) {
                const { stderr, stdout } = lode.run(tree, args, { status: 2 });
                match(stderr, /^lode: /, args.join(' '));
                ok(stdout === '' || args.includes('json'), `${args.join(' ')}: nothing on stdout`);
            }
        },
    },
    {
        name: 'resolve --batch: lines that are no requests',
        valgrind: true,
        build: () => project(),
        run(lode, tree) {
            const lines = ['', '{', '[]', 'null', '"x"', '{}', '{"specifier":1}', '{"specifier":"./good.mjs","from":1}', '{"specifier":"./good.mjs","kind":"x"}',
                '{"specifier":"./good.mjs","conditions":"x"}', '{"specifier":"./good.mjs","from":"index.mjs","conditions":[1]}', '\0', '{"specifier":"\\ud800"}',
                '['.repeat(100_000), `{"specifier":"${'x'.repeat(1_000_000)}"}`, '{"specifier":"./good.mjs","from":"index.mjs"}'];
            const { stdout } = lode.run(tree, ['resolve', '--batch'], { status: [1, 2], input: `${lines.join('\n')}` });
            const answers = stdout.split('\n').slice(0, -1).map((line) => JSON.parse(line));
            ok(answers.length === lines.length || answers.length === lines.length - 1, `${answers.length} answers to ${lines.length} lines`);
            ok(answers.at(-1).path?.endsWith('/good.mjs'), 'the good request is answered');
            ok(answers.slice(0, -1).every(({ error }) => error?.code), 'every other answer is an error');
        },
    },
];

export default [...cases, ...others];
