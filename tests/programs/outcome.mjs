// What a program did: output, status, warnings and the uncaught error, read from what the runtime wrote.

import { spawn } from 'node:child_process';
import { join } from 'node:path';

const LIMIT = 10_000;

function environment(program) {
    return { PATH: process.env.PATH, HOME: '/nonexistent', LC_ALL: 'C.UTF-8', TZ: 'UTC', ...sanitizers(), ...program.env };
}

// Under `make SAN=1` the program needs the options that the test runner was given.
function sanitizers() {
    const names = Object.keys(process.env).filter((name) => /^(A|L|UB|T)SAN_OPTIONS$|^LODE_/.test(name));
    return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

function execute(command, program, root) {
    return new Promise((resolve, reject) => {
        const words = command.map((word) => `'${word}'`).join(' ');
        const [file, ...args] = program.shell === undefined
            ? [...command, program.entry, ...(program.args ?? [])]
            : ['sh', '-c', program.shell.replaceAll('@RUN@', words)];
        const started = Date.now();
        const child = spawn(file, args, { cwd: root, env: environment(program), stdio: ['pipe', 'pipe', 'pipe'] });
        const streams = { stdout: [], stderr: [] };
        for (const name of Object.keys(streams)) child[name].on('data', (chunk) => streams[name].push(chunk));
        const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT);
        child.stdin.on('error', () => {});
        child.stdin.end(program.stdin ?? '');
        child.on('error', reject);
        child.on('close', (status, signal) => {
            clearTimeout(timer);
            const text = (name) => Buffer.concat(streams[name]).toString();
            resolve({ stdout: text('stdout'), stderr: text('stderr'), status: signal ?? status, took: Date.now() - started });
        });
    });
}

// "FILE:LINE" above a source line and a caret, or else the first place of the stack.
function placeOf(header, stack) {
    const top = /^(?:file:\/\/)?(?:@ROOT@\/)?(.+?):(\d+)(?::\d+)?$/.exec(header);
    const frame = /^ {4}at (?:.* \()?(?:file:\/\/)?(?:@ROOT@\/)?([^\n()]+):(\d+):\d+\)?$/m.exec(stack);
    const found = [top, frame].find((match) => match && !match[1].startsWith('node:'));
    return found && `${found[1]}:${found[2]}`;
}

// Above an uncaught error stand "FILE:LINE", the source line and a caret (which may both be blank).
function splitHeader(text) {
    const lines = text.replace(/^\n+/, '').split('\n');
    if (!/^(?:file:|data:|node:|\/|@ROOT@|<\w+>).*:\d+$/.test(lines[0])) return { header: '', body: lines.join('\n') };
    let at = 1;
    while (at < lines.length && !/^\s*\^*\s*$/.test(lines[at])) at++;
    while (at < lines.length && /^\s*\^*\s*$/.test(lines[at])) at++;
    return { header: lines[0], body: lines.slice(at).join('\n') };
}

// Node ends with its version; whoever does not must at least look like an error.
function lastWords(stderr, status) {
    const end = /\n\n(?:Node\.js|lode) v?\d[^\n]*\n$/.exec(stderr);
    if (end) return stderr.slice(0, end.index);
    const looksLike = /^(?:Uncaught|\S+:\d+$|\[?[\w$]*(?:Error|Exception|Rejection)\b)/m.test(stderr);
    return status !== 0 && looksLike ? stderr.trimEnd() : null;
}

const withoutWarnings = (text) => text.replace(/^\((?:node|lode):\d+\).*\n(?:\(Use `\w+ --trace-(?:warnings|deprecation).*\n)?/gm, '');

/** The uncaught error that ends this stderr: { name, code, message, at }, { value } for what is no error, or null. */
export function errorIn(stderr, status) {
    const text = lastWords(withoutWarnings(stderr), status);
    if (text === null) return null;
    const { header, body } = splitHeader(text);
    const value = /^([^]*?)(?:^|\n)\(Use `\w+ --trace-uncaught/.exec(body);
    const at = placeOf(header, body);
    if (value) return { value: value[1].trim().split('\n')[0], ...(at && { at }) };
    const [first] = body.split('\n');
    const named = /^(?:Uncaught )?\[?([A-Za-z_$][\w$]*)(?: \[(\w+)\])?(?:: (.*?))?\]?(?: \{)?$/.exec(first);
    if (!named || (first.startsWith('[') && !/(?:Error|Exception)$/.test(named[1]))) return { value: first, ...(at && { at }) };
    const code = named[2] ?? /^ +code: '(\w+)'/m.exec(body)?.[1];
    const error = { name: named[1], code, message: named[3], at };
    for (const key of Object.keys(error)) if (error[key] === undefined) delete error[key];
    return error;
}

const WARNING = /^(?:\((?:node|lode):\d+\) (?:\[\w+\] )?\w*Warning: |Warning: Detected unsettled)/;

function warningsIn(stderr) {
    const lines = stderr.split('\n').filter((line) => WARNING.test(line));
    return lines.map((line) => `${line.replace(/^\(\w+:\d+\) /, '')}\n`).join('');
}

/** Runs `program` (text.mjs), laid out in `root`, with `command`. */
export async function outcomeOf(command, program, root) {
    const run = await execute(command, program, root);
    const plain = (text) => text.replaceAll(root, '@ROOT@').replaceAll(join(root, '..'), '@ABOVE@');
    const stderr = plain(run.stderr);
    return {
        stdout: plain(run.stdout), stderr: stderr.replace(/^\((node|lode):\d+\)/gm, '(node:PID)'),
        warnings: warningsIn(stderr), status: run.status, error: errorIn(stderr, run.status), took: run.took,
    };
}

/** Names of what differs, with both sides, between what is expected and what came. */
export function differences({ compare }, wanted, got) {
    const rows = [];
    const look = (name, left, right) => { if (left !== right) rows.push({ name, wanted: left, got: right }); };
    look('stdout', wanted.stdout, got.stdout);
    if (compare.includes('stderr')) look('stderr', wanted.stderr, got.stderr);
    if (!compare.includes('no-warnings')) look('warnings', wanted.warnings, got.warnings);
    // What a signal ended says on stderr why, if anywhere.
    const isCut = typeof got.status === 'string' && wanted.status !== got.status;
    look('status', wanted.status, isCut ? `${got.status}\n${got.stderr}` : got.status);
    const keys = ['name', 'code', 'value', ...(compare.includes('name') ? [] : ['message'])];
    if (compare.includes('position')) keys.push('at');
    for (const key of keys) look(`error ${key}`, wanted.error?.[key], got.error?.[key]);
    return rows;
}
