// Real packages: what require and import give, and a use of each of 40.
//
//   node tests/programs/packages.mjs [--lode PATH] [--node] [WORD...]
//   UPDATE=1 node tests/programs/packages.mjs [WORD...]     asks Node 26 and writes what it said
//
// fixtures/packages/ pins 150 packages that need no core module but those of docs/core-modules.md; they are installed
// once, into build/packages (LODE_PACKAGES names another place), with package scripts switched off.
// fixtures/packages/shapes.txt holds a digest of what Node gives for each; where lode gives something else, Node is
// asked for the whole. The uses are program texts in smoke/. Ends with "N passed, N failed".

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT, defaultNode } from '../oracle/ask.mjs';
import { check, finish } from '../support/check.mjs';
import { readOptions } from './options.mjs';
import { Suite, programNames } from './suite.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const fixture = join(here, 'fixtures', 'packages');
const place = process.env.LODE_PACKAGES ?? join(ROOT, 'build', 'packages');
const shapesPath = join(fixture, 'shapes.txt');
const { command, words } = readOptions(process.argv.slice(2));
const update = Boolean(process.env.UPDATE);
// Their own entries ask for core modules beyond the table; the smoke uses need only a part.
const NOT_WHOLE = new Set(['rollup', 'typescript']);
const LIMIT = 60_000;

function install() {
    const lock = readFileSync(join(fixture, 'package-lock.json'), 'utf8');
    const stamp = join(place, '.stamp');
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
    mkdirSync(place, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(fixture, name), join(place, name));
    const run = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: place, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`npm ci: ${run.stderr}`);
    writeFileSync(stamp, lock);
}

function shapeOf(runner, name) {
    return new Promise((resolve, reject) => {
        const child = spawn(runner[0], [...runner.slice(1), 'shape.mjs', name], { cwd: place, env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined }, stdio: ['ignore', 'pipe', 'pipe'] });
        const out = [];
        const errors = [];
        child.stdout.on('data', (chunk) => out.push(chunk));
        child.stderr.on('data', (chunk) => errors.push(chunk));
        const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT);
        child.on('error', reject);
        child.on('close', (status, signal) => {
            clearTimeout(timer);
            // A package may print while it loads; the shape is the last line.
            const last = Buffer.concat(out).toString().trimEnd().split('\n').at(-1);
            if (status === 0 && last.startsWith('{')) resolve(JSON.parse(last));
            else reject(new Error(`${name}: ended with ${signal ?? status}\n${Buffer.concat(errors).toString().slice(-2000)}`));
        });
    });
}

const digest = (shape) => createHash('sha256').update(JSON.stringify(shape)).digest('hex').slice(0, 16);

function summary(shape) {
    const part = ({ type, keys, error, code }) => (error ? `${error} ${code ?? '-'}` : `${type} ${keys?.length ?? 0}`);
    return `require ${part(shape.required)}, import ${part(shape.imported)}, ${digest(shape)}`;
}

// What differs, key by key.
function compare(wanted, got) {
    for (const way of ['required', 'imported']) {
        const rows = (shape) => [...Object.entries(shape).filter(([k]) => k !== 'keys').map((row) => row.join(' ')), ...(shape.keys ?? []).map((row) => row.join(': '))];
        const [left, right] = [rows(wanted[way]), rows(got[way])];
        const gone = left.filter((row) => !right.includes(row));
        const more = right.filter((row) => !left.includes(row));
        if (gone.length + more.length) throw new Error(`${way}: Node has ${gone.slice(0, 10).join(', ') || 'nothing more'}; lode has ${more.slice(0, 10).join(', ') || 'nothing more'}`);
    }
    if (digest(wanted) !== digest(got)) throw new Error('the keys are the same, in another order');
    throw new Error('Node gives this shape now: the digest is old');
}

async function checkShapes() {
    const names = Object.keys(JSON.parse(readFileSync(join(fixture, 'package.json'), 'utf8')).dependencies)
        .filter((name) => !NOT_WHOLE.has(name) && (!words.length || words.some((word) => `shape/${name}`.includes(word))));
    const known = new Map(existsSync(shapesPath) ? readFileSync(shapesPath, 'utf8').trim().split('\n').map((line) => line.split(': ')) : []);
    copyFileSync(join(here, 'shape.mjs'), join(place, 'shape.mjs'));
    const waiting = [...names];
    const work = async () => {
        for (let name = waiting.shift(); name; name = waiting.shift()) {
            await check(`shape/${name}`, async () => {
                const shape = await shapeOf(update ? [defaultNode()] : command, name);
                if (update) known.set(name, summary(shape));
                else if (known.get(name) !== summary(shape)) compare(await shapeOf([defaultNode()], name), shape);
            });
        }
    };
    await Promise.all([work(), work(), work()]);
    if (update) writeFileSync(shapesPath, [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map((row) => `${row.join(': ')}\n`).join(''));
}

install();
await checkShapes();
await new Suite(join(place, 'node_modules')).checkAll(programNames({ folders: (folder) => folder === 'smoke', words }), command, update);
finish();
