// Makes small module graphs from a seed and the number of the case alone.
//
// First what each file declares and which stars it has; then the named imports and re-exports, whose names are
// mostly some that the other file really gives at that moment (asked of rules.mjs), now and then any name: so
// about half of the graphs link, and most of the rest fail at one place.

import { Rng } from '../random/rng.mjs';
import { DECLARATIONS, DEFAULTS, STYLES, isCommonJS, isModule, isNamedDefault } from './model.mjs';
import { Rules } from './rules.mjs';

const LOCALS = ['a', 'b', 'c', 'x', 'y', 'ns', 'e\u0301', '\u{1d4b3}', 'await1', 'of', 'async', 'from', 'get'];
const COMMON_NAMES = ['a', 'b', 'c', 'x', 'y'];
const STRANGE = ['a-b', "it's", '10', '9', 'a b', 'class', '__esModule', '__proto__', 'module.exports', 'constructor', '\uff58', '\u{1f600}', 'import'];
export const CORE = ['node:path', 'node:os', 'util', 'node:fs/promises', 'node:test/reporters'];

function fileNames(rng) {
    const count = 2 + rng.below(7);
    return Array.from({ length: count }, (_, i) => (i === 0 ? 'm0.mjs' : `m${i}.${rng.weighed([[14, 'mjs'], [4, 'cjs'], [1, 'json']])}`));
}

// Keeps what would be an early error from happening by accident.
class Writer {
    constructor(rng, file, locals) {
        Object.assign(this, { rng, file, free: [...locals], taken: new Set(), exported: new Set(), next: 0 });
    }

    local() {
        const at = this.rng.below(this.free.length + 1);
        const name = this.free.splice(at, 1)[0] ?? `l${this.next++}`;
        this.taken.add(name);
        return name;
    }

    // Any name to export by that is not used yet, `like` if that is possible.
    exportName(like) {
        const { rng } = this;
        const wanted = like !== undefined && rng.chance(0.6) ? like : rng.weighed([[12, rng.pick(COMMON_NAMES)], [3, 'default'], [2, rng.pick(STRANGE)], [1, rng.pick(LOCALS)]]);
        const name = this.exported.has(wanted) ? `n${this.next++}` : wanted;
        this.exported.add(name);
        return name;
    }

    push(item) {
        this.file.items.push(item);
    }
}

function declare(writer, rng) {
    for (let n = rng.below(4); n > 0; n--) {
        const name = writer.local();
        const exported = rng.chance(0.6) && !writer.exported.has(name);
        if (exported) writer.exported.add(name);
        writer.push({ t: 'decl', kind: rng.pick(DECLARATIONS), name, exported });
        if (rng.chance(0.35)) writer.push({ t: 'list', specs: [{ from: name, as: writer.exportName(name), quoted: rng.below(4) }] });
    }
    if (rng.chance(0.2) && !writer.exported.has('default')) {
        writer.exported.add('default');
        const form = rng.pick(DEFAULTS);
        writer.push({ t: 'default', form, ...isNamedDefault(form) && { name: writer.local() } });
    }
}

function commonItems(rng, files) {
    const items = [];
    const others = files.filter((file) => !isModule(file)).map(({ name }) => name);
    const to = () => rng.pick(others);
    const name = () => rng.weighed([[8, rng.pick(COMMON_NAMES)], [1, 'default'], [1, rng.pick(['class', 'constructor', 'module'])]]);
    if (rng.chance(0.25)) items.push({ t: 'exports', style: 'define', name: '__esModule' });
    for (let n = rng.below(4); n > 0; n--) {
        const style = rng.pick(STYLES);
        items.push(rng.weighed([
            [6, { t: 'exports', style, name: /bracket|define/.test(style) && rng.chance(0.3) ? rng.pick(STRANGE) : name() }],
            [2, { t: 'object', names: [...new Set(rng.some(['a', 'b', 'x', 'a-b', 'default'], 0, 3))], spreads: rng.chance(0.2) ? [to()] : [] }],
            [2, { t: 'reexport', to: to() }], [1, { t: 'babel', to: to() }], [1, { t: 'typescript', to: to() }],
        ]));
    }
    return items;
}

// What a file gives now, without asking whether all of it links.
function namesOf(graph, to, core) {
    const rules = new Rules(graph, { core });
    return rules.modules.has(to) ? rules.keys(to) : [];
}

