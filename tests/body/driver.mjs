// Asks the driver (driver.c) for bodies, one after the other.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export function startDriver(program = join(process.env.LODE_OUT ?? join(root, 'build'), 'tests/body/driver')) {
    const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
    const waiting = [];
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop();
        for (const line of lines) waiting.shift().resolve(JSON.parse(line));
    });
    child.on('close', (status, signal) => {
        for (const { reject } of waiting) reject(new Error(`the driver ended: ${signal ?? status}`));
    });
    child.stdin.on('error', () => {});
    const send = (question) => new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(question);
    });
    const ask = (kind, path) => send(`${kind} ${path}\n`);
    return {
        ofModule: (path) => ask('module', path),
        ofScript: (path) => ask('script', path),
        // What the engine says of a source and of its body; null without an engine.
        judge: (source) => send(`judge ${Buffer.byteLength(source)}\n${source}`),
        end: () => child.stdin.end(),
    };
}
