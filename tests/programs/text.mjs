// A program as text: what it shows, its files, and what Node 26 says when it runs.
//
//     why: one line
//     entry: main.js            what is run; without this line the first file
//     args: ["a", "b c"]        what follows the entry on the command line
//     env: {"NAME": "value"}    added to a small environment
//     stdin: "text"             without this line standard input is empty
//     shell: @RUN@ main.js | true      a command line in place of "run the entry"
//     compare: name             see below
//     -- main.js --
//     console.log(1);
//     -- crlf.js (json) --      the content as a JSON string: other line ends, a BOM, no line end
//     "a\r\n"
//     -- link.js -> main.js --  a symbolic link
//     --- stdout
//     1
//     --- warnings              of the process, without its number
//     --- stderr                with "compare: stderr" only
//     --- status 1
//     --- error                 of an uncaught error; a thrown value that is no error has "value" alone
//     name: TypeError
//     code: ERR_X
//     message: its first line
//     at: main.js:3
//     === lode, because REASON      after this line, where lode is meant to do something else: its own sections
//
// What is compared: stdout, status, warnings, and of the error name, code and message. Words after
// "compare:" change that: `name` (not the message: its words are the engine's own), `position` (`at` as well),
// `stderr` (all of it), `no-warnings`. @ROOT@ stands for the folder of the program.

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FIELDS = ['why', 'entry', 'args', 'env', 'stdin', 'shell', 'compare'];
const ERROR = ['name', 'code', 'message', 'at', 'value'];
const WORDS = ['name', 'position', 'stderr', 'no-warnings'];

function parseHead(text) {
    const program = { compare: [] };
    for (const line of text.trimEnd().split('\n')) {
        const [, key, value] = /^(\w+): (.*)$/.exec(line) ?? [];
        if (!FIELDS.includes(key)) throw new Error(`not a field: ${line}`);
        program[key] = ['args', 'env', 'stdin'].includes(key) ? JSON.parse(value) : value;
    }
    if (typeof program.compare === 'string') program.compare = program.compare.split(' ');
    const odd = program.compare.filter((word) => !WORDS.includes(word));
    if (odd.length) throw new Error(`compare: ${odd.join(' ')}`);
    if (!program.why) throw new Error('no line "why: ..."');
    return program;
}

function parseFile(name, body) {
    const link = /^(.+) -> (.+)$/.exec(name);
    if (link) return { path: link[1], link: link[2] };
    const json = /^(.+) \(json\)$/.exec(name);
    return json ? { path: json[1], text: JSON.parse(body) } : { path: name, text: body };
}

function parseError(body) {
    const error = {};
    for (const line of body.replace(/\n+$/, '').split('\n')) {
        const [, key, value] = /^(\w+): (.*)$/.exec(line) ?? [];
        if (!ERROR.includes(key)) throw new Error(`not a field of an error: ${line}`);
        error[key] = value;
    }
    return error;
}

function parseOutcome(text) {
    const outcome = { stdout: '', stderr: '', warnings: '', status: 0, error: null };
    const pieces = text.split(/^--- (stdout|stderr|warnings|status|error)(.*)\n/m).slice(1);
    for (let i = 0; i < pieces.length; i += 3) {
        const [name, more, body] = pieces.slice(i, i + 3);
        if (name === 'status') outcome.status = /^ \d+$/.test(more) ? Number(more) : more.slice(1);
        else if (name === 'error') outcome.error = parseError(body);
        else outcome[name] = more ? body.slice(0, -1) : body;
    }
    return outcome;
}

/** { why, entry, ..., compare: [words], files: [{ path, text | link }], head: text before the outcome, outcome, own: lode's, or null } */
export function parse(text) {
    const [told, reason, own] = text.split(/^=== lode, because (.+)\n/m);
    const at = told.search(/^--- /m);
    const head = at === -1 ? told : told.slice(0, at);
    const [fields, ...pieces] = head.split(/^-- (.+) --\n/m);
    const files = [];
    for (let i = 0; i < pieces.length; i += 2) files.push(parseFile(pieces[i], pieces[i + 1]));
    if (files.length === 0) throw new Error('no file');
    const program = { entry: files[0].path, ...parseHead(fields), files, head };
    program.outcome = at === -1 ? null : parseOutcome(told.slice(at));
    // What print() puts back as it was.
    program.tail = reason ? text.slice(told.length) : '';
    program.own = reason ? parseOutcome(own) : null;
    return program;
}

export function print({ head, compare, tail }, { stdout, stderr, warnings, status, error }) {
    const section = (name, body) => {
        if (body === '') return '';
        return body.endsWith('\n') ? `--- ${name}\n${body}` : `--- ${name}, no line end\n${body}\n`;
    };
    const fields = error && ERROR.filter((key) => error[key] !== undefined).map((key) => `${key}: ${error[key]}\n`).join('');
    return head + section('stdout', stdout) + (compare.includes('stderr') ? section('stderr', stderr) : '')
        + (compare.includes('no-warnings') ? '' : section('warnings', warnings)) + `--- status ${status}\n` + (error ? `--- error\n${fields}` : '') + tail;
}

export function layOut(root, { files }) {
    for (const { path, text, link } of files) {
        const to = join(root, path);
        mkdirSync(dirname(to), { recursive: true });
        if (link !== undefined) symlinkSync(link, to);
        else writeFileSync(to, text.replaceAll('@ROOT@', root));
    }
}
