// How V8 links, where that is not what ECMAScript says: for telling whether a difference between Node and rules.mjs is one of V8's known departures.
//
// V8 keeps for each module a table from exported name to binding, or to the re-export that is still to be resolved, and
// fills it while it resolves. Three habits of it can be seen from outside:
//
// 1. A re-export by name that is met on the way of a star *must* resolve: where it leads back to where the search came from, V8 throws, though
//    for ECMAScript that branch only gives nothing (CYCLE_BEHIND_STAR). The same for a name that is missing or ambiguous: fails either way.
// 2. A namespace is made of the tables of the modules that it stars, so a name that is ambiguous below one star and given by
//    another is in it; for ECMAScript it is ambiguous as a whole (AMBIGUOUS_BELOW). In a circle of stars, tables
//    that are not full yet are read as if they were.
// 3. Before Node 26 each `export * as` is a binding of its own (NAMESPACE_TWICE).

import { specifierOf } from './model.mjs';

class LinkError extends Error {}

export class V8 {
    // `rules` has the modules of the case, parsed.
    constructor(rules, version) {
        this.rules = rules;
        this.version = version;
        this.tables = new Map();
        this.status = new Map();
        this.stack = [];
        this.namespaces = new Map();
    }

    module(at) {
        return this.rules.modules.get(at);
    }

    isSynthetic(at) {
        return this.module(at).names !== undefined;
    }

    prepare(at) {
        if (this.tables.has(at)) return;
        const { names, local = [], indirect = [], requests = [] } = this.module(at);
        const table = new Map();
        this.tables.set(at, table);
        for (const name of names ?? []) table.set(name, { cell: `${at} ${name}` });
        for (const { as, local: from } of local) table.set(as, { cell: `${at} ${from}` });
        for (const entry of indirect) {
            if (typeof entry.name === 'string') table.set(entry.as, { entry });
            else table.set(entry.as, { cell: this.version >= 26 ? `${entry.to} *` : `${at} * ${entry.local ?? entry.as}` });
        }
        for (const to of requests) this.prepare(to);
    }

    fail(text) {
        throw new LinkError(text);
    }

    resolveExport(at, specifier, name, must, set) {
        const table = this.tables.get(at);
        const known = table.get(name);
        if (known?.cell) return known.cell;
        const missing = () => (must ? this.fail(`The requested module '${specifier}' does not provide an export named '${name}'`) : null);
        if (this.isSynthetic(at)) return missing();
        if (!set.has(at)) set.set(at, new Set());
        if (set.get(at).has(name)) return must ? this.fail(`Detected cycle while resolving name '${name}' in '${specifier}'`) : null;
        set.get(at).add(name);
        if (known) {
            const { entry } = known;
            const cell = this.resolveExport(entry.to, specifierOf(entry.to), entry.name, true, set);
            table.set(name, { cell });
            return cell;
        }
        if (name === 'default') return missing();
        let found = null;
        for (const { to } of this.module(at).star) {
            const cell = this.resolveExport(to, specifierOf(to), name, false, set);
            if (cell === null) continue;
            found ??= cell;
            if (found !== cell) this.fail(`The requested module '${specifier}' contains conflicting star exports for name '${name}'`);
        }
        if (found === null) return missing();
        table.set(name, { cell: found });
        return found;
    }

    // Dependencies first; the modules of a circle are given their namespaces together, at its end.
    finish(at) {
        if (this.status.has(at)) return;
        const index = this.status.size;
        this.status.set(at, { index, low: index, open: true });
        this.stack.push(at);
        const own = this.status.get(at);
        const { names, imports = [], indirect = [], requests = [] } = this.module(at);
        for (const to of requests) {
            this.finish(to);
            if (this.status.get(to).open) own.low = Math.min(own.low, this.status.get(to).low);
        }
        if (!names) {
            const named = imports.filter(({ name }) => typeof name === 'string').sort((a, b) => (a.local < b.local ? -1 : 1));
            for (const { to, name } of named) this.resolveExport(to, specifierOf(to), name, true, new Map());
            const explicit = indirect.filter(({ name }) => typeof name === 'string');
            const ordered = [...explicit.filter(({ local }) => !local), ...explicit.filter(({ local }) => local).sort((a, b) => (a.local < b.local ? -1 : 1))];
            for (const { as } of ordered) this.resolveExport(at, '', as, true, new Map());
        }
        if (own.low !== index) return;
        for (let each = null; each !== at;) {
            each = this.stack.pop();
            this.status.get(each).open = false;
            if (!this.isSynthetic(each)) for (const { to, name } of this.module(each).imports) if (typeof name !== 'string') this.namespace(to);
        }
    }

    fetchStars(at, visited) {
        if (this.isSynthetic(at) || visited.has(at)) return;
        visited.add(at);
        const table = this.tables.get(at);
        const more = new Map();
        for (const { to } of this.module(at).star) {
            this.fetchStars(to, visited);
            for (const [name, { cell }] of this.tables.get(to)) {
                if (name === 'default' || table.has(name) || cell === undefined) continue;
                if (!more.has(name)) more.set(name, cell);
                else if (more.get(name) !== cell) more.set(name, null);
            }
        }
        for (const [name, cell] of more) if (cell !== null) table.set(name, { cell });
    }

    namespace(at) {
        if (!this.namespaces.has(at)) {
            this.fetchStars(at, new Set());
            this.namespaces.set(at, [...this.tables.get(at).keys()].sort((a, b) => (a < b ? -1 : 1)));
        }
        return this.namespaces.get(at);
    }

    // The answers that Node gives for an entry and then for the others: [{ keys }] or [{ message }].
    answers(entry, files) {
        try {
            this.prepare(entry);
            this.finish(entry);
        } catch (error) {
            if (error instanceof LinkError) return [{ message: error.message }];
            throw error;
        }
        return files.map(({ name }) => {
            try {
                this.prepare(name);
                this.finish(name);
            } catch (error) {
                if (error instanceof LinkError) return { message: error.message };
                throw error;
            }
            return { keys: this.namespace(name) };
        });
    }
}
