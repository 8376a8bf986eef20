// The names of modules against the truth: Object.keys(await import(file)) in a real Node.
//
//   node import.mjs [--node PATH] [--lode PATH] [--files N|all] [--modules N|all] [--packages N|all] [--share N] [--show N]
//
// Asked are the files that Node loads for the tree `cjs` of fixtures/corpora (--files of them, evenly spread, default
// 200), the modules that the entry of the tree `esm` reaches (--modules of them, default 400), and the main files of the 200
// packages of the tree `popular` (--packages of them, default all): what `require` finds, and what `import` finds where
// that is another file. The modules are run, in processes of their own, --share files to
// one (default 40). What a module shows can depend on what its process loaded before it, so a difference counts only
// when it is there again with the file alone in a process.
//
// Not asked: core modules, .node and .json files. Not compared: a file that cannot be imported; the reasons are counted.
// Ends with `N passed, N failed`.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { defaultLode, defaultNode, majorOf } from '../ask.mjs';
import { askExports, difference, treeOf } from './ask.mjs';
import { importAll } from './importing.mjs';

const { values } = parseArgs({
    options: {
        node: { type: 'string', default: defaultNode() }, lode: { type: 'string', default: defaultLode() },
        files: { type: 'string', default: '200' }, modules: { type: 'string', default: '400' }, packages: { type: 'string', default: 'all' },
        share: { type: 'string', default: '40' }, show: { type: 'string', default: '5' },
    },
});

const isScript = (file) => !/\.(?:json|node)$/.test(file);

function spread(all, wanted) {
    const count = wanted === 'all' ? all.length : Math.min(Number(wanted), all.length);
    return Array.from({ length: count }, (_, i) => all[Math.floor(i * all.length / count)]);
}

// The files that Node loads when it runs the entry, by the hook that loaded-files.mjs uses.
function loadedFiles() {
    const folder = mkdtempSync(join(tmpdir(), 'lode-loaded-'));
    const list = join(folder, 'loaded.json');
    const hook = fileURLToPath(new URL('../loaded-hook.cjs', import.meta.url));
    try {
        const run = spawnSync(values.node, ['--no-warnings', '--require', hook, join(treeOf('cjs'), 'entry.js')], {
            cwd: folder, env: { PATH: process.env.PATH, HOME: folder, LODE_ORACLE_LOADED: list }, encoding: 'utf8',
        });
        if (!existsSync(list)) throw new Error(`the tree 'cjs' did not run: ${run.stderr}`);
        return JSON.parse(readFileSync(list, 'utf8')).filter(isScript);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

// The ES modules that the entry of the tree `esm` reaches under Node's rules.
function reachedModules() {
    const folder = treeOf('esm');
    const { stdout } = spawnSync(values.lode, ['graph', '--json', '--root', folder, '--node-version', version, join(folder, 'entry.mjs')],
        { encoding: 'utf8', maxBuffer: 2 ** 30 });
    const { modules } = JSON.parse(stdout);
    return modules.filter(({ format, id, external }) => format === 'module' && !external && id !== 'entry.mjs').map(({ id }) => join(folder, id));
}

// The main files of the packages, as require and as import of this Node find them.
function mainFiles() {
    const folder = treeOf('popular');
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const names = spread(Object.keys(dependencies), values.packages);
    const require = createRequire(join(folder, 'entry.cjs'));
    const files = new Set();
    const probe = `import { createRequire } from 'node:module';
        for (const name of ${JSON.stringify(names)}) {
            try { console.log(import.meta.resolve(name)); } catch {}
        }`;
    const { stdout } = spawnSync(values.node, ['--no-warnings', '--input-type=module', '-e', probe], { cwd: folder, encoding: 'utf8' });
    for (const url of stdout.split('\n').filter((line) => line.startsWith('file:'))) files.add(fileURLToPath(url));
    for (const name of names) {
        try {
            files.add(require.resolve(name));
        } catch {
            // a package for import alone
        }
    }
    return { count: names.length, files: [...files].filter(isScript).sort() };
}

const version = await majorOf(values.node);
const total = { passed: 0, failed: 0 };

async function compare(title, files, share = Number(values.share)) {
    const fromLode = askExports(values.lode, files, version);
    const fromNode = await importAll(values.node, files, { share });
    const same = (i) => JSON.stringify(fromNode[i].names) === JSON.stringify(fromLode[i].names);
    const doubtful = files.map((_, i) => i).filter((i) => fromNode[i].names && !same(i));
    const again = await importAll(values.node, doubtful.map((i) => files[i]));
    doubtful.forEach((i, at) => { fromNode[i] = again[at]; });

    const reasons = new Map();
    const formats = new Map();
    let shown = 0;
    files.forEach((file, i) => {
        if (!fromNode[i].names) {
            reasons.set(fromNode[i].error, (reasons.get(fromNode[i].error) ?? 0) + 1);
        } else if (same(i)) {
            total.passed++;
            formats.set(fromLode[i].format, (formats.get(fromLode[i].format) ?? 0) + 1);
        } else {
            total.failed++;
            if (shown++ >= Number(values.show)) return;
            const told = fromLode[i].names ? difference(fromNode[i].names, fromLode[i].names) : fromLode[i];
            console.log(`${file}: ${JSON.stringify(told)}`);
        }
    });
    const counted = [...formats].map(([format, count]) => `${count} ${format}`).join(', ');
    console.log(`${title}: ${files.length} files, the same names for ${counted || 'none'}; ${doubtful.length} were asked again alone`);
    for (const [reason, count] of [...reasons].sort((a, b) => b[1] - a[1])) console.log(`${String(count).padStart(8)}  cannot be imported: ${reason}`);
}

if (values.files !== '0') {
    const loaded = loadedFiles();
    const files = spread(loaded, values.files);
    await compare(`${files.length} of ${loaded.length} files of 'cjs', Node ${version}`, files);
}
if (values.modules !== '0') {
    const reached = reachedModules();
    const files = spread(reached, values.modules);
    // One import of them loads most of the others, so they share two processes.
    await compare(`${files.length} of ${reached.length} modules of 'esm', Node ${version}`, files, Math.ceil(files.length / 2));
}
if (values.packages !== '0') {
    const { count, files } = mainFiles();
    await compare(`${count} packages, Node ${version}`, files);
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
