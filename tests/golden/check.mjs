// What a comparison byte for byte cannot see of `lode check`: that readers of each format get the same findings
// back, whatever the names are, and that docs/schema/config.json refuses what the program refuses.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, equal, ok } from '../support/check.mjs';
import { problemsOf } from './schema.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const lode = process.env.LODE ?? join(here, '../../build/lode');
const root = realpathSync(mkdtempSync(join(tmpdir(), 'lode-check-')));
const env = { ...process.env, LC_ALL: 'C.UTF-8' };
for (const name of ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR', 'NODE_PATH']) delete env[name];

const run = (...args) => spawnSync(lode, args, { cwd: root, env, encoding: 'utf8' });

writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
writeFileSync(join(root, 'z.js'), 'export {};\n');
const names = ['a\nb', 'q"uo', 'per%41cent', '%0A', '<b>&amp;', 'pi|pe', 'ba`ck', 'co:lon,comma', '日本', '\u{1F600}', "it's", 'a]]>b', ' blank ', '&#10;'];
names.forEach((name, i) => {
    const missing = JSON.stringify(name);
    writeFileSync(join(root, `${name}.js`), `${'\n'.repeat(i)}import { ${missing} as x } from './z.js';\n`);
});

const read = (format) => run('check', '*.js', '--no-baseline', '--format', format).stdout;
const wanted = JSON.parse(read('json')).findings.map(({ file, line, rule, message }) => ({ file, line, rule, message }));

const fromGithub = (text) => text.split('\n').slice(0, -1).map((command) => {
    const [, , properties, message] = /^::(\w+) (.*?)::(.*)$/.exec(command);
    const decode = (value) => value.replace(/%(25|0D|0A|3A|2C)/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    const of = Object.fromEntries(properties.split(',').map((pair) => /^(\w+)=(.*)$/.exec(pair).slice(1).map(decode)));
    return { file: of.file, line: Number(of.line), rule: of.title, message: decode(message) };
});
const fromGitlab = (text) => JSON.parse(text).map((issue) => ({
    file: issue.location.path, line: issue.location.lines.begin, rule: issue.check_name, message: issue.description,
}));
const fromSarif = (text) => JSON.parse(text).runs[0].results.map((result) => {
    const { artifactLocation, region } = result.locations[0].physicalLocation;
    return { file: decodeURIComponent(artifactLocation.uri), line: region.startLine, rule: result.ruleId, message: result.message.text };
});
const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"' };
const fromXml = (text) => text.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) => (code ? String.fromCodePoint(code) : ENTITIES[name]));
const attributes = (tag) => Object.fromEntries([...tag.matchAll(/ (\w+)="([^"<]*)"/g)].map(([, name, value]) => [name, fromXml(value)]));
const fromJunit = (text) => [...text.matchAll(/<testcase([^>]*)>\s*<failure([^>]*)>/g)].map(([, test, failure]) => {
    const { file, line } = attributes(test);
    const { type, message } = attributes(failure);
    return { file, line: Number(line), rule: type, message };
});

await check('check: there is a finding for each odd name', () => equal(wanted.length, names.length));
for (const [format, decode] of Object.entries({ github: fromGithub, gitlab: fromGitlab, sarif: fromSarif, junit: fromJunit })) {
    await check(`check: ${format} read back gives the findings of json`, () => {
        const got = decode(read(format));
        // What Node prints and the fix may follow the message on lines of their own.
        equal(got.map(({ message, ...rest }) => rest), wanted.map(({ message, ...rest }) => rest));
        got.forEach(({ message }, i) => ok(message.startsWith(wanted[i].message), message));
    });
}
await check('check: fingerprints are distinct, and the same in every format', () => {
    const json = JSON.parse(read('json')).findings.map(({ fingerprint }) => fingerprint);
    equal(new Set(json).size, json.length);
    equal(JSON.parse(read('gitlab')).map(({ fingerprint }) => fingerprint), json);
    equal(JSON.parse(read('sarif')).runs[0].results.map((result) => result.partialFingerprints['lodeIdentity/v1']), json);
});

// The configuration: [document, whether it is right].
const documents = [
    [{}, true],
    [{ $schema: 'x', entries: [], exclude: ['a'], include: [], external: ['b/'], conditions: ['c'] }, true],
    [{ nodeVersion: 22, target: 'browser', baseline: 'b.json' }, true],
    [{ nodeVersion: '22' }, true],
    [{ rules: {} }, true],
    [{ rules: { cycle: 'error', unresolved: { level: 'off' }, 'unused-suppression': { ignore: ['a'] } } }, true],
    [{ entry: [] }, false],
    [{ entries: 'a' }, false],
    [{ exclude: [1] }, false],
    [{ nodeVersion: 21 }, false],
    [{ nodeVersion: null }, false],
    [{ target: 'deno' }, false],
    [{ rules: [] }, false],
    [{ rules: { none: 'off' } }, false],
    [{ rules: { cycle: 'warn' } }, false],
    [{ rules: { cycle: true } }, false],
    [{ rules: { cycle: { levels: 'off' } } }, false],
    [{ rules: { cycle: { ignore: 'a' } } }, false],
    [{ baseline: [] }, false],
    [[], false],
    ['lode', false],
];
for (const [document, isRight] of documents) {
    await check(`config: ${JSON.stringify(document)} is ${isRight ? 'right' : 'wrong'} for the program and for the schema`, () => {
        writeFileSync(join(root, 'tried.json'), JSON.stringify(document));
        const { status, stderr } = run('graph', 'z.js', '--config', 'tried.json');
        equal(status, isRight ? 0 : 2, stderr);
        equal(problemsOf(document, 'config.json').length === 0, isRight);
    });
}
await check('config: the schema lists the rules of lode check --help, with their levels', () => {
    const help = /\nRules\n([^]*?)\n\n/.exec(run('check', '--help').stdout)[1];
    const listed = [...help.matchAll(/^ {2}([a-z-]+) +(error|warning|off):/gm)].map(([, name, level]) => [name, level]);
    const { rules } = JSON.parse(readFileSync(join(here, '../../docs/schema/config.json'), 'utf8')).properties;
    equal(Object.entries(rules.properties).map(([name, { description }]) => [name, /^By default (\w+):/.exec(description)[1]]), listed);
});

rmSync(root, { recursive: true, force: true });
