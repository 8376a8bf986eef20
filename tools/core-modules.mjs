// Asks real Node binaries which core modules they have, and prints (or checks) the table that the
// resolver compiles in.
//
//   node tools/core-modules.mjs NODE20 NODE22 NODE24 NODE26
//       prints the text of resolver/core_modules.def
//   node tools/core-modules.mjs --check NODE20 NODE22 NODE24 NODE26
//       compares with that file; exit status 1 on a difference
//
// The binaries may come in any order; each says itself which major it is. With --check it is fine
// to give fewer of them: only the columns of the majors that were given are compared.
//
// "Has it" is decided by the loaders, not by a list: a name counts only where require.resolve and
// the ES module loader both accept it, and where module.isBuiltin says the same. Any disagreement
// stops the script, since it would mean that one column cannot describe that version.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MAJORS = [20, 22, 24, 26];
const TABLE = fileURLToPath(new URL('../resolver/core_modules.def', import.meta.url));

// Runs inside each Node, in an empty directory tree, so that a bare name can only be a core module.
// The import side uses a resolve hook because import.meta.resolve does not refuse unknown names.
const PROBE = `
import { createRequire, register } from 'node:module';
import * as mod from 'node:module';
const base = 'file:///nonexistent-lode-probe/a.mjs';
const require = createRequire(base);
process.removeAllListeners('warning');
process.on('warning', () => {});
const natives = Object.keys(process.binding('natives')).filter((id) => !id.startsWith('internal/'));
const listed = mod.builtinModules.map((id) => id.replace(/^node:/, ''));
const ids = [...new Set([...natives, ...listed])].sort();

const answers = new Map();
if (mod.registerHooks) {
    mod.registerHooks({
        resolve(specifier, context, next) {
            if (!specifier.startsWith('probe:')) return next(specifier, context);
            const wanted = specifier.slice(6);
            try {
                const { url } = next(wanted, { ...context, parentURL: base });
                answers.set(wanted, url);
            } catch (error) {
                answers.set(wanted, error.code);
            }
            const url = 'data:text/javascript,//' + encodeURIComponent(specifier);
            return { url, shortCircuit: true };
        },
    });
} else {
    register('data:text/javascript,' + encodeURIComponent(\`
        export async function resolve(specifier, context, next) {
            if (!specifier.startsWith('probe:')) return next(specifier, context);
            let answer;
            try {
                const inner = { ...context, parentURL: '\${base}' };
                answer = (await next(specifier.slice(6), inner)).url;
            } catch (error) {
                answer = error.code;
            }
            const text = 'export default ' + JSON.stringify(answer) + '//' + specifier;
            return { url: 'data:text/javascript,' + encodeURIComponent(text), shortCircuit: true };
        }\`));
}

async function importAnswer(specifier) {
    const namespace = await import('probe:' + specifier);
    return answers.has(specifier) ? answers.get(specifier) : namespace.default;
}

function requireAnswer(specifier) {
    try {
        return require.resolve(specifier);
    } catch (error) {
        return error.code;
    }
}

// The ES resolver passes every node: URL through and lets the load step refuse it; only import()
// tells them apart.
async function importLoads(specifier) {
    try {
        await import(specifier);
        return true;
    } catch (error) {
        if (error.code === 'ERR_UNKNOWN_BUILTIN_MODULE') return false;
        return true;
    }
}

const rows = [];
for (const id of ids) {
    const row = { id };
    for (const [key, specifier] of [['bare', id], ['scheme', 'node:' + id]]) {
        const says = mod.isBuiltin(specifier);
        const required = requireAnswer(specifier) === specifier;
        const imported = key === 'bare' ? await importAnswer(specifier) === 'node:' + id
            : await importLoads(specifier);
        if (says !== required || says !== imported) {
            throw new Error(specifier + ': isBuiltin ' + says + ', require ' + required
                + ', import ' + imported);
        }
        row[key] = says;
    }
    rows.push(row);
}
const major = parseInt(process.versions.node, 10);
process.stdout.write(JSON.stringify({ major, version: process.version, rows }));
process.exit(0);
`;

function ask(binary) {
    const run = spawnSync(binary, ['--no-warnings', '--input-type=module', '-e', PROBE],
        { encoding: 'utf8', env: { PATH: process.env.PATH }, cwd: '/' });
    if (run.status !== 0) throw new Error(`${binary} failed:\n${run.stderr || run.error}`);
    return JSON.parse(run.stdout);
}

