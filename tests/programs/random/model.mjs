// A third opinion: the ECMAScript algorithms of module evaluation, over the operations of graph.mjs.
//
// Names and step order are those of the specification (sec-source-text-module-records: Evaluate,
// InnerModuleEvaluation, ExecuteAsyncModule, GatherAvailableAncestors, AsyncModuleExecutionFulfilled and
// …Rejected). Bodies are interpreted by functions that await just where the text does, on this engine's own
// promises, so order among microtasks is part of the answer.
//
// import() is the host's. How many microtasks Node lets pass is copied from what can be seen from outside: one
// for the job, a walk over the graph when it is first instantiated, one before evaluating; six from the end of the
// evaluation to the reaction of the caller.

import { makeHelpers } from './helpers.mjs';

class Module {
    status = 'linked';
    error = undefined; // { reason } once it failed
    dfsIndex = -1;
    dfsAncestorIndex = -1;
    cycleRoot = null;
    asyncOrder = 0; // 0: unset
    pending = 0;
    asyncParents = [];
    capability = null;
    instantiated = null;
    binding = undefined; // { value } once declared

    constructor(name, description) {
        this.name = name;
        this.hasTopLevelAwait = description.async;
        this.description = description;
    }
}

export class Realm {
    asyncCounter = 0;
    lines = [];

    constructor({ modules }) {
        this.helpers = makeHelpers(this.lines);
        this.modules = modules.map((description, name) => new Module(name, description));
        for (const module of this.modules) module.requested = module.description.imports.map((k) => this.modules[k]);
    }

    // Evaluate ( )
    evaluate(module) {
        if (module.status === 'evaluating-async' || module.status === 'evaluated') module = module.cycleRoot ?? module;
        if (module.capability) return module.capability.promise;
        const stack = [];
        const capability = module.capability = newCapability();
        try {
            this.innerEvaluate(module, stack, 0);
            if (module.status === 'evaluated') capability.resolve();
        } catch (failure) {
            for (const m of stack) {
                m.status = 'evaluated';
                m.error = failure;
                m.cycleRoot = m;
            }
            capability.reject(failure.reason);
        }
        return capability.promise;
    }

    // InnerModuleEvaluation; failures are { reason }.
    innerEvaluate(module, stack, index) {
        if (module.status === 'evaluating-async' || module.status === 'evaluated') {
            if (module.error) throw module.error;
            return index;
        }
        if (module.status === 'evaluating') return index;
        module.status = 'evaluating';
        module.dfsIndex = module.dfsAncestorIndex = index++;
        stack.push(module);
        for (let required of module.requested) {
            index = this.innerEvaluate(required, stack, index);
            if (required.status === 'evaluating') {
                module.dfsAncestorIndex = Math.min(module.dfsAncestorIndex, required.dfsAncestorIndex);
            } else {
                required = required.cycleRoot;
                if (required.error) throw required.error;
            }
            if (required.asyncOrder > 0) {
                module.pending++;
                required.asyncParents.push(module);
            }
        }
        if (module.pending > 0 || module.hasTopLevelAwait) {
            module.asyncOrder = ++this.asyncCounter;
            if (module.pending === 0) this.executeAsync(module);
        } else {
            this.execute(module);
        }
        if (module.dfsAncestorIndex === module.dfsIndex) this.closeCycle(module, stack);
        return index;
    }

    closeCycle(module, stack) {
        for (let done = false; !done;) {
            const required = stack.pop();
            required.status = required.asyncOrder === 0 ? 'evaluated' : 'evaluating-async';
            required.cycleRoot = module;
            done = required === module;
        }
    }

    // ExecuteAsyncModule
    executeAsync(module) {
        const body = this.runAsync(module);
        body.then(() => this.asyncFulfilled(module), (reason) => this.asyncRejected(module, { reason }));
    }

    gatherAvailableAncestors(module, list) {
        for (const m of module.asyncParents) {
            if (list.includes(m) || m.cycleRoot.error) continue;
            if (--m.pending > 0) continue;
            list.push(m);
            if (!m.hasTopLevelAwait) this.gatherAvailableAncestors(m, list);
        }
    }

