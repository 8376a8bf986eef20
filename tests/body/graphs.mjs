// Runs a graph of modules twice, as Node runs it and as the bodies run, and tells what each printed.
//
// A graph is texts by file name; main.mjs is its entry. Modules print with the global print(), whose lines
// are collected; how the import of main.mjs ends is the last line. Errors count by their names: messages
// belong to the engine.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Linker } from './linker.mjs';

// Both kinds of namespace objects look alike here, and an accessor like what it gives.
export function show(value, depth = 0) {
    if (typeof value === 'string') return depth ? JSON.stringify(value) : value;
    if (typeof value === 'function') return `function ${String(value.name)}`;
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value !== 'object' || !value) return Object.is(value, -0) ? '-0' : String(value);
    if (value instanceof Error) return value.constructor.name;
    if (depth > 4) return '…';
    if (Array.isArray(value)) return `[${Array.from(value, (item) => show(item, depth + 1)).join(', ')}]`;
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    const items = Reflect.ownKeys(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
    const texts = items.map((key) => `${String(key)}: ${show(value[key], depth + 1)}`);
    return `${kind === 'Object' ? '' : kind}{${texts.join(', ')}}`;
}

// The text of a function is that of its body: nothing that agrees.
Function.prototype.toString = function () { return `text of ${String(this.name)}`; };

let lines;
const MOST_LINES = 300; // a recursion without end stops here, and not where the stack ends
globalThis.print = (...values) => {
    if (lines.length > MOST_LINES) throw new RangeError('too many lines');
    return lines.push(values.map((value) => show(value)).join(' '));
};
// The name of what a function throws, or its result.
globalThis.caught = (f) => { try { return show(f()); } catch (error) { return `throws ${error?.name ?? show(error)}`; } };

// A function that tells how it is called, and is nearly anything else: iterable, an object of itself, a class.
globalThis.thing = (name) => {
    let calls = 0;
    function it(...list) {
        print(new.target ? 'new' : `call with ${typeof this}`, name, list.length, Array.isArray(list[0]?.raw) ? list[0].length : '');
        return calls++ < 20 ? it : name;
    }
    Object.defineProperty(it, 'name', { value: name });
    it[Symbol.iterator] = function* () { yield `${name} 0`; yield `${name} 1`; };
    it.toString = () => name;
    for (const key of ['x', 'y', 'f', 'o', 'ns', 'async', 'of', 'get', 'd', 0, 1]) it[key] = it;
    return it;
};

async function collect(start) {
    const mine = (lines = []);
    let end;
    try {
        await start();
        end = 'ends';
    } catch (error) {
        end = `fails: ${error instanceof Error ? error.name : show(error)}`;
    }
    await sleep(0);
    await sleep(0);
    lines = [];
    return [...mine, end];
}

export function writeGraph(folder, files) {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

// {node, lode}: lines each. The folder must be new: Node remembers what it has loaded.
export async function runBoth(driver, folder, files) {
    writeGraph(folder, files);
    const main = join(folder, 'main.mjs');
    const node = await collect(() => import(pathToFileURL(main).href));
    const lode = await collect(() => new Linker(driver).run(main));
    return { node, lode };
}

// Texts: "=== what it shows", then for each file "--- name" and its lines.
export function parseGraphs(text) {
    const graphs = [];
    let name;
    for (const line of text.split('\n')) {
        if (line.startsWith('=== ')) {
            graphs.push({ title: line.slice(4), files: {} });
            name = 'main.mjs';
        } else if (line.startsWith('--- ')) {
            name = line.slice(4);
            graphs.at(-1).files[name] = '';
        } else if (graphs.length) {
            const { files } = graphs.at(-1);
            files[name] = files[name] ? `${files[name]}\n${line}` : line;
        }
    }
    return graphs;
}
