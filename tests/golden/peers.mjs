// Output in the shapes of other tools, compared with what those tools themselves say about one project.
//
// tests/golden/run.mjs runs this after the cases.
//
// esbuild is a development dependency. madge and dependency-cruiser are compared where they are installed
// (by make bench, in bench/node_modules; or LODE_PEERS names a folder); dependency-cruiser needs the Node that the project pins.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { defaultNode } from '../oracle/ask.mjs';
import { Skip, check, equal, ok } from '../support/check.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
const lode = process.env.LODE ?? join(project, 'build/lode');
const root = realpathSync(mkdtempSync(join(tmpdir(), 'lode-peers-')));
const pieces = readFileSync(new URL('peers.txt', import.meta.url), 'utf8').split(/^-- (.+) --\n/m).slice(1);
for (let i = 0; i < pieces.length; i += 2) {
    mkdirSync(dirname(join(root, pieces[i])), { recursive: true });
    writeFileSync(join(root, pieces[i]), pieces[i + 1]);
}

function run(program, args) {
    const done = spawnSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
    if (done.error) throw done.error;
    ok(done.status === 0, `${program} ${args.join(' ')}: ${done.stderr}`);
    return done.stdout;
}
const graph = (format, ...more) => JSON.parse(run(lode, ['graph', '--format', format, ...more]));

// The folder of an installed package, or a reason to skip.
function folderOf(name) {
    for (const base of [process.env.LODE_PEERS, project, join(project, 'bench')].filter(Boolean)) {
        const folder = join(base, 'node_modules', name);
        if (existsSync(folder)) return folder;
    }
    throw new Skip(`${name} is not installed (make bench installs it)`);
}

await check('metafile: inputs and imports are those of esbuild', async () => {
    const { default: esbuild } = await import(pathToFileURL(createRequire(join(folderOf('esbuild'), 'noop.js')).resolve('esbuild')));
    const { metafile } = await esbuild.build({
        entryPoints: ['index.js'], absWorkingDir: root, bundle: true, metafile: true, write: false, outdir: 'out',
        platform: 'node', treeShaking: false, logLevel: 'silent',
    });
    // What esbuild says about the format depends on what it would wrap; everything else is the same.
    const plain = ({ inputs }) => Object.fromEntries(Object.keys(inputs).sort().map((path) => {
        const { bytes, imports } = inputs[path];
        return [path, { bytes, imports }];
    }));
    equal(plain(graph('metafile')), plain(metafile));
    equal(graph('metafile').outputs, {});
});

for (const entry of ['index.js', 'lib/y.mjs']) {
    await check(`madge: the same object for ${entry}`, () => {
        const madge = join(folderOf('madge'), 'bin/cli.js');
        const theirs = JSON.parse(run(process.execPath, [madge, '--json', '--extensions', 'js,mjs', '--no-spinner', entry]));
        // Its paths are relative to the folder of the entry. It looks at no file in node_modules, no JSON
        // and, in CommonJS, no import().
        equal(graph('madge', entry, '--root', dirname(entry), '--ignore-dynamic', '--exclude', 'node_modules/', '--exclude', '*.json'), theirs);
    });
}

await check('depcruise: valid by the schema that dependency-cruiser ships', async () => {
    const file = join(folderOf('dependency-cruiser'), 'src/schema/cruise-result.validate.mjs');
    const { validate } = await import(pathToFileURL(file));
    const result = graph('depcruise');
    ok(validate(result), JSON.stringify(validate.errors, null, 1));
});

await check('depcruise: the same modules, dependencies, types and cycles', () => {
    const cruiser = join(folderOf('dependency-cruiser'), 'bin/dependency-cruiser.mjs');
    const theirs = JSON.parse(run(defaultNode(), [cruiser, '--no-config', '--output-type', 'json', '--do-not-follow', '^$', 'index.js']));
    const ours = graph('depcruise');
    const types = (list) => [...list].sort();
    // Left out: "npm-no-pkg" against "npm-unknown" for one package (their manifest look-up ends at the base folder), and cycles are
    // compared by their length, since there may be several shortest ones.
    const plain = ({ modules }) => Object.fromEntries(modules.map((module) => [module.source, {
        coreModule: module.coreModule ?? false, couldNotResolve: module.couldNotResolve ?? false, followable: module.followable ?? true,
        orphan: module.orphan, valid: module.valid, dependents: [...module.dependents].sort(),
        dependencies: module.dependencies.map((d) => ({
            module: d.module, resolved: d.resolved, moduleSystem: d.moduleSystem, dynamic: d.dynamic, coreModule: d.coreModule,
            couldNotResolve: d.couldNotResolve, followable: d.followable, circular: d.circular, protocol: d.protocol,
            dependencyTypes: types(d.dependencyTypes), cycle: d.cycle?.length,
        })).sort((a, b) => (a.module + a.dynamic < b.module + b.dynamic ? -1 : 1)),
    }]).sort(([a], [b]) => (a < b ? -1 : 1)));
    equal(plain(ours), plain(theirs));
});

rmSync(root, { recursive: true, force: true });
