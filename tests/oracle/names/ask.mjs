// Asks Node's lexer, and lode, for the names of CommonJS files.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../ask.mjs';

const ASKER = fileURLToPath(new URL('ask-lexer.cjs', import.meta.url));
const inputOf = (files) => files.map((file) => `${JSON.stringify({ file })}\n`).join('');

// The folder that fixtures/corpora/install.sh made of a tree.
export function treeOf(name) {
    const folder = join(process.env.LODE_CORPORA ?? join(ROOT, 'build', 'corpora'), name);
    if (!existsSync(join(folder, 'node_modules'))) throw new Error(`${folder} is not installed: see fixtures/corpora/install.sh`);
    return folder;
}

// What an answer is where Node's lexer crashed on the file.
export const CRASH = 'Node crashes';

// For each file its names, or CRASH. Anything else that stops Node is an exception.
export function askLexer(node, files) {
    const answers = [];
    while (answers.length < files.length) {
        const left = files.slice(answers.length);
        const { stdout, stderr, signal, status, error } = spawnSync(node, ['--no-warnings', '--expose-internals', ASKER],
            { input: inputOf(left), encoding: 'utf8', maxBuffer: 2 ** 30 });
        if (error) throw error;
        answers.push(...stdout.split('\n').slice(0, -1).map((line) => JSON.parse(line)));
        if (signal === 'SIGSEGV' && answers.length < files.length) answers.push(CRASH);
        else if (answers.length < files.length) throw new Error(`${node} ended with ${signal ?? status}: ${stderr}`);
    }
    return answers;
}

// For each file { format, names } or { error }, as `lode exports --batch` tells it.
export function askExports(lode, files, version) {
    if (files.length === 0) return [];
    const args = ['exports', '--batch', '--node-version', String(version)];
    const { stdout, stderr, signal, status, error } = spawnSync(lode, args, { input: inputOf(files), encoding: 'utf8', maxBuffer: 2 ** 30 });
    if (error) throw error;
    const answers = stdout.split('\n').slice(0, -1).map((line) => JSON.parse(line));
    if (signal || answers.length !== files.length) {
        throw new Error(`lode gave ${answers.length} answers to ${files.length} questions (${signal ?? status}): ${stderr}`);
    }
    return answers;
}

// The names that only one of two sorted lists has, for a report.
export function difference(node, lode) {
    const inNode = new Set(node);
    const inLode = new Set(lode);
    return { onlyNode: node.filter((name) => !inLode.has(name)), onlyLode: lode.filter((name) => !inNode.has(name)) };
}
