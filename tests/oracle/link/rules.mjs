// The third opinion: ECMAScript's own words on one case, by brute force over statements as data.
//
// ParseModule sorts the statements into entries, GetExportedNames and ResolveExport are the recursive algorithms of
// the specification (16.2.1.7), step for step and without any memory of earlier answers, and InitializeEnvironment's
// checks say what fails. CommonJS, JSON and core modules are Node's synthetic modules: a list of names.
//
// `answer(name)` says what importing that file gives: { early, errors, keys }: the messages that V8 may print for
// its early errors and link errors (one of them is what it prints), and the names of its namespace where there are none.

import { isCommonJS, isJson, isModule, isNamedDefault, specifierOf } from './model.mjs';

const AMBIGUOUS = Symbol('ambiguous');
const NAMESPACE = Symbol('namespace');
const ALL = Symbol('all');
const ALL_BUT_DEFAULT = Symbol('all-but-default');
const LEXICAL = new Set(['const', 'let', 'class', 'function', 'generator', 'async', 'object', 'renamed']);

// ParseModule, steps 5 to 10, and the early errors of 16.2.1.1.
function parseModule({ items }) {
    const imports = [];
    const local = [];
    const indirect = [];
    const star = [];
    const requests = [];
    const bound = new Map();        // name -> lexical
    const early = new Set();
    const exported = new Set();
    const bind = (name, isLexical) => {
        if (bound.has(name) && (isLexical || bound.get(name))) early.add(`Identifier '${name}' has already been declared`);
        bound.set(name, isLexical || bound.get(name) === true);
    };
    const exporting = (name) => {
        if (exported.has(name)) early.add(`Duplicate export of '${name}'`);
        exported.add(name);
    };
    for (const item of items) {
        if (item.to) requests.push(item.to);
        if (item.t === 'import') {
            const add = (name, as) => {
                imports.push({ to: item.to, name, local: as });
                bind(as, true);
            };
            if (item.def) add('default', item.def);
            if (item.ns) add(NAMESPACE, item.ns);
            for (const { from, as } of item.specs ?? []) add(from, as);
        } else if (item.t === 'decl') {
            bind(item.name, LEXICAL.has(item.kind));
        } else if (item.t === 'default') {
            // V8's name for the binding of a second one.
            if (items.find(({ t }) => t === 'default') !== item) early.add("Identifier '.default' has already been declared");
            if (isNamedDefault(item.form)) bind(item.name, true);
        }
    }
    const exports = [];
    for (const item of items) {
        if (item.t === 'decl' && item.exported) exports.push({ as: item.name, local: item.name });
        if (item.t === 'default') exports.push({ as: 'default', local: isNamedDefault(item.form) ? item.name : '*default*' });
        if (item.t === 'list') {
            for (const { from, as } of item.specs) {
                if (!bound.has(from)) early.add(`Export '${from}' is not defined in module`);
                exports.push({ as, local: from });
            }
        }
        if (item.t === 'from') for (const { from, as } of item.specs) exports.push({ as, to: item.to, name: from });
        if (item.t === 'ns') exports.push({ as: item.as, to: item.to, name: ALL });
        if (item.t === 'star') exports.push({ as: null, to: item.to, name: ALL_BUT_DEFAULT });
    }
    for (const entry of exports) {
        if (entry.as !== null) exporting(entry.as);
        if (entry.to === undefined) {
            const imported = imports.find((other) => other.local === entry.local);
            // An imported namespace that is exported is what `export * as` is (since ECMAScript 2026; before, a local export).
            if (!imported) local.push(entry);
            else indirect.push({ as: entry.as, to: imported.to, name: imported.name === NAMESPACE ? ALL : imported.name, local: imported.local });
        } else if (entry.name === ALL_BUT_DEFAULT) star.push(entry);
        else indirect.push(entry);
    }
    return { imports, local, indirect, star, requests, early: [...early] };
}

// What the documented grammar of Node's lexer takes from a CommonJS file: its names and whose names it adds.
function readCommon({ items }) {
    const names = new Set();
    let again = [];
    for (const item of items) {
        if (item.t === 'exports') names.add(item.name);
        if (item.t === 'object' || item.t === 'reexport') again = [];
        if (item.t === 'object') item.names.forEach((each) => names.add(each));
        again.push(...item.spreads ?? [], ...item.to ? [item.to] : []);
    }
    return { names: [...names], again: again.filter((to) => to.endsWith('.cjs')) };
}

// All files whose names a CommonJS file has, itself among them; without circles, none that lead back to it.
function givers(read, from, { circles = true } = {}) {
    const reached = new Set([from]);
    for (const at of reached) for (const to of read(at).again) if (circles || !givers(read, to).has(from)) reached.add(to);
    return reached;
}

export class Rules {
    // `core` gives the names of core modules. For what Node may do: `distinctNamespaces` counts two paths to one namespace as two
    // bindings, `poorCircles` gives a CommonJS file nothing from those that re-export it in turn.
    constructor({ files }, { core = {}, version = 26, distinctNamespaces = false, poorCircles = false } = {}) {
        this.modules = new Map();
        this.distinctNamespaces = distinctNamespaces;
        const read = (name) => readCommon(files.find((file) => file.name === name));
        for (const file of files) {
            if (isModule(file)) this.modules.set(file.name, parseModule(file));
            else if (isJson(file)) this.modules.set(file.name, { names: ['default'] });
            else if (isCommonJS(file)) {
                // Before Node 24 the lexer drops names with a character from U+E000 to U+FFFF.
                const from = [...givers(read, file.name, { circles: !poorCircles })];
                const seen = from.flatMap((at) => read(at).names).filter((name) => version >= 24 || !/[\ue000-\uffff]/.test(name));
                const names = ['default', ...version >= 23 ? ['module.exports'] : [], ...seen];
                this.modules.set(file.name, { names: [...new Set(names)] });
            }
        }
        for (const [name, names] of Object.entries(core)) this.modules.set(name, { names });
    }

