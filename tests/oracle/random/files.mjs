// Names and contents of the files of a random package.

import { SOURCES } from './sources.mjs';

const COMMON = ['module.exports = 1;\n', 'export default 1;\n', ''];

const TYPESCRIPT = [
    'export const a: number = 1;\n', 'const a: number = 1; module.exports = a;\n', '',
    'export {};\n', 'type A = 1;\n', 'import type { A } from "./a.ts";\n', 'const a = 1;\n',
    'export type A = 1;\n', 'interface A {}\n', 'await (0 as number);\n', 'const x = <T,>(a: T) => a;\n',
];

export function content(rng, name) {
    if (/\.[mc]?ts$/.test(name)) return { text: rng.pick(TYPESCRIPT) };
    if (name.endsWith('.json')) return { text: rng.pick(['{}', '[]', '1', '', '{', '\ufeff{}']) };
    if (name.endsWith('.wasm') || (!name.includes('.') && rng.chance(0.2))) {
        return { base64: rng.pick(['AGFzbQEAAAA=', 'AGFzbQ==', 'AGFz', 'AGFzbQIAAAA=', '']) };
    }
    return { text: rng.pick(rng.chance(0.6) ? COMMON : SOURCES) };
}

const STEMS = [
    [14, 'index'], [8, 'a'], [6, 'b'], [5, 'main'], [5, 'x'], [3, 'lib'], [2, 'a.b'], [1, 'é'],
    [1, 'e\u0301'], [1, 'sp ace'], [1, 'h#sh'], [1, 'q?m'], [1, 'p%41'], [1, 'p%2fq'], [1, '%2e'],
    [1, '.hid'], [1, 'UP'], [1, 'back\\slash'], [1, 'star*'], [1, 'fs'], [1, "quo'te"], [1, 'q"q'],
    [1, '日本'], [1, '😀'], [1, 'a:b'], [1, '0'], [1, '-'], [1, '...'], [1, 'a&b=c'], [1, '[x]'],
    [1, '{y}'], [1, 'x^|`~'], [1, 'a+b'], [1, '@at'], [1, 'x;y,z'], [0.4, 'new\nline'],
    [0.4, 'tab\tx'], [0.4, '\u007f'], [0.4, '\u2028'], [0.4, ' lead'], [0.4, 'trail '],
    [0.4, 'package'], [0.4, 'node_modules'], [0.3, '\u00a0'], [0.3, '%'], [0.3, '%zz'], [0.3, '%00'],
];

const EXTENSIONS = [
    [16, '.js'], [5, '.mjs'], [5, '.cjs'], [5, '.json'], [3, '.node'], [2, '.wasm'], [3, '.ts'],
    [2, '.mts'], [2, '.cts'], [5, ''], [1, '.txt'], [1, '.JS'], [1, '.js.js'], [1, '.jsx'], [1, '.'],
    [1, '.es6'], [0.7, '.json.js'], [0.7, '.mjs.js'], [0.7, '.js.json'], [0.7, '.node.js'],
    [0.5, '.d.ts'], [0.5, '.css'], [0.5, '.tsx'], [0.5, '.js '], [0.3, '.%6as'],
];

const FOLDERS = [
    [8, 'lib'], [4, 'a'], [3, 'dir'], [3, 'src'], [2, 'lib/a'], [2, 'x'], [1, 'index'],
    [1, 'index.js'], [1, 'a.js'], [1, 'sp ace'], [1, 'é'], [1, 'h#sh'], [1, 'q?m'], [1, 'p%20q'],
    [1, 'p%2fq'], [0.5, 'back\\slash'], [0.5, '...'], [0.5, '.hid'], [0.3, 'package.json'], [0.3, 'main.json'],
];

export const fileName = (rng) => rng.weighed(STEMS) + rng.weighed(EXTENSIONS);

export const folderName = (rng) => rng.weighed(FOLDERS);

const PACKAGES = [
    [10, 'p'], [8, 'q'], [6, '@s/p'], [2, '@s/q'], [1, 'p.js'], [1, '@s'], [1, 'é'], [1, 'sp ace'],
    [1, 'p%20q'], [1, '.dot'], [1, 'P'], [1, '_u'], [2, 'fs'], [1, 'test'], [1, 'sqlite'], [1, 'sys'],
    [0.7, 'node:fs'], [0.7, '#h'], [0.7, 'h#x'], [0.7, 'p?q'], [0.7, 'node_modules'], [0.7, '@s/.p'],
    [0.5, '@/p'], [0.5, '日本'], [0.5, 'a:b'], [0.5, 'p\\q'], [0.5, '0'], [0.5, '@s/p%41'],
    [0.5, 'http:'], [0.5, '...'], [0.5, 'index.js'], [0.5, 'punycode'], [0.5, '*'],
];

export const packageName = (rng) => rng.weighed(PACKAGES);
