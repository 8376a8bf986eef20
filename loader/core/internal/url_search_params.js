'use strict';
// URLSearchParams: a list of names and values, and the text of it.

const { codes } = require('internal/errors');

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

const byteEscapes = /[!'()~]|%20/g;
const escapes = { '!': '%21', "'": '%27', '(': '%28', ')': '%29', '~': '%7E', '%20': '+' };

/* application/x-www-form-urlencoded leaves letters, digits, "*-._". */
function encode(text) {
    return /^[\w*.-]*$/.test(text) ? text : encodeURIComponent(text).replace(byteEscapes, (one) => escapes[one]);
}

function decode(text) {
    if (text.includes('+')) text = text.replaceAll('+', ' ');
    if (!text.includes('%')) return text;
    try {
        return decodeURIComponent(text);
    } catch {
        return decodeBytes(text);
    }
}

/* What is no UTF-8, or no escape at all. */
function decodeBytes(text) {
    const { encode: toBytes, read } = native('buffer');
    const bytes = toBytes(text);
    let size = 0;
    for (let i = 0; i < bytes.length; i++) {
        const hex = bytes[i] === 37 ? String.fromCharCode(bytes[i + 1], bytes[i + 2]) : '';
        if (/^[\da-fA-F]{2}$/.test(hex)) {
            bytes[size++] = parseInt(hex, 16);
            i += 2;
        } else {
            bytes[size++] = bytes[i];
        }
    }
    return read(bytes, 0, 0, size);
}

/** [name, value, name, value, …] of "a=b&c=d". */
function parse(text) {
    const list = [];
    for (const part of text.split('&')) {
        if (part === '') continue;
        const at = part.indexOf('=');
        if (at < 0) list.push(decode(part), '');
        else list.push(decode(part.slice(0, at)), decode(part.slice(at + 1)));
    }
    return list;
}

function serialize(list) {
    let text = '';
    for (let i = 0; i < list.length; i += 2) text += `${i ? '&' : ''}${encode(list[i])}=${encode(list[i + 1])}`;
    return text;
}

const toText = (value) => `${value}`.toWellFormed();

function fromPairs(pairs, list) {
    for (const pair of pairs) {
        if (pair === null || (typeof pair !== 'object' && typeof pair !== 'function') || typeof pair[Symbol.iterator] !== 'function') {
            throw new codes.ERR_INVALID_TUPLE('Each query pair', '[name, value]');
        }
        const two = Array.from(pair, toText);
        if (two.length !== 2) throw new codes.ERR_INVALID_TUPLE('Each query pair', '[name, value]');
        list.push(two[0], two[1]);
    }
}

function fromRecord(record, list) {
    const seen = new Map();
    for (const key of Reflect.ownKeys(record)) {
        if (!Reflect.getOwnPropertyDescriptor(record, key)?.enumerable) continue;
        const name = toText(key), value = toText(record[key]);
        // Two keys may have become one name.
        if (seen.has(name)) list[seen.get(name)] = value;
        else seen.set(name, list.push(name, value) - 1);
    }
}

function listOf(init) {
    const list = [];
    if (init === undefined) return list;
    if (init === null || (typeof init !== 'object' && typeof init !== 'function')) {
        const text = toText(init);
        return parse(text.startsWith('?') ? text.slice(1) : text);
    }
    const method = init[Symbol.iterator];
    if (method === undefined || method === null) fromRecord(init, list);
    else if (typeof method === 'function') fromPairs(init, list);
    else throw new codes.ERR_ARG_NOT_ITERABLE('Query pairs');
    return list;
}

let stateOf; // of a URLSearchParams: { list, changed }

class URLSearchParams {
    #state;

    constructor(init = undefined) {
        this.#state = { list: listOf(init), changed: undefined };
    }

    static {
        stateOf = (self) => {
            if (typeof self !== 'object' || self === null || !(#state in self)) throw new codes.ERR_INVALID_THIS('URLSearchParams');
            return self.#state;
        };
    }

    get size() {
        return stateOf(this).list.length / 2;
    }

    append(name, value) {
        const state = stateOf(this);
        if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('name', 'value');
        state.list.push(toText(name), toText(value));
        state.changed?.();
    }

    delete(name, value = undefined) {
        const state = stateOf(this);
        if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
        name = toText(name);
        if (value !== undefined) value = toText(value);
        const { list } = state;
        for (let i = 0; i < list.length;) {
            if (list[i] === name && (value === undefined || list[i + 1] === value)) list.splice(i, 2);
            else i += 2;
        }
        state.changed?.();
    }

    get(name) {
        const { list } = stateOf(this);
        if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
        name = toText(name);
        for (let i = 0; i < list.length; i += 2) if (list[i] === name) return list[i + 1];
        return null;
    }

    getAll(name) {
        const { list } = stateOf(this);
        if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
        name = toText(name);
        return list.filter((_, i) => i % 2 === 1 && list[i - 1] === name);
    }

    has(name, value = undefined) {
        const { list } = stateOf(this);
        if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
        name = toText(name);
        if (value !== undefined) value = toText(value);
        for (let i = 0; i < list.length; i += 2) {
            if (list[i] === name && (value === undefined || list[i + 1] === value)) return true;
        }
        return false;
    }

    set(name, value) {
        const state = stateOf(this);
        if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('name', 'value');
        name = toText(name);
        value = toText(value);
        const { list } = state;
        let isSet = false;
        for (let i = 0; i < list.length;) {
            if (list[i] === name && isSet) {
                list.splice(i, 2);
                continue;
            }
            if (list[i] === name) {
                list[i + 1] = value;
                isSet = true;
            }
            i += 2;
        }
        if (!isSet) list.push(name, value);
        state.changed?.();
    }

    sort() {
        const state = stateOf(this);
        const pairs = [];
        for (let i = 0; i < state.list.length; i += 2) pairs.push([state.list[i], state.list[i + 1]]);
        pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
        state.list = pairs.flat();
        state.changed?.();
    }

    entries() {
        return new ParamsIterator(stateOf(this), 'entries');
    }

    forEach(callback, thisArg = undefined) {
        const state = stateOf(this);
        if (typeof callback !== 'function') throw new codes.ERR_INVALID_ARG_TYPE('callback', 'Function', callback);
        for (let i = 0; i < state.list.length; i += 2) Reflect.apply(callback, thisArg, [state.list[i + 1], state.list[i], this]);
    }

    keys() {
        return new ParamsIterator(stateOf(this), 'keys');
    }

    values() {
        return new ParamsIterator(stateOf(this), 'values');
    }

    toString() {
        return serialize(stateOf(this).list);
    }

    [inspectCustom](depth, options) {
        const { list } = stateOf(this);
        if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
        const { inspect } = require('internal/inspect');
        const inner = { ...options };
        if (typeof depth === 'number') inner.depth = depth - 1;
        const shown = [];
        for (let i = 0; i < list.length; i += 2) shown.push(`${inspect(list[i], inner)} => ${inspect(list[i + 1], inner)}`);
        return shownAs(this.constructor?.name ?? 'URLSearchParams', shown, options);
    }
}

function shownAs(name, shown, { breakLength = 128 }) {
    if (shown.length === 0) return `${name} {}`;
    const length = shown.reduce((sum, one) => sum + one.replace(/\x1B\[\d+m/g, '').length + 2, -2);
    return length > breakLength ? `${name} {\n  ${shown.join(',\n  ')} }` : `${name} { ${shown.join(', ')} }`;
}

const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

class ParamsIterator {
    #state;
    #kind;
    #next = 0;

    constructor(state, kind) {
        this.#state = state;
        this.#kind = kind;
    }

    #at(i) {
        const { list } = this.#state;
        return this.#kind === 'keys' ? list[i] : this.#kind === 'values' ? list[i + 1] : [list[i], list[i + 1]];
    }

    next() {
        if (typeof this !== 'object' || this === null || !(#state in this)) throw new codes.ERR_INVALID_THIS('URLSearchParamsIterator');
        if (this.#next >= this.#state.list.length) return { done: true, value: undefined };
        this.#next += 2;
        return { done: false, value: this.#at(this.#next - 2) };
    }

    [inspectCustom](depth, options) {
        if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
        const { inspect } = require('internal/inspect');
        const inner = { ...options };
        if (typeof depth === 'number') inner.depth = depth - 1;
        const shown = [];
        for (let i = this.#next; i < this.#state.list.length; i += 2) shown.push(inspect(this.#at(i), inner));
        return shownAs('URLSearchParams Iterator', shown, options);
    }
}
delete ParamsIterator.prototype.constructor;
Object.setPrototypeOf(ParamsIterator.prototype, iteratorPrototype);
Object.defineProperty(ParamsIterator.prototype, Symbol.toStringTag, { value: 'URLSearchParams Iterator', configurable: true });
Object.defineProperty(ParamsIterator.prototype, 'next', { enumerable: true });

for (const name of Object.getOwnPropertyNames(URLSearchParams.prototype)) {
    if (name !== 'constructor') Object.defineProperty(URLSearchParams.prototype, name, { enumerable: true });
}
Object.defineProperty(URLSearchParams.prototype, Symbol.toStringTag, { value: 'URLSearchParams', configurable: true });
Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, {
    value: URLSearchParams.prototype.entries, writable: true, configurable: true,
});

/** Takes over the search of a URL; `write` is told the text of each change, and stays as it was where it is left out. */
function follow(params, search, write = undefined) {
    const state = stateOf(params);
    state.list = parse(search.startsWith('?') ? search.slice(1) : search);
    if (write !== undefined) state.changed = () => write(serialize(state.list));
}

module.exports = { URLSearchParams, follow };
