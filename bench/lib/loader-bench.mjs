// The table of `lode run` beside Node: start, the CommonJS tree, a graph of ES modules.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makePrograms } from './loader-programs.mjs';
import { measure } from './measure.mjs';
import { interleave, summary } from './stats.mjs';
import { count, megabytes, percent, ratio, seconds } from './tables.mjs';

const ENGINE_LIBRARY = 'libjavascriptcoregtk-4.1.so.0';

/** Why there is nothing to measure, or null. */
export function loaderIsMissing(folders) {
    return existsSync(join(dirname(folders.lode), 'liblode-jsc.so')) ? null : 'Loading is left out: there is no liblode-jsc.so beside lode';
}

// In the order in which Node loads them.
function filesNodeLoads(folders, root, entry) {
    const file = join(folders.out, 'loaded-in-order.json');
    rmSync(file, { force: true });
    measure(folders, { argv: ['env', `LOADED=${file}`, folders.node, '--require', join(folders.peers, 'loaded.cjs'), entry], cwd: root });
    return JSON.parse(readFileSync(file, 'utf8'));
}

function row({ runner, title, runs }, base) {
    const { wall, spread, cpu, rss } = summary(runs);
    return [title, runner.name, seconds(wall), percent(spread), ratio(wall, base.wall), seconds(cpu), ratio(cpu, base.cpu), megabytes(rss)];
}

/** `tree`: { root, entry } of the CommonJS corpus, or null to leave it out. */
export function benchLoading(folders, tree, { rounds, progress }) {
    const runners = [{ name: 'node', argv: [folders.node] }, { name: 'lode run', argv: [folders.lode, 'run'] }];
    // What no program that runs on this engine can be faster than.
    const floor = { name: 'the engine alone', argv: [folders.engine, ENGINE_LIBRARY] };
    progress('loading: preparing');
    const made = makePrograms(join(folders.out, 'loading'));
    const notes = [];
    const programs = [
        { title: 'an empty file', rounds: rounds * 3, floor, ...made.empty },
        { title: `${count(made.esm.modules)} ES modules`, rounds, ...made.esm },
    ];
    if (tree) {
        const part = made.commonjs(filesNodeLoads(folders, tree.root, tree.entry), runners.map(({ argv }) => argv));
        programs.push({ title: 'CommonJS tree', rounds: Math.min(rounds, 5), ...part });
        notes.push(`CommonJS tree: of the ${count(part.all)} scripts that Node loads for its entry the ${count(part.requested)} that both can require one after the other, in that order, `
            + `in one process; the rest needs core modules that lode does not have. In the cache at the end: ${part.loaded.map((each, i) => `${count(each)} (${runners[i].name})`).join(', ')}.`);
    }
    const rows = [];
    const failures = [];
    for (const { title, argv, env = {}, rounds: times, floor: alone } of programs) {
        const jobs = [...runners, ...alone ? [alone] : []].map((runner) => ({ runner, title, runs: [] }));
        const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
        try {
            interleave(jobs, times + 1, (job, round) => {
                progress(`loading: ${title}, ${job.runner.name}, round ${round} of ${times}`);
                const run = measure(folders, { argv: [...settings.length ? ['env', ...settings] : [], ...job.runner.argv, ...job.runner === alone ? [] : argv] });
                if (round > 0) job.runs.push(run);
            });
            const base = summary(jobs[0].runs);
            rows.push(...jobs.map((job) => row(job, base)));
        } catch (error) {
            failures.push(`${title}: ${error.message}`);
        }
    }
    return {
        failures,
        table: {
            title: 'Loading and running',
            columns: ['program', 'runner', 'median', '+-', 'x', 'cpu', 'x', 'memory'].map((head, i) => ({ head, left: i < 2 })),
            rows,
            notes: [`Whole processes, ${rounds} rounds (three times as many of the empty file, at most 5 of the tree) taken in turn after one that is not counted. x: how many times Node's.`,
                'The engine alone: a C program that opens the library of JavaScriptCore, makes one context and ends (lib/engine.c).',
                `ES modules: made for this, ${Math.round(made.esm.bytes / made.esm.modules)} bytes each, 2 to 4 imports, some in rings; the same text in every run.`, ...notes],
        },
    };
}
