// Asking: one process of Node, or of lode, answers many questions. Comparing: what differs.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = join(HERE, '..', '..');

// The oracle is the Node 26 that the project pins, one npm package for each platform; without it
// the Node that runs this.
export function defaultNode() {
    const platform = `${process.platform}-${process.arch}`;
    const places = [`node-${platform}`, `node-bin-${platform}`, 'node']
        .map((name) => join(ROOT, 'node_modules', name, 'bin', 'node'));
    return places.find((place) => existsSync(place)) ?? process.execPath;
}

export const defaultLode = () => join(ROOT, 'build', 'lode');

// Runs `command`, feeds it lines, returns its stdout lines. Any sign of trouble is an exception:
// an answerer that dies must never look like an answerer that agrees.
export function lines(command, args, input, { env, cwd } = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, {
            cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'],
        });
        const out = [];
        const err = [];
        child.stdout.on('data', (chunk) => out.push(chunk));
        child.stderr.on('data', (chunk) => err.push(chunk));
        child.stdin.on('error', () => {});
        child.on('error', reject);
        child.on('close', (status, signal) => {
            const said = Buffer.concat(err).toString().slice(-2000);
            const text = Buffer.concat(out).toString();
            if (status === 0 || status === 1) resolve({ rows: text.split('\n').slice(0, -1), said });
            else reject(new Error(`${command} ended with ${signal ?? status}: ${said}`));
        });
        child.stdin.end(input.map((row) => `${row}\n`).join(''));
    });
}

async function answers(name, command, args, questions, options) {
    if (questions.length === 0) return [];
    const { rows, said } = await lines(command, args, questions.map((q) => JSON.stringify(q)), options);
    if (rows.length !== questions.length) {
        throw new Error(`${name} gave ${rows.length} answers to ${questions.length} questions\n${said}`);
    }
    return rows.map((row, i) => {
        try {
            return JSON.parse(row);
        } catch {
            throw new Error(`${name}: not JSON in answer ${i + 1}: ${row.slice(0, 300)}\n` +
                `to ${JSON.stringify(questions[i])}`);
        }
    });
}

// `setup`: { conditions: [names], preserveSymlinks: bool, env: {NODE_PATH, HOME...} }.
export function askNode(node, questions, setup = {}) {
    const args = ['--no-warnings'];
    for (const name of setup.conditions ?? []) args.push('-C', name);
    if (setup.preserveSymlinks) args.push('--preserve-symlinks');
    args.push(join(HERE, 'ask-node.mjs'));
    const plain = questions.map(({ specifier, from, kind }) => ({ specifier, from, kind }));
    return answers(node, node, args, plain, { env: setup.env });
}

export async function askLode(lode, questions, setup = {}, nodeVersion = '26') {
    const args = ['resolve', '--batch', '--node-version', nodeVersion];
    if (setup.preserveSymlinks) args.push('--preserve-symlinks');
    const { conditions } = setup;
    const rows = questions.map(({ specifier, from, kind }) => (
        conditions?.length ? { specifier, from, kind, conditions } : { specifier, from, kind }));
    const told = await answers('lode', lode, args, rows, { env: setup.env });
    return told.map(({ url, path, format, error }) => (
        error ? { code: error.code, message: error.message } : { url, path, format }));
}

// Which of the files Node could load neither as CommonJS nor as a module.
export async function askBroken(node, files) {
    if (files.length === 0) return [];
    const { rows, said } = await lines(node,
        ['--no-warnings', '--experimental-vm-modules', join(HERE, 'broken.mjs')], [JSON.stringify(files)]);
    if (rows.length !== 1) throw new Error(`${node}: ${said}`);
    return JSON.parse(rows[0]);
}

// The major of a node binary, as --node-version wants it.
export async function majorOf(node) {
    const { rows } = await lines(node, ['-p', 'process.versions.node'], []);
    return rows[0].split('.')[0];
}

// Node looks for what it offers in "Did you mean to import" from its working directory, not from the
// importer, where the specifier is relative: which file that finds says nothing about the request.
// lode writes UTF-8, which has no lone surrogates.
const comparable = ({ message }, { specifier }) =>
    (/^\.\.?(\/|$)/.test(specifier) ? message.replace(/\nDid you mean to import .*\?$/s, '') : message).toWellFormed();

// Names of the fields that differ, the most telling first. Node's format is null where it has none
// to give (a file that it would refuse to strip of its types): then nothing is compared.
export function differences(question, node, lode) {
    if (node.code !== undefined || lode.code !== undefined) {
        if (node.code !== lode.code) return ['code'];
        return comparable(node, question) === comparable(lode, question) ? [] : ['message'];
    }
    const found = [];
    for (const field of ['url', 'path', 'format']) {
        if (field === 'format' && node.format === null) continue;
        if (node[field] !== lode[field]) found.push(field);
    }
    return found;
}

// Differences with one likely cause share this text.
export function cause(question, node, lode, fields) {
    const outcome = (answer) => answer.code ?? (fields.includes('format') && !fields.includes('url') ?
        String(answer.format) : 'found');
    const broken = question.broken ? ' (neither CommonJS nor a module)' : '';
    return `${question.kind}: ${fields.join('+')}: Node ${outcome(node)}, lode ${outcome(lode)}${broken}`;
}
