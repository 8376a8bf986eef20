// Random requests about a tree, most of them near something that is there: its files, its names, the
// keys of its maps, each possibly bent a little.

import { posix } from 'node:path';
import { get, isObject, keys } from './json.mjs';

// A fixed list: the cases of a seed must not depend on the Node that makes them.
const CORE = [
    'fs', 'path', 'assert', 'assert/strict', 'async_hooks', 'buffer', 'child_process', 'cluster', 'console',
    'constants', 'crypto', 'dns/promises', 'domain', 'events', 'fs/promises', 'http2', 'inspector',
    'inspector/promises', 'module', 'os', 'path/posix', 'perf_hooks', 'process', 'punycode', 'querystring',
    'readline/promises', 'repl', 'stream/web', 'string_decoder', 'sys', 'timers', 'tls', 'trace_events', 'tty',
    'url', 'util/types', 'v8', 'vm', 'wasi', 'worker_threads', 'zlib', '_http_agent', '_stream_wrap',
    '_tls_common', '_stream_readable', 'sea', 'sqlite', 'test', 'test/reporters', 'ffi', 'quic', 'vfs', 'dtls',
    'bench', 'stream/iter', 'zlib/iter', 'internal/util', 'internal/bootstrap/realm', 'v8/tools', 'nope', 'FS',
];

const RAW = [
    '', '.', '..', './', '../', '/', '//', '///', '#', '##', '#/', '@', '@s', '@s/', '@/', '@/x', '@s//p', '...',
    './.', './..', '../.', './../', '.x', '..x', '.../x', 'a\\b', '%2e/x', '%', './%', './%zz', '?', './?', './#',
    '?x', 'p?x', 'p#x', './index.js?', './index.js#', 'node:', 'node:/', 'file:', 'file://', 'file:///', 'data:',
    ' p', 'p ', './ ', '\t', 'http:', '//host/x', 'C:\\x', 'c:/x', 'p:', 'p:q', '\\', '.\\x', '..\\x',
    './%2e%2e/', './%00', './\0', '*', './*', 'p/*', '%70', 'p%2findex.js', 'p/%2e', 'p/..', 'p/../q', 'p/.',
    'p/./index.js', 'p//index.js', 'p/%69ndex.js', 'p/node_modules/q', 'node_modules', 'node_modules/p', 'p\\index.js',
    '@s%2fp', '@s\\p', '@s/p/', '@s/p//', '@s/p/.', 'p/', 'p//', 'fs/', 'fs//', 'fs/.', './fs', 'file:fs',
    'import', 'default', '__proto__', 'constructor', 'toString', '#__proto__', '#constructor', 'p/__proto__',
    './node_modules/p', '../node_modules/p', '.%2findex.js', './index.js/', './index.js/.', './index.js/..', './lib/..',
    'blob:x', 'javascript:1', 'wss://x/y', 'mailto:x', 'about:blank', 'data:,', 'data:text/javascript,', 'HTTP://x/y',
    'FILE:///x.js', 'Node:fs', 'NODE:FS', 'node:fs?x', 'node:fs#x', 'node:fs/', 'node:./fs', 'file://host/x.js',
    'file:///%2f', 'file:///x%5cy', 'file:./index.js', 'file:index.js', 'file:/x.js', 'file:///C:/x', 'http://[', 'a b',
];

const DATA = [
    'data:text/javascript,1', 'data:text/javascript;charset=utf-8,1', 'data:application/json,{}',
    'data:text/javascript;base64,MQ==', 'data:text/plain,x', 'data:application/wasm,x', 'data:text/css,x',
    'data:,x', 'data:text/javascript', 'data:application/javascript,1', 'data:TEXT/JavaScript,1',
    'data:text/javascript;charset=utf8,1', 'data:text/javascript;charset=latin1,1', 'data:;base64,x',
    'data:text/javascript,import "x"', 'data:text/javascript,%22%', 'data:text/javascript,a#b', 'data:text/javascript,a?b',
    'data: text/javascript,1', 'data:text/javascript ;x,1', 'data:application/json;base64,e30=', 'data:image/svg+xml,x',
    'https://example.org/x.js', 'http://example.org/x.js', 'https:x', 'ftp://x/y', 'x:y', 'blob:nodedata:1',
    'file:///nope.js', 'file://localhost/x', '<URL>/index.js?x#y', '<URL>/missing',
];

