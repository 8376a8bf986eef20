// new URL, pathToFileURL, fileURLToPath and encodeURIComponent against base/url.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { hex, run } from './ask.mjs';

const isBehind = Number(process.versions.node.split('.')[0]) < 24;

const schemes = ['file:', 'file:', 'file:', 'FILE:', 'http:', 'https:', 'ws:', 'ftp:', 'node:', 'data:', 'blob:',
    'web+demo:', 'a.b-c+1:', 'javascript:', '1a:', ':', 'npm:', ''];
const slashes = ['', '/', '//', '///', '\\', '/\\', '\\\\', '////'];
const hosts = ['', 'h', 'localhost', 'LocalHost', 'EXAMPLE.com', 'a.b.', '127.0.0.1', '0x7f.1', '017.0.0.1', '256.1',
    '1.2.3.4.5', '4294967295', '4294967296', '1.2.65535', '0x', '0x.0x', '09', '1.2.3.09', 'a.1', 'a.0x1', '1..2', '.',
    '..', '[::1]', '[1::]', '[::]', '[1:2:3:4:5:6:7:8]', '[1:0:0:4:0:0:0:8]', '[::1.2.3.4]', '[1::2::3]', '[::01.2.3.4]',
    '[::1.2.3]', '[12345::]', '[1:2:3:4:5:6:7::]', '[::g]', '[', '[]', ']', 'a%41', 'a%2f', 'a%00', 'a b', 'a<b', 'a^b',
    'a|b', 'C:', 'c|', 'C', '%6C%6Fcalhost', 'a%', 'a_b', '-', "a'b", 'a*b', 'a~b', 'a{b', 'a`b', 'a"b', 'a\x7fb', '1e1'];
const ports = ['', '', '', '', ':', ':80', ':443', ':0', ':0080', ':65535', ':65536', ':8a', ':99999999999', ':21', ': 1'];
const credentials = ['', '', '', '', 'u@', 'u:p@', ':@', ':p@', '@', 'u@v@', "u:p:q;='@", 'é@', 'u%41@', '[@', 'u|^@'];
const segments = ['a', 'b.js', '.', '..', '...', '%2e', '%2E%2e', '.%2E', '%2e.', '', '', 'C:', 'c|', 'C:x', '1:', ' ', 'a b',
    'é', '😀', '%', '%zz', '%C3%A9', 'a%2Fb', 'a\\b', '^', '|', '~', '`', '{', '}', '"', '<', '>', "'", '[', ']', '@', ';', '&',
    '=', '+', '$', ',', '!', '*', '(', ')', '\t', '\n', 'a\r', '\x00', '\x1f', '\x7f', 'node_modules', '\u00a0', '\ufeff', '\ufffd',
    '\ud800'];
const separators = ['/', '/', '/', '/', '\\', '//', ''];
const tails = ['', '', '', '?', '#', '?q', '#f', '?q#f', "?a'b\"<>` é", '#a\'b"<>` {}', '??', '##', '?#', ' ?', '  #x', '?a\\b', '?%zz^|'];
const around = ['', '', '', '', ' ', '\n', '\x00', '\x1f ', '\u00a0'];
const bases = [undefined, undefined, 'file:///a/b/c.js', 'file:///a/b/c.js?q#f', 'file:///', 'file:///C:/a/b', 'file:///C:', 'file://host/a/b',
    'http://u:p@h:81/a/b?q#f', 'https://h', 'node:fs', 'data:text/plain,x', 'data:,x?q#f', 'web+demo://h/a/b', 'web+demo:/a/b', 'web+demo:/.//a',
    'web+demo://h', 'file:///a//b/', 'file:////a', 'blob:http://h/x', 'bad', 'file:///C:/', 'file:///c:x/y', 'file:///a/%2e%2e/b%20c/d'];

const paths = (random) => random.many(6, () => random.pick(segments) + random.pick(separators)).join('');
const soup = (random) => random.many(12, () => random.pick([...'abC:/\\.?#@[]%|2eF \t\n0x1é😀'])).join('');

