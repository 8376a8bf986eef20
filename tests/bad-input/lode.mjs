// What the scenarios work with: a tree on the real disk, and lode run on it under limits.

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { equal, ok } from '../support/check.mjs';

/** A folder of its own for one scenario. Paths are relative to it. */
export class Tree {
    constructor() {
        this.root = mkdtempSync(join(tmpdir(), 'lode-bad-'));
        chmodSync(this.root, 0o755); // a run as nobody must get in
    }

    at(path) {
        return join(this.root, path);
    }

    write(path, content = '') {
        mkdirSync(dirname(this.at(path)), { recursive: true });
        writeFileSync(this.at(path), content);
        return this;
    }

    folder(path) {
        mkdirSync(this.at(path), { recursive: true });
        return this;
    }

    link(path, target) {
        mkdirSync(dirname(this.at(path)), { recursive: true });
        symlinkSync(target, this.at(path));
        return this;
    }

    mode(path, mode) {
        chmodSync(this.at(path), mode);
        return this;
    }

    fifo(path) {
        mkdirSync(dirname(this.at(path)), { recursive: true });
        equal(spawnSync('mkfifo', [this.at(path)]).status, 0);
        return this;
    }

    remove() {
        // By the system's rm: it walks below paths that are too long to be named, as Node's does not.
        spawnSync('chmod', ['-R', 'u+rwX', this.root]);
        equal(spawnSync('rm', ['-rf', this.root]).status, 0);
    }
}

export const FORMATS = ['text', 'json', 'ndjson', 'dot', 'mermaid', 'd2', 'csv', 'madge', 'metafile', 'depcruise', 'stats'];
const JSON_FORMATS = new Set(['json', 'madge', 'metafile', 'depcruise']);
const NOBODY = 65534;

/** One build of lode. `factor` stretches the limits for builds that are slow by design. */
export class Lode {
    constructor({ program, engine, label, factor = 1, limitMemory = true, wrapper = [], isSlow = false }) {
        Object.assign(this, { program, engine, label, factor, limitMemory, wrapper, isSlow });
    }

    /**
     * Runs lode and returns { status, stdout, stderr }. Ending by a signal, taking too long or too much
     * memory, a sanitizer's or valgrind's report, and any status but `status` (one or several) fail.
     */
    run(tree, args, { status = 0, seconds = 10, megabytes = 1500, asNobody = false, cwd = tree.root, input = '' } = {}) {
        const time = Math.ceil(seconds * this.factor);
        const limits = `ulimit -t ${time}; ${this.limitMemory ? `ulimit -v ${megabytes * 1024};` : ''} exec "$0" "$@"`;
        const env = {
            ...process.env, NO_COLOR: '1', CI: 'true', MALLOC_ARENA_MAX: '2',
            ASAN_OPTIONS: 'detect_leaks=1:exitcode=98:hard_rss_limit_mb=6000:detect_stack_use_after_return=0', UBSAN_OPTIONS: 'exitcode=97',
        };
        for (const name of ['NODE_PATH', 'FORCE_COLOR', 'LODE', 'LODE_OUT', 'LODE_SAN']) delete env[name];
        const identity = asNobody && process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
        const run = spawnSync('sh', ['-c', limits, ...this.wrapper, this.program, ...args],
            { cwd, env, input: Buffer.from(input), encoding: 'buffer', timeout: (time * 4 + 60) * 1000, maxBuffer: 1 << 28, ...identity });
        if (run.error) throw run.error;
        const result = { status: run.status, stdout: run.stdout.toString(), stderr: run.stderr.toString(), bytes: run.stdout };
        const shown = () => `${this.label} ${args.map((arg) => (arg.length > 80 ? `${arg.slice(0, 80)}…` : arg)).join(' ')}\n`
            + `status ${run.status} signal ${run.signal}\n${result.stderr.slice(0, 3000)}\n${result.stdout.slice(0, 500)}`;
        ok(run.signal === null, `ended by a signal: ${shown()}`);
        ok(!/Sanitizer|runtime error:|== (Invalid|Conditional|Use of)/.test(result.stderr), `a sanitizer spoke: ${shown()}`);
        ok([status].flat().includes(run.status), `exit status should be ${[status].flat().join(' or ')}: ${shown()}`);
        return result;
    }

    /** The same with --json; returns the one document. */
    json(tree, args, options) {
        const { stdout, stderr, status } = this.run(tree, [...args, '--json'], options);
        const document = parse(stdout, `${args.join(' ').slice(0, 200)} --json`);
        equal(document.schemaVersion, 1);
        return Object.assign(document, { status, stderr });
    }

