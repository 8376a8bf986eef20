'use strict';
// util.MIMEType and util.MIMEParams (https://mimesniff.spec.whatwg.org/#parsing-a-mime-type).

const { codes } = require('internal/errors');

const NOT_TOKEN = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const NOT_VALUE = /[^\t\u0020-~\u0080-\u00FF]/;
const END_BLANK = /[\r\n\t ]+$/;
const START_BLANK = /^[\r\n\t ]+/;

function fail(production, text, index) {
    throw new codes.ERR_INVALID_MIME_SYNTAX(production, text, index);
}

/** A name or type in lower case; throws where a character is not allowed. */
function checkToken(text, production, whole = text) {
    const bad = text.search(NOT_TOKEN);
    if (text === '' || bad >= 0) fail(production, whole, bad);
    return text.toLowerCase();
}

function quote(value) {
    if (value === '') return '""';
    return NOT_TOKEN.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
}

/** The quoted string at `start`: [value, index after it]. */
function readQuoted(text, start) {
    let value = '';
    let at = start + 1;
    while (at < text.length && text[at] !== '"') {
        if (text[at] === '\\' && at + 1 < text.length) at++;
        value += text[at++];
    }
    return [value, at + 1];
}

class MIMEParams {
    #data = new Map();

    delete(name) {
        this.#data.delete(`${name}`);
    }

    get(name) {
        return this.#data.get(`${name}`) ?? null;
    }

    has(name) {
        return this.#data.has(`${name}`);
    }

    set(name, value) {
        const key = `${name}`;
        const text = `${value}`;
        const badName = key.search(NOT_TOKEN);
        if (key === '' || badName >= 0) fail('parameter name', key, badName);
        const badValue = text.search(NOT_VALUE);
        if (badValue >= 0) fail('parameter value', text, badValue);
        this.#data.set(key, text);
    }

    *entries() {
        yield* this.#data.entries();
    }

    *keys() {
        yield* this.#data.keys();
    }

    *values() {
        yield* this.#data.values();
    }

    toString() {
        return [...this.#data].map(([name, value]) => `${name}=${quote(value)}`).join(';');
    }

    static {
        // What follows the first ";" of a type. Parameters that are wrong are passed over.
        MIMEParams.parse = (text) => {
            const params = new MIMEParams();
            let at = 0;
            while (at < text.length) {
                const blank = START_BLANK.exec(text.slice(at));
                if (blank) at += blank[0].length;
                let end = at;
                while (end < text.length && text[end] !== ';' && text[end] !== '=') end++;
                const name = text.slice(at, end).toLowerCase();
                at = end;
                if (text[at] !== '=') {
                    at++;
                    continue;
                }
                at++;
                let value;
                if (text[at] === '"') {
                    [value, at] = readQuoted(text, at);
                    while (at < text.length && text[at] !== ';') at++;
                } else {
                    end = text.indexOf(';', at);
                    if (end < 0) end = text.length;
                    value = text.slice(at, end).replace(END_BLANK, '');
                    at = end;
                    if (value === '') {
                        at++;
                        continue;
                    }
                }
                at++;
                const isWell = name !== '' && !NOT_TOKEN.test(name) && !NOT_VALUE.test(value);
                if (isWell && !params.#data.has(name)) params.#data.set(name, value);
            }
            return params;
        };
    }
}
const { parse } = MIMEParams;
delete MIMEParams.parse;
MIMEParams.prototype[Symbol.iterator] = MIMEParams.prototype.entries;
Object.defineProperty(MIMEParams.prototype, Symbol.iterator, { enumerable: false });
MIMEParams.prototype.toJSON = MIMEParams.prototype.toString;
Object.defineProperty(MIMEParams.prototype, 'toJSON', { enumerable: false });

class MIMEType {
    #type;
    #subtype;
    #params;

    constructor(string) {
        const text = `${string}`.replace(START_BLANK, '');
        const slash = text.indexOf('/');
        this.#type = checkToken(slash < 0 ? text : text.slice(0, slash), 'type', text);
        if (slash < 0) fail('type', text, -1);
        const rest = text.slice(slash + 1);
        const semicolon = rest.indexOf(';');
        const subtype = (semicolon < 0 ? rest : rest.slice(0, semicolon)).replace(END_BLANK, '');
        this.#subtype = checkToken(subtype, 'subtype', text);
        this.#params = parse(semicolon < 0 ? '' : rest.slice(semicolon + 1));
    }

    get type() {
        return this.#type;
    }

    set type(value) {
        this.#type = checkToken(`${value}`, 'type');
    }

    get subtype() {
        return this.#subtype;
    }

    set subtype(value) {
        this.#subtype = checkToken(`${value}`, 'subtype');
    }

    get essence() {
        return `${this.#type}/${this.#subtype}`;
    }

    get params() {
        return this.#params;
    }

    toString() {
        const params = this.#params.toString();
        return params === '' ? this.essence : `${this.essence};${params}`;
    }

    toJSON() {
        return this.toString();
    }
}

module.exports = { MIMEParams, MIMEType };
