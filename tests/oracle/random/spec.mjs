// A case with one request, as a text file that a person can read and replay.mjs can run:
//
//     why: one line
//     request: {"kind":"import","specifier":"p","from":"m.js"}
//     setup: {"preserveSymlinks":false,"conditions":[],"nodePath":false}
//     node: 26.10.0 {"code":"ERR_...","message":"..."}
//     --- file "node_modules/p/package.json"
//     {"exports":{}}
//     --- link "a" "b"
//
// The line end before a `---` line is not part of a file. Answers have <ROOT> and <URL> in place of
// the folder of the case. Files that are not plain text are given as `--- base64 "name"`.

import { textOf } from './disk.mjs';

const plain = (text) => !/^---/m.test(text) && !/[\0\r\ufeff\ufffd\u2028]/.test(text);

export function write({ why, request, setup, node, version, files }) {
    const out = [
        `why: ${why}`, `request: ${JSON.stringify(request)}`, `setup: ${JSON.stringify(setup)}`,
        `node: ${version} ${JSON.stringify(node)}`,
    ];
    for (const [path, entry] of files) {
        const name = JSON.stringify(path);
        if (entry.link !== undefined) out.push(`--- link ${name} ${JSON.stringify(entry.link)}`);
        else if (entry.folder) out.push(`--- folder ${name}`);
        else if (entry.base64 !== undefined) out.push(`--- base64 ${name}`, entry.base64);
        else if (plain(textOf(entry))) out.push(`--- file ${name}`, textOf(entry));
        else out.push(`--- base64 ${name}`, Buffer.from(textOf(entry)).toString('base64'));
    }
    return `${out.join('\n')}\n`;
}

export function read(text) {
    const [head, ...parts] = text.replace(/\n$/, '').split(/\n(?=--- )/);
    const field = (name) => {
        const found = new RegExp(`^${name}: (.*)$`, 'm').exec(head);
        if (!found) throw new Error(`no "${name}:" line`);
        return found[1];
    };
    const [, version, answer] = /^(\S+) (.*)$/.exec(field('node'));
    const files = new Map();
    for (const part of parts) {
        const [line, ...rest] = part.split('\n');
        const [, kind, name, to] = /^--- (\w+) ("(?:[^"\\]|\\.)*")(?: (".*"))?$/.exec(line);
        const body = rest.join('\n');
        const entry = { link: () => ({ link: JSON.parse(to) }), folder: () => ({ folder: true }),
            base64: () => ({ base64: body }), file: () => ({ text: body }) }[kind]();
        files.set(JSON.parse(name), entry);
    }
    return {
        why: field('why'), version, node: JSON.parse(answer), files,
        setup: JSON.parse(field('setup')), requests: [JSON.parse(field('request'))],
    };
}
