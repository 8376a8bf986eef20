// The few numbers that the tables show of a list of measurements.

export function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// The middle run, half the distance between the fastest and the slowest as a part of it, and the
// largest memory seen in any.
export function summary(runs) {
    const walls = runs.map(({ wall }) => wall);
    const wall = median(walls);
    return {
        rounds: runs.length,
        wall,
        spread: (Math.max(...walls) - Math.min(...walls)) / 2 / wall,
        cpu: median(runs.map(({ cpu }) => cpu)),
        rss: Math.max(...runs.map(({ rss }) => rss)),
    };
}

// Calls run(item) for each item in turn, `rounds` times over, starting one further each round: what
// else the machine does at some moment falls on all of them alike.
export function interleave(items, rounds, run) {
    for (let round = 0; round < rounds; round++) {
        for (let i = 0; i < items.length; i++) run(items[(i + round) % items.length], round);
    }
}
