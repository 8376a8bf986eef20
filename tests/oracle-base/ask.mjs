// What the scripts here share: a seeded generator of cases, and one run of the driver over all of them.
import { spawnSync } from 'node:child_process';

// mulberry32: small, seeded, the same on every Node.
export function randomFrom(seed) {
    let state = seed >>> 0;
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return (t ^ (t >>> 14)) >>> 0;
    };
    const below = (n) => next() % n;
    const pick = (list) => list[below(list.length)];
    const many = (most, make) => Array.from({ length: below(most + 1) }, make);
    return { below, pick, many, chance: (n) => below(n) === 0 };
}

export const hex = (text) => (text === undefined ? '-' : Buffer.from(text).toString('hex'));
export const unhex = (field) => Buffer.from(field, 'hex').toString();

const BATCH = 50000; // cases at a time: their texts are all in memory

function askDriver(driver, cases) {
    const input = cases.map((one) => one.question + '\n').join('');
    const child = spawnSync(driver, { input, maxBuffer: 2 ** 30, encoding: 'utf8' });
    if (child.status !== 0) {
        console.error(`the driver ended with ${child.status ?? child.signal ?? child.error}: ${child.stderr}`);
        process.exit(1);
    }
    return child.stdout.split('\n');
}

const unhexOr = (field) => (/^([0-9a-f]{2})+$/.test(field) ? unhex(field) : field);

// usage: node SCRIPT DRIVER [COUNT] [SEED]; a case is { question, expected, show, agrees(answer) }.
export function run(name, makeCase) {
    const [driver, count = '200000', seed = '1'] = process.argv.slice(2);
    if (!driver) {
        console.error(`usage: node ${name}.mjs DRIVER [COUNT] [SEED]`);
        process.exit(2);
    }
    const random = randomFrom(Number(seed));
    let wrong = 0;
    for (let done = 0; done < Number(count); done += BATCH) {
        const cases = Array.from({ length: Math.min(BATCH, Number(count) - done) }, () => makeCase(random));
        const answers = askDriver(driver, cases);
        for (const [i, one] of cases.entries()) {
            if (one.agrees(answers[i])) continue;
            if (wrong++ < 20) {
                const fields = answers[i].split('|').map(unhexOr).join('|');
                console.log(`differs: ${one.show}\n  node ${one.expected}\n  lode ${fields}`);
            }
        }
    }
    console.log(`${name}: node ${process.version}, seed ${seed}, ${count} cases, ${wrong} differences`);
    process.exit(wrong ? 1 : 0);
}
