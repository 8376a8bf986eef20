// Where things are, and putting them there: the peers of bench/package.json go to build/bench,
// the corpora to build/corpora, the little measuring program is compiled when it is older than its source.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const bench = fileURLToPath(new URL('..', import.meta.url));
const project = resolve(bench, '..');
const work = join(project, 'build/bench');
const packages = join(work, 'node_modules');

// Runs a command to its end; what it said is shown only if it failed.
function must(what, command, args, options = {}) {
    const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', ...options });
    if (status === 0) return;
    throw new Error(`${what} failed\n${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`.trimEnd());
}

function installPeers(say) {
    const definition = ['package.json', 'package-lock.json'];
    const hash = createHash('sha256');
    for (const name of definition) hash.update(readFileSync(join(bench, name)));
    const wanted = hash.digest('hex');
    const stamp = join(packages, '.stamp');
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
        say('installing the tools to compare with (bench/package-lock.json) into build/bench');
        mkdirSync(work, { recursive: true });
        for (const name of definition) cpSync(join(bench, name), join(work, name));
        const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
        must('npm ci', 'npm', ['ci', ...flags], { cwd: work });
        writeFileSync(stamp, wanted);
    }
    // The scripts are copied beside node_modules, where their imports find the packages.
    rmSync(join(work, 'peers'), { recursive: true, force: true });
    cpSync(join(bench, 'peers'), join(work, 'peers'), { recursive: true });
}

function compile(name) {
    const source = join(bench, `lib/${name}.c`);
    const program = join(work, name);
    if (!existsSync(program) || statSync(program).mtimeMs < statSync(source).mtimeMs) {
        must(`compiling bench/lib/${name}.c`, process.env.CC || 'cc', ['-O2', '-o', program, source]);
    }
    return program;
}

function esbuildBinary() {
    const binary = join(packages, `@esbuild/${process.platform}-${process.arch}/bin/esbuild`);
    return existsSync(binary) ? binary : join(packages, '.bin/esbuild');
}

export function prepareFolders(lode, say) {
    installPeers(say);
    const pinnedNode = join(packages, '.bin/node');
    const folders = {
        project,
        packages,
        lode: resolve(lode ?? process.env.LODE ?? join(project, 'build/lode')),
        node: existsSync(pinnedNode) ? pinnedNode : process.execPath,
        esbuild: esbuildBinary(),
        peers: join(work, 'peers'),
        out: join(work, 'out'),
        measure: compile('measure'),
        engine: compile('engine'),
    };
    mkdirSync(folders.out, { recursive: true });
    return folders;
}

// Installs a corpus and answers with its folder.
export function prepareCorpus(name) {
    const installer = join(project, 'fixtures/corpora/install.sh');
    must(`installing the corpus ${name}`, installer, [name], { stdio: ['ignore', 'pipe', 'inherit'] });
    return join(resolve(process.env.LODE_CORPORA ?? join(project, 'build/corpora')), name);
}