function merge(answers) {
    const table = new Map();
    for (const { major, rows } of answers) {
        for (const { id, bare, scheme } of rows) {
            if (!scheme) continue; // behind a flag, or internal
            const row = table.get(id) ?? { id, schemeOnly: !bare, majors: new Set() };
            if (row.schemeOnly === bare) throw new Error(`${id}: the prefix column differs`);
            row.majors.add(major);
            table.set(id, row);
        }
    }
    return [...table.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

// Names that a version ships but hides until a flag is given, for the comment at the top.
function hidden(answers) {
    const isHidden = (row) => !row.scheme && row.id !== 'configs';
    return answers.map(({ major, rows }) => [major, rows.filter(isHidden).map((row) => row.id)]);
}

function print(answers) {
    const lines = merge(answers).map(({ id, schemeOnly, majors }) => {
        const present = MAJORS.filter((major) => majors.has(major));
        const mask = present.map((major) => `V${major}`).join(' | ');
        return `LODE_CORE_MODULE("${id}", ${schemeOnly ? 1 : 0}, ${mask})`;
    });
    const flags = hidden(answers)
        .map(([major, ids]) => ` *   ${major}: ${ids.join(' ') || 'none'}`);
    const versions = answers.map(({ version }) => version.slice(1)).join(', ');
    return `/* Core modules of each Node major, as an X-macro table sorted by name (byte order).
 *
 * LODE_CORE_MODULE(name without "node:", 1 if it exists only with the "node:" prefix,
 *                  majors that have it when no flag is given)
 *
 * A name with 0 in the second column answers to both "name" and "node:name"; with 1 only to
 * "node:name", and the bare name goes to node_modules. A name not listed for a major is, there,
 * an ordinary package when bare and ERR_UNKNOWN_BUILTIN_MODULE with the prefix.
 *
 * Shipped (with the prefix only) but hidden until a flag is given, hence not in the table there:
${flags.join('\n')}
 *
 * Written by tools/core-modules.mjs from Node ${versions};
 * do not edit by hand. To regenerate or to check it (paths of real binaries, any order):
 *   node tools/core-modules.mjs NODE20 NODE22 NODE24 NODE26 > resolver/core_modules.def
 *   node tools/core-modules.mjs --check NODE20 NODE22 NODE24 NODE26
 */
${lines.join('\n')}
`;
}

function readTable() {
    const rows = new Map();
    const pattern = /^LODE_CORE_MODULE\("([^"]+)", ([01]), ([V0-9 |]+)\)$/gm;
    const text = readFileSync(TABLE, 'utf8');
    let previous = '';
    for (const [, id, schemeOnly, mask] of text.matchAll(pattern)) {
        if (!(previous < id)) throw new Error(`${id}: the table is not sorted`);
        previous = id;
        const majors = mask.split('|').map((word) => parseInt(word.trim().slice(1), 10));
        rows.set(id, { schemeOnly: schemeOnly === '1', majors });
    }
    const written = (text.match(/^LODE_CORE_MODULE\(/gm) ?? []).length;
    if (rows.size !== written) throw new Error('a row cannot be read');
    return rows;
}

function check(answers) {
    const table = readTable();
    const problems = [];
    for (const { major, version, rows } of answers) {
        if (!MAJORS.includes(major)) throw new Error(`${version}: no column for this major`);
        const asked = new Map(rows.filter((row) => row.scheme).map((row) => [row.id, row]));
        for (const [id, row] of asked) {
            const known = table.get(id);
            if (!known?.majors.includes(major)) {
                problems.push(`${version} has ${id}, the table does not`);
            } else if (known.schemeOnly === row.bare) {
                problems.push(`${version}: ${id} has the wrong prefix column`);
            }
        }
        for (const [id, known] of table) {
            if (known.majors.includes(major) && !asked.has(id)) {
                problems.push(`${version} lacks ${id}, the table has it`);
            }
        }
    }
    return problems;
}

const args = process.argv.slice(2);
const checking = args[0] === '--check';
const binaries = checking ? args.slice(1) : args;
if (binaries.length === 0 || binaries.some((arg) => arg.startsWith('-'))) {
    process.stderr.write('usage: core-modules.mjs [--check] NODE...\n');
    process.exit(2);
}
const answers = binaries.map(ask).sort((a, b) => a.major - b.major);
if (checking) {
    const problems = check(answers);
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    if (problems.length === 0) {
        const versions = answers.map((answer) => answer.version).join(' ');
        process.stdout.write(`core modules agree: ${versions}\n`);
    }
    process.exit(problems.length === 0 ? 0 : 1);
}
const given = answers.map(({ major }) => major);
if (MAJORS.join() !== given.join()) {
    const wanted = MAJORS.join(', ');
    const got = given.join(', ');
    process.stderr.write(`printing needs one binary of each of ${wanted}; got ${got}\n`);
    process.exit(2);
}
process.stdout.write(print(answers));