    asyncFulfilled(module) {
        if (module.status === 'evaluated') return;
        module.status = 'evaluated';
        // [[AsyncEvaluationOrder]] becomes "done": nobody counts on this module any more.
        module.asyncOrder = -1;
        module.capability?.resolve();
        const list = [];
        this.gatherAvailableAncestors(module, list);
        for (const m of list.sort((a, b) => a.asyncOrder - b.asyncOrder)) this.continueAncestor(m);
    }

    continueAncestor(m) {
        if (m.status === 'evaluated') return;
        if (m.hasTopLevelAwait) return this.executeAsync(m);
        try {
            this.execute(m);
        } catch (failure) {
            return this.asyncRejected(m, failure);
        }
        m.status = 'evaluated';
        m.asyncOrder = -1;
        m.capability?.resolve();
    }

    asyncRejected(module, failure) {
        if (module.status === 'evaluated') return;
        module.error = failure;
        module.status = 'evaluated';
        module.asyncOrder = -1;
        module.capability?.reject(failure.reason);
        for (const m of module.asyncParents) this.asyncRejected(m, failure);
    }

    // ExecuteModule of a module that does not await.
    execute(module) {
        this.helpers.log(module.name);
        try {
            module.description.body.forEach((operation, at) => this.step(module, operation, at));
        } catch (reason) {
            throw { reason };
        }
    }

    async runAsync(module) {
        const { log, hops, thenable, steps, rejected, read } = this.helpers;
        const { name, description: { body } } = module;
        log(name);
        let ns;
        for (let at = 0; at < body.length; at++) {
            const [operation, n] = body[at];
            const label = `${name}.${at}`;
            if (operation === 'await') { await hops(n); log(label); }
            else if (operation === 'value') { await at; log(label); }
            else if (operation === 'thenable') { await thenable(); log(label); }
            else if (operation === 'function') { await steps(n); log(label); }
            else if (operation === 'reject') await rejected(n, `rejection of ${name}`);
            else if (operation === 'await import') log(label, read(() => ns.v), (ns = await this.dynamicImport(n)) && 'loaded', read(() => ns.v));
            else if (operation === 'try import') {
                try { ns = await this.dynamicImport(n); log(label, read(() => ns.v)); } catch (e) { log(label, '!', e); }
            } else this.step(module, body[at], at);
        }
    }

    // Operations that do not await.
    step(module, [operation, n], at) {
        const { log, read, spawn } = this.helpers;
        const label = `${module.name}.${at}`;
        if (operation === 'throw') throw `error of ${module.name}`;
        else if (operation === 'init') { module.binding = { value: `v${module.name}` }; log(label); }
        else if (operation === 'read') log(label, read(() => namespaceOf(this.modules[n]).v));
        else if (operation === 'spawn') spawn(n, label);
        else this.dynamicImport(n).then((ns) => log(label, read(() => ns.v)), (e) => log(label, '!', e));
    }

    dynamicImport(n) {
        const module = this.modules[n];
        const found = (async () => {
            await null;
            const ran = (async () => {
                await (module.instantiated ??= this.instantiate(module));
                await this.evaluate(module);
            })();
            await ran;
            return namespaceOf(module);
        })();
        // The promises through which the loader hands its answer on.
        return found.then((x) => x).then((x) => x).then((x) => x);
    }

    async instantiate(module) {
        const seen = new Set();
        const walk = async (m) => {
            if (seen.has(m)) return;
            seen.add(m);
            return allOf(m.requested.map(walk));
        };
        await walk(module);
        for (const m of seen) m.instantiated = Promise.resolve();
    }
}

function newCapability() {
    const capability = {};
    capability.promise = new Promise((resolve, reject) => Object.assign(capability, { resolve, reject }));
    return capability;
}

// Settled when all of them are: one microtask after the last.
function allOf(promises) {
    return new Promise((done) => {
        let left = promises.length;
        if (left === 0) done();
        for (const promise of promises) promise.then(() => { if (--left === 0) done(); });
    });
}

function namespaceOf(module) {
    return { get v() { if (!module.binding) throw new ReferenceError('v'); return module.binding.value; } };
}

/** What the specification makes of this graph, in the lines of driver.mjs. */
export async function predict(graph) {
    const realm = new Realm(graph);
    realm.dynamicImport(0).then(() => realm.lines.push('end'), (e) => realm.lines.push(`end ! ${e}`));
    await new Promise((done) => setImmediate(done));
    return realm.lines;
}
