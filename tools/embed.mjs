// The JavaScript that lode carries with it, as one C file: loader/core/ and the npm packages that it requires.
//
//   node tools/embed.mjs OUTPUT.c [--depend OUTPUT.d]
//
// Each file has an id: "fs" for loader/core/fs.js, "internal/boot" for loader/core/internal/boot.js (a program cannot
// require those), "npm/buffer/index.js" for a file of a package. What a file requires is settled here, so nothing is
// looked for at run time. A bare name means loader/core/NAME.js where there is one and a package otherwise; "NAME/"
// always means the package, as it does in Node.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adapt, isAdapted } from './adapt.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const core = join(root, 'loader/core');
const packages = realpathSync(join(root, 'node_modules'));
const REQUIRE = /(?<![.\w$])require\(\s*(['"])([^'"\n]+)\1\s*\)/g;
/* A long literal is cut: compilers want lines that people could read. */
const LITERAL = 120;

const files = new Map(); // id: { path, text, requires: [[specifier, id]] }

function coreFiles() {
    return readdirSync(core, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function idOf(path) {
    if (path.startsWith(core + '/')) return relative(core, path).slice(0, -'.js'.length);
    return `npm/${relative(packages, path)}`;
}

function corePath(name) {
    const path = join(core, `${name}.js`);
    return existsSync(path) ? path : null;
}

/** The file behind a request; null where only a program's own error at run time would tell. */
function resolve(from, specifier) {
    const bare = specifier.startsWith('node:') ? specifier.slice('node:'.length) : specifier;
    if (!/^\.{0,2}\//.test(bare)) {
        const own = corePath(bare);
        // Files of packages see what a program sees, not the inside.
        if (own && (from.startsWith(core) || !bare.startsWith('internal/') || isAdapted(idOf(from)))) return own;
    }
    try {
        const path = createRequire(from).resolve(bare);
        return path.startsWith('/') ? path : null;
    } catch (error) {
        if (from.startsWith(core)) throw new Error(`${relative(root, from)} requires ${specifier}, which is not there`, { cause: error });
        return null;
    }
}

function collect() {
    const waiting = coreFiles();
    while (waiting.length > 0) {
        const path = waiting.pop();
        const id = idOf(path);
        if (files.has(id)) continue;
        let text = adapt(id, readFileSync(path, 'utf8'));
        const requires = new Map();
        if (path.endsWith('.json')) {
            text = `module.exports = ${text.trim()};\n`;
        } else {
            for (const [, , specifier] of text.matchAll(REQUIRE)) {
                const target = resolve(path, specifier);
                if (!target || requires.has(specifier)) continue;
                requires.set(specifier, idOf(target));
                waiting.push(target);
            }
        }
        files.set(id, { path, text, requires });
    }
}

function literal(text) {
    const bytes = Buffer.from(text);
    const lines = [];
    let line = '';
    for (const byte of bytes) {
        if (byte === 10) line += '\\n';
        else if (byte === 34 || byte === 92) line += `\\${String.fromCharCode(byte)}`;
        else if (byte === 63) line += '\\?';
        else if (byte < 32 || byte > 126) line += `\\${byte.toString(8).padStart(3, '0')}`;
        else line += String.fromCharCode(byte);
        if (byte === 10 || line.length >= LITERAL) {
            lines.push(`"${line}"`);
            line = '';
        }
    }
    if (line || lines.length === 0) lines.push(`"${line}"`);
    return { text: lines.join('\n'), size: bytes.length };
}

function write(output) {
    const ids = [...files.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const indexOf = new Map(ids.map((id, index) => [id, index]));
    const parts = ['/* Made by tools/embed.mjs. */', '#include "loader/core.h"', ''];
    ids.forEach((id, index) => {
        const { requires } = files.get(id);
        if (requires.size === 0) return;
        const rows = [...requires].map(([specifier, target]) => `    {LODE_STR_INIT(${JSON.stringify(specifier)}), ${indexOf.get(target)}},`);
        parts.push(`static const LodeCoreRequest requests_${index}[] = {`, ...rows, '};');
    });
    parts.push('const LodeCoreFile lode__core_files[] = {');
    ids.forEach((id, index) => {
        const { text, requires } = files.get(id);
        const body = literal(text);
        parts.push(`{LODE_STR_INIT(${JSON.stringify(id)}),`, `{${body.text}, ${body.size}},`,
            `${requires.size ? `requests_${index}` : 'NULL'}, ${requires.size}},`);
    });
    parts.push('};', `const size_t lode__core_file_count = ${ids.length};`, '');
    writeFileSync(output, parts.join('\n'));
}

// The condition "module-sync" leads to ES modules, which a host cannot load while it starts.
const OFF = '--no-experimental-require-module';
if (process.allowedNodeEnvironmentFlags.has(OFF) && !process.execArgv.includes(OFF)) {
    process.exit(spawnSync(process.execPath, [OFF, ...process.argv.slice(1)], { stdio: 'inherit' }).status ?? 1);
}

const [output, flag, depend] = process.argv.slice(2);
collect();
write(output);
if (flag === '--depend') {
    const paths = [...files.values()].map(({ path }) => relative(root, path));
    writeFileSync(depend, `${relative(root, output)}: ${paths.join(' \\\n  ')}\n\n${paths.map((path) => `${path}:\n`).join('')}`);
}
