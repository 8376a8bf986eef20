// Runs inside the Node that is asked (with --expose-internals): the names of CommonJS files, found as Node
// finds them before it runs anything, by its own lexer and its own require.resolve. A line in: { file }. A line
// out, written at once: the names, sorted. A lexer that crashes takes this process with it, and whoever asks
// sees from the missing lines for which file.
'use strict';

const { readFileSync, writeSync } = require('node:fs');
const { createRequire, isBuiltin } = require('node:module');
const { basename, isAbsolute } = require('node:path');

const major = parseInt(process.versions.node, 10);

function lexerOf() {
    if (major < 24) {
        const { parse } = require('internal/deps/cjs-module-lexer/lexer');
        return (text) => {
            try {
                return parse(text);
            } catch {
                return { exports: [], reexports: [] };
            }
        };
    }
    const { parse } = require('internal/test/binding').internalBinding('cjs_lexer');
    return (text) => {
        const [exports, reexports] = parse(text);
        return { exports: [...exports], reexports: [...reexports] };
    };
}

const lexer = lexerOf();

// Only .json and .node have another loader than .js.
const isScript = (file) => !/^.+\.(?:json|node)$/s.test(basename(file));

// `import` has the byte order mark removed since Node 22, re-exports keep it.
function textOf(file, isImported) {
    const text = readFileSync(file, 'utf8');
    return isImported && major >= 22 && text.startsWith('\ufeff') ? text.slice(1) : text;
}

function namesOf(file, cache, isImported) {
    if (cache.has(file)) return cache.get(file);
    const { exports, reexports } = lexer(textOf(file, isImported));
    const names = new Set(exports);
    cache.set(file, names);
    for (const specifier of reexports) {
        let found;
        try {
            found = createRequire(file).resolve(specifier);
        } catch {
            continue;
        }
        if (isBuiltin(found) || !isAbsolute(found) || !isScript(found)) continue;
        for (const name of namesOf(found, cache, false)) names.add(name);
    }
    return names;
}

let rest = '';
process.stdin.setEncoding('utf8').on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) {
        const names = namesOf(JSON.parse(line).file, new Map(), true);
        names.add('default');
        if (major >= 23) names.add('module.exports');
        writeSync(1, `${JSON.stringify([...names].sort())}\n`);
    }
});
