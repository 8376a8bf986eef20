// The tools whose graphs are compared. For each: how it is started (the whole process is measured),
// and how the file it wrote is read afterwards (not measured).
//
// A job is { folders, corpus, root, entry, out }. `command` answers with { argv, cwd? }. `read`
// answers with a list of [file, [target file…]]: paths relative to the root, only targets that are
// files, one for each request that leads there as far as the tool tells requests apart.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';

const json = (file) => JSON.parse(readFileSync(file, 'utf8'));

function isFile(id) {
    return typeof id === 'string' && id !== '' && !/^(node|data|https?):/.test(id) && !id.startsWith('\0');
}

// What the scripts in peers/ write: { file: [{ to }] }, paths absolute or relative to the root.
function readPlain({ out, root }) {
    const local = (id) => (isAbsolute(id) ? relative(root, id) : id).split('?')[0];
    return Object.entries(json(out)).map(([file, edges]) => [
        local(file),
        edges.map(({ to }) => to).filter(isFile).map(local),
    ]);
}

// The object form of esbuild's metafile; `external` are requests it was told not to follow.
function readMetafile({ out }) {
    return Object.entries(json(out).inputs).map(([file, { imports }]) => [
        file,
        imports.filter(({ external }) => !external).map(({ path }) => path),
    ]);
}

function readLode({ out }) {
    const { modules } = json(out);
    const files = new Set(modules.filter(({ id, external }) => isFile(id) && !external).map(({ id }) => id));
    return modules
        .filter(({ id }) => files.has(id))
        .map(({ id, imports }) => [id, imports.map(({ to }) => to).filter((to) => files.has(to))]);
}

function readCruise({ out }) {
    const isReal = ({ coreModule, couldNotResolve }) => !coreModule && !couldNotResolve;
    return json(out)
        .modules.filter(isReal)
        .map(({ source, dependencies }) => [
            source,
            dependencies.filter(isReal).map(({ resolved }) => resolved),
        ]);
}

function script(name, note, slow = false) {
    return {
        name,
        note,
        slow,
        read: readPlain,
        command: ({ folders, corpus, root, entry, out }) => ({
            argv: [folders.node, join(folders.peers, `${name}.mjs`), root, entry, corpus.target, out],
        }),
    };
}

// A cache, where the program has one, would answer from the round before.
let noCache;
function lodeCommand({ folders, corpus, root, entry, out }, ...more) {
    const help = () => spawnSync(folders.lode, ['graph', '--help'], { encoding: 'utf8' }).stdout;
    noCache ??= help().includes('--no-cache') ? ['--no-cache'] : [];
    const options = ['--root', root, '--target', corpus.target, ...noCache, ...more, '--json', '-o', out];
    return { argv: [folders.lode, 'graph', join(root, entry), ...options] };
}

export const graphPeers = [
    {
        name: 'lode',
        note: 'the whole graph as JSON, with positions and names',
        read: readLode,
        command: (job) => lodeCommand(job),
    },
    {
        name: 'lode-1',
        note: 'the same on one thread',
        read: readLode,
        command: (job) => lodeCommand(job, '--threads', '1'),
    },
    {
        name: 'esbuild',
        note: 'its native binary; bundles and writes the metafile, the bundle itself goes nowhere',
        read: readMetafile,
        command: ({ folders, corpus, root, entry, out }) => ({
            cwd: root,
            argv: [
                folders.esbuild,
                entry,
                '--bundle',
                '--platform=node',
                '--format=esm',
                '--outfile=/dev/null',
                '--loader:.node=empty',
                '--log-level=error',
                `--metafile=${out}`,
                ...corpus.unresolved.map((name) => `--external:${name}`),
            ],
        }),
    },
    script('honest-bar', 'es-module-lexer, a regular expression and oxc-resolver in 30 lines'),
    script('madge', 'takes only the first level of packages, and nothing from a file named .mjs'),
    script('dpdm', 'told not to leave out node_modules', true),
    script('nft', '@vercel/nft; names each target of a module once', true),
    {
        name: 'dependency-cruiser',
        note: 'without a configuration, output as JSON',
        slow: true,
        read: readCruise,
        command: ({ folders, root, entry, out }) => ({
            cwd: root,
            argv: [
                folders.node,
                join(folders.packages, 'dependency-cruiser/bin/dependency-cruiser.mjs'),
                '--no-config',
                '--output-type',
                'json',
                '--output-to',
                out,
                entry,
            ],
        }),
    },
];
