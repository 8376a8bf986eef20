// node:path on POSIX, and the sizes of UTF-16, against base/path and base/utf.
import path from 'node:path';
import { hex, run } from './ask.mjs';

const segments = ['a', 'b', 'ab', 'a.js', '.', '..', '...', '', '', '.a', 'a.', '..a', 'a..', '.a.b', 'é', ' ', '\\', '....', 'a.b.c', 'node_modules'];
const slashes = ['/', '/', '/', '//', '///'];

const relative = (random) =>
    random.many(6, () => random.pick(segments) + random.pick(slashes)).join('') + random.pick(['', random.pick(segments)]);

const isNormal = (text) => path.resolve('/', text) === text;
const isInside = (directory, text) => text === directory || text.startsWith(directory.endsWith('/') ? directory : directory + '/');

function utfCase(random) {
    const units = random.many(8, () => random.pick(['a', 'é', '€', '😀', '\ud83d', '\ude00', '\0', '12345678']));
    const bytes = random.many(8, () => random.pick([0x61, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xed, 0xa0, 0xc0, 0xf4, 0x90, 0xff, 0xef, 0xbf, 0xbd]));
    const buffer = Buffer.concat([Buffer.from(units.join('')), Buffer.from(bytes)]);
    const text = buffer.toString();
    const isValid = Buffer.from(text).equals(buffer);
    return { question: `utf16 ${buffer.toString('hex')}`, expected: `${text.length}|${Number(isValid)}`, show: buffer.toString('hex') };
}

function pathCase(random) {
    const base = '/' + relative(random);
    const text = random.pick(['', '/']) + relative(random);
    const directory = path.resolve(base);
    const resolved = path.resolve(base, text);
    const expected = [resolved, resolved, path.normalize(text), path.dirname(text), path.basename(text), path.extname(text),
        path.relative(directory, resolved)].map((one) => hex(one) + '|').join('') +
        Number(isNormal(text)) + Number(isInside(directory, resolved));
    return { question: `path ${hex(base)} ${hex(text)}`, expected, show: JSON.stringify([base, text]) };
}

run('path', (random) => {
    const one = random.chance(4) ? utfCase(random) : pathCase(random);
    return { ...one, agrees: (answer) => answer === one.expected };
});
