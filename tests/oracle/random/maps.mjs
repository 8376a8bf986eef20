// Random `exports` and `imports`, and the other fields of package.json, right and wrong.

import { object } from './json.mjs';

const CONDITIONS = [
    'import', 'require', 'node', 'default', 'import', 'require', 'default', 'browser', 'types',
    'custom', 'production', 'development', 'module-sync', 'node-addons', 'module', '', '*', './x',
];

const ODD_TARGETS = [
    null, null, false, true, 1, 0, '', '.', './', '..', '../', '../x.js', './../x.js', './.', './..',
    './a/./index.js', './a/../index.js', './lib/..', './node_modules/q/index.js',
    './node_modules', './Node_Modules/q.js', './n%6fde_modules/q/index.js', './%2e%2e/x.js',
    './%2E/index.js', './lib/%2e%2E/index.js', './a%2fb.js', './a%5Cb.js', './lib//index.js',
    './/index.js', './lib/', './lib', './\\index.js', './lib\\index.js', '.\\index.js', '/index.js',
    'index.js', '/', 'q', 'q/lib', '@s/p', 'p', 'p/index.js', 'node:fs', 'fs', 'fs/promises',
    'node:test', 'test', 'node:nope', 'file:///index.js', 'https://example.org/x.js',
    'data:text/javascript,1', '#a', '#x', './index.js?query', './index.js#hash', './a%20b.js',
    './sp ace.js', './é.js', './%C3%A9.js', './%zz.js', './%', './index.js ', ' ./index.js',
    './*', './*.js', './lib/*', './lib/*.js', './*/index.js', './*/*.js', './lib/*/*', '*', './a*',
    './index', './missing.js', './missing', './dir/', './dir', '.index.js', './.hid.js', './h#sh.js',
    './q?m.js', './h%23sh.js', './q%3fm.js', './star*.js', './index.js/', '...', './...',
];

const KEYS = [
    '.', '.', './a', './a.js', './index.js', './lib', './lib/', './', './lib/*', './lib/*.js', './*',
    './*.js', './*/b', './a*', './a*b', './**', './*a*', './lib/*/x', './lib/a/*', './lib/a', './x/*',
    './a/*', './package.json', './*/', './lib/**', './%61', './é', './sp ace', './a?q', './a#h',
    './a%2fb', './..', './../x', './node_modules/*', './.', './a//b', './a\\b', './fs', './*.json',
    './*.mjs', './a/b/c', './l*b/*', './lib*', './lib/*s', './index*', './*index.js', './i*s',
];

const ODD_KEYS = ['0', '1', '-1', '1.5', 'import', 'default', '', 'a', '/a', '../a', '#a', ' .', '..'];

const IMPORT_KEYS = [
    '#a', '#a', '#b', '#lib', '#lib/*', '#lib/*.js', '#*', '#*.js', '#a/*', '#a/b', '#x', '#', '#/', '#/*',
    '#/a', '#a/', '##', '#a#b', '#a?b', '#é', '#sp ace', '#%61', '#lib/*/x', '#l*b/*', '#**', '#fs',
    '#dep', '#dep/*', '#q/*', '#node', '#node/*', '#..', '#a\\b', '#/../a', '#0',
];

const ODD_IMPORT_KEYS = ['a', 'fs', '.', './a', '', '0', 'p', '*', 'import'];

function plainTarget(rng, paths, star) {
    const path = `./${rng.pick(paths)}`;
    if (!star || rng.chance(0.2)) return path;
    // Put the star where a piece of a real path is.
    return rng.weighed([
        [3, () => path.replace(/[^/]+(?=\.[^/]*$)/, '*')],
        [2, () => path.replace(/[^/]+$/, '*')],
        [1, () => path.replace(/^\.\/[^/.]+/, './*')],
        [1, () => './*'],
        [1, () => './lib/*'],
        [1, () => './*.js'],
        [1, () => './lib/*.js'],
        [1, () => './*/index.js'],
        [1, () => `${path}*`],
        [1, () => './*/*'],
    ])();
}

function target(rng, paths, star, depth) {
    return rng.weighed([
        [10, () => plainTarget(rng, paths, star)],
        [6, () => rng.pick(ODD_TARGETS)],
        [depth > 0 ? 5 : 0, () => conditions(rng, paths, star, depth - 1)],
        [depth > 0 ? 3 : 0, () => Array.from({ length: rng.below(4) },
            () => target(rng, paths, star, depth - 1))],
        [0.7, () => rng.pick(['q', 'q/lib/index.js', 'fs', 'node:fs', '@s/p', 'q/*', 'node:*', 'f*'])],
    ])();
}

function conditions(rng, paths, star, depth) {
    const pairs = rng.some(CONDITIONS, 0, 4).map((name) => [name, target(rng, paths, star, depth)]);
    if (rng.chance(0.05)) pairs.push([rng.pick(['0', '1', './a', '.', '01']), './index.js']);
    return object(...pairs);
}

// What a star can stand for is taken from real paths too, see requests.mjs.
function subpaths(rng, paths) {
    const names = rng.some(KEYS, 1, 6);
    if (rng.chance(0.4)) names.push(`./${rng.pick(paths)}`);
    if (rng.chance(0.06)) names.splice(rng.below(names.length + 1), 0, rng.pick(ODD_KEYS));
    return object(...names.map((key) => [key, target(rng, paths, key.includes('*'), 2)]));
}

export function exportsField(rng, paths) {
    return rng.weighed([
        [10, () => subpaths(rng, paths)],
        [4, () => conditions(rng, paths, false, 2)],
        [2, () => target(rng, paths, false, 1)],
        [1, () => rng.pick([null, false, true, 0, 1, '', [], object(), [null], [[]], 'index.js'])],
    ])();
}

export function importsField(rng, paths) {
    if (rng.chance(0.06)) return rng.pick([null, false, 1, '', './a.js', [], object(), ['./a.js']]);
    const names = rng.some(IMPORT_KEYS, 1, 5);
    if (rng.chance(0.2)) names.push(`#${rng.pick(paths)}`);
    if (rng.chance(0.1)) names.splice(rng.below(names.length + 1), 0, rng.pick(ODD_IMPORT_KEYS));
    return object(...names.map((key) => [key, target(rng, paths, key.includes('*'), 2)]));
}

export function mainField(rng, paths) {
    return rng.weighed([
        [6, () => `./${rng.pick(paths)}`],
        [3, () => rng.pick(paths)],
        [3, () => rng.pick(paths).replace(/\.[^./]*$/, '')],
        [2, () => rng.pick(paths).replace(/\/?[^/]*$/, '') || 'lib'],
        [4, () => rng.pick([
            './index.js', 'index', './lib', 'lib/', './lib/', './missing.js', 'missing', '', '.', './',
            '..', '../', 'lib/index', '/index.js', '\\index.js', 'lib\\index.js', './a%20b.js',
            '%69ndex.js', './sp ace.js', 'é', 'h#sh.js', 'q?m.js', '../q/index.js', ' ', 'index.js/',
            './index.js ', 'node_modules/q', 'dir', './x.node', 'fs', 'file:///index.js', './%2e/x',
        ])],
        [2, () => rng.pick([1, 0, null, false, true, [], object(), ['./index.js']])],
    ])();
}

export const typeField = (rng) => rng.weighed([
    [5, 'module'], [4, 'commonjs'],
    [1, rng.pick(['Module', 'esm', 'none', '', ' module', 1, null, true, [], object()])],
]);
