// Does the link oracle notice? The true answers must pass, and each fault of wrong-lode.mjs must be seen, shrunk to a few
// files and fail when it is replayed.
//
//   node selftest.mjs [--node PATH] [--lode PATH]

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultLode, defaultNode } from '../ask.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
    options: { node: { type: 'string', default: defaultNode() }, lode: { type: 'string', default: defaultLode() } },
});
const found = mkdtempSync(join(tmpdir(), 'lode-selftest-'));
let passed = 0;
let failed = 0;

function check(name, truth, detail = '') {
    if (truth) passed++;
    else failed++;
    if (!truth) console.log(`not so: ${name}\n${detail}`);
}

function run(script, wrong, args) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(HERE, script), '--node', values.node, '--lode', join(HERE, 'wrong-lode.mjs'), ...args],
        { encoding: 'utf8', env: { ...process.env, LODE_ORACLE_LODE: values.lode, LODE_ORACLE_WRONG: wrong } });
    return { status, text: stdout + stderr };
}

try {
    const same = ['--seed', '7', '--cases', '150', '--found', found, '--show', '0', '--shrink', '1'];
    const honest = run('run.mjs', '', same);
    check('true answers pass', honest.status === 0 && / passed, 0 failed/.test(honest.text), honest.text);
    check('a seed gives the same cases', run('run.mjs', '', same).text === honest.text);
    for (const fault of ['silent', 'eager', 'words', 'place', 'less', 'order', 'missing', 'ambiguous']) {
        const before = new Set(readdirSync(found));
        const spoiled = run('run.mjs', fault, same);
        check(`${fault}: noticed`, spoiled.status === 1 && / passed, [1-9]\d* failed/.test(spoiled.text), spoiled.text);
        const folders = readdirSync(found).filter((name) => !before.has(name)).map((name) => join(found, name));
        check(`${fault}: one fixture`, folders.length === 1, spoiled.text);
        if (folders.length !== 1) continue;
        const text = readFileSync(join(folders[0], 'case.txt'), 'utf8');
        check(`${fault}: shrunk`, text.match(/^--- m/gm).length <= 4, text);
        check(`${fault}: fails again`, run('replay.mjs', fault, folders).status === 1, text);
        check(`${fault}: passes without the fault`, run('replay.mjs', '', folders).status === 0, text);
    }
    // The harness must not take silence for agreement.
    check('an answerer that dies', run('run.mjs', 'no-such-fault', same).status === 1);
} finally {
    rmSync(found, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
