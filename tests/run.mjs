// Runs the parts of the test suite and adds up what each of them counted.
//
//   node tests/run.mjs                 every part that belongs to `make test`
//   node tests/run.mjs PART...         these parts only (also the long ones)
//   node tests/run.mjs --list          what parts there are
//
// A part is a program that ends by printing "N passed, N failed" (", N skipped" may follow) alone on
// a line; cmocka programs, which count in their own words, are run by the part "unit". A part that
// prints no such line, runs no test, exits otherwise than its counts say, or takes longer than its
// limit counts as one failure more. What each part wrote is in build/test-logs/PART.log, and is shown
// where something failed. The last line is the sum over all parts; exit status 1 if anything failed.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultNode } from './oracle/ask.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = process.env.LODE_OUT ?? join(root, 'build');
const logs = join(out, 'test-logs');
const node = process.execPath;
const MINUTE = 60_000;

// Tests of what happens without memory ask for more than there is.
process.env.ASAN_OPTIONS ??= 'allocator_may_return_null=1:detect_stack_use_after_return=0';
process.env.LSAN_OPTIONS ??= `use_tls=0:print_suppressions=0:suppressions=${join(root, 'tools/engine.lsan')}`;

const lode = process.env.LODE ?? join(root, 'build/lode');
const hasEngine = existsSync(join(out, 'liblode-jsc.so'));
const corpora = ['sh', 'fixtures/corpora/install.sh', 'cjs', 'esm'];
const baseDriver = join(out, 'tests/oracle-base/driver');
const baseOracle = (count) => ['url', 'path', 'json'].map((name) => [node, `tests/oracle-base/${name}.mjs`, baseDriver, count]);

