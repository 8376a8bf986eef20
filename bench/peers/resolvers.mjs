// Each maker gives { import, require }: functions of (specifier, from, folder) that answer with a
// path, a `node:` URL, or null where the resolver refuses. Both share one cache where they can.
import fs from 'node:fs';
import { createRequire, isBuiltin, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { importOptions, requireOptions } from './oxc-options.mjs';

async function makeOxc(target) {
    const { ResolverFactory } = await import('oxc-resolver');
    const byRequire = new ResolverFactory(requireOptions);
    const byImport = byRequire.cloneWithOptions(importOptions(target));
    const ask = (resolver) => (specifier, from, folder) => {
        const { path, builtin } = resolver.sync(folder, specifier);
        return path ?? builtin?.resolved ?? null;
    };
    return { import: ask(byImport), require: ask(byRequire) };
}

// enhanced-resolve knows no core modules: webpack asks before it, and so does this.
async function makeEnhanced(target) {
    const { default: enhanced } = await import('enhanced-resolve');
    const fileSystem = new enhanced.CachedInputFileSystem(fs, 4000);
    const ask = ({ builtinModules, ...options }) => {
        const resolver = enhanced.ResolverFactory.createResolver({
            ...options,
            fileSystem,
            useSyncFileSystemCalls: true,
        });
        return (specifier, from, folder) => {
            if (builtinModules && isBuiltin(specifier)) {
                return specifier.startsWith('node:') ? specifier : `node:${specifier}`;
            }
            try {
                return resolver.resolveSync({}, folder, specifier) || null;
            } catch {
                return null;
            }
        };
    };
    return { import: ask(importOptions(target)), require: ask(requireOptions) };
}

// Node's own two algorithms, asked without loading anything: `createRequire().resolve`, and the
// step behind a synchronous resolve hook (import.meta.resolve would answer with files that are
// not there). The hook's `next` stays usable while the hook runs, so the whole list is asked there.
async function makeNode() {
    const requires = new Map();
    const plain = (answer) => (isBuiltin(answer) && !answer.startsWith('node:') ? `node:${answer}` : answer);
    function byRequire(specifier, from) {
        let require = requires.get(from);
        if (!require) requires.set(from, (require = createRequire(from)));
        try {
            return plain(require.resolve(specifier));
        } catch {
            return null;
        }
    }
    let pending;
    registerHooks({
        resolve(specifier, context, next) {
            if (!pending) return next(specifier, context);
            const request = pending;
            pending = undefined;
            const { url } = next(request.specifier, { ...context, parentURL: request.parent });
            throw { url };
        },
    });
    function byImport(specifier, from) {
        pending = { specifier, parent: pathToFileURL(from).href };
        try {
            import.meta.resolve('node:fs');
        } catch (answer) {
            const { url } = answer;
            if (url) return url.startsWith('file:') ? fileURLToPath(url) : url;
        }
        return null;
    }
    return { import: byImport, require: byRequire };
}

export const makers = { 'oxc-resolver': makeOxc, 'enhanced-resolve': makeEnhanced, node: makeNode };
