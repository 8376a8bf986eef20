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

// usage: node SCRIPT DRIVER [COUNT] [SEED]; cases are { question, expected, show }.
export function run(name, makeCase) {
  const [driver, count = '200000', seed = '1'] = process.argv.slice(2);
  if (!driver) {
    console.error(`usage: node ${name}.mjs DRIVER [COUNT] [SEED]`);
    process.exit(2);
  }
  const random = randomFrom(Number(seed));
  const cases = Array.from({ length: Number(count) }, () => makeCase(random));
  const input = cases.map((one) => one.question + '\n').join('');
  const child = spawnSync(driver, { input, maxBuffer: 2 ** 31, encoding: 'utf8' });
  if (child.status !== 0) {
    console.error(`the driver ended with ${child.status ?? child.signal}: ${child.stderr}`);
    process.exit(1);
  }
  const answers = child.stdout.split('\n');
  const wrong = cases.map((one, i) => ({ ...one, answer: answers[i] })).filter((one) => !one.agrees(one.answer));
  for (const one of wrong.slice(0, 20)) {
    console.log(`differs: ${one.show}\n  node ${one.expected}\n  lode ${one.answer.split('|').map(unhexOr).join('|')}`);
  }
  console.log(`${name}: node ${process.version}, ${cases.length} cases, ${wrong.length} differences`);
  process.exit(wrong.length ? 1 : 0);
}

const unhexOr = (field) => (/^([0-9a-f]{2})+$/.test(field) ? unhex(field) : field);