function connect(writer, rng, graph, core, strays) {
    const { files } = graph;
    const target = () => (rng.chance(0.06) ? rng.pick(CORE) : rng.pick(files).name);
    const asked = (to) => {
        const names = namesOf(graph, to, core);
        if (names.length > 0 && !rng.chance(strays)) return rng.pick(names);
        return rng.weighed([[6, rng.pick(COMMON_NAMES)], [2, 'default'], [2, rng.pick(STRANGE)]]);
    };
    for (let n = 1 + rng.below(3); n > 0; n--) {
        const to = target();
        const spread = rng.chance(0.1);
        const kind = rng.weighed([[5, 'import'], [4, 'from'], [2, 'ns'], [2, 'import-export'], [2, 'namespace-export'], [1, 'bare']]);
        const some = () => 1 + rng.below(3);
        if (kind === 'from') {
            const specs = Array.from({ length: some() }, () => {
                const from = asked(to);
                return { from, as: writer.exportName(from), quoted: rng.chance(0.2) ? rng.below(4) : 0 };
            });
            writer.push({ t: 'from', to, specs, spread });
        } else if (kind === 'ns') writer.push({ t: 'ns', to, as: writer.exportName('ns') });
        else if (kind === 'bare') writer.push({ t: 'import', to });
        else if (kind === 'namespace-export') {
            const ns = writer.local();
            const both = [{ t: 'import', to, ns, def: namesOf(graph, to, core).includes('default') && rng.chance(0.2) ? writer.local() : undefined },
                { t: 'list', specs: [{ from: ns, as: writer.exportName('ns'), quoted: rng.below(4) }] }];
            (rng.chance(0.3) ? both.reverse() : both).forEach((item) => writer.push(item));
        } else {
            const specs = Array.from({ length: some() }, () => ({ from: asked(to), as: writer.local(), quoted: rng.chance(0.2) ? 1 : 0 }));
            const def = rng.chance(0.15) && namesOf(graph, to, core).includes('default') ? writer.local() : undefined;
            const both = [{ t: 'import', to, def, specs, spread }];
            if (kind === 'import-export') {
                const [{ from, as }] = specs;
                both.push({ t: 'list', specs: [{ from: as, as: writer.exportName(from), quoted: rng.below(4) }] });
            }
            (rng.chance(0.2) ? both.reverse() : both).forEach((item) => writer.push(item));
        }
    }
}

// One early error, in a file that has something to be wrong about.
function spoil(rng, graph) {
    const file = rng.pick(graph.files.filter(isModule));
    const item = rng.weighed([
        [2, { t: 'list', specs: [{ from: 'nowhere', as: rng.pick(COMMON_NAMES) }] }],
        [2, { t: 'from', to: rng.pick(graph.files).name, specs: [{ from: 'a', as: 'z' }, { from: 'b', as: 'z' }] }],
        [2, { t: 'decl', kind: rng.pick(DECLARATIONS), name: rng.pick(COMMON_NAMES), exported: true }],
        [1, { t: 'default', form: rng.pick(DEFAULTS), name: 'again' }],
        [1, { t: 'import', to: rng.pick(graph.files).name, ns: rng.pick(COMMON_NAMES) }],
        [1, { t: 'ns', to: rng.pick(graph.files).name, as: rng.pick(COMMON_NAMES) }],
    ]);
    file.items.splice(rng.below(file.items.length + 1), 0, item);
}

// `core` gives the names of the modules in CORE, so that some of the names asked of them are right.
export function generate(seed, index, core) {
    const rng = new Rng(seed, index);
    const graph = { files: fileNames(rng).map((name) => ({ name, items: [] })) };
    const { files } = graph;
    const strays = rng.pick([0, 0, 0.02, 0.15]);
    const stars = rng.pick([0.5, 1, 2, 3]);
    const writers = [];
    for (const file of files) {
        if (isCommonJS(file)) file.items = commonItems(rng, files);
        else if (!isModule(file)) file.items = [{ t: 'json', text: rng.pick(['{"a":1,"default":2}', '1', '[]', '"a"']) }];
        else {
            const writer = new Writer(rng, file, LOCALS);
            writers.push(writer);
            declare(writer, rng);
        }
    }
    for (const writer of writers) {
        for (let n = rng.below(stars * 2); n > 0; n--) writer.push({ t: 'star', to: rng.chance(0.04) ? rng.pick(CORE) : rng.pick(files).name });
    }
    for (const writer of rng.chance(0.5) ? writers : writers.toReversed()) if (rng.chance(0.8)) connect(writer, rng, graph, core, strays);
    // Every file has a way from the entry, but for the last ones now and then.
    for (const { name } of files.slice(1)) {
        const rules = new Rules(graph, { core });
        if (!rules.reachable('m0.mjs').includes(name) && rng.chance(0.95)) writers[0].push(rng.chance(0.5) ? { t: 'star', to: name } : { t: 'import', to: name });
    }
    if (rng.chance(0.04)) spoil(rng, graph);
    return graph;
}
