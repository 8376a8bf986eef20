// make install and make uninstall in a staged root: the files are the promised ones, a program finds
// the library through pkg-config and links with it shared and static, the libraries show the names of
// include/lode.h and no other, and uninstall leaves nothing.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Skip, check, equal, finish, match, ok } from '../support/check.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stage = mkdtempSync(join(tmpdir(), 'lode-install-'));
process.on('exit', () => rmSync(stage, { recursive: true, force: true }));
const prefix = '/opt/lode';
const at = (path) => join(stage, prefix, path);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const major = version.split('.')[0];
const cc = (process.env.CC ?? 'cc').split(' ');
// SAN=1 make test installs the sanitized build; its consumers need the same runtime.
const sanitizers = process.env.LODE_OUT?.endsWith('/san') ? ['-fsanitize=address,undefined'] : [];

function run(command, args, options = {}) {
    const result = spawnSync(command, args, { cwd: stage, encoding: 'utf8', ...options });
    if (result.error) throw result.error;
    if (result.status !== (options.status ?? 0)) {
        throw new Error(`${command} ${args.join(' ')}: status ${result.status}\n${result.stdout}${result.stderr}`);
    }
    return result.stdout;
}

function make(...args) {
    const env = { ...process.env };
    for (const name of ['MAKEFLAGS', 'MFLAGS', 'MAKELEVEL', 'DESTDIR', 'PREFIX']) delete env[name];
    const san = sanitizers.length ? ['SAN=1'] : [];
    return run(env.LODE_MAKE ?? 'make', [...args, ...san, `DESTDIR=${stage}`, `PREFIX=${prefix}`, '-s'], { cwd: root, env });
}

function filesBelow(folder, base = '') {
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory()
        ? filesBelow(join(folder, entry.name), `${base}${entry.name}/`) : [base + entry.name])).sort();
}

function pkgConfig(...args) {
    return run('pkg-config', [`--define-variable=prefix=${at('')}`, ...args, 'lode'],
        { env: { ...process.env, PKG_CONFIG_PATH: at('lib/pkgconfig') } }).trim().split(/\s+/);
}

function names(...args) {
    return run('nm', args).split('\n').map((line) => line.match(/^[0-9a-f]* ?[A-Z] (\S+)$/)?.[1]).filter(Boolean).sort();
}

// The engine is built where JavaScriptCore is installed, and nowhere else.
const hasEngine = spawnSync('pkg-config', ['--exists', 'javascriptcoregtk-4.1']).status === 0;
const promised = ['bin/lode', 'include/lode.h', 'lib/liblode.a', 'lib/liblode.so', `lib/liblode.so.${major}`,
    `lib/liblode.so.${version}`, ...(hasEngine ? ['lib/lode/liblode-jsc.so'] : []), 'lib/pkgconfig/lode.pc', 'share/man/man1/lode.1'];

if (!await check('make install ends well', () => { make('install'); })) {
    finish();
    process.exit();
}

await check('make install puts each file in its place', () => {
    equal(filesBelow(at('')), promised);
});

await check('the installed command runs', () => {
    match(run(at('bin/lode'), ['--version']), new RegExp(`^lode ${version.replaceAll('.', '\\.')}\\n`));
});

await check('pkg-config knows version, flags and what static linking needs', () => {
    equal(pkgConfig('--modversion'), [version]);
    equal(pkgConfig('--cflags'), [`-I${at('include')}`]);
    equal(pkgConfig('--libs'), [`-L${at('lib')}`, '-llode']);
    ok(pkgConfig('--static', '--libs').includes('-luv'));
});

// The consumer is C11 without extensions: the public header must not need any.
const consumer = ['-std=c11', '-Wall', '-Wextra', '-Wpedantic', '-Werror', join(root, 'tests/install/consumer.c'), ...sanitizers];