    // 16.2.1.7.2.1
    exportedNames(at, seen = new Set()) {
        const module = this.modules.get(at);
        if (module.names) return module.names;
        if (seen.has(at)) return [];
        seen.add(at);
        const names = [...module.local, ...module.indirect].map(({ as }) => as);
        for (const { to } of module.star) {
            for (const name of this.exportedNames(to, seen)) if (name !== 'default' && !names.includes(name)) names.push(name);
        }
        return names;
    }

    // 16.2.1.7.2.2: null, AMBIGUOUS or { module, binding }.
    resolve(at, name, set = []) {
        const module = this.modules.get(at);
        if (module.names) return module.names.includes(name) ? { module: at, binding: name } : null;
        if (set.some((each) => each.at === at && each.name === name)) return null;
        set.push({ at, name });
        for (const entry of module.local) {
            if (entry.as === name) return { module: at, binding: entry.local };
        }
        for (const entry of module.indirect) {
            if (entry.as !== name) continue;
            if (entry.name === ALL && this.distinctNamespaces) return { module: at, binding: entry.local ?? `* as ${name}` };
            if (entry.name === ALL) return { module: entry.to, binding: NAMESPACE };
            return this.resolve(entry.to, entry.name, set);
        }
        if (name === 'default') return null;
        let found = null;
        for (const { to } of module.star) {
            const other = this.resolve(to, name, set);
            if (other === AMBIGUOUS) return AMBIGUOUS;
            if (other === null) continue;
            if (found === null) found = other;
            else if (other.module !== found.module || other.binding !== found.binding) return AMBIGUOUS;
        }
        return found;
    }

    reachable(from) {
        const reached = new Set([from]);
        for (const at of reached) for (const to of this.modules.get(at).requests ?? []) reached.add(to);
        return [...reached];
    }

    // What is printed for a name that `to`, asked for as `specifier`, does not give: the text speaks of the last step that could be taken.
    // With `wide`, also what is printed by a search that insists on each re-export that it meets behind a star.
    messages(to, name, wide, seen = []) {
        const module = this.modules.get(to);
        const missing = `The requested module '${specifierOf(to)}' does not provide an export named '${name}'`;
        if (module.names) return [missing];
        if (seen.some((each) => each.to === to && each.name === name)) return [`Detected cycle while resolving name '${name}' in '${specifierOf(to)}'`];
        const further = [...seen, { to, name }];
        const next = module.indirect.find(({ as }) => as === name);
        if (next) return next.name === ALL ? [] : this.messages(next.to, next.name, wide, further);
        const isAmbiguous = this.isAmbiguous(to, name);
        const found = [isAmbiguous ? `The requested module '${specifierOf(to)}' contains conflicting star exports for name '${name}'` : missing];
        for (const star of module.star) {
            const isSeen = seen.some((each) => each.to === star.to && each.name === name);
            if (isAmbiguous ? !isSeen && this.isAmbiguous(star.to, name) : wide) found.push(...this.messages(star.to, name, wide, further));
        }
        // An ambiguous name has circles on the way only for a search that insists on them.
        return isAmbiguous && !wide ? found.filter((text) => text.includes('conflicting')) : found;
    }

    // InitializeEnvironment, of every module that is reached.
    linkErrors(from, { wide = false } = {}) {
        const errors = new Set();
        const fails = (found) => found === null || found === AMBIGUOUS;
        const add = (...asked) => this.messages(...asked).forEach((text) => errors.add(text));
        for (const at of this.reachable(from)) {
            const { names, imports, indirect } = this.modules.get(at);
            if (names) continue;
            for (const { to, name } of imports) if (name !== NAMESPACE && fails(this.resolve(to, name))) add(to, name, wide);
            for (const { as, to, name } of indirect) {
                if (name === ALL || !fails(this.resolve(at, as))) continue;
                // The specification asks by the exported name, others ask the other module.
                add(to, name, wide, [{ to: at, name: as }]);
                if (fails(this.resolve(to, name))) add(to, name, wide);
            }
        }
        return [...errors];
    }

    namesThat(at, test) {
        return this.exportedNames(at).filter((name) => test(this.resolve(at, name))).sort((a, b) => (a < b ? -1 : 1));
    }

    // GetModuleNamespace
    keys(at) {
        return this.namesThat(at, (found) => found !== null && found !== AMBIGUOUS);
    }

    ambiguous(at) {
        return this.namesThat(at, (found) => found === AMBIGUOUS);
    }

    missing(at) {
        return this.namesThat(at, (found) => found === null);
    }

    isAmbiguous(at, name) {
        return this.resolve(at, name) === AMBIGUOUS;
    }

    answer(name) {
        const early = [...new Set(this.reachable(name).flatMap((at) => this.modules.get(at).early ?? []))];
        if (early.length > 0) return { early, errors: [], keys: null };
        const errors = this.linkErrors(name);
        return { early, errors, keys: errors.length > 0 ? null : this.keys(name) };
    }
}
