// Each ES module of a tree of packages: its body compiles, and where it asks for nothing but files beside it and
// core modules, it exports the same names with values of the same types as in Node. And each script.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { Linker } from './linker.mjs';

export function* filesOf(folder) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) yield* filesOf(path);
        else if (/\.[cm]?js$/.test(entry.name) && entry.isFile()) yield path;
    }
}

const compiles = (make) => {
    try {
        make();
        return null;
    } catch (error) {
        return error;
    }
};

// A file that only a module can be, or that says so.
function isModule(path, source) {
    if (path.endsWith('.cjs')) return false;
    if (!/\b(import|export)\b/.test(source) && !path.endsWith('.mjs')) return false;
    if (compiles(() => new vm.SourceTextModule(source))) return false;
    return path.endsWith('.mjs') || Boolean(compiles(() => vm.compileFunction(source)));
}

const shape = (namespace) => Object.keys(namespace).map((key) => {
    try {
        return `${key}: ${typeof namespace[key]}`;
    } catch (error) {
        return `${key}: ${error.name}`;
    }
}).join(', ');

// What importing comes to, in so much time.
async function outcome(start) {
    const late = new Promise((resolve) => { setTimeout(resolve, 2000, 'never ends').unref(); });
    const run = (async () => {
        try {
            return shape(await start());
        } catch (error) {
            return `fails: ${error?.name}`;
        }
    })();
    return Promise.race([run, late]);
}

// The same in a process that has loaded nothing else: some packages change what their other modules are.
function alone(path) {
    const text = `import(${JSON.stringify(pathToFileURL(path).href)}).then(() => {}, (e) => console.log('fails: ' + e?.name))`;
    return spawnSync(process.execPath, ['-e', text], { encoding: 'utf8' }).stdout.trim();
}

export async function runCorpus(driver, folder, count) {
    const seen = { modules: 0, driven: 0, failing: 0, bytes: 0 };
    const { exit } = process;
    process.exit = () => { throw new Error('exit'); };
    for (const path of filesOf(folder)) {
        const source = readFileSync(path, 'utf8');
        if (!isModule(path, source)) continue;
        seen.modules++;
        seen.bytes += source.length;
        const answer = await driver.ofModule(path);
        const error = compiles(() => new vm.Script(answer.text, { filename: path }));
        count(path, error && `    ${error.stack.split('\n').slice(0, 4).join('\n    ')}`);
        if (error || process.env.ONLY_COMPILE) continue;
        const linker = new Linker(driver, 40); // larger graphs would be read again and again
        try {
            linker.link(await linker.load(path));
        } catch (error) {
            if (/^(no file|not relative)/.test(error.message)) continue;
        }
        seen.driven++;
        const node = await outcome(() => import(pathToFileURL(path).href));
        const lode = await outcome(() => linker.run(path));
        seen.failing += node.startsWith('fails');
        count(`${path}, driven`, node !== lode && alone(path) !== lode && `    Node: ${node}\n    lode: ${lode}`);
    }
    process.exit = exit;
    console.log(`${seen.modules} modules of ${seen.bytes} characters, ${seen.driven} of them driven, of which ${seen.failing} fail in Node`);
}

// What a run of fuzz_body with LODE_FUZZ_BODIES left in a folder: the body of what is a module compiles.
export function checkBodies(folder, count) {
    let modules = 0;
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.mjs'))) {
        const source = readFileSync(join(folder, name), 'utf8');
        if (compiles(() => new vm.SourceTextModule(source))) continue;
        modules++;
        const error = compiles(() => new vm.Script(readFileSync(join(folder, name.replace(/mjs$/, 'body')), 'utf8')));
        count(name, error && `    ${error.message}`);
    }
    console.log(`${modules} sources are modules`);
}

const WRAPPER = ['(function (exports, require, module, __filename, __dirname, $lodeImport) {', '\n})'];

// Each script of a tree: its body compiles, and is the source but for each import(…) that its record knows.
export async function runScripts(driver, folder, count) {
    const seen = { scripts: 0, bytes: 0, imports: 0 };
    for (const path of filesOf(folder)) {
        const source = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
        if (path.endsWith('.mjs') || compiles(() => vm.compileFunction(source.replace(/^#!/, '//')))) continue;
        seen.scripts++;
        seen.bytes += source.length;
        const { text, requests, errors } = await driver.ofScript(path);
        const inside = text.slice(WRAPPER[0].length, -WRAPPER[1].length);
        const imports = inside.split('$lodeImport').length - source.split('$lodeImport').length;
        seen.imports += imports;
        let wrong = compiles(() => new vm.Script(text))?.message;
        if (inside.replaceAll('$lodeImport', 'import') !== source.replace(/^#!/, '//')) wrong ??= 'differs in more than import()';
        const known = requests.filter(({ kind }) => kind === 'dynamic-import').length;
        if (imports !== known && !errors) wrong ??= `${imports} import() replaced, the record has ${known}`;
        count(path, wrong && `    ${wrong}`);
    }
    console.log(`${seen.scripts} scripts of ${seen.bytes} characters, ${seen.imports} import()`);
}
