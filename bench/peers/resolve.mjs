// Answers requests one line each, as `lode resolve --batch` does, with another resolver:
//
//   node resolve.mjs oxc-resolver|enhanced-resolve|node node|bundler <requests >answers
//
// Reading, resolving and writing are three separate passes, so that the middle one can be timed
// alone; its milliseconds go to stderr. A path is printed where there is one; a core module has its
// `node:` URL; a refusal has null.
import { readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { makers } from './resolvers.mjs';

const [, , name, target] = process.argv;
const requests = readFileSync(0, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
const resolve = await makers[name](target);
const answers = new Array(requests.length);

const start = performance.now();
for (let i = 0; i < requests.length; i++) {
    const { specifier, from, kind } = requests[i];
    answers[i] = resolve[kind](specifier, from, dirname(from));
}
const milliseconds = performance.now() - start;

const text = Buffer.from(answers.map((path) => JSON.stringify({ path })).join('\n') + '\n');
for (let done = 0; done < text.length; ) done += writeSync(1, text, done);
writeSync(2, `${JSON.stringify({ milliseconds })}\n`);