    /** `lode graph --json` with the rules that every graph keeps. */
    graph(tree, entries, options) {
        const graph = this.json(tree, ['graph', ...[entries].flat()], options);
        assertSaneGraph(graph);
        return graph;
    }

    /**
     * Every command and format on one project, only to see that each ends as it should with output of its
     * own kind, and that the number of threads changes nothing.
     */
    everyCommand(tree, { entry = 'index.mjs', to = 'good.mjs', status = 0, ...options } = {}) {
        if (this.isSlow) return; // under valgrind a run takes seconds: the scenario's own ones have to do
        for (const format of FORMATS) {
            const { stdout } = this.run(tree, ['graph', entry, '--format', format], { status, ...options });
            if (JSON_FORMATS.has(format)) parse(stdout, format);
            if (format === 'ndjson') for (const line of stdout.split('\n').slice(0, -1)) parse(line, format);
            assertPrintable(stdout, format);
        }
        const one = this.run(tree, ['graph', entry, '--json', '--threads', '1'], { status, ...options });
        const four = this.run(tree, ['graph', entry, '--json', '--threads', '4'], { status, ...options });
        equal(four.stdout, one.stdout);
        const found = status === 2 ? 2 : [0, 1];
        this.json(tree, ['cycles', entry], { status: found, ...options });
        this.json(tree, ['why', entry, to], { status: found, ...options });
        this.run(tree, ['cycles', entry], { status: found, ...options });
        assertPrintable(this.run(tree, ['why', entry, to], { status: found, ...options }).stdout, 'why');
        this.json(tree, ['dependents', to, '--entry', entry], { status: found, ...options });
    }
}

function parse(text, what) {
    try {
        return JSON.parse(text);
    } catch (error) {
        throw new Error(`${what}: stdout is not one JSON document (${error.message}): ${text.slice(0, 300)}`);
    }
}

// Control characters from file names must never reach a terminal; in JSON, DEL and above are harmless.
function assertPrintable(text, what) {
    // eslint-disable-next-line no-control-regex
    const found = text.match(JSON_FORMATS.has(what) || what === 'ndjson' ? /[\x00-\x09\x0b-\x1f]/ : /[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
    ok(!found || (what === 'csv' && found[0] === '\r'), `${what}: control character ${JSON.stringify(found?.[0])} in ${JSON.stringify(text.slice(Math.max(0, found?.index - 60), found?.index + 20))}`);
}

function assertSaneGraph({ modules, entries, stats }) {
    const ids = modules.map(({ id }) => id);
    const byBytes = [...ids].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    equal(ids, byBytes, 'modules are sorted by id');
    equal(new Set(ids).size, ids.length, 'ids are distinct');
    for (const entry of entries) ok(ids.includes(entry), `entry ${entry} is a module`);
    const edges = modules.flatMap((module) => module.imports);
    for (const edge of edges) {
        ok(edge.to === null || ids.includes(edge.to), `${edge.specifier} leads to a module`);
        ok(edge.line >= 1 && edge.column >= 1, `${edge.specifier} has a position`);
        if (edge.error) ok(edge.error.code && edge.error.message, `${edge.specifier}: an error has code and message`);
    }
    equal(stats.modules, modules.length);
    equal(stats.edges, edges.length);
    equal(stats.unresolved, edges.filter(({ error }) => error).length);
}

/** The edges of one module of a graph, by specifier. */
export function edgesOf(graph, id) {
    const module = graph.modules.find((candidate) => candidate.id === id);
    ok(module, `${id} is in the graph (${graph.modules.map((other) => other.id).join(', ').slice(0, 500)})`);
    return Object.fromEntries(module.imports.map((edge) => [edge.specifier, edge]));
}

export function moduleOf(graph, id) {
    return graph.modules.find((module) => module.id === id);
}

/** A project whose index.mjs imports `specifiers` and, before and after them, two good files. */
export function project(...specifiers) {
    const lines = ['./good.mjs', ...specifiers, './good-too.mjs'].map((specifier) => `import ${JSON.stringify(specifier)};\n`);
    return new Tree().write('package.json', '{"name":"project"}').write('index.mjs', lines.join(''))
        .write('good.mjs', 'import "node:fs";\n').write('good-too.mjs', '');
}

/** What "the rest of the graph is intact" means for a project(). */
export function assertRestIntact(graph) {
    const edges = edgesOf(graph, 'index.mjs');
    equal(edges['./good.mjs'].to, 'good.mjs');
    equal(edges['./good-too.mjs'].to, 'good-too.mjs');
    equal(edgesOf(graph, 'good.mjs')['node:fs'].to, 'node:fs');
}
