// A linker for bodies, as small as the specification allows: it loads a graph of files, links names to
// getters and evaluates, top-level await included. Its only purpose is to run what lode_body_of_module wrote.

import { existsSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

const AMBIGUOUS = Symbol('ambiguous');

export class Linker {
    modules = new Map();
    order = 0;

    constructor(driver, most = Infinity) {
        this.driver = driver;
        this.most = most;
    }

    // --- loading

    // Resolves when the whole graph below is there; a cycle does not wait for itself.
    async load(path, above = []) {
        const known = this.modules.get(path);
        if (known) {
            if (!above.includes(path)) await known.loaded;
            return known;
        }
        if (this.modules.size >= this.most) throw new Error(`not relative: too many modules`);
        const module = { path, status: 'unlinked', requested: [], async: false, pending: 0, parents: [] };
        this.modules.set(path, module);
        module.loaded = this.fill(module, [...above, path]);
        await module.loaded;
        return module;
    }

    async fill(module, above) {
        module.answer = await this.driver.ofModule(module.path);
        if (!module.answer) throw new Error(`no file ${module.path}`);
        if (!module.answer.module && !module.path.endsWith('.mjs')) throw new Error(`not relative: ${module.path} may be CommonJS`);
        for (const [index, request] of module.answer.requests.entries()) {
            if (request.kind !== 'import' && request.kind !== 'export-from') continue;
            module.requested[index] = await this.find(request.specifier, module.path, above);
        }
    }

    async find(specifier, from, above) {
        if (/^\.\.?\//.test(specifier)) {
            const path = resolve(dirname(from), specifier);
            if (!existsSync(path) || !statSync(path).isFile()) throw new Error(`no file ${path}`);
            return this.load(path, above);
        }
        if (!isBuiltin(specifier)) throw new Error(`not relative: ${specifier}`);
        if (!this.modules.has(specifier)) {
            const namespace = await import(specifier);
            this.modules.set(specifier, { path: specifier, status: 'evaluated', requested: [], parents: [], external: namespace });
        }
        return this.modules.get(specifier);
    }

    // --- linking

    // The getter of a name, null or AMBIGUOUS.
    resolveExport(module, name, seen = new Set()) {
        if (module.external) return name in module.external ? () => module.external[name] : null;
        const mark = `${module.path}\0${name}`;
        if (seen.has(mark)) return null;
        seen.add(mark);
        const entries = module.answer.exports;
        for (const entry of entries) {
            if (entry.form === 'star' || entry.name !== name) continue;
            if (entry.form === 'local') return this.localGetter(module, entry.local);
            const target = module.requested[entry.request];
            if (entry.form === 'namespace') return this.namespaceGetter(target);
            return this.resolveExport(target, entry.local, seen);
        }
        if (name === 'default') return null;
        let found = null;
        for (const entry of entries) {
            if (entry.form !== 'star') continue;
            const getter = this.resolveExport(module.requested[entry.request], name, seen);
            if (getter === AMBIGUOUS) return AMBIGUOUS;
            if (getter && found && getter !== found) return AMBIGUOUS;
            found ??= getter;
        }
        return found;
    }

    localGetter(module, local) {
        module.getters ??= new Map();
        if (!module.getters.has(local)) module.getters.set(local, () => module.locals[local]());
        return module.getters.get(local);
    }

    namespaceGetter(module) {
        return (module.asNamespace ??= () => this.namespace(module));
    }

    exportNames(module, seen = new Set()) {
        if (module.external) return new Set(Object.keys(module.external));
        const names = new Set();
        if (seen.has(module)) return names;
        seen.add(module);
        for (const entry of module.answer.exports) {
            if (entry.form !== 'star') names.add(entry.name);
            else for (const name of this.exportNames(module.requested[entry.request], seen)) if (name !== 'default') names.add(name);
        }
        return names;
    }

    namespace(module) {
        if (module.external) return module.external;
        if (module.object) return module.object;
        const object = (module.object = Object.create(null));
        for (const name of [...this.exportNames(module)].sort()) {
            const get = this.resolveExport(module, name);
            if (get && get !== AMBIGUOUS) Object.defineProperty(object, name, { get, enumerable: true });
        }
        Object.defineProperty(object, Symbol.toStringTag, { value: 'Module' });
        return Object.preventExtensions(object);
    }

    link(module) {
        if (module.status !== 'unlinked') return;
        module.status = 'linked';
        for (const target of module.requested) if (target) this.link(target);
        if (module.external) return;
        const inputs = module.answer.requests.map((request, index) => {
            const object = Object.create(null);
            for (const name of request.kind === 'import' ? request.names : []) {
                if (Object.hasOwn(object, name)) continue;
                const target = module.requested[index];
                const get = name === '*' ? this.namespaceGetter(target) : this.resolveExport(target, name);
                if (!get || get === AMBIGUOUS) throw new SyntaxError(`no export ${name} in ${target.path}`);
                Object.defineProperty(object, name, { get, set() { throw new TypeError('Assignment to constant variable.'); } });
            }
            return object;
        });
        const body = new vm.Script(module.answer.text, { filename: module.path }).runInThisContext();
        const url = pathToFileURL(module.path).href;
        module.generator = body.call(undefined, {
            i: inputs,
            call: (f) => f,
            at: (offset, value) => value,
            meta: Object.assign(Object.create(null), { url, filename: module.path, dirname: dirname(module.path) }),
            import: async (specifier) => this.import(`${specifier}`, module.path),
        });
    }

    // All functions of all modules are there before the first module runs.
    instantiate() {
        for (const module of this.modules.values()) {
            if (module.generator && !module.locals) module.locals = module.generator.next().value;
        }
    }

    // --- evaluation: ECMAScript 16.2.1.6.1.3, with its names

    evaluate(module) {
        if (module.status === 'evaluating-async' || module.status === 'evaluated') module = module.root ?? module;
        if (module.capability) return module.capability.promise;
        const capability = (module.capability = Promise.withResolvers());
        const stack = [];
        try {
            this.innerEvaluate(module, stack, 0);
            if (!module.order) capability.resolve();
        } catch (error) {
            for (const one of stack) Object.assign(one, { status: 'evaluated', error: { error } });
            capability.reject(error);
        }
        return capability.promise;
    }

    innerEvaluate(module, stack, index) {
        if (module.status === 'evaluating-async' || module.status === 'evaluated') {
            if (module.error) throw module.error.error;
            return index;
        }
        if (module.status === 'evaluating') return index;
        Object.assign(module, { status: 'evaluating', index, ancestor: index, pending: 0, waiting: [] });
        index++;
        stack.push(module);
        for (let required of new Set(module.requested.filter(Boolean))) {
            index = this.innerEvaluate(required, stack, index);
            if (required.external) continue;
            if (required.status === 'evaluating') {
                module.ancestor = Math.min(module.ancestor, required.ancestor);
            } else {
                required = required.root;
                if (required.error) throw required.error.error;
            }
            if (required.order && !required.done) {
                module.pending++;
                required.waiting.push(module);
            }
        }
        if (module.pending > 0 || module.answer.await) {
            module.order = ++this.order;
            if (module.pending === 0) this.executeAsync(module);
        } else {
            this.execute(module);
        }
        if (module.ancestor === module.index) {
            let one;
            do {
                one = stack.pop();
                one.status = one.order ? 'evaluating-async' : 'evaluated';
                one.root = module;
            } while (one !== module);
        }
        return index;
    }

    execute(module) {
        const { done } = module.generator.next();
        if (!done) throw new Error(`${module.path} awaits, and its body did not say so`);
    }

    executeAsync(module) {
        const step = (method, value) => {
            let result;
            try {
                result = module.generator[method](value);
            } catch (error) {
                Promise.reject(error).catch((e) => this.rejected(module, e));
                return;
            }
            if (result.done) Promise.resolve().then(() => this.fulfilled(module));
            else Promise.resolve(result.value).then((v) => step('next', v), (e) => step('throw', e));
        };
        step('next');
    }

    gather(module, list) {
        for (const parent of module.waiting) {
            if (list.includes(parent) || parent.root?.error) continue;
            if (--parent.pending === 0) {
                list.push(parent);
                if (!parent.answer.await) this.gather(parent, list);
            }
        }
        return list;
    }

    fulfilled(module) {
        if (module.status === 'evaluated') return;
        Object.assign(module, { done: true, status: 'evaluated' });
        module.capability?.resolve();
        for (const parent of this.gather(module, []).sort((a, b) => a.order - b.order)) {
            if (parent.status === 'evaluated') continue;
            if (parent.answer.await) {
                this.executeAsync(parent);
                continue;
            }
            try {
                this.execute(parent);
            } catch (error) {
                this.rejected(parent, error);
                continue;
            }
            Object.assign(parent, { done: true, status: 'evaluated' });
            parent.capability?.resolve();
        }
    }

    rejected(module, error) {
        if (module.status === 'evaluated') return;
        Object.assign(module, { done: true, status: 'evaluated', error: { error } });
        for (const parent of module.waiting) this.rejected(parent, error);
        module.capability?.reject(error);
    }

    // --- public

    async import(specifier, from) {
        const module = await this.find(specifier, from);
        this.link(module);
        this.instantiate();
        if (module.external) return module.external;
        await this.evaluate(module);
        return this.namespace(module);
    }

    async run(path) {
        const module = await this.load(path);
        this.link(module);
        this.instantiate();
        await this.evaluate(module);
        return this.namespace(module);
    }
}
