// The programs whose loading is compared: an empty file, the loadable part of the CommonJS tree, a graph of 1,000
// ES modules. All are made anew for each run, the same for every runner.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ES_MODULES = 1000;
const LIMIT = 300_000;

// ---- the CommonJS tree ----

// Requires each file of a list, in order, and says at the end what threw and how many files are loaded. `exit` at once:
// some packages leave a timer or a socket open.
const LOADER = `'use strict';
const { readFileSync, writeSync } = require('fs');
const files = readFileSync(process.env.LOAD_LIST, 'utf8').split('\\n').filter(Boolean);
const refused = [];
for (const file of files) {
    try { require(file); } catch { refused.push(file); }
}
if (process.env.LOAD_SAYS) require('fs').writeFileSync(process.env.LOAD_SAYS, JSON.stringify({ refused, loaded: Object.keys(require.cache).length }));
writeSync(1, String(Object.keys(require.cache).length));
process.exit(0);
`;

function load(runner, folder, list, wanted) {
    const says = join(folder, 'says.json');
    rmSync(says, { force: true });
    writeFileSync(list, wanted.map((file) => `${file}\n`).join(''));
    const env = { ...process.env, LOAD_LIST: list, LOAD_SAYS: says, NODE_OPTIONS: '' };
    const run = spawnSync(runner[0], [...runner.slice(1), join(folder, 'load.js')], { env, encoding: 'utf8', timeout: LIMIT, maxBuffer: 1 << 28 });
    if (!existsSync(says)) throw new Error(`${runner[0]} does not come to the end of the CommonJS tree: ${run.signal ?? run.status} ${run.stderr.slice(-500)}`);
    return JSON.parse(readFileSync(says, 'utf8'));
}

/*
 * The part that every runner loads: of the files that Node loads when it runs the tree's entry (`files`, in that order)
 * those that each runner can require, one after the other. Many of the rest ask for core modules that lode does not
 * have. { argv, env, requested, loaded: [files in the cache of each runner at the end] }
 */
function commonjs(folder, files, runners) {
    const list = join(folder, 'files.txt');
    writeFileSync(join(folder, 'load.js'), LOADER);
    let wanted = files.filter((file) => /\.c?js$/.test(file));
    const all = wanted.length;
    // Twice: what one of them refuses may have loaded for another what a later file needs.
    for (const runner of [...runners, ...runners]) {
        const refused = new Set(load(runner, folder, list, wanted).refused);
        wanted = wanted.filter((file) => !refused.has(file));
    }
    const loaded = runners.map((runner) => load(runner, folder, list, wanted).loaded);
    return { argv: [join(folder, 'load.js')], env: { LOAD_LIST: list }, all, requested: wanted.length, loaded };
}

// ---- the graph of ES modules ----

function generator(seed) {
    let state = seed >>> 0;
    return (below) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
    };
}