// What the consumer says of fixtures/shop, however it was linked.
const shop = join(root, 'fixtures/shop');
const said = [version, `file://${shop}/node_modules/money/money.mjs module`,
    'node_modules/money/money.mjs:1:23 import ./locale/de.mjs -> node_modules/money/locale/de.mjs (none)',
    'src/cart.js:1:23 import ./price.js -> src/price.js (none)',
    'src/main.js:1:30 import node:fs -> node:fs (none)', 'src/main.js:2:23 import ./cart.js -> src/cart.js (none)',
    'src/main.js:3:24 import money -> node_modules/money/money.mjs (none)',
    'src/main.js:5:47 url ./goods.json -> src/goods.json (none)',
    'src/main.js:9:37 dynamic-import ./report.cjs -> src/report.cjs (none)',
    'src/price.js:1:26 import ./cart.js -> src/cart.js (none)', 'src/price.js:2:25 import #tax -> src/tax.js (none)',
    'src/report.cjs:1:28 require money -> node_modules/money/money.cjs (none)',
    'src/report.cjs:5:21 require terminal-chart -> nowhere (MODULE_NOT_FOUND)',
    'node_modules/money/locale/de.mjs exports comma: comma of node_modules/money/locale/de.mjs:1',
    'node_modules/money/money.cjs exports default: default of node_modules/money/money.cjs:0',
    'node_modules/money/money.cjs exports format: format of node_modules/money/money.cjs:0',
    'node_modules/money/money.cjs exports module.exports: module.exports of node_modules/money/money.cjs:0',
    'node_modules/money/money.mjs exports format: format of node_modules/money/money.mjs:3',
    'src/cart.js exports currency: currency of src/cart.js:3', 'src/cart.js exports total: total of src/cart.js:5',
    'src/price.js exports price: price of src/price.js:4', 'src/report.cjs exports default: default of src/report.cjs:0',
    'src/report.cjs exports module.exports: module.exports of src/report.cjs:0',
    'src/report.cjs exports report: report of src/report.cjs:0', 'src/tax.js exports withTax: withTax of src/tax.js:1'];
const ask = (program) => run(join(stage, program), [shop, join(shop, 'src/main.js'), 'money']).trimEnd().split('\n');

await check('a program links with the shared library', () => {
    run(cc[0], [...cc.slice(1), ...consumer, ...pkgConfig('--cflags', '--libs'), `-Wl,-rpath,${at('lib')}`, '-o', 'shared']);
    equal(ask('shared'), said);
    match(run('ldd', ['shared']), new RegExp(`liblode\\.so\\.${major} => ${at('lib')}`));
});

await check('a program is told which names are asked for in vain', () => {
    writeFileSync(join(stage, 'a.mjs'), "import * as all from './b.mjs';\nimport d, { x as y } from './b.mjs';\n");
    writeFileSync(join(stage, 'b.mjs'), "export * from './c.mjs';\nexport { z } from './c.mjs';\n");
    writeFileSync(join(stage, 'c.mjs'), 'export default 1;\nexport const x = 2;\n');
    equal(run(join(stage, 'shared'), [stage, join(stage, 'a.mjs'), './b.mjs']).trimEnd().split('\n').slice(6),
        ['b.mjs exports x: x of c.mjs:2', 'c.mjs exports default: *default* of c.mjs:1', 'c.mjs exports x: x of c.mjs:2',
            'a.mjs:2:27 ./b.mjs has no default', 'b.mjs:2:19 ./c.mjs has no z']);
});

await check('a program links with the static library', () => {
    const libraries = pkgConfig('--static', '--cflags', '--libs').map((flag) => (flag === '-llode' ? at('lib/liblode.a') : flag));
    run(cc[0], [...cc.slice(1), ...consumer, ...libraries, '-pthread', '-o', 'static']);
    equal(ask('static'), said);
    ok(!run('ldd', ['static']).includes('liblode'));
});

// A program that runs JavaScript: the example of docs/embedding.md.
const embedding = ['-std=c11', '-Wall', '-Wextra', '-Wpedantic', '-Werror', join(root, 'tests/install/embed.c'), ...sanitizers];
const plugin = join(stage, 'plugin');

