// The lexer of Node against lode: the files of two real trees, and random texts.
//
//   node lexer.mjs [--node PATH]... [--lode PATH] [--files N|all] [--texts N] [--seed S] [--first I] [--show N]
//                  [--node-version V]
//
// Asks for the names that Node finds before it runs anything (ask-lexer.cjs); nothing is run. Of the .js, .cjs and
// .mjs files of fixtures/corpora --files are read (default 4,000, evenly spread). A file that lode takes for a
// module is copied under a name that makes it CommonJS, so its text is read by both. The seed of the texts is
// always printed; `--seed S --first I --texts 1` makes text I of seed S again. The first differences are shrunk.
// --node-version has lode answer as another version than the Node's (selftest.mjs).
// Ends with `N passed, N failed`; texts that crash Node's lexer are counted apart, lode must answer those as well.

import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultLode, defaultNode, majorOf } from '../ask.mjs';
import { CRASH, askExports, askLexer, difference, treeOf } from './ask.mjs';
import { makeText, smaller } from './texts.mjs';

const { values } = parseArgs({
    options: {
        node: { type: 'string', multiple: true }, lode: { type: 'string', default: defaultLode() },
        files: { type: 'string', default: '4000' }, texts: { type: 'string', default: '3000' },
        seed: { type: 'string' }, first: { type: 'string', default: '0' }, show: { type: 'string', default: '3' },
        'node-version': { type: 'string' },
    },
});

const nodes = values.node ?? [...new Set([defaultNode(), process.execPath])];
const seed = values.seed === undefined ? (Date.now() ^ (process.pid << 16)) >>> 0 : Number(values.seed);
const AT_ONCE = 500;
const total = { passed: 0, failed: 0, crashed: 0 };
let shown = 0;

const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const scratch = mkdtempSync(join(memory, 'lode-names-'));
for (let i = 0; i < 10; i++) writeFileSync(join(scratch, `r${i}.js`), `exports.from_r${i} = 1;\n`);

// Another version than the Node's has `module.exports` or has it not, which is not what --node-version is for.
function same(lode, node) {
    const text = (names) => names.filter((name) => !values['node-version'] || name !== 'module.exports');
    return JSON.stringify(text(lode)) === JSON.stringify(text(node));
}

// Asks Node about files, compares with what lode said and counts; returns the indices of those that differ.
function compare(tools, files, fromLode, show) {
    const fromNode = askLexer(tools.node, files);
    const different = [];
    files.forEach((file, i) => {
        const { format, names } = fromLode[i];
        if (format !== 'commonjs') throw new Error(`${file}: lode says ${JSON.stringify(fromLode[i])}`);
        if (fromNode[i] === CRASH) {
            total.crashed++;
        } else if (!same(names, fromNode[i])) {
            total.failed++;
            different.push(i);
            if (shown < Number(values.show)) show?.(file, difference(fromNode[i], names), i);
        } else {
            total.passed++;
        }
    });
    return different;
}

function placeTexts(texts) {
    return texts.map((text, i) => {
        const file = join(scratch, `t${i}.cjs`);
        writeFileSync(file, text);
        return file;
    });
}

// Takes steps that keep a difference until there is none.
function shrink(tools, text) {
    for (let better = true; better;) {
        better = false;
        const steps = [...smaller(text)];
        for (let at = 0; at < steps.length && !better; at += 100) {
            const batch = steps.slice(at, at + 100);
            const files = placeTexts(batch);
            const [fromNode, fromLode] = [askLexer(tools.node, files), askExports(tools.lode, files, tools.version)];
            const found = batch.findIndex((_, i) => fromNode[i] !== CRASH && !same(fromLode[i].names, fromNode[i]));
            if (found >= 0) {
                text = batch[found];
                better = true;
            }
        }
    }
    const [file] = placeTexts([text]);
    const [node] = askLexer(tools.node, [file]);
    const [lode] = askExports(tools.lode, [file], tools.version);
    console.log(`  shrunk: ${JSON.stringify(text)}\n    Node: ${JSON.stringify(node)}\n    lode: ${JSON.stringify(lode.names)}`);
}

function randomTexts(tools) {
    const count = Number(values.texts);
    const first = Number(values.first);
    console.log(`seed ${seed}, texts ${first} to ${first + count - 1}, Node ${tools.version}`);
    for (let done = 0; done < count; done += AT_ONCE) {
        const texts = Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, i) => makeText(seed, first + done + i));
        const files = placeTexts(texts);
        const different = compare(tools, files, askExports(tools.lode, files, tools.version));
        for (const i of different) {
            if (shown++ >= Number(values.show)) break;
            console.log(`text ${first + done + i}:`);
            shrink(tools, texts[i]);
        }
    }
}

function filesOf(folder) {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && /\.[cm]?js$/.test(entry.name))
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}

// Asks lode; modules are copied, and asked about as CommonJS.
function asCommonJS(tools, files) {
    const answers = askExports(tools.lode, files, tools.version);
    const modules = files.map((_, i) => i).filter((i) => answers[i].format !== 'commonjs');
    const places = [...files];
    for (const i of modules) {
        places[i] = join(scratch, `f${i}.cjs`);
        copyFileSync(files[i], places[i]);
    }
    const again = askExports(tools.lode, modules.map((i) => places[i]), tools.version);
    modules.forEach((i, at) => { answers[i] = again[at]; });
    return { places, answers };
}

function corpusFiles(tools) {
    const all = ['cjs', 'esm'].flatMap((name) => filesOf(join(treeOf(name), 'node_modules')));
    const step = values.files === 'all' ? 1 : Math.max(1, all.length / Number(values.files));
    const files = Array.from({ length: Math.floor(all.length / step) }, (_, i) => all[Math.floor(i * step)]);
    console.log(`${files.length} of ${all.length} files, Node ${tools.version}`);
    for (let done = 0; done < files.length; done += AT_ONCE) {
        const batch = files.slice(done, done + AT_ONCE);
        const { places, answers } = asCommonJS(tools, batch);
        compare(tools, places, answers, (_, names, i) => {
            shown++;
            console.log(`${batch[i]}: ${JSON.stringify(names)}`);
        });
    }
}

try {
    for (const node of nodes) {
        const tools = { node, lode: values.lode, version: values['node-version'] ?? await majorOf(node) };
        const before = { ...total };
        if (Number(values.texts) > 0) randomTexts(tools);
        if (values.files !== '0') corpusFiles(tools);
        const [passed, failed, crashed] = ['passed', 'failed', 'crashed'].map((key) => total[key] - before[key]);
        console.log(`Node ${tools.version}: ${passed} the same, ${failed} different, ${crashed} that crash its lexer`);
    }
} finally {
    rmSync(scratch, { recursive: true });
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
