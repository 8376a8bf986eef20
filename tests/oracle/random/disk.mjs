// Cases on disk, and the asking of many at once.
//
// A base folder holds many cases: <base>/<name>/ is the folder of a case (never used twice, so no
// cache of package.json files can carry an answer over); node_path/ and home/ beside them are for
// those that use NODE_PATH.

import {
    existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { askBroken, askLode, askNode, differences } from '../ask.mjs';
import { stringify } from './json.mjs';

// Folders that exist now, to be removed also when the run is interrupted.
const bases = new Set();
process.on('exit', () => bases.forEach((base) => removeBase(base)));
for (const [signal, status] of [['SIGINT', 130], ['SIGTERM', 143]]) {
    process.once(signal, () => process.exit(status));
}

// In memory where the system has a place for that: tens of thousands of small files are made.
export function makeBase() {
    const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    const parent = realpathSync(process.env.LODE_ORACLE_TMP ?? memory);
    const base = mkdtempSync(join(parent, 'lode-oracle-'));
    bases.add(base);
    return base;
}

export function removeBase(base) {
    rmSync(base, { recursive: true, force: true });
    bases.delete(base);
}

export const textOf = (entry) =>
    ('json' in entry ? `${entry.before}${stringify(entry.json)}${entry.after}` : entry.text);

const rooted = (text, root) => text.replaceAll('<ROOT>', root)
    .replaceAll('<URL>', pathToFileURL(root).href);

// `shared` holds node_path/ and home/; see askCases.
function place({ shared, root }, path) {
    if (path.startsWith('<NODE_PATH>/')) return join(shared, 'node_path', path.slice(12));
    if (path.startsWith('<HOME>/')) return join(shared, 'home', path.slice(7));
    return join(root, path);
}

export function writeCase(where, { files }) {
    mkdirSync(where.root, { recursive: true });
    for (const [path, entry] of files) {
        const file = place(where, path);
        try {
            mkdirSync(entry.folder ? file : dirname(file), { recursive: true });
            if (entry.folder) continue;
            if (entry.link !== undefined) symlinkSync(rooted(entry.link, where.root), file);
            else if (entry.base64 !== undefined) writeFileSync(file, Buffer.from(entry.base64, 'base64'));
            else writeFileSync(file, textOf(entry));
        } catch (error) {
            // A shrunk case may have lost what made a name possible.
            if (!['EEXIST', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENOENT'].includes(error.code)) throw error;
        }
    }
}

export function questionsOf(where, { requests }) {
    return requests.map(({ specifier, from, kind }) => ({
        specifier: rooted(specifier, where.root), kind,
        from: /^(data:|<URL>)/.test(from) ? rooted(from, where.root) : place(where, from),
    }));
}

// An answer without the names of the folders it was given in.
export function unrooted(answer, { root, shared }) {
    const tokens = [
        [root, '<ROOT>'], [join(shared, 'node_path'), '<NODE_PATH>'], [join(shared, 'home'), '<HOME>'],
    ];
    let text = JSON.stringify(answer).replaceAll(pathToFileURL(root).href, '<URL>');
    for (const [folder, token] of tokens) text = text.replaceAll(folder, token);
    return JSON.parse(text);
}

// A difference in the format of a file that Node cannot parse either way is marked as such.
async function markBroken(node, rows) {
    const open = rows.filter(({ question, ...answers }) =>
        differences(question, answers.node, answers.lode).includes('format') && answers.node.path);
    const told = await askBroken(node, open.map((row) => row.node.path));
    open.forEach(({ question }, i) => { if (told[i]) question.broken = true; });
}

// Asks both about all the cases: one process of each for each setup. Cases with NODE_PATH share its
// folder, which is right for the cases of one seed, whose names in it are their own; `alone` gives
// each a folder and so a process of its own, for cases that descend from one. Returns, for each
// case, { root, shared, asked }: its folders, and { question, node, lode } for each request.
export async function askCases(base, cases, { node, lode, nodeVersion, alone = false }) {
    const results = [];
    const groups = new Map();
    for (const [i, case_] of cases.entries()) {
        const apart = alone && case_.setup.nodePath;
        const where = { root: join(base, `c${i}`), shared: apart ? join(base, `s${i}`) : base };
        writeCase(where, case_);
        results.push({ ...where, asked: [] });
        const key = JSON.stringify([case_.setup, apart && i]);
        if (!groups.has(key)) groups.set(key, { setup: case_.setup, shared: where.shared, rows: [] });
        for (const question of questionsOf(where, case_)) groups.get(key).rows.push({ i, question });
    }
    const waiting = [...groups.values()];
    const worker = async () => {
        for (let group = waiting.pop(); group; group = waiting.pop()) {
            const { setup: { preserveSymlinks, conditions, nodePath }, shared, rows } = group;
            const env = { HOME: join(shared, 'home'), NODE_PATH: nodePath ? join(shared, 'node_path') : '' };
            const setup = { preserveSymlinks, conditions, env };
            const questions = rows.map(({ question }) => question);
            const [fromNode, fromLode] = await Promise.all([
                askNode(node, questions, setup), askLode(lode, questions, setup, nodeVersion),
            ]);
            rows.forEach(({ i, question }, at) => {
                results[i].asked.push({ question, node: fromNode[at], lode: fromLode[at] });
            });
        }
    };
    await Promise.all([worker(), worker()]);
    await markBroken(node, results.flatMap(({ asked }) => asked));
    return results;
}