function askEmbedding(program) {
    mkdirSync(plugin, { recursive: true });
    writeFileSync(join(plugin, 'price.mjs'), `import rates, { rate } from 'app:rates';
import { round } from 'app:round.mjs';
import { createRequire } from 'node:module';

const same = createRequire(import.meta.url)('app:rates');

export async function total(goods, currency) {
    await null;
    const sum = goods.reduce((all, { price }) => all + price, 0) * rate(currency);
    return { sum: round(sum), currency, same: same === rates && same.rate === rate };
}
`);
    equal(run(join(stage, program), [plugin, 'SEK']), '{"sum":119.03,"currency":"SEK","same":true}\n');
    equal(run(join(stage, program), [plugin, 'ZZZ'], { status: 1 }),
        'there is no total: RangeError [ERR_APP_CURRENCY]: there is no such currency\n');
    rmSync(plugin, { recursive: true });
    match(run(join(stage, program), [plugin, 'SEK'], { status: 1 }), /^price\.mjs cannot be loaded: Error \[ERR_MODULE_NOT_FOUND\]: Cannot find module /);
}

await check('a program runs JavaScript, with the shared library', () => {
    if (!hasEngine) throw new Skip('there is no engine');
    run(cc[0], [...cc.slice(1), ...embedding, ...pkgConfig('--cflags', '--libs'), `-Wl,-rpath,${at('lib')}`, '-o', 'embed']);
    askEmbedding('embed');
});

await check('a program runs JavaScript, with the static library', () => {
    if (!hasEngine) throw new Skip('there is no engine');
    const libraries = pkgConfig('--static', '--cflags', '--libs').map((flag) => (flag === '-llode' ? at('lib/liblode.a') : flag));
    run(cc[0], [...cc.slice(1), ...embedding, ...libraries, '-pthread', '-o', 'embed-static']);
    const place = join(stage, 'liblode-jsc.so');
    writeFileSync(place, readFileSync(at('lib/lode/liblode-jsc.so'))); // a static program looks beside itself
    askEmbedding('embed-static');
});

await check('the header is fit for C++', () => {
    if (spawnSync('c++', ['--version']).error) throw new Skip('there is no C++ compiler');
    writeFileSync(join(stage, 'consumer.cc'), '#include <lode.h>\nint main() { return lode_version() == nullptr; }\n');
    run('c++', ['-std=c++11', '-Wall', '-Wextra', '-Wpedantic', '-Werror', 'consumer.cc', ...sanitizers,
        ...pkgConfig('--cflags', '--libs'), `-Wl,-rpath,${at('lib')}`, '-o', 'plus']);
    run(join(stage, 'plus'), []);
});

await check('both libraries show the names of the header and no other', () => {
    const header = readFileSync(at('include/lode.h'), 'utf8').replace(/\/\*[^]*?\*\//g, '').replace(/^ *#.*$/gm, '');
    const declared = [...new Set([...header.matchAll(/\b(lode_\w+)\s*\(/g)].map((found) => found[1]))].sort();
    ok(declared.includes('lode_version'));
    equal(names('-D', '--defined-only', at('lib/liblode.so')), declared);
    equal(names('-g', '--defined-only', at('lib/liblode.a')), declared);
});

await check('the manual page names every command', () => {
    const page = readFileSync(at('share/man/man1/lode.1'), 'utf8');
    match(page, /^\.TH LODE 1/im);
    for (const command of ['resolve', 'graph', 'why', 'dependents', 'cycles']) ok(page.includes(command), command);
});

await check('the manual page can be shown', () => {
    if (spawnSync('man', ['--version']).error) throw new Skip('man is not installed');
    const shown = run('man', ['--warnings', '-l', at('share/man/man1/lode.1')], { env: { ...process.env, MANWIDTH: '80', PAGER: 'cat' } });
    match(shown, /SYNOPSIS/);
});

await check('make uninstall takes away what was installed', () => {
    writeFileSync(at('lib/other'), 'kept');
    make('uninstall');
    equal(filesBelow(at('')), ['lib/other']);
});

finish();
