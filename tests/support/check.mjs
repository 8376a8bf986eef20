// The few lines that the test scripts share: run named checks, show what failed, count.
//
//   import { check, skip, finish, equal, ok } from '../support/check.mjs';
//   await check('what it shows', () => { equal(got, wanted); });
//   finish();
//
// finish() prints "N passed, N failed" (", N skipped" where there are any) and sets the exit status.

import { strict as assert } from 'node:assert';

const counts = { passed: 0, failed: 0, skipped: 0 };

export class Skip extends Error {}

/** Runs `body`; an exception is a failure, a thrown Skip says why it could not run. Tells whether it passed. */
export async function check(name, body) {
    try {
        await body();
        counts.passed++;
        return true;
    } catch (error) {
        if (error instanceof Skip) {
            skip(name, error.message);
            return false;
        }
        counts.failed++;
        const text = error instanceof assert.AssertionError ? error.message : error.stack;
        process.stdout.write(`FAIL ${name}\n${text.split('\n').map((line) => `    ${line}`).join('\n')}\n`);
        return false;
    }
}

export function skip(name, reason) {
    counts.skipped++;
    process.stdout.write(`skip ${name}: ${reason}\n`);
}

export const equal = assert.deepStrictEqual;
export const ok = assert.ok;
export const match = assert.match;

export function finish() {
    const skipped = counts.skipped ? `, ${counts.skipped} skipped` : '';
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`);
    process.exitCode = counts.failed ? 1 : 0;
}
