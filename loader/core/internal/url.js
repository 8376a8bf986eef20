'use strict';
// URL, over the native parser. A host outside ASCII goes through tr46, and the setters that are rare through
// whatwg-url, which are loaded when a program needs them.

const { parse, fromPath } = native('url');
const { codes } = require('internal/errors');
const { URLSearchParams, follow } = require('internal/url_search_params');

/* Where the parts of the href are: natives/url.c draws them. */
const PROTOCOL = 0, USERNAME = 1, USERNAME_END = 2, PASSWORD_END = 3, HOST = 4, HOST_END = 5, PATH = 6, PATH_END = 7,
    SEARCH_END = 8, FLAGS = 9;
const HAS_HOST = 1, IS_SPECIAL = 2, IS_OPAQUE = 4, NEEDS_IDNA = 8;

const places = new Uint32Array(10);
const inspectCustom = Symbol.for('nodejs.util.inspect.custom');
const noURL = Symbol('noURL');

/* The href with its host as it is in the DNS; undefined where it is no name. */
function withAsciiHost(href) {
    // Places count bytes. Behind the host all is ASCII.
    const end = href.length - (native('buffer').size(href) - places[HOST_END]);
    const host = href.slice(places[HOST], end);
    const ascii = require('tr46').toASCII(host, {
        checkHyphens: false, checkBidi: true, checkJoiners: true, useSTD3ASCIIRules: false, transitionalProcessing: false, verifyDNSLength: false,
        ignoreInvalidPunycode: false,
    });
    if (!ascii || ascii.includes('%')) return undefined;
    return parse(href.slice(0, places[HOST]) + ascii + href.slice(end), undefined, places);
}

/** The href of a URL, and its parts in `places`; undefined where the text is no URL. */
function parseText(text, base) {
    const href = parse(text.toWellFormed(), base?.toWellFormed(), places);
    return href !== undefined && places[FLAGS] & NEEDS_IDNA ? withAsciiHost(href) : href;
}

/* A base outside ASCII in its host is made plain first. */
function parseWithBase(text, base) {
    if (base === undefined) return parseText(text, undefined);
    const plain = parseText(base, undefined);
    return plain === undefined ? undefined : parseText(text, plain);
}

const STAND_IN = 'name.invalid';
const replaceHost = (href, at, host) => href.slice(0, at[HOST]) + host + href.slice(at[HOST_END]);

function originOf(url) {
    switch (url.protocol) {
        case 'http:': case 'https:': case 'ftp:': case 'ws:': case 'wss:':
            return `${url.protocol}//${url.host}`;
        case 'blob:': {
            const inner = URL.parse(url.pathname);
            return inner !== null && /^https?:$/.test(inner.protocol) ? inner.origin : 'null';
        }
        default:
            return 'null';
    }
}

/* What would otherwise end at the end of a URL, or be cut off there. */
const escapeEnd = (text) => text.replace(/[\t\n\r]/g, '').replace(/[\0- ]+$/, (end) => end.replace(/[^]/g, (c) => encodeURIComponent(c)));

class URL {
    #href;
    #at;
    #params;

    constructor(url, base = undefined) {
        if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
        if (url === noURL) {
            this.#set(base);
            return;
        }
        url = `${url}`;
        if (base !== undefined) base = `${base}`;
        const href = parseWithBase(url, base);
        if (href === undefined) throw new codes.ERR_INVALID_URL(url, base);
        this.#set(href);
    }

