#!/usr/bin/env node
// Speaks `lode resolve --batch`, with the answers of a real Node, some of them spoiled on purpose:
// what the oracles must notice. LODE_ORACLE_NODE names the Node, LODE_ORACLE_WRONG the faults
// (comma-separated), none of them when empty. Used by selftest.mjs only.

import { readFileSync } from 'node:fs';
import { askNode } from './ask.mjs';

const FAULTS = {
    url: (q, a) => (a.url?.endsWith('.mjs') ? { ...a, url: a.url.replace('.mjs', '.js') } : a),
    format: (q, a) => (a.format === 'json' ? { ...a, format: 'commonjs' } : a),
    code: (q, a) => (a.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED' ?
        { ...a, code: 'ERR_MODULE_NOT_FOUND' } : a),
    message: (q, a) => (a.code === 'ERR_UNSUPPORTED_DIR_IMPORT' ?
        { ...a, message: `${a.message}.` } : a),
    found: (q, a) => (q.specifier.endsWith('/') && a.url ?
        { code: 'MODULE_NOT_FOUND', message: 'no' } : a),
};

const faults = (process.env.LODE_ORACLE_WRONG ?? '').split(',').filter(Boolean);
const questions = readFileSync(0, 'utf8').split('\n').slice(0, -1).map((row) => JSON.parse(row));
const told = await askNode(process.env.LODE_ORACLE_NODE ?? process.execPath, questions, {
    preserveSymlinks: process.argv.includes('--preserve-symlinks'),
    conditions: questions[0]?.conditions,
});
for (const [i, right] of told.entries()) {
    const answer = faults.reduce((a, fault) => FAULTS[fault](questions[i], a), right);
    const { code, message, ...rest } = answer;
    console.log(JSON.stringify(code === undefined ? rest : { error: { code, message } }));
}
