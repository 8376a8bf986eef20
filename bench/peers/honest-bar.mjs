// The honest bar: what an afternoon with two good libraries gives. Breadth first, one thread;
// `import` and `export from` by es-module-lexer, `require('…')` by a regular expression, which also
// finds calls inside comments and strings and in code where `require` is another function.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { init, parse } from 'es-module-lexer';
import { ResolverFactory } from 'oxc-resolver';
import { importOptions, requireOptions } from './oxc-options.mjs';

const [, , root, entry, target, out] = process.argv;
await init();
const byRequire = new ResolverFactory(requireOptions);
const byImport = byRequire.cloneWithOptions(importOptions(target));
const call = /\brequire\s*\(\s*(["'])([^"'\n]+)\1\s*\)/g;
const queue = [join(root, entry)];
const graph = new Map(queue.map((file) => [file, []]));
for (const file of queue) {
    if (!['.js', '.mjs', '.cjs', ''].includes(extname(file))) continue;
    const source = readFileSync(file, 'utf8');
    const found = [];
    try {
        for (const { specifier } of parse(source)[0]) if (specifier) found.push([byImport, specifier]);
    } catch {} // not a module: the lexer refuses it
    for (const [, , specifier] of source.matchAll(call)) found.push([byRequire, specifier]);
    for (const [resolver, specifier] of found) {
        const { path, builtin } = resolver.sync(dirname(file), specifier);
        graph.get(file).push({ specifier, to: path ?? builtin?.resolved ?? null });
        if (path && !graph.has(path)) graph.set(path, []), queue.push(path);
    }
}
writeFileSync(out, JSON.stringify(Object.fromEntries(graph)));