// What a module of an application is made of; `i` and `n` are numbers, so that no two are the same text.
const forms = [
    (i, n) => `/** Adds what is due for row ${n}. */
function total${n}(rows, { rate = 0.${n + 1}, floor = ${i} } = {}) {
    let sum = floor;
    for (const { price, count = 1, tags: [first, ...rest] = [] } of rows) {
        if (price === undefined || rest.length > ${n + 3}) continue;
        sum += price * count * (first === 'free' ? 0 : 1 + rate);
    }
    return Math.round(sum * 100) / 100;
}`,
    (i, n) => `class Store${n} extends Map {
    #limit = ${i + n};
    static made = 0;
    constructor(entries = [], options = {}) {
        super(entries);
        Store${n}.made += 1;
        this.options = { ...options, name: 'store ${i}/${n}' };
    }
    get isFull() { return this.size >= this.#limit; }
    put(key, value) {
        if (this.isFull) throw new RangeError(\`\${this.options.name}: no room for \${String(key)} of \${this.#limit}\`);
        return this.set(key, { value, at: this.size });
    }
}`,
    (i, n) => `const pattern${n} = /^(?<scheme>[a-z][a-z0-9+.-]*):\\/\\/(?<host>[^/?#]*)(?<path>[^?#]*)${n ? `x{${n}}` : ''}/i;
const parse${n} = (text) => {
    const { groups } = pattern${n}.exec(text) ?? {};
    return groups ? { ...groups, secure: groups.scheme?.endsWith('s') ?? false, id: ${i} } : null;
};`,
    (i, n) => `async function fetchAll${n}(source, ids = [${i}, ${n}]) {
    const found = [];
    for await (const item of source(ids)) {
        switch (typeof item) {
        case 'string': found.push(item.trim().toLowerCase()); break;
        case 'object': found.push(...Object.entries(item ?? {}).map(([key, value]) => \`\${key}=\${value}\`)); break;
        default: if (item > ${n}) found.unshift(item);
        }
    }
    return found.length ? found : [await Promise.resolve(ids[0])];
}`,
    (i, n) => `const settings${n} = Object.freeze({
    name: 'module ${i}', level: ${n}, deep: { list: [1, 2, 3, ${i}], on: true, off: null },
    'quoted key': [\`a\${${i}}\`, "double", 'single'], [\`computed\${${n}}\`]: () => ${i},
    render({ title, items = [] }) {
        return \`<h1>\${title}</h1>\${items.map((item, at) => \`<li class="\${at % 2 ? 'odd' : 'even'}">\${item}</li>\`).join('')}\`;
    },
});`,
];

function moduleText(i, random) {
    const targets = new Set();
    // Ahead only, near by: a depth that Node's recursion bears. A few rings besides.
    for (let k = 0, many = 2 + random(3); k < many; k++) if (i + 1 < ES_MODULES) targets.add(Math.min(ES_MODULES - 1, 2 * i + 1 + random(i < 20 ? 2 : 40)));
    if (i > 0 && random(50) === 0) targets.add(random(i));
    const lines = [];
    const uses = [];
    for (const [k, target] of [...targets].entries()) {
        const from = `./m${target}.mjs`;
        if (k % 3 === 2) {
            lines.push(`import * as all${target} from '${from}';`);
            uses.push(`all${target}.work${target}`);
        } else {
            lines.push(`import make${target}, { work${target}, value${target} as seen${target} } from '${from}';`);
            uses.push(`() => make${target}(seen${target})`, `work${target}`);
        }
    }
    const body = Array.from({ length: 7 }, (_, n) => forms[random(forms.length)](i, n));
    const last = [
        `export const value${i} = ${i};`,
        `export const uses${i} = () => [${uses.join(', ')}];`,
        `export function work${i}(depth = 0) {\n    return depth > 0 ? uses${i}().length : value${i};\n}`,
        `export default function make${i}(seed) {\n    return { seed, value: value${i} };\n}`,
    ];
    return `// Module ${i} of a graph.\n${lines.join('\n')}\n\n${[...body, ...last].join('\n\n')}\n`;
}

function esModules(folder) {
    const random = generator(1);
    let bytes = 0;
    for (let i = 0; i < ES_MODULES; i++) {
        const text = moduleText(i, random);
        bytes += text.length;
        writeFileSync(join(folder, `m${i}.mjs`), text);
    }
    // All of them, whatever the arrows reach.
    const rest = Array.from({ length: ES_MODULES }, (_, i) => `import './m${i}.mjs';\n`);
    writeFileSync(join(folder, 'entry.mjs'), `import { work0 } from './m0.mjs';\n${rest.slice(1).join('')}console.log(work0(1));\n`);
    return { argv: [join(folder, 'entry.mjs')], modules: ES_MODULES + 1, bytes };
}

/** The programs, made below `folder`: { empty, esm, commonjs(files, runners) }, each { argv, env? } and what is known of it. */
export function makePrograms(folder) {
    rmSync(folder, { recursive: true, force: true });
    const place = (name) => {
        const path = join(folder, name);
        mkdirSync(path, { recursive: true });
        writeFileSync(join(path, 'package.json'), '{}\n');
        return path;
    };
    const empty = join(place('empty'), 'empty.js');
    writeFileSync(empty, '');
    return { empty: { argv: [empty] }, esm: esModules(place('esm')), commonjs: (...args) => commonjs(place('cjs'), ...args) };
}
