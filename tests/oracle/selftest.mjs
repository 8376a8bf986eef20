// Do the oracles notice? A truthful answerer must give no difference, each fault of wrong-lode.mjs
// must be seen, shrunk to a few lines and fail when it is replayed.
//
//   node selftest.mjs [--node PATH]

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultNode } from './ask.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { node: { type: 'string', default: defaultNode() } } });
const found = mkdtempSync(join(tmpdir(), 'lode-selftest-'));
let passed = 0;
let failed = 0;

function check(name, truth, detail = '') {
    if (truth) passed++;
    else failed++;
    if (!truth) console.log(`not so: ${name}\n${detail}`);
}

function run(script, wrong, args) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(HERE, 'random', script),
        '--node', values.node, '--lode', join(HERE, 'wrong-lode.mjs'), ...args], {
        encoding: 'utf8',
        env: { ...process.env, LODE_ORACLE_NODE: values.node, LODE_ORACLE_WRONG: wrong },
    });
    return { status, text: stdout + stderr };
}

try {
    const same = ['--seed', '7', '--cases', '40', '--found', found, '--show', '0', '--shrink', '1'];
    const honest = run('run.mjs', '', same);
    check('a truthful answerer passes', honest.status === 0 && / passed, 0 failed/.test(honest.text), honest.text);
    const again = run('run.mjs', '', same);
    check('a seed gives the same cases', again.text === honest.text, again.text);

    for (const fault of ['url', 'format', 'code', 'message', 'found']) {
        const before = new Set(readdirSync(found));
        const spoiled = run('run.mjs', fault, same);
        check(`${fault}: noticed`, spoiled.status === 1 && / passed, [1-9]\d* failed/.test(spoiled.text), spoiled.text);
        const folders = readdirSync(found).filter((name) => !before.has(name)).map((name) => join(found, name));
        check(`${fault}: one fixture`, folders.length === 1, spoiled.text);
        if (folders.length !== 1) continue;
        const files = readFileSync(join(folders[0], 'case.txt'), 'utf8').match(/^--- /gm) ?? [];
        check(`${fault}: shrunk`, files.length <= 2, readFileSync(join(folders[0], 'case.txt'), 'utf8'));
        check(`${fault}: fails again`, run('replay.mjs', fault, folders).status === 1);
        check(`${fault}: passes without the fault`, run('replay.mjs', '', folders).status === 0);
    }
    // The harness must not take silence for agreement.
    check('an answerer that says nothing', run('run.mjs', 'no-such-fault', same).status === 1);
} finally {
    rmSync(found, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
