// A random case: a tree of files, a setup of the process, and requests.
//
// { seed, index, setup, files, requests }
//   setup     { preserveSymlinks, conditions, nodePath }
//   files     Map of path -> { text } | { base64 } | { json, before, after } | { link } | { folder }
//   requests  [{ specifier, from, kind }]
// A path is relative to the folder of the case, or starts with <NODE_PATH>/ or <HOME>/. In
// specifiers, link targets and texts <ROOT> stands for that folder and <URL> for its file: URL.

import { content, fileName, folderName, packageName } from './files.mjs';
import { exportsField, importsField, mainField, typeField } from './maps.mjs';
import { object, stringify } from './json.mjs';
import { Rng } from './rng.mjs';
import { makeRequests } from './requests.mjs';

class Tree {
    files = new Map();
    folders = new Set();

    // Does nothing where the name is taken or a parent is not a folder.
    add(path, entry) {
        if (this.files.has(path) || this.folders.has(path)) return false;
        const parents = [];
        for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
            parents.push(path.slice(0, at));
        }
        if (parents.some((parent) => this.files.has(parent))) return false;
        for (const parent of parents) this.folders.add(parent);
        this.files.set(path, entry);
        return true;
    }
}

// Adds the files of one package below `folder`; returns their paths, relative to it.
function packageFiles(rng, tree, folder, count) {
    const made = [];
    const names = new Set(['index.js']);
    for (let i = 0; i < count; i++) {
        const name = fileName(rng);
        names.add(rng.chance(0.55) ? name : `${folderName(rng)}/${name}`);
    }
    // A neighbour that differs only in its extension, or a folder of the same stem.
    const stem = rng.pick([...names]).replace(/\.[^./]*$/, '');
    const ending = rng.pick(['.js', '.json', '', '.mjs', '/index.js', '/index.json', '.node']);
    if (rng.chance(0.5) && !/(^|\/)$/.test(stem)) names.add(stem + ending);
    if (rng.chance(0.08)) names.delete('index.js');
    for (const name of names) {
        if (tree.add(`${folder}${name}`, content(rng, name))) made.push(name);
    }
    if (made.length === 0) made.push('index.js');
    return made;
}

const BROKEN = [
    '', ' ', '\n', 'null', '1', '"a"', '[]', '{', '}', '{"name":"p"', '{"name":"p",}', '{name:"p"}',
    '{"exports":"./index.js"} x', '{} {}', '// c\n{}', '{"main":"a" "b"}', "{'main':'a'}", 'undefined',
    '{"exports":{".":"./index.js",}}', '{"type":"module"', '{"main":"\\q"}', '{"main":"a\tb"}', '\0',
    '{"main":"\\ud800"}', '{"type":module}', '{"exports":[}', '{"main":01}', '{"name":"p"}\0', '\ufeff',
    '{"imports":{"#a":"./index.js"},"imports":{"#b":"./index.js"}}', '{"main":"index.js"/**/}', 'true',
    '{"\\u0074ype":"module"}', '{"ma\\u0069n":"./a.js"}', '{"exports":"\\u002e/index.js"}', '[1', '"',
];

function manifest(rng, tree, folder, name, paths) {
    const roll = rng.next();
    if (roll < 0.12) return undefined;
    const path = `${folder}package.json`;
    if (roll < 0.135) tree.add(path, { text: rng.pick(BROKEN) });
    else if (roll < 0.145) tree.add(path, { folder: true });
    else if (roll < 0.155) tree.add(path, { link: rng.pick(['missing.json', 'package.json', 'index.js', '../package.json', 'lib']) });
    const pairs = [];
    const maybe = (p, key, value) => { if (rng.chance(p)) pairs.push([key, value()]); };
    maybe(0.8, 'name', () => rng.weighed([
        [12, name],
        [1, rng.pick(['p', 'q', '@s/p', '', 1, null, [], object(), `${name}/x`, 'fs'])],
    ]));
    maybe(0.1, 'version', () => rng.pick(['1.0.0', 1, null]));
    maybe(0.5, 'type', () => typeField(rng));
    maybe(0.5, 'main', () => mainField(rng, paths));
    maybe(0.6, 'exports', () => exportsField(rng, paths));
    maybe(0.35, 'imports', () => importsField(rng, paths));
    maybe(0.04, 'type', () => typeField(rng));
    maybe(0.04, 'main', () => mainField(rng, paths));
    maybe(0.04, 'exports', () => exportsField(rng, paths));
    maybe(0.03, rng.pick(['Main', 'EXPORTS', '__proto__', 'constructor', 'Type', '']), () => './index.js');
    if (rng.chance(0.3)) pairs.sort(() => rng.next() - 0.5);
    const json = object(...pairs);
    const entry = { json, before: '', after: '\n' };
    if (rng.chance(0.03)) entry.before = '\ufeff';
    if (rng.chance(0.015)) entry.after = rng.pick([' x', '}', '\0', ',', ' {}', '\n//']);
    if (rng.chance(0.02)) {
        // One character of the text changes.
        const text = stringify(json);
        const at = rng.below(text.length);
        const put = rng.pick(['', '', ',', '"', '}', '{', ':', ' ', '\\', '0', '\t', '[', ']', 'é']);
        tree.add(path, { text: text.slice(0, at) + put + text.slice(at + rng.below(2)) });
    }
    tree.add(path, entry);
    return json;
}