// In the order in which a failure is cheapest to understand. Each step is a command; `byStatus` parts do
// not count themselves: a step is one test and its exit status the verdict. `long` parts run only when
// named. `prepare` installs what the steps read. The steps of `apart` look at no clock and share nothing, so they run
// side by side. `runs` parts execute JavaScript with lode: where the engine was not built they are one counted skip.
const parts = [
    { name: 'house', about: 'layer arrows, generated files, words', steps: [[node, 'tests/house/run.mjs']] },
    { name: 'unit', about: 'each layer from C', run: runUnit },
    { name: 'base', about: "paths, URLs and JSON against this Node's", byStatus: true, steps: baseOracle('20000') },
    { name: 'spec', about: 'resolution told as texts', steps: [[node, 'tests/spec/run.mjs']] },
    { name: 'golden', about: 'output of each command, byte for byte', steps: [[node, 'tests/golden/run.mjs']] },
    { name: 'check', about: "fixtures of lode check, as Node sees them", steps: [[node, 'fixtures/check/ask-node.mjs']] },
    { name: 'bad-input', about: 'input that should not be', steps: [[node, 'tests/bad-input/run.mjs']] },
    { name: 'valgrind', about: 'a part of that under valgrind', long: true, steps: [[node, 'tests/bad-input/run.mjs', '--valgrind']] },
    { name: 'install', about: 'make install, a consumer, make uninstall', steps: [[node, 'tests/install/run.mjs']] },
    {
        name: 'oracle', apart: true, about: 'found cases, syntax, 2,000 fresh random cases, 500 module graphs; Node 26 and this Node',
        steps: [
            ['random/replay.mjs'], ['syntax.mjs'], ['syntax.mjs', '--node', node],
            // Fresh cases: a message that differs once in 50,000 is shown; the long run counts it as a failure.
            ['random/run.mjs', '--cases', '2000', '--messages', 'count'], ['random/run.mjs', '--cases', '2000', '--messages', 'count', '--node', node],
            ['link/replay.mjs'], ['link/replay.mjs', '--node', node],
            ['link/run.mjs', '--cases', '500'], ['link/run.mjs', '--cases', '500', '--node', node],
        ].map(([script, ...options]) => [node, `tests/oracle/${script}`, '--lode', lode, ...options]),
    },
    {
        name: 'corpus', about: 'each request of two real trees, and the files that Node loads', apart: true, prepare: corpora,
        steps: [['corpus.mjs', '--from', 'lode', '--node', defaultNode()], ['loaded-files.mjs']]
            .map(([script, ...options]) => [node, `tests/oracle/${script}`, '--lode', lode, ...options]),
    },
    {
        name: 'corpus-long', about: 'the same, and each request that esbuild sees; Node 26 and this Node', long: true, prepare: corpora,
        steps: ['corpus.mjs', 'loaded-files.mjs'].map((script) => [node, `tests/oracle/${script}`, '--lode', lode]),
    },
    {
        name: 'names', about: "the names of modules: Node's lexer, and what import shows, of two trees and 200 packages", apart: true,
        prepare: [...corpora, 'popular'],
        steps: [['import.mjs'], ['lexer.mjs'], ['lexer.mjs', '--node', node], ['selftest.mjs']]
            .map(([script, ...options]) => [node, `tests/oracle/names/${script}`, '--lode', lode, ...options]),
    },
    { name: 'body', about: 'what the bodies of modules do, run by Node 26', steps: [[node, 'tests/body/run.mjs']] },
    { name: 'programs', about: 'small programs, against what Node 26 said of them', runs: true, steps: [[node, 'tests/programs/run.mjs'], [node, 'tools/core-table.mjs', '--check']] },
    { name: 'random', about: '300 fresh graphs with top-level await, against Node 26', runs: true, steps: [[node, 'tests/programs/random/run.mjs', '--cases', '300']] },
    { name: 'packages', about: '150 packages and 45 uses, against what Node 26 said of them', runs: true, steps: [[node, 'tests/programs/packages.mjs']] },
    { name: 'docs', about: 'the examples of README and docs/', steps: [[node, 'tests/docs/run.mjs']] },
    {
        name: 'oracle-long', about: '100,000 random cases, 50,000 module graphs, and whether the oracles notice faults', long: true, limit: 240 * MINUTE,
        steps: [
            ['selftest.mjs'], ['link/selftest.mjs'],
            ['random/run.mjs', '--cases', '100000', '--seed', '1'], ['link/run.mjs', '--cases', '50000', '--seed', '1'],
            ['link/run.mjs', '--cases', '50000', '--seed', '1', '--node', node],
        ].map(([script, ...options]) => [node, `tests/oracle/${script}`, ...script.includes('selftest') ? [] : ['--lode', lode], ...options]),
    },
    {
        name: 'names-long', about: 'the same of every file, and 100,000 random texts', long: true, limit: 120 * MINUTE, prepare: [...corpora, 'popular'],
        steps: [
            ['lexer.mjs', '--files', 'all', '--texts', '100000', '--seed', '1'], ['lexer.mjs', '--files', 'all', '--texts', '100000', '--seed', '1', '--node', node],
            ['import.mjs', '--files', 'all', '--modules', 'all', '--share', '100'],
        ].map(([script, ...options]) => [node, `tests/oracle/names/${script}`, '--lode', lode, ...options]),
    },
    {
        // For the sanitizers: what is hard on memory, and not all of it.
        name: 'programs-short', about: 'programs that fail, wait or go in circles', long: true, runs: true,
        steps: [[node, 'tests/programs/run.mjs', 'bad-input', 'commonjs-c', 'top-level-await', 'interop-', 'dynamic-import', 'errors/', 'exit-codes']],
    },
    {
        name: 'random-long', about: '20,000 graphs with top-level await, against Node 26', long: true, runs: true, limit: 60 * MINUTE,
        steps: [[node, 'tests/programs/random/run.mjs', '--cases', '20000', '--seed', '1']],
    },
    { name: 'base-long', about: "2,000,000 paths, URLs and JSON texts against this Node's", long: true, byStatus: true, limit: 60 * MINUTE, steps: baseOracle('2000000') },
];

