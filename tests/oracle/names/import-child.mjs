// Runs inside the Node that is asked: imports files one after the other, and tells what each shows. A line in: { file }.
// A line out on descriptor 3, written at once: { names } or { error }. What the files do besides does not matter, as
// long as the process lives.

import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const LIMIT = 10_000; // of one import, where it waits; the parent stops one that computes

process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});

function late() {
    return new Promise((_, reject) => {
        setTimeout(() => reject(Object.assign(new Error('late'), { code: 'took too long' })), LIMIT).unref();
    });
}

async function ask(file) {
    try {
        return { names: Object.keys(await Promise.race([import(pathToFileURL(file)), late()])) };
    } catch (error) {
        return { error: String(error?.code ?? error?.name ?? 'thrown') };
    }
}

const { exit } = process;
for await (const line of createInterface({ input: process.stdin })) {
    const answer = await ask(JSON.parse(line).file);
    writeSync(3, `${JSON.stringify(answer)}\n`);
}
exit(0);
