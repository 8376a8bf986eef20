#!/usr/bin/env node
// Speaks as `lode check` and `lode exports --batch` do, with the answers of the real one (LODE_ORACLE_LODE), some of them
// spoiled on purpose (LODE_ORACLE_WRONG): what the oracle must notice. Used by selftest.mjs only.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const change = (list, at, value) => list.map((item, i) => (i === at ? value(item) : item));
const FAULTS = {
    silent: { check: ({ findings, ...rest }) => ({ ...rest, findings: findings.filter(({ rule }) => rule !== 'ambiguous-export') }) },
    eager: { check: ({ findings, ...rest }, entries) => ({ ...rest, findings: [...findings, ...entries.map((file) => ({ rule: 'missing-export', file, line: 1, node: 'SyntaxError: no' }))] }) },
    words: { check: ({ findings, ...rest }) => ({ ...rest, findings: findings.map((finding) => ({ ...finding, node: finding.node?.replace('does not provide', 'lacks') })) }) },
    place: { check: ({ findings, ...rest }) => ({ ...rest, findings: findings.map((finding) => ({ ...finding, line: finding.line + 1 })) }) },
    less: { exports: (answer) => (answer.names?.length > 3 ? { ...answer, names: answer.names.slice(1) } : answer) },
    order: { exports: (answer) => (answer.names?.length > 3 ? { ...answer, names: change(change(answer.names, 0, () => answer.names[1]), 1, () => answer.names[0]) } : answer) },
    missing: { exports: (answer) => ({ ...answer, missing: [] }) },
    ambiguous: { exports: (answer) => ({ ...answer, names: [...answer.names, ...answer.ambiguous].sort(), ambiguous: [] }) },
};

const { LODE_ORACLE_LODE: lode, LODE_ORACLE_WRONG: name } = process.env;
const args = process.argv.slice(2);
const [command] = args;
const { status, stdout } = spawnSync(lode, args, { input: command === 'exports' ? readFileSync(0) : '', maxBuffer: 1 << 30 });
const spoil = name ? FAULTS[name][command] ?? ((answer) => answer) : (answer) => answer;
const write = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
if (command === 'check') write(spoil(JSON.parse(stdout), args.slice(args.indexOf('--') + 1)));
else for (const line of String(stdout).split('\n').slice(0, -1)) write(spoil(JSON.parse(line)));
process.exitCode = status;
