// The house itself: layer arrows (and that the script that checks them sees each kind of breach),
// generated files, words that should not stay in sources, the targets that README and docs name.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, equal, finish, match, ok } from '../support/check.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path) => readFileSync(join(root, path), 'utf8');
const layersOf = (tree) => spawnSync('sh', [join(root, 'tools/layers.sh'), tree], { encoding: 'utf8' });

await check('includes point one way', () => {
    const run = layersOf(root);
    equal(run.stdout.replace(/\d+/, 'N') + run.stderr, 'layers: N files, all arrows point down\n');
});

// One breach each, and what must not be taken for one.
const breaches = [
    ['base/a.c', '#include "resolver/resolver.h"', 'base knows only itself'],
    ['base/a.c', '#  include "cli/output.h"', 'blanks inside the directive'],
    ['resolver/a.c', '#include "syntax/record.h"', 'resolver and syntax do not know each other'],
    ['syntax/a.h', '#include "resolver/resolver.h"', 'the same, the other way'],
    ['syntax/a.c', '#include "graph/graph.h"', 'up'],
    ['graph/a.c', '#include "loader/loader.h"', 'up'],
    ['loader/a.c', '#include "cli/output.h"', 'up'],
    ['include/lode.h', '#include "base/str.h"', 'the public header stands alone'],
    ['graph/a.c', '#include <tree_sitter/api.h>', 'tree-sitter is for syntax/'],
    ['graph/a.c', '#include <uthash.h>', 'uthash is for base/'],
    ['graph/a.c', '#include <JavaScriptCore/JavaScript.h>', 'the engine is for loader/jsc/'],
    ['loader/a.c', '#include <jsc/jsc.h>', 'the same in its GLib form'],
    ['loader/a.c', '#include "loader/jsc/jsc.h"', 'the engine is spoken to through loader/engine.h'],
    ['graph/a.c', '#include "../base/str.h"', 'a path with ..'],
    ['base/a.c', 'void f(void) { printf("x"); }', 'printing'],
    ['graph/a.c', 'void f(void) { fprintf(stderr, "x"); }', 'printing'],
    ['graph/a.c', 'void f(FILE *file);', 'streams'],
    ['resolver/a.c', 'char *f(void) { return getenv("HOME"); }', 'environment'],
    ['syntax/a.c', 'void f(void) { exit(1); }', 'ending the process'],
    ['base/a.c', 'int f(void) { return getcwd(0, 0) != 0; }', 'working directory'],
];
const legal = [
    ['graph/a.c', '#include "base/str.h"\n#include "resolver/resolver.h"\n#include "syntax/record.h"'],
    ['base/a.c', '#include <uthash.h>\n#include <stdio.h>'],
    ['syntax/a.c', '#include <tree_sitter/api.h>'],
    ['loader/jsc/a.c', '#include "loader/jsc/jsc.h"\n#include <JavaScriptCore/JavaScript.h>\n#include <jsc/jsc.h>'],
    ['base/a.c', 'int f(char *to) { return snprintf(to, 3, "x") + vsnprintf(to, 3, "x", 0); }'],
    ['base/a.c', '/* printf(x) and\n exit(1) */ // stderr\nconst char *a = "exit(1) stdout";'],
    ['base/a.c', 'int f(X *x) { return x->exit(1) + x.puts(2) + lode_exit(3) + my_printf(4); }'],
    ['cli/a.c', '#include <stdio.h>\nvoid f(void) { printf("x"); exit(1); }'],
    ['cli/a.c', '#include "graph/graph.h"\n#include "base/str.h"'],
];
function inTree(file, text, body) {
    const tree = mkdtempSync(join(tmpdir(), 'lode-house-'));
    try {
        mkdirSync(join(tree, file, '..'), { recursive: true });
        writeFileSync(join(tree, file), `${text}\n`);
        body(layersOf(tree));
    } finally {
        rmSync(tree, { recursive: true });
    }
}
for (const [file, text, why] of breaches) {
    await check(`layers.sh sees: ${file}: ${text} (${why})`, () => inTree(file, text, (run) => {
        equal(run.status, 1);
        match(run.stdout, new RegExp(`^${file}:1: `));
    }));
}
for (const [file, text] of legal) {
    await check(`layers.sh allows: ${file}: ${text}`, () => inTree(file, text, (run) => equal([run.status, run.stdout.includes(':1:')], [0, false])));
}

await check('docs/errors.md is what base/errors.def says (make errors-doc)', () => {
    const made = spawnSync('sh', [join(root, 'tools/errors-doc.sh')], { encoding: 'utf8' });
    equal(made.status, 0);
    equal(read('docs/errors.md'), made.stdout);
    const codes = [...read('base/errors.def').matchAll(/^LODE_ERROR\(\w+, "(\w+)"/gm)].map((row) => row[1]);
    ok(codes.length > 20);
    for (const code of codes) ok(made.stdout.includes(`| \`${code}\` | `), `${code} has no row`);
});

const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
const files = listed.stdout.split('\0').filter((path) => path && !/^fixtures\/|\.(png|bin)$/.test(path));
await check('no unfinished work is marked in a source', () => {
    const words = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'not ' + 'implemented'].join('|')})\\b`);
    const found = files.filter((path) => { try { return words.test(read(path)); } catch { return false; } });
    equal(found, []);
    ok(files.length > 50);
});

await check('lock files name no host', () => {
    const locks = listed.stdout.split('\0').filter((path) => /package-lock\.json$/.test(path));
    ok(locks.length >= 1);
    for (const path of locks) ok(!/"resolved": *"http/.test(read(path)), `${path} has "resolved"`);
});

await check('every make target that a document names exists', () => {
    const targets = new Set([...read('Makefile').matchAll(/^([a-z][a-z -]*):/gm)].flatMap((row) => row[1].split(' ')));
    const documents = files.filter((path) => /\.md$/.test(path));
    ok(documents.length >= 5);
    for (const path of documents) {
        for (const [, target] of read(path).matchAll(/`(?:[A-Z]+=\S+ )*make ((?:[A-Z]+=\S+ )*[a-z-]+)/g)) {
            const name = target.split(' ').at(-1);
            if (name !== 'make') ok(targets.has(name), `${path}: make ${name}`);
        }
    }
});

await check('relative links in documents lead somewhere', () => {
    for (const path of files.filter((name) => /\.md$/.test(name))) {
        for (const [, target] of read(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
            const at = join(path, '..', target);
            ok(files.includes(at) || files.some((name) => name.startsWith(at.replace(/\/?$/, '/'))), `${path}: ${target}`);
        }
    }
});

await check('layers.sh works from any directory', () => {
    const tree = mkdtempSync(join(tmpdir(), 'lode-house-'));
    cpSync(join(root, 'tools/layers.sh'), join(tree, 'tools/layers.sh'));
    equal(spawnSync('sh', [join(tree, 'tools/layers.sh')], { cwd: '/' }).status, 0);
    rmSync(tree, { recursive: true });
});

finish();
