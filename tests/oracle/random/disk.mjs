// Cases on disk, and the asking of many at once.
//
// A base folder holds many cases: <base>/<name>/ is the folder of a case (never used twice, so no
// cache of package.json files can carry an answer over), <base>/node_path and <base>/home are
// shared by those that use NODE_PATH.

import {
    existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { askLode, askNode } from '../ask.mjs';
import { stringify } from './json.mjs';

// In memory where the system has a place for that: tens of thousands of small files are made.
export function makeBase() {
    const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    const parent = realpathSync(process.env.LODE_ORACLE_TMP ?? memory);
    return mkdtempSync(join(parent, 'lode-oracle-'));
}

export const removeBase = (base) => rmSync(base, { recursive: true, force: true });

export const textOf = (entry) =>
    ('json' in entry ? `${entry.before}${stringify(entry.json)}${entry.after}` : entry.text);

const rooted = (text, root) => text.replaceAll('<ROOT>', root)
    .replaceAll('<URL>', pathToFileURL(root).href);

function place(base, root, path) {
    if (path.startsWith('<NODE_PATH>/')) return join(base, 'node_path', path.slice(12));
    if (path.startsWith('<HOME>/')) return join(base, 'home', path.slice(7));
    return join(root, path);
}

export function writeCase(base, name, { files }) {
    const root = join(base, name);
    mkdirSync(root, { recursive: true });
    for (const [path, entry] of files) {
        const file = place(base, root, path);
        try {
            mkdirSync(entry.folder ? file : dirname(file), { recursive: true });
            if (entry.folder) continue;
            if (entry.link !== undefined) symlinkSync(rooted(entry.link, root), file);
            else if (entry.base64 !== undefined) writeFileSync(file, Buffer.from(entry.base64, 'base64'));
            else writeFileSync(file, textOf(entry));
        } catch (error) {
            // A shrunk case may have lost what made a name possible.
            if (!['EEXIST', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENOENT'].includes(error.code)) throw error;
        }
    }
    return root;
}

export function questionsOf(base, root, { requests }) {
    return requests.map(({ specifier, from, kind }) => ({
        specifier: rooted(specifier, root), kind,
        from: /^(data:|<URL>)/.test(from) ? rooted(from, root) : place(base, root, from),
    }));
}

// An answer without the names of the folders it was given in.
export function unrooted(answer, root) {
    const tokens = [[root, '<ROOT>'], [join(root, '..', 'node_path'), '<NODE_PATH>'], [join(root, '..', 'home'), '<HOME>']];
    let text = JSON.stringify(answer).replaceAll(pathToFileURL(root).href, '<URL>');
    for (const [folder, token] of tokens) text = text.replaceAll(folder, token);
    return JSON.parse(text);
}

// Asks both about all the cases: one process of each for each setup. Returns, for each case, the
// list of { question, node, lode } of its requests, and the folder it was in.
export async function askCases(base, cases, { node, lode, nodeVersion }) {
    const results = [];
    const bySetup = new Map();
    for (const [i, case_] of cases.entries()) {
        const root = writeCase(base, `c${i}`, case_);
        results.push({ root, asked: [] });
        const key = JSON.stringify(case_.setup);
        if (!bySetup.has(key)) bySetup.set(key, []);
        for (const question of questionsOf(base, root, case_)) bySetup.get(key).push({ i, question });
    }
    await Promise.all([...bySetup].map(async ([key, rows]) => {
        const { preserveSymlinks, conditions, nodePath } = JSON.parse(key);
        const env = { HOME: join(base, 'home'), NODE_PATH: nodePath ? join(base, 'node_path') : '' };
        const setup = { preserveSymlinks, conditions, env };
        const questions = rows.map(({ question }) => question);
        const [fromNode, fromLode] = await Promise.all([
            askNode(node, questions, setup), askLode(lode, questions, setup, nodeVersion),
        ]);
        rows.forEach(({ i, question }, at) => {
            results[i].asked.push({ question, node: fromNode[at], lode: fromLode[at] });
        });
    }));
    return results;
}
