// One measured run of a command line: { wall, cpu } in seconds, { rss } in kilobytes, { stderr }.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// The peers are told to keep quiet and to take no notice of the terminal they may run in.
const environment = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', NODE_OPTIONS: '' };

// `stdin` and `stdout` are file names. lode answers 1 where it has findings, which is no failure.
export function measure(folders, { argv, cwd, stdin, stdout }) {
    const result = join(folders.out, 'measured.json');
    const input = stdin ? openSync(stdin, 'r') : 'ignore';
    const output = stdout ? openSync(stdout, 'w') : 'ignore';
    const { status, error, stderr } = spawnSync(folders.measure, [result, ...argv], {
        cwd: cwd ?? folders.project,
        env: environment,
        stdio: [input, output, 'pipe'],
        encoding: 'utf8',
        maxBuffer: 1 << 28,
    });
    for (const file of [input, output]) if (typeof file === 'number') closeSync(file);
    const allowed = argv[0] === folders.lode ? 1 : 0;
    if (error || status === null || status > allowed) {
        const words = (error?.message ?? stderr).trim().split('\n').slice(0, 3).join('\n    ');
        throw new Error(`status ${status}: ${words}`);
    }
    return { ...JSON.parse(readFileSync(result, 'utf8')), stderr };
}
