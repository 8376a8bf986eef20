// A seeded source of choices: the same seed and case number give the same case on every machine.

export class Rng {
    // mulberry32, over a mix of the seed and the number of the case.
    constructor(seed, index = 0) {
        this.state = (Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) | 0;
        for (let i = 0; i < 4; i++) this.next();
    }

    next() {
        this.state = (this.state + 0x6d2b79f5) | 0;
        let t = this.state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    }

    // 0 <= result < n
    below(n) {
        return Math.floor(this.next() * n);
    }

    chance(p) {
        return this.next() < p;
    }

    pick(list) {
        return list[this.below(list.length)];
    }

    // From [[weight, value], ...]
    weighed(table) {
        const total = table.reduce((sum, [weight]) => sum + weight, 0);
        let at = this.next() * total;
        for (const [weight, value] of table) {
            at -= weight;
            if (at < 0) return value;
        }
        return table[table.length - 1][1];
    }

    some(list, least, most) {
        const n = least + this.below(most - least + 1);
        return Array.from({ length: n }, () => this.pick(list));
    }
}
