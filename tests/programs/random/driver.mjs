// Runs graph after graph (folders 0, 1, … beside it, as many as the argument says) and prints what each logged, a JSON
// array a line. A graph that never settles is one whose last line is not "end".

import { makeHelpers } from './helpers.mjs';

const PATIENCE = 20;

for (let i = Number(process.argv[2]); i < Number(process.argv[3]); i++) {
    const lines = [];
    Object.assign(globalThis, makeHelpers(lines));
    let settled;
    const ended = new Promise((done) => { settled = done; });
    import(`./${i}/m0.mjs`).then(() => lines.push('end'), (e) => lines.push(`end ! ${e}`)).then(settled);
    // Most graphs settle at once; one that does not in this time never will.
    await Promise.race([ended, new Promise((done) => setTimeout(done, PATIENCE))]);
    // Everything here is a matter of microtasks; three turns leave room for a loader that reads in others.
    for (let turn = 0; turn < 3; turn++) await new Promise((done) => setImmediate(done));
    process.stdout.write(`${JSON.stringify(lines)}\n`);
}