function addPackage(rng, tree, packages, parent, depth) {
    const name = parent.startsWith('<') ? rng.pick(packages.own) : packageName(rng);
    const folder = `${parent}${name}/`;
    if (packages.some((other) => other.folder === folder)) return;
    const paths = packageFiles(rng, tree, folder, 1 + rng.below(6));
    const json = manifest(rng, tree, folder, name, paths);
    packages.push({ name, folder, paths, json });
    if (depth > 0 && rng.chance(0.25)) {
        addPackage(rng, tree, packages, `${folder}node_modules/`, depth - 1);
    }
    if (rng.chance(0.08)) manifest(rng, tree, `${folder}${rng.pick(['lib', 'a', 'dir'])}/`, name, paths);
}

function addLinks(rng, tree, packages) {
    for (let i = 1 + rng.below(3); i > 0; i--) {
        const to = rng.pick(packages);
        const other = rng.pick(packages);
        rng.weighed([
            // A linked package, as workspaces and pnpm make them.
            [5, () => tree.add(`node_modules/${rng.pick(['l', 'p', '@s/l', 'q', 'l.js'])}`,
                { link: `<ROOT>/${to.folder.slice(0, -1)}` })],
            [3, () => tree.add(`${other.folder}${rng.pick(['l.js', 'index.js', 'l', 'lib/l.mjs', 'l.json'])}`,
                { link: `<ROOT>/${to.folder}${rng.pick(to.paths)}` })],
            [2, () => tree.add(`${other.folder}${rng.pick(['dir', 'lib', 'l', 'node_modules'])}`,
                { link: `<ROOT>/${to.folder}${rng.pick(['lib', '', 'a', 'node_modules'])}`.replace(/\/$/, '') })],
            [1, () => tree.add(`${other.folder}${rng.pick(['gone.js', 'index.json', 'a.js', 'dir'])}`,
                { link: rng.pick(['missing', 'gone.js', '../nowhere/x.js', '.', '..', 'loop']) })],
            [1, () => tree.add(`${other.folder}loop`, { link: rng.pick(['loop', '.', '../loop', './loop/x']) })],
        ])();
    }
}

const SETUPS = [
    [14, { preserveSymlinks: false, conditions: [], nodePath: false }],
    [3, { preserveSymlinks: true, conditions: [], nodePath: false }],
    [3, { preserveSymlinks: false, conditions: ['custom', 'production'], nodePath: false }],
    [1, { preserveSymlinks: true, conditions: ['browser'], nodePath: false }],
    [2, { preserveSymlinks: false, conditions: [], nodePath: true }],
];

export function makeCase(seed, index) {
    const rng = new Rng(seed, index);
    const tree = new Tree();
    const setup = rng.weighed(SETUPS);
    const packages = [];

    const paths = packageFiles(rng, tree, '', 2 + rng.below(4));
    packages.push({ name: 'app', folder: '', paths, json: manifest(rng, tree, '', 'app', paths) });
    for (let i = 1 + rng.below(3); i > 0; i--) addPackage(rng, tree, packages, 'node_modules/', 2);
    if (rng.chance(0.2)) addPackage(rng, tree, packages, 'packages/', 1);
    if (rng.chance(0.05)) addPackage(rng, tree, packages, 'node_modules/node_modules/', 0);
    if (rng.chance(0.05)) tree.add(rng.pick(['node_modules', 'node_modules/p', 'node_modules/@s', 'node_modules/q']), { text: '' });
    if (setup.nodePath) {
        // These folders serve many cases at once, so the names belong to this one.
        packages.own = [`np${index}`, `@s/np${index}`];
        addPackage(rng, tree, packages, '<NODE_PATH>/', 1);
        if (rng.chance(0.5)) addPackage(rng, tree, packages, '<HOME>/.node_modules/', 0);
        if (rng.chance(0.2)) addPackage(rng, tree, packages, '<HOME>/.node_libraries/', 0);
        if (rng.chance(0.3)) tree.add(`<NODE_PATH>/np${index}.js`, { text: '' });
    }
    if (rng.chance(0.45)) addLinks(rng, tree, packages);
    return { seed, index, setup, files: tree.files, requests: makeRequests(rng, tree, packages) };
}
