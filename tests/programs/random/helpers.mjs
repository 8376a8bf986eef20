// What the modules of a random graph call, as globals. The model uses the same functions, so that both take
// the same number of microtasks.

export function makeHelpers(lines) {
    const log = (...words) => { lines.push(words.join(' ')); };
    const hops = (n) => {
        let promise = Promise.resolve();
        for (let i = 0; i < n; i++) promise = promise.then(() => {});
        return promise;
    };
    return {
        log, hops,
        thenable: () => ({ then(done) { log('then'); done(); } }),
        steps: async (n) => { for (let i = 0; i < n; i++) await i; },
        rejected: (n, reason) => hops(n).then(() => { throw reason; }),
        read: (f) => { try { return f(); } catch (e) { return e.name; } },
        spawn: (n, label) => {
            let promise = Promise.resolve();
            for (let i = 1; i <= n; i++) promise = promise.then(() => log(label, 'microtask', i));
        },
    };
}
