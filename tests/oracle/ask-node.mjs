// Runs INSIDE the Node that is to be asked. Reads one question a line from stdin,
//     {"specifier": "...", "from": "/absolute/path", "kind": "import" | "require"}
// and writes one answer a line to stdout, in the same order:
//     {"url", "path", "format"}   or   {"code", "message"}
//
// Nothing that is asked about is ever evaluated:
// - `require` is asked with createRequire(from).resolve(), before any hook exists;
// - `import` is asked by calling the next resolve hook, many times, from inside ONE hook call;
//   where it leaves the format open, the next load hook is asked, which reads the file (and
//   looks at its syntax) but does not run it.
//
// User conditions, --preserve-symlinks and NODE_PATH belong to the process: the caller starts one
// process for each combination.

import { readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread, MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { spawnSync } from 'node:child_process';

const GO = 'oracle:go';
// A name in a folder without any package.json: Node decides about its syntax, nothing else.
const PROBE = 'file:///lode-oracle-probe.js';

// Node 20 still calls it an assertion.
const NEEDS_ATTRIBUTE = new Set([
    'ERR_IMPORT_ATTRIBUTE_MISSING', 'ERR_IMPORT_ASSERTION_TYPE_MISSING',
]);

const failure = (error) => ({
    code: error?.code ?? error?.name ?? 'Error',
    message: String(error?.message ?? error),
});

// An answer that turned out to be an error keeps nothing of its first half.
function become(answer, more) {
    if (more.code !== undefined) {
        for (const key of Object.keys(answer)) delete answer[key];
    }
    Object.assign(answer, more);
}

const pathOf = (url) => (url.startsWith('file:') ? fileURLToPath(url) : null);

// ---- the two questions, as generators: Node 20 has only asynchronous hooks ----

function* resolveImports(job) {
    const answers = [];
    for (const { specifier, from } of job.imports) {
        try {
            const parentURL = /^(file|data):/.test(from) ? from : pathToFileURL(from).href;
            const { url, format } = yield [specifier, { parentURL }];
            answers.push({ url, path: pathOf(url), format: format ?? null });
        } catch (error) {
            answers.push(failure(error));
        }
    }
    return answers;
}

// The format of a URL as load would have it: { format } or { code, message } or { again: true },
// the last where Node objects only after its load hooks (unknown MIME type of a data: URL).
function* loadFormat(url) {
    for (const importAttributes of [{}, { type: 'json' }]) {
        try {
            const { format } = yield [url, { format: undefined, importAttributes }];
            return format == null ? { again: true } : { format };
        } catch (error) {
            if (NEEDS_ATTRIBUTE.has(error?.code)) continue;
            if (error?.code === 'ERR_INVALID_RETURN_PROPERTY_VALUE') return { again: true };
            return failure(error);
        }
    }
    return { format: 'json' };
}

function* finishFormats(job, answers) {
    const known = new Map();
    for (const answer of answers) {
        if (answer.code !== undefined || answer.format !== null) continue;
        if (!known.has(answer.url)) {
            // Whether a core module is there is seen last of all. `NODE:fs` is such a URL too.
            const unknownCore = new URL(answer.url).protocol === 'node:' &&
                !nodeModule.isBuiltin(answer.url);
            known.set(answer.url, unknownCore ? { again: true } : yield* loadFormat(answer.url));
        }
        become(answer, known.get(answer.url));
    }
    // Files that only `require` can load, or whose name says nothing: Node looks at their syntax.
    const syntax = [];
    for (const { filename, source } of job.detect) {
        try {
            const text = source ?? readFileSync(filename, 'utf8');
            const context = { format: undefined, source: text, importAttributes: {} };
            // Node takes an empty text for "no source given".
            syntax.push(text === '' ? 'commonjs' : (yield [PROBE, context]).format);
        } catch {
            syntax.push(null);
        }
    }
    return syntax;
}

function runSync(generator, next) {
    let step = generator.next();
    while (!step.done) {
        let value;
        try {
            value = next(...step.value);
        } catch (error) {
            step = generator.throw(error);
            continue;
        }
        step = generator.next(value);
    }
    return step.value;
}

async function runAsync(generator, next) {
    let step = generator.next();
    while (!step.done) {
        let value;
        try {
            value = await next(...step.value);
        } catch (error) {
            step = generator.throw(error);
            continue;
        }
        step = generator.next(value);
    }
    return step.value;
}

const EMPTY = { format: 'module', source: 'export {};', shortCircuit: true };

// Node 22.15 and later: hooks in this thread.
async function askInThread(job) {
    let answers;
    let syntax;
    nodeModule.registerHooks({
        resolve(specifier, context, next) {
            if (specifier !== GO) return next(specifier, context);
            answers = runSync(resolveImports(job), next);
            return { url: GO, format: 'module', shortCircuit: true };
        },
        load(url, context, next) {
            if (url !== GO) return next(url, context);
            syntax = runSync(finishFormats(job, answers), next);
            return EMPTY;
        },
    });
    await import(GO);
    return { answers, syntax };
}

// Node 20: this same file is the hook module, in the hooks' own thread.
async function askInHookThread(job) {
    const { port1, port2 } = new MessageChannel();
    nodeModule.register(import.meta.url, { data: { job, port: port2 }, transferList: [port2] });
    await import(GO);
    const { message } = receiveMessageOnPort(port1);
    port1.close();
    return message;
}

let hookData;
let hookAnswers;

export function initialize(data) {
    hookData = data;
}

export async function resolve(specifier, context, next) {
    if (specifier !== GO) return next(specifier, context);
    hookAnswers = await runAsync(resolveImports(hookData.job), next);
    return { url: GO, format: 'module', shortCircuit: true };
}

export async function load(url, context, next) {
    if (url !== GO) return next(url, context);
    const syntax = await runAsync(finishFormats(hookData.job, hookAnswers), next);
    hookData.port.postMessage({ answers: hookAnswers, syntax });
    return EMPTY;
}

// ---- require ----

// What the CommonJS loader takes the file for: the real handler of the extension runs, up to the
// point where it would compile.
function requireFormat(filename, detect) {
    const { Module } = nodeModule;
    let found;
    const note = (module_, value) => { found = value; };
    Module._extensions['.json'] = (m) => note(m, { format: 'json' });
    Module._extensions['.node'] = (m) => note(m, { format: 'addon' });
    const module_ = new Module(filename);
    module_._compile = (content, name, format) => {
        if (format === undefined || format === null) {
            found = { detect: detect.push({ filename }) - 1, suffix: '' };
        } else if (format === 'typescript') {
            let source;
            try {
                source = nodeModule.stripTypeScriptTypes(content);
            } catch {
                found = { format: null };
                return;
            }
            found = { detect: detect.push({ source }) - 1, suffix: '-typescript' };
        } else {
            found = { format };
        }
    };
    try {
        module_.load(filename);
    } catch {
        found ??= { format: null };
    }
    return found;
}

function askRequires(questions, detect) {
    const formats = new Map();
    return questions.map(({ specifier, from }) => {
        // What Node found for one package it answers to another one that looks in the same folders.
        nodeModule.Module._pathCache = { __proto__: null };
        try {
            const path = nodeModule.createRequire(from).resolve(specifier);
            if (nodeModule.isBuiltin(path)) {
                return { url: `node:${path.replace(/^node:/, '')}`, path: null, format: 'builtin' };
            }
            if (!formats.has(path)) formats.set(path, requireFormat(path, detect));
            return { url: pathToFileURL(path).href, path, ...formats.get(path) };
        } catch (error) {
            return failure(error);
        }
    });
}

// ---- what only a real import tells: the error that comes after the load hooks ----

async function importForReal(urls) {
    const answers = [];
    for (const url of urls) {
        try {
            await import(url);
            answers.push({ format: 'builtin' });
        } catch (error) {
            answers.push(failure(error));
        }
    }
    return answers;
}

function askAgain(answers) {
    const open = answers.filter((answer) => answer.again);
    if (open.length === 0) return;
    const urls = [...new Set(open.map((answer) => answer.url))];
    const child = spawnSync(process.execPath, [...process.execArgv, process.argv[1], '--import'], {
        input: JSON.stringify(urls), encoding: 'utf8', maxBuffer: 1 << 28,
        stdio: ['pipe', 'pipe', 'inherit'],
    });
    const told = JSON.parse(child.stdout);
    const byUrl = new Map(urls.map((url, i) => [url, told[i]]));
    for (const answer of open) {
        delete answer.again;
        become(answer, byUrl.get(answer.url));
    }
}

async function main() {
    const input = readFileSync(0, 'utf8');
    if (process.argv[2] === '--import') {
        process.stdout.write(JSON.stringify(await importForReal(JSON.parse(input))));
        return;
    }
    const questions = input.split('\n').filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    const detect = [];
    const isImport = (question) => question.kind === 'import';
    const required = askRequires(questions.filter((q) => !isImport(q)), detect);
    const job = { imports: questions.filter(isImport), detect };
    const told = nodeModule.registerHooks ? await askInThread(job) : await askInHookThread(job);
    askAgain(told.answers);
    for (const answer of required) {
        if (answer.detect === undefined) continue;
        const syntax = told.syntax[answer.detect];
        answer.format = syntax && syntax + answer.suffix;
        delete answer.detect;
        delete answer.suffix;
    }
    let i = 0;
    let r = 0;
    const lines = questions.map((q) => JSON.stringify(isImport(q) ? told.answers[i++] : required[r++]));
    process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

if (isMainThread && process.argv[1] === fileURLToPath(import.meta.url)) await main();