// Runs one program; resolves to its status and everything that it wrote.
function execute(command, limit) {
    return new Promise((resolve) => {
        const child = spawn(command[0], command.slice(1), { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
        const chunks = [];
        child.stdout.on('data', (chunk) => chunks.push(chunk));
        child.stderr.on('data', (chunk) => chunks.push(chunk));
        let late = false;
        const timer = setTimeout(() => { late = true; child.kill('SIGKILL'); }, limit);
        const end = (status, note) => {
            clearTimeout(timer);
            let text = Buffer.concat(chunks).toString();
            if (late) note = `stopped after ${limit / 1000} s`;
            if (note) text += `\n${command.map((word) => relative(root, word) || word).join(' ')}: ${note}\n`;
            resolve({ ok: status === 0 && !late, text });
        };
        child.on('error', (error) => end(1, error.message));
        child.on('close', (status, signal) => end(status, signal && `ended by ${signal}`));
    });
}

// The results of `run` for each item, in their order; at most `width` at once.
async function runAll(items, width, run) {
    const results = [];
    let next = 0;
    async function work() {
        for (let i = next++; i < items.length; i = next++) results[i] = await run(items[i]);
    }
    await Promise.all(Array.from({ length: Math.min(width, availableParallelism()) }, work));
    return results;
}

function lastSummary(text) {
    const lines = [...text.matchAll(/^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)];
    const line = lines.at(-1);
    return line && { passed: Number(line[1]), failed: Number(line[2]), skipped: Number(line[3] ?? 0) };
}

function countCmocka(text) {
    const sum = (pattern) => [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
    return {
        passed: sum(/^\[  PASSED  \] (\d+) test\(s\)\.?$/gm),
        failed: sum(/^\[  FAILED  \] [^\n]*?(\d+) test\(s\), listed below/gm),
        skipped: sum(/^\[  SKIPPED \] [^\n]*?(\d+) test\(s\), listed below/gm),
    };
}

// A run and its counts as one verdict: what they do not agree on is one failure more.
function judge(run, counts) {
    const result = { passed: 0, failed: 0, skipped: 0, text: run.text, ...counts };
    if (!counts) {
        result.failed++;
        result.text += '\nno line "N passed, N failed" was printed\n';
    } else if (!run.ok && counts.failed === 0) {
        result.failed++;
        result.text += '\nthe exit status says failure, the counts do not\n';
    } else if (run.ok && counts.failed > 0) {
        result.text += '\nthe exit status says success, the counts do not\n';
    } else if (counts.passed + counts.failed + counts.skipped === 0) {
        result.failed++;
        result.text += '\nno test was run\n';
    }
    return result;
}

function unitPrograms(folder) {
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return unitPrograms(path);
        const source = join(root, 'tests', relative(join(out, 'tests'), path) + '.c');
        return entry.name.startsWith('test_') && existsSync(source) ? [path] : [];
    }).sort();
}

async function runUnit(part, limit) {
    const total = { passed: 0, failed: 0, skipped: 0, text: '' };
    const programs = unitPrograms(join(out, 'tests', 'unit'));
    if (programs.length === 0) return { ...total, failed: 1, text: 'there is no unit test program\n' };
    const verdicts = await runAll(programs, 2, async (program) => {
        const run = await execute([program], limit);
        return judge(run, countCmocka(run.text));
    });
    const results = programs.map((program, i) => [program, verdicts[i]]);
    // Failed programs first: their words are the ones that are shown.
    const order = ([a, one], [b, other]) => Math.sign(other.failed) - Math.sign(one.failed) || (a < b ? -1 : 1);
    for (const [program, result] of results.sort(order)) {
        total.passed += result.passed;
        total.failed += result.failed;
        total.skipped += result.skipped;
        total.text += `== ${relative(root, program)}\n${result.text}\n`;
    }
    return total;
}

// The lines worth seeing of a failed part: from the first that speaks of a failure, at most 80.
function excerpt(text) {
    const lines = text.trimEnd().split('\n');
    const first = lines.findIndex((line) => /FAIL|✗|\bERROR\b|not ok|ended by|expected|Assert/.test(line) && !/ 0 failed/.test(line));
    const from = Math.max(0, Math.min(first === -1 ? lines.length : first - 3, lines.length - 5));
    const shown = lines.slice(from, from + 80);
    if (from + 80 < lines.length) shown.push(`(${lines.length - from - 80} lines more)`, ...lines.slice(-5));
    return shown.map((line) => `    ${line}`).join('\n');
}

const withoutEngine = () => ({
    passed: 0, failed: 0, skipped: 1,
    text: 'skip: liblode-jsc.so was not built, for pkg-config knows no javascriptcoregtk-4.1 (Debian: libjavascriptcoregtk-4.1-dev)\n',
});

// What the steps of a part count, together.
async function runSteps(part, limit) {
    const total = { passed: 0, failed: 0, skipped: 0, text: '' };
    const add = (result) => {
        for (const key of ['passed', 'failed', 'skipped']) total[key] += result[key];
        total.text += result.text;
    };
    if (part.prepare) {
        const run = await execute(part.prepare, limit);
        if (!run.ok) return { ...total, failed: 1, text: run.text };
    }
    async function runStep(step) {
        if (!existsSync(join(root, step[1]))) return { passed: 0, failed: 1, skipped: 0, text: `${step[1]} is not there\n` };
        const run = await execute(step, limit);
        return judge(run, part.byStatus ? { passed: Number(run.ok), failed: Number(!run.ok) } : lastSummary(run.text));
    }
    (await runAll(part.steps, part.apart ? 2 : 1, runStep)).forEach(add);
    return total;
}

async function runPart(part) {
    const limit = part.limit ?? 12 * MINUTE;
    const started = Date.now();
    process.stdout.write(`${part.name.padEnd(14)} `);
    const result = await (part.runs && !hasEngine ? withoutEngine : part.run ?? runSteps)(part, limit);
    writeFileSync(join(logs, `${part.name}.log`), result.text);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const counts = `${result.passed} passed, ${result.failed} failed` + (result.skipped ? `, ${result.skipped} skipped` : '');
    process.stdout.write(`${counts.padEnd(36)} ${seconds.padStart(6)} s   ${part.about}\n`);
    // Random cases can be made again from the seed, so it is always shown.
    if (/^(?:oracle|random)/.test(part.name)) for (const line of new Set(result.text.match(/^.*\bseed \d+.*$/gim))) process.stdout.write(`    ${line.trim()}\n`);
    // What was left out as a whole says why.
    if (result.skipped && !result.passed) for (const line of result.text.match(/^skip.*$/gm) ?? []) process.stdout.write(`    ${line}\n`);
    if (result.failed) process.stdout.write(`${excerpt(result.text)}\n    all of it: ${relative(root, join(logs, part.name))}.log\n`);
    return result;
}

const wanted = process.argv.slice(2);
if (wanted.includes('--list')) {
    for (const { name, about, long } of parts) process.stdout.write(`${name.padEnd(14)} ${about}${long ? ' (only when named)' : ''}\n`);
    process.exit(0);
}
const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length) {
    process.stderr.write(`run.mjs: no such part: ${unknown.join(', ')} (see --list)\n`);
    process.exit(2);
}
mkdirSync(logs, { recursive: true });
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const part of parts.filter(({ name, long }) => (wanted.length ? wanted.includes(name) : !long))) {
    const result = await runPart(part);
    for (const key of Object.keys(sum)) sum[key] += result[key];
}
process.stdout.write(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}\n`);
process.exit(sum.failed ? 1 : 0);
