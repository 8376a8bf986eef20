// Builds each nasty input for real, in a folder of its own, and runs lode on it under limits of time
// and memory: exit status, code and position of the error, and that the rest of the graph is there.
//
//   node tests/bad-input/run.mjs [--valgrind] [NAME...]    only scenarios whose name contains one of these
//
// LODE is the build under test (default build/lode). With LODE_SAN, another build, made with sanitizers,
// does everything again. With --valgrind a selection runs under valgrind, and nothing else; LODE is then a plain build.

import { spawnSync } from 'node:child_process';
import { copyFileSync, chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, finish, skip } from '../support/check.mjs';
import { Lode, Tree } from './lode.mjs';
import packages from './packages.mjs';
import sources from './sources.mjs';
import files from './files.mjs';
import names from './names.mjs';
import entries from './entries.mjs';
import links from './links.mjs';
import loader from './loader.mjs';

const scenarios = { packages, sources, files, names, entries, links, loader };
const underValgrind = process.argv.includes('--valgrind');
const wanted = process.argv.slice(2).filter((word) => word !== '--valgrind');
const root = fileURLToPath(new URL('../..', import.meta.url));
const started = process.env.LODE ?? join(root, 'build/lode');
const isSanitized = (program) => /\/(san|tsan)\//.test(program);

// A copy where everybody may run it: some scenarios run as nobody.
const place = mkdtempSync(join(tmpdir(), 'lode-bin-'));
process.on('exit', () => rmSync(place, { recursive: true, force: true }));
chmodSync(place, 0o755);
function copyOf(program, name) {
    copyFileSync(program, join(place, name));
    chmodSync(join(place, name), 0o755);
    return join(place, name);
}

// The engine too, under another name: scenarios that want it name it in LODE_ENGINE.
function engineBeside(program) {
    const engine = join(dirname(program), 'liblode-jsc.so');
    return existsSync(engine) ? copyOf(engine, `engine-${isSanitized(program) ? 'san' : 'plain'}.so`) : join(place, 'no-engine.so');
}
const builds = [{ program: copyOf(started, 'lode'), engine: engineBeside(started), label: 'lode', sanitized: isSanitized(started) }];
if (process.env.LODE_SAN) builds.push({ program: copyOf(process.env.LODE_SAN, 'lode-san'), engine: engineBeside(process.env.LODE_SAN), label: 'lode-san', sanitized: true });
const plainly = ({ program, engine, label, sanitized }) =>
    ({ lode: new Lode({ program, engine, label, factor: sanitized ? 8 : 1, limitMemory: !sanitized }), only: () => true, prefix: sanitized ? 'san: ' : '' });
const wrapper = ['valgrind', '-q', '--error-exitcode=96', '--leak-check=full', '--errors-for-leak-kinds=definite'];
const inValgrind = ({ program, engine }) => ({
    lode: new Lode({ program, engine, label: 'valgrind lode', factor: 30, limitMemory: false, wrapper, isSlow: true }),
    only: (scenario) => scenario.valgrind, prefix: 'valgrind: ',
});
const obstacle = builds[0].sanitized ? 'the build has sanitizers' : spawnSync('valgrind', ['--version']).error && 'it is not installed';
if (underValgrind && obstacle) skip('valgrind', obstacle);
const lodes = underValgrind ? builds.slice(0, obstacle ? 0 : 1).map(inValgrind) : builds.map(plainly);

for (const { lode, only, prefix } of lodes) {
    for (const [file, list] of Object.entries(scenarios)) {
        for (const scenario of list) {
            const name = `${prefix}${file}: ${scenario.name}`;
            if (!only(scenario) || (wanted.length && !wanted.some((word) => name.includes(word)))) continue;
            const begun = Date.now();
            let tree = new Tree();
            await check(name, async () => {
                const built = await scenario.build(tree);
                if (built instanceof Tree && built !== tree) { tree.remove(); tree = built; }
                await scenario.run(lode, tree);
            });
            tree.remove();
            if (process.env.VERBOSE) process.stdout.write(`${name} ${Date.now() - begun} ms\n`);
        }
    }
}
finish();
