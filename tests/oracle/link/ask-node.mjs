// Runs inside the Node that is asked. Each line of stdin is a list of files, the entry first; the answer is a list of what `import()` of
// each gives: { keys } of the namespace, or { error: { name, code, message, at } }, where `at` is the file and line
// that Node shows above the message of a link error. Where the entry fails, its error is the only answer: what Node says
// about the other files of a graph after that depends on where the first attempt stopped. A line { "core": [names] } gives their names.

import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const place = (stack) => {
    const [, file, line] = /^file:\/\/(\S+):(\d+)\n/.exec(stack) ?? [];
    return file && `${basename(file)}:${line}`;
};

const namesOf = (namespace) => Reflect.ownKeys(namespace).filter((key) => typeof key === 'string');

async function one(file) {
    try {
        const options = file.endsWith('.json') ? { with: { type: 'json' } } : {};
        return { keys: namesOf(await import(pathToFileURL(file).href, options)) };
    } catch (error) {
        return { error: { name: error.name, code: error.code, message: error.message, at: place(error.stack) } };
    }
}

async function core(names) {
    const found = {};
    for (const name of names) {
        try {
            found[name] = namesOf(await import(name));
        } catch (error) {
            if (!/^ERR_/.test(error.code)) throw error;
        }
    }
    return found;
}

for await (const line of createInterface({ input: process.stdin })) {
    const question = JSON.parse(line);
    let answer;
    if (question.core) answer = await core(question.core);
    else {
        answer = [];
        for (const file of question) {
            answer.push(await one(file));
            if (answer[0].error) break;
        }
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
}