const FILL = ['a', 'b', 'x', 'index', 'main', 'lib', 'lib/a', 'a/index', '', '.', '..', '../x', '%2e', '%2e%2e',
    'a/b', '*', 'a//b', '/', 'node_modules', 'a%2fb', 'a\\b', 'é', 'sp ace', 'h#sh', 'q?m', '%', 'index.js', 'b.js',
    './a', 'a/.', 'a/..', 'node_modules/q', 'N%6fde_modules', '$1', '$&', '%00', 'a?q', 'a/./b', 'a%5Cb', 'lib/'];

// One small change.
const BENDS = [
    (rng, s) => `${s}/`,
    (rng, s) => `${s}?q=1`,
    (rng, s) => `${s}#h`,
    (rng, s) => `${s}.js`,
    (rng, s) => s.replace(/\.[^./]*$/, ''),
    (rng, s) => s.replace(/\.[^./]*$/, rng.pick(['.js', '.mjs', '.cjs', '.json', '.ts', '.JS'])),
    (rng, s) => s.replace(/\/[^/]*$/, ''),
    (rng, s) => s.replace(/[^/]*$/, ''),
    (rng, s) => s.replace(/\/(?=[^/]*$)/, rng.pick(['//', '/./', '/../', '\\', '%2f', '%2F', '%5c', '/%2e/', '/.%2E/'])),
    (rng, s) => at(rng, s, (c) => encodeURIComponent(c)),
    (rng, s) => at(rng, s, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`),
    (rng, s) => at(rng, s, (c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())),
    (rng, s) => at(rng, s, () => ''),
    (rng, s) => at(rng, s, (c) => c + c),
    (rng, s) => at(rng, s, (c) => rng.pick([' ', '%', '?', '#', '*', '\\', '\0', '.', '/', ':', '@', '\n', 'é', '"']) + c),
    (rng, s) => encodeURI(s),
    (rng, s) => encodeURI(s).replaceAll('#', '%23').replaceAll('?', '%3f'),
    (rng, s) => decode(s),
    (rng, s) => s.normalize(rng.pick(['NFC', 'NFD'])),
    (rng, s) => `${s}/${rng.pick(FILL)}`,
    (rng, s) => `./${s}`,
    (rng, s) => s.replace(/^\.\//, ''),
    (rng, s) => `${s}${rng.pick([' ', '.', '/.', '/..', '\\', '%20', '\t', '\n'])}`,
    (rng, s) => ` ${s}`,
];

function at(rng, text, change) {
    const letters = [...text];
    const i = rng.below(letters.length || 1);
    if (letters.length > 0) letters[i] = change(letters[i]);
    return letters.join('');
}

function decode(text) {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

function bend(rng, specifier, likely) {
    let bent = specifier;
    if (rng.chance(likely)) bent = rng.pick(BENDS)(rng, bent);
    if (rng.chance(likely / 5)) bent = rng.pick(BENDS)(rng, bent);
    // A lone half of a surrogate pair has no place in JSON.
    return bent.toWellFormed ? bent.toWellFormed() : bent;
}

// A key of a map, with something in place of its star: often what makes a real file.
function fill(rng, key, paths) {
    if (!key.includes('*')) return key;
    const path = rng.pick(paths);
    const piece = rng.weighed([
        [3, rng.pick(FILL)],
        [2, path],
        [2, path.replace(/\.[^./]*$/, '')],
        [2, path.replace(/^.*\//, '')],
        [2, path.replace(/^.*\//, '').replace(/\.[^./]*$/, '')],
    ]);
    return key.replace('*', () => piece);
}

function relativeTo(from, path) {
    const relative = posix.relative(posix.dirname(`/${from}`), `/${path}`);
    return relative.startsWith('../') ? relative : `./${relative}`;
}

const inside = (rng, owner) => `${owner.folder}${rng.pick(owner.paths)}`;

export function makeRequests(rng, tree, packages) {
    const everything = [...tree.files.keys()].filter((path) => !path.startsWith('<'));
    const importers = everything.filter((path) => !tree.files.get(path).folder);
    const places = [...everything, ...everything.map((path) => posix.dirname(path))];

    const anyImporter = () => rng.weighed([
        [6, () => rng.pick(['main.js', 'index.js', 'src/main.mjs', 'lib/a.js'])],
        [6, () => rng.pick(importers)],
        [1, () => `${rng.pick(places)}/not there.js`],
        [1, () => `${rng.pick(importers)}.x`],
    ])();

    // Mostly somewhere from where the package can be seen.
    const importerOf = (owner) => {
        if (owner.folder.startsWith('<') || rng.chance(0.25)) return anyImporter();
        const at = owner.folder.lastIndexOf('node_modules/');
        if (at === -1) return inside(rng, owner);
        const prefix = owner.folder.slice(0, at);
        return rng.pick(importers.filter((path) => path.startsWith(prefix)).concat(`${prefix}main.js`));
    };

    const makers = [
        [10, () => {
            const from = anyImporter();
            const place = rng.pick(places);
            const written = bend(rng, relativeTo(from, place), 0.5);
            return { from, specifier: written };
        }],
        [11, () => {
            const owner = rng.pick(packages);
            const key = rng.pick(keys(get(owner.json, 'exports')).concat(['.', './', './package.json', './index.js']));
            const subpath = key.startsWith('.') ? fill(rng, key, owner.paths).slice(1) : '';
            return { from: importerOf(owner), specifier: bend(rng, owner.name + subpath, 0.25) };
        }],
        [5, () => {
            const owner = rng.pick(packages);
            const from = rng.chance(0.2) ? inside(rng, owner) : importerOf(owner);
            return { from, specifier: bend(rng, `${owner.name}/${rng.pick(owner.paths)}`, 0.5) };
        }],
        [4, () => {
            const owner = rng.pick(packages);
            return { from: importerOf(owner), specifier: bend(rng, owner.name, 0.2) };
        }],
        [7, () => {
            const owners = packages.filter(({ json }) => isObject(get(json, 'imports')));
            const owner = rng.pick(owners.length > 0 ? owners : packages);
            const key = rng.pick(keys(get(owner.json, 'imports')).concat(['#a', '#lib/a']));
            const specifier = fill(rng, key.startsWith('#') ? key : `#${key}`, owner.paths);
            return { from: inside(rng, owner), specifier: bend(rng, specifier, 0.25) };
        }],
        [4, () => {
            const owner = rng.pick(packages);
            const self = get(owner.json, 'name');
            const key = rng.pick(keys(get(owner.json, 'exports')).concat(['.', './index.js']));
            const name = typeof self === 'string' ? self : owner.name;
            const subpath = key.startsWith('.') ? fill(rng, key, owner.paths).slice(1) : '';
            return { from: inside(rng, owner), specifier: bend(rng, name + subpath, 0.25) };
        }],
        [4, () => {
            const core = rng.pick(CORE);
            return { from: anyImporter(), specifier: bend(rng, rng.chance(0.5) ? core : `node:${core}`, 0.15) };
        }],
        [4, () => {
            const place = rng.pick(places);
            const specifier = rng.weighed([
                [2, `<ROOT>/${place}`],
                [3, `<URL>/${place.split('/').map(encodeURIComponent).join('/')}`],
                [1, `<URL>/${place}`],
            ]);
            return { from: anyImporter(), specifier: bend(rng, specifier, 0.3) };
        }],
        [1.5, () => ({ from: anyImporter(), specifier: rng.pick(DATA) })],
        [3, () => ({ from: anyImporter(), specifier: rng.pick(RAW) })],
        [1, () => ({ from: anyImporter(), specifier: bend(rng, rng.pick(RAW), 1) })],
        // Modules that have no path of their own can only import.
        [0.7, () => {
            const from = rng.chance(0.5) ? rng.pick(['data:text/javascript,1', 'data:text/javascript;base64,MQ=='])
                : `<URL>/${rng.pick(['main.js?q=1', 'index.mjs#h', 'lib/a.js?x#y', 'sp%20ace/m.js', 'a%2fb/m.js'])}`;
            const specifier = rng.pick([rng.pick(RAW), rng.pick(CORE), rng.pick(DATA), rng.pick(packages).name,
                `<URL>/${rng.pick(everything)}`, `./${rng.pick(everything)}`, '#a']);
            return { from, specifier, kind: 'import' };
        }],
    ];

    return Array.from({ length: 6 + rng.below(8) }, () => ({
        kind: rng.chance(0.5) ? 'import' : 'require', ...rng.weighed(makers)(),
    }));
}
