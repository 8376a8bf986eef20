// JSON.parse and JSON.stringify against base/json: values, order of keys, and where an error is.
import { hex, run, unhex } from './ask.mjs';

const strings = ['', 'a', 'b', 'c', '0', '1', '10', '01', '-1', '4294967294', '4294967295', '1.5', '__proto__', 'constructor', 'é', '😀', '\u2028', '\x7f', '\0'];
const escapes = ['\\n', '\\t', '\\"', '\\\\', '\\/', '\\b', '\\f', '\\r', '\\u0000', '\\u001f', '\\u00e9', '\\ud83d\\ude00', '\\uD83D\\uDE00',
    '\\u2028', '\\u0041', '\\ud800', '\\udc00', '\\ud800\\u0041', '\\ud83d\\ud83d\\ude00', '\\udc00\\ud800'];
const numbers = ['0', '1', '-1', '12', '1.5', '-0.25', '1e3', '1E+2', '1e-7', '123456789012345678901234567890', '-0', '0.0', '1.0', '0e0'];
const words = ['true', 'false', 'null'];
const spaces = ['', '', '', ' ', '\n', '\t', '\r', '  '];
const damage = ['', ',', ':', '[', ']', '{', '}', '"', '\\', 'x', '1', '-', '.', 'e', '+', '0', 'NaN', 'Infinity', '//', '/*c*/', "'a'", '\\x',
    '\\u12g4', '\\u12', '\t', '\0', '\x01', 'tru', 'nul', 'true', '\ufeff', '\u00a0', '\v', '\u2028', '"a"', 'undefined', '1.', '.5', '+1', '01', '0x1'];

const string = (random) =>
    `"${random.many(4, () => random.pick(random.chance(2) ? strings : escapes)).join('').replaceAll(/[\0"]/g, (c) => (c === '"' ? '\\"' : '\\u0000')).replaceAll('\\\\"', '\\"')}"`;
const key = (random) => (random.chance(2) ? JSON.stringify(random.pick(strings)) : string(random));

function value(random, depth) {
    const space = () => random.pick(spaces);
    const kind = random.below(depth > 0 ? 10 : 5);
    if (kind < 2) return string(random);
    if (kind < 4) return random.pick(numbers);
    if (kind === 4) return random.pick(words);
    const count = random.chance(20) ? 40 : random.below(5);
    const items = Array.from({ length: count }, () => {
        const item = value(random, count > 5 ? 0 : depth - 1);
        return space() + (kind < 7 ? item : key(random) + space() + ':' + space() + item) + space();
    });
    return kind < 7 ? `[${items.join(',')}]` : `{${items.join(',')}}`;
}

// What lode makes of a lone surrogate, in keys too.
function wellFormed(json) {
    if (typeof json === 'string') return json.toWellFormed();
    if (Array.isArray(json)) return json.map(wellFormed);
    if (json === null || typeof json !== 'object') return json;
    const copy = {};
    for (const [name, one] of Object.entries(json)) {
        Object.defineProperty(copy, name.toWellFormed(), { value: wellFormed(one), enumerable: true, configurable: true, writable: true });
    }
    return copy;
}

// V8 of Node 24 and 26 compares an escaped key with those it has met by its raw text, so that after the key
// "\\" it reads "\n" as "\\" too. Without escaped backslashes Node is right there; Node 20 gets them all.
const readsKeysWrong = Number(process.versions.node.split('.')[0]) >= 24;
const withoutBackslashes = (text) => text.replaceAll(/\\(.)/gs, (escape, c) => (c === '\\' ? 'x' : escape));

const hasSurrogateKeys = (text) => /\\u[dD][89a-fA-F]..(?:[^"\\]|\\.)*"\s*:/.test(text);

function parsed(text) {
    try {
        return { json: JSON.parse(text) };
    } catch (error) {
        return { message: error.message };
    }
}

// Whether some text can follow `prefix` and make it JSON: V8 finds nothing wrong before its end.
function isPrefix(prefix) {
    const { message } = parsed(prefix);
    if (message === undefined || /^Unexpected end|^Unterminated string/.test(message)) return true;
    const position = /at position (\d+)/.exec(message);
    return position !== null && Number(position[1]) === prefix.length;
}

// V8 does not say the position in every message, so the question is put to the two prefixes that an offset parts.
function offsetIsRight(text, offset) {
    const bytes = Buffer.from(text);
    const before = bytes.subarray(0, offset).toString();
    const size = offset < bytes.length ? String.fromCodePoint(text.codePointAt(before.length)).length : 0;
    const after = text.slice(0, before.length + size);
    return isPrefix(before) && (offset === bytes.length || !isPrefix(after));
}

function agrees(text, { json, message }, answer) {
    if (message !== undefined) {
        const [word, offset] = answer.split('|');
        return word === 'fail' && offsetIsRight(text, Number(offset));
    }
    if (answer.startsWith('fail')) return false;
    const written = unhex(answer.split('|')[0]);
    const mine = parsed(written).json;
    // The text of numbers is kept; all else is what JSON.stringify writes.
    const sameText = /\d/.test(text) || written === JSON.stringify(wellFormed(json));
    return sameText && JSON.stringify(mine) === JSON.stringify(wellFormed(json));
}

run('json', (random) => {
    let text = random.pick(spaces) + value(random, 4) + random.pick(spaces);
    if (hasSurrogateKeys(text)) text = text.replaceAll(/\\u[dD][89a-fA-F]../g, 'x'); // two keys may become one
    if (random.chance(2)) {
        const at = random.below(text.length + 1);
        text = text.slice(0, at) + random.pick(damage) + text.slice(at + random.below(3));
    }
    text = text.toWellFormed();
    if (readsKeysWrong) text = withoutBackslashes(text);
    const node = parsed(text);
    return { question: `json ${hex(text)}`, expected: node.message ?? JSON.stringify(node.json), show: JSON.stringify(text), agrees: (answer) => agrees(text, node, answer) };
});