    #set(href) {
        this.#href = href;
        this.#at = places.slice();
    }

    /* A new href after a setter: nothing happens where it is none. */
    #change(text) {
        const href = parseText(text, undefined);
        if (href !== undefined) this.#set(href);
    }

    /*
     * A setter as the standard writes it. The package refuses some names in Punycode that Node takes: another name
     * stands for one meanwhile.
     */
    #assign(name, value) {
        const host = this.hostname;
        const isOdd = host.includes('xn--');
        const url = new (require('whatwg-url').URL)(isOdd ? replaceHost(this.#href, this.#at, STAND_IN) : this.#href);
        url[name] = `${value}`;
        let { href } = url;
        if (isOdd && url.hostname === STAND_IN && parseText(href, undefined) !== undefined) href = replaceHost(href, places, host);
        this.#change(href);
    }

    #slice(from, to) {
        return this.#href.slice(this.#at[from], this.#at[to]);
    }

    [inspectCustom](depth, options) {
        if (typeof depth === 'number' && depth < 0) return this;
        const constructor = this.constructor ?? URL;
        const shown = Object.create({ constructor });
        for (const name of ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search',
            'searchParams', 'hash']) shown[name] = this[name];
        return `${constructor.name} ${require('internal/inspect').inspect(shown, options).replace(/^.*?(?=\{)/s, '')}`;
    }

    static parse(url, base = undefined) {
        if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
        const href = parseWithBase(`${url}`, base === undefined ? undefined : `${base}`);
        return href === undefined ? null : new URL(noURL, href);
    }

    static canParse(url, base = undefined) {
        if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
        return parseWithBase(`${url}`, base === undefined ? undefined : `${base}`) !== undefined;
    }

    static createObjectURL(object) {
        return require('internal/blob').createObjectURL(object);
    }

    static revokeObjectURL(url) {
        if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
        require('internal/blob').revokeObjectURL(`${url}`);
    }

    toString() {
        return this.#href;
    }

    get href() {
        return this.#href;
    }

    set href(value) {
        value = `${value}`;
        const href = parseText(value, undefined);
        if (href === undefined) throw new codes.ERR_INVALID_URL(value);
        this.#set(href);
        if (this.#params !== undefined) follow(this.#params, this.search);
    }

    get origin() {
        void this.#href;
        return originOf(this);
    }

    get protocol() {
        return this.#href.slice(0, this.#at[PROTOCOL]);
    }

    set protocol(value) {
        this.#assign('protocol', value);
    }

    get username() {
        return this.#slice(USERNAME, USERNAME_END);
    }

    set username(value) {
        this.#assign('username', value);
    }

    get password() {
        return this.#href.slice(this.#at[USERNAME_END] + 1, this.#at[PASSWORD_END]);
    }

    set password(value) {
        this.#assign('password', value);
    }

    get host() {
        const port = this.port;
        return port === '' ? this.hostname : `${this.hostname}:${port}`;
    }

    set host(value) {
        this.#assign('host', value);
    }

    get hostname() {
        return this.#slice(HOST, HOST_END);
    }

    set hostname(value) {
        this.#assign('hostname', value);
    }

    get port() {
        const text = this.#slice(HOST_END, PATH);
        // Between a null host and its path there may be "/.".
        return text.startsWith(':') ? text.slice(1) : '';
    }

    set port(value) {
        this.#assign('port', value);
    }

    get pathname() {
        return this.#slice(PATH, PATH_END);
    }

    set pathname(value) {
        if (this.#at[FLAGS] & IS_OPAQUE) return;
        value = escapeEnd(`${value}`).replace(/[?#]/g, encodeURIComponent);
        const isSpecial = (this.#at[FLAGS] & IS_SPECIAL) !== 0;
        if (!value.startsWith('/') && !(isSpecial && value.startsWith('\\')) && (isSpecial || value !== '')) value = `/${value}`;
        if (!(this.#at[FLAGS] & HAS_HOST)) {
            if (value === '') return this.#assign('pathname', value);
            if (value.startsWith('//')) value = `/.${value}`;
        }
        const end = this.#at[FLAGS] & HAS_HOST ? PATH : PROTOCOL;
        this.#change(this.#href.slice(0, this.#at[end]) + value + this.#href.slice(this.#at[PATH_END]));
    }

    get search() {
        const text = this.#slice(PATH_END, SEARCH_END);
        return text.length > 1 ? text : '';
    }

    set search(value) {
        this.#setSearch(`${value}`);
        if (this.#params !== undefined) follow(this.#params, this.search);
    }

    #setSearch(value) {
        const text = value === '' ? '' : `?${escapeEnd(value.startsWith('?') ? value.slice(1) : value).replaceAll('#', '%23')}`;
        this.#change(this.#href.slice(0, this.#at[PATH_END]) + text + this.#href.slice(this.#at[SEARCH_END]));
    }

    get searchParams() {
        if (this.#params === undefined) {
            const search = this.search;
            this.#params = new URLSearchParams();
            follow(this.#params, search, (text) => this.#setSearch(text));
        }
        return this.#params;
    }

    get hash() {
        const text = this.#href.slice(this.#at[SEARCH_END]);
        return text.length > 1 ? text : '';
    }

    set hash(value) {
        value = `${value}`;
        const text = value === '' ? '' : `#${escapeEnd(value.startsWith('#') ? value.slice(1) : value)}`;
        this.#change(this.#href.slice(0, this.#at[SEARCH_END]) + text);
    }

    toJSON() {
        return this.#href;
    }

    /** Is this a URL made here? */
    static isURL(value) {
        return typeof value === 'object' && value !== null && #href in value;
    }
}

const { isURL } = URL;
delete URL.isURL;

for (const name of ['canParse', 'createObjectURL', 'parse', 'revokeObjectURL']) Object.defineProperty(URL, name, { enumerable: true });
for (const name of Object.getOwnPropertyNames(URL.prototype)) {
    if (name !== 'constructor') Object.defineProperty(URL.prototype, name, { enumerable: true });
}
Object.defineProperty(URL.prototype, Symbol.toStringTag, { value: 'URL', configurable: true });

module.exports = { URL, URLSearchParams, isURL, fromPath };
