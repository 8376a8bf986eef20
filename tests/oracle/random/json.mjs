// JSON values whose objects keep every key, in order: numeric keys stay where they are and a key
// may come twice. An object is { o: [[key, value], ...] }, the rest is as in JavaScript.

export const object = (...pairs) => ({ o: pairs });

export const isObject = (value) => value !== null && typeof value === 'object' && 'o' in value;

export function stringify(value) {
    if (Array.isArray(value)) return `[${value.map(stringify).join(',')}]`;
    if (isObject(value)) {
        return `{${value.o.map(([k, v]) => `${JSON.stringify(k)}:${stringify(v)}`).join(',')}}`;
    }
    return JSON.stringify(value);
}

// The keys of an object, [] for anything else.
export const keys = (value) => (isObject(value) ? value.o.map(([key]) => key) : []);

export const get = (value, name) =>
    (isObject(value) ? value.o.findLast(([key]) => key === name)?.[1] : undefined);

// Every value that is one step smaller: a key or element less, a value in place of its parent.
export function* smaller(value) {
    if (Array.isArray(value)) {
        for (const [i, item] of value.entries()) {
            yield item;
            yield value.toSpliced(i, 1);
            for (const less of smaller(item)) yield value.with(i, less);
        }
    } else if (isObject(value)) {
        for (const [i, [key, item]] of value.o.entries()) {
            yield item;
            yield { o: value.o.toSpliced(i, 1) };
            for (const less of smaller(item)) yield { o: value.o.with(i, [key, less]) };
        }
    }
}
