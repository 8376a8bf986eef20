// Importing many files in processes of a real Node: some files share a process, and one that ends its process, or hangs
// it, costs itself only.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('import-child.mjs', import.meta.url));
const PATIENCE = 20_000; // between two answers

// Answers to the first files of a list, at least one: the process may end early.
function ask(node, files, folder) {
    return new Promise((resolve, reject) => {
        const env = { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, NO_COLOR: '1', CI: '1' };
        const child = spawn(node, ['--no-warnings', CHILD], { cwd: folder, env, stdio: ['pipe', 'ignore', 'ignore', 'pipe'] });
        let text = '';
        let slow = false;
        let timer;
        const wait = () => {
            clearTimeout(timer);
            timer = setTimeout(() => {
                slow = true;
                child.kill('SIGKILL');
            }, PATIENCE);
        };
        wait();
        child.stdio[3].setEncoding('utf8').on('data', (chunk) => {
            text += chunk;
            wait();
        });
        child.stdin.on('error', () => {});
        child.on('error', reject);
        child.on('close', (_, signal) => {
            clearTimeout(timer);
            const answers = text.split('\n').slice(0, -1).map((line) => JSON.parse(line));
            if (answers.length < files.length) {
                answers.push({ error: slow ? 'took too long' : signal ? `ended by ${signal}` : 'ended the process' });
            }
            resolve(answers);
        });
        child.stdin.end(files.map((file) => `${JSON.stringify({ file })}\n`).join(''));
    });
}

// For each file { names } or { error }: `share` files in one process, `jobs` processes at a time.
export async function importAll(node, files, { share = 1, jobs = 2 } = {}) {
    const answers = new Array(files.length);
    const folder = mkdtempSync(join(tmpdir(), 'lode-import-'));
    let next = 0;
    async function work() {
        while (next < files.length) {
            const start = next;
            const end = Math.min(files.length, start + share);
            next = end;
            for (let at = start; at < end;) {
                const told = await ask(node, files.slice(at, end), folder);
                for (const answer of told) answers[at++] = answer;
            }
        }
    }
    try {
        await Promise.all(Array.from({ length: jobs }, work));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
    return answers;
}
