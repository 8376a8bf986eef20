// Does the lexer oracle notice? Node 20 and Node 26 have different lexers: asked with the version of the other one, lode must be
// found wrong, and with its own it must not.
//
//   node selftest.mjs [--node PATH]... [--lode PATH]
//
// Ends with `N passed, N failed`, a run each.

import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { defaultLode, defaultNode, majorOf } from '../ask.mjs';

const { values } = parseArgs({
    options: { node: { type: 'string', multiple: true }, lode: { type: 'string', default: defaultLode() } },
});
const ORACLE = fileURLToPath(new URL('lexer.mjs', import.meta.url));
const RUNS = [{ seed: '1', texts: '400' }, { seed: '2', texts: '400' }];

// The number of texts that the oracle finds to differ.
function differences(node, version, { seed, texts }) {
    const args = ['--node', node, '--lode', values.lode, '--node-version', version, '--files', '0', '--texts', texts, '--seed', seed, '--show', '0'];
    const { stdout, stderr } = spawnSync(process.execPath, [ORACLE, ...args], { encoding: 'utf8' });
    const count = /^(\d+) passed, (\d+) failed$/m.exec(stdout);
    if (!count) throw new Error(`the oracle did not end: ${stdout}${stderr}`);
    return Number(count[2]);
}

let passed = 0;
let failed = 0;
for (const node of values.node ?? [...new Set([defaultNode(), process.execPath])]) {
    const own = await majorOf(node);
    const other = Number(own) < 24 ? '26' : '20';
    for (const run of RUNS) {
        for (const [version, wanted] of [[own, false], [other, true]]) {
            const found = differences(node, version, run);
            const good = found > 0 === wanted;
            console.log(`Node ${own}, lode as ${version}, seed ${run.seed}: ${found} differences${good ? '' : ', which is wrong'}`);
            if (good) passed++;
            else failed++;
        }
    }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
