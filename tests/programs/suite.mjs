// Running program texts: which there are, each in a folder of its own, against what is expected of it.

import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultNode } from '../oracle/ask.mjs';
import { check } from '../support/check.mjs';
import { differences, outcomeOf } from './outcome.mjs';
import { layOut, parse, print } from './text.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const AT_ONCE = 3;
const TIMES = 5;
const SLOW = 2000;

/** FOLDER/NAME of each text in these folders (all of them by default) whose name contains one of the words. */
export function programNames({ folders, words }) {
    const all = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const names = all.filter(folders).flatMap((folder) => readdirSync(join(here, folder))
        .filter((file) => file.endsWith('.txt')).map((file) => `${folder}/${basename(file, '.txt')}`));
    return names.filter((name) => !words.length || words.some((word) => name.includes(word))).sort();
}

function complain(rows) {
    if (rows.length === 0) return;
    const shown = (value) => (typeof value === 'string' && value.includes('\n') ? `\n${value.replace(/^/gm, '    ')}` : ` ${value}`);
    const text = rows.map(({ name, wanted, got }) => `${name}\n  Node:${shown(wanted)}\n  got: ${shown(got)}`).join('\n');
    throw Object.assign(new Error(), { stack: text });
}

export class Suite {
    // `modules`, if given, becomes node_modules of each program.
    constructor(modules) {
        this.modules = modules;
        this.base = realpathSync(mkdtempSync(join(tmpdir(), 'lode-programs-')));
        // Where a program has no package.json of its own, the search for one ends here.
        writeFileSync(join(this.base, 'package.json'), '{}\n');
        this.made = 0;
    }

    // In a fresh folder, since a program may write files.
    async run(command, program) {
        const root = join(this.base, String(this.made++), 'p');
        mkdirSync(root, { recursive: true });
        try {
            layOut(root, program);
            if (this.modules) symlinkSync(this.modules, join(root, 'node_modules'));
            return await outcomeOf(command, program, root);
        } finally {
            rmSync(join(root, '..'), { recursive: true });
        }
    }

    async update(program, path) {
        const first = await this.run([defaultNode()], program);
        let { took } = first;
        for (let i = 1; i < TIMES; i++) {
            const again = await this.run([defaultNode()], program);
            complain(differences({ compare: ['position', ...program.compare] }, first, again));
            took = Math.min(took, again.took);
        }
        // The fastest: the machine may have other work.
        if (took > SLOW) throw new Error(`took ${took} ms`);
        writeFileSync(path, print(program, first));
    }

    async checkOne(name, command, update) {
        const path = join(here, `${name}.txt`);
        await check(name, async () => {
            const program = parse(readFileSync(path, 'utf8'));
            if (update) return this.update(program, path);
            if (!program.outcome) throw new Error('no outcome: UPDATE=1 writes it');
            const got = await this.run(command, program);
            // A meant difference that is gone should not stay in the text.
            if (program.own && command.length > 1) {
                complain(differences(program, program.own, got));
                if (differences(program, program.outcome, got).length === 0) throw new Error('does what Node does: drop "=== lode"');
            } else complain(differences(program, program.outcome, got));
        });
    }

    /** Checks all, or writes what Node says where `update` is set. */
    async checkAll(names, command, update) {
        const waiting = [...names];
        const work = async () => {
            for (let name = waiting.shift(); name; name = waiting.shift()) await this.checkOne(name, command, update);
        };
        await Promise.all(Array.from({ length: AT_ONCE }, work));
        rmSync(this.base, { recursive: true, force: true });
    }
}