function text(random) {
    const kind = random.below(10);
    if (kind === 0) return soup(random);
    if (kind < 4) {
        const plain = ['a', 'b.js', '.', '..', 'x-y_z', '@s', '', 'c~d', '...', "it's"];
        return random.pick(['./', '../', '/', '', '../../']) +
            random.many(5, () => random.pick(plain)).join('/') + random.pick(['', '', '/']);
    }
    if (kind < 6) return random.pick(around) + paths(random) + random.pick(tails) + random.pick(around);
    return random.pick(around) + random.pick(schemes) + random.pick(slashes) + random.pick(credentials) + random.pick(hosts) +
        random.pick(ports) + random.pick(['', '/', '\\']) + paths(random) + random.pick(tails) + random.pick(around);
}

function answerOf(make) {
    try {
        return make();
    } catch (error) {
        if (error.code === 'ERR_INVALID_URL') return 'fail';
        return (error.code ?? error.name) + '|';
    }
}

const fields = (list) => list.map((one) => hex(one) + '|').join('');

// Where Node 20 and 22 are behind the standard that Node 26 follows: '^' in a path stays, so does a last space of an
// opaque path before '?' or '#'; a segment like "c:x" counts as a drive letter; an opaque base accepts more
// than "#f"; ".." can leave a path without its slash where the scheme is not special.
const withoutEscapes = (answer) => answer.replaceAll(/253545|5e/g, '^').replaceAll(/253230|20/g, '_');
const behindDiffers = (answer, { input, expected, base = '' }) =>
    withoutEscapes(answer) === withoutEscapes(expected) || /^(node:fs|data:|blob:)/.test(base) ||
    (answer.split('|')[1] === hex('file') && /[a-z][:|][^/\\]/i.test(withoutScheme(input) + withoutScheme(base))) ||
    (expected.split('|')[6] === '' && answer.split('|')[6] === '2f');
const withoutScheme = (text) => text.replace(/^[\0- ]*file:/i, '');

// base/url has no IDNA tables: a host outside ASCII stays as it is where Node writes xn-- or refuses it.
const isIdna = (answer) => /[89a-f]/.test(answer.split('|')[4]?.replaceAll(/(.)./g, '$1') ?? '');

function urlCase(random) {
    const input = text(random);
    const base = random.pick(bases);
    const expected = answerOf(() => {
        const url = new URL(input, base);
        return fields([url.href, url.protocol.slice(0, -1), url.username, url.password, url.hostname, url.port, url.pathname,
            url.search, url.hash]);
    });
    return { question: `url ${hex(input)} ${hex(base)}`, expected, input, base, show: JSON.stringify([input, base]) };
}

function fromPathCase(random) {
    let path = '/' + paths(random);
    if (isBehind) path = path.replaceAll('\0', ''); // there a NUL at the end is lost like other control characters
    const url = pathToFileURL(path);
    const isPlain = url.pathname === path;
    return { question: `from-path ${hex(path)}`, expected: `${hex(url.href)}|${Number(isPlain)}`, show: JSON.stringify(path) };
}

function toPathCase(random) {
    const escapes = ['%C3', '%A9', '%E2%82%AC', '%F0%9F%98%80', '%ED%A0%80', '%C0%80', '%F4%90%80%80', '%00', '%2f', '%2F', '%25', '%5c',
        '%', '%4', '%e2%28%a1', 'a', '/', '~', '%20', '%FF', '%E2%82'];
    const input = random.pick(['file:///', 'file:///', 'file:///', 'file://h/', 'http://h/', 'file:']) +
        random.many(5, () => random.pick(escapes)).join('') + random.pick(['', '?q#f']);
    const expected = answerOf(() => 'ok|' + fields([fileURLToPath(input)]));
    return { question: `to-path ${hex(input)}`, expected, show: JSON.stringify(input) };
}

function componentCase(random) {
    const input = (paths(random) + soup(random)).replaceAll('\ud800', '');
    return { question: `component ${hex(input)}`, expected: fields([encodeURIComponent(input)]), show: JSON.stringify(input) };
}

run('url', (random) => {
    const kind = random.below(10);
    const one = kind < 7 ? urlCase(random) : kind === 7 ? fromPathCase(random) : kind === 8 ? toPathCase(random) : componentCase(random);
    const isUrl = one.question.startsWith('url');
    const agrees = (answer) => answer === one.expected || (isUrl && (isIdna(answer) || (isBehind && behindDiffers(answer, one))));
    return { ...one, agrees };
});
