'use strict';
// node:url: the standard's URL, paths as URLs, and Node's older parser, which is the package url.

const { codes } = require('internal/errors');
const { URL, URLSearchParams, isURL } = require('internal/url');
const { fileURLToPath, fileURLToPathBuffer, pathToFileURL } = require('internal/url_files');

const legacy = () => require('internal/url_legacy');

/* A host by the rules of URLs; '' where it is none. */
function hostOf(args) {
    if (args.length < 1) throw new codes.ERR_MISSING_ARGS('domain');
    const domain = `${args[0]}`;
    return /[/?#@\\]/.test(domain) ? '' : URL.parse(`ws://${domain}`)?.hostname ?? '';
}

function domainToASCII(domain) {
    return hostOf(arguments);
}

function domainToUnicode(domain) {
    const host = hostOf(arguments);
    return host.includes('xn--') ? require('tr46').toUnicode(host, { checkHyphens: false }).domain : host;
}

/** What http.request takes, of a URL. */
function urlToHttpOptions(url) {
    const { hostname, pathname, port, username, password, search } = url;
    const options = {
        __proto__: null,
        ...url,
        protocol: url.protocol,
        hostname: hostname && hostname[0] === '[' ? hostname.slice(1, -1) : hostname,
        hash: url.hash,
        search,
        pathname,
        path: `${pathname || ''}${search || ''}`,
        href: url.href,
    };
    if (port !== '') options.port = Number(port);
    if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return options;
}

function formatURL(url, options) {
    const { fragment = true, unicode = false, search = true, auth = true } = options ?? {};
    const host = unicode ? domainToUnicode(url.hostname) : url.hostname;
    let text = url.protocol;
    if (url.href.startsWith(`${url.protocol}//`)) {
        text += '//';
        if (auth && (url.username || url.password)) text += `${url.username}${url.password ? `:${url.password}` : ''}@`;
        text += host + (url.port ? `:${url.port}` : '');
    }
    return text + url.pathname + (search ? url.search : '') + (fragment ? url.hash : '');
}

function format(urlObject, options) {
    if (isURL(urlObject)) {
        if (options != null) require('internal/validate').validateObject(options, 'options');
        return formatURL(urlObject, options);
    }
    return legacy().format(urlObject);
}

function parse(url, parseQueryString, slashesDenoteHost) {
    require('internal/deprecation').deprecate('`url.parse()` behavior is not standardized and prone to errors that have security ' +
        'implications. Use the WHATWG URL API instead. CVEs are not issued for `url.parse()` vulnerabilities.', 'DEP0169');
    return legacy().parse(url, parseQueryString, slashesDenoteHost);
}

function resolve(source, relative) {
    return legacy().resolve(source, relative);
}

function resolveObject(source, relative) {
    return legacy().resolveObject(source, relative);
}

module.exports = {
    Url: undefined,
    parse, resolve, resolveObject, format,
    URL, URLPattern: undefined, URLSearchParams,
    domainToASCII, domainToUnicode, pathToFileURL, fileURLToPath, fileURLToPathBuffer, urlToHttpOptions,
};

/* Made when they are read. */
function lazy(name, get) {
    Object.defineProperty(module.exports, name, {
        get,
        set: (value) => Object.defineProperty(module.exports, name, { value, writable: true, enumerable: true, configurable: true }),
        enumerable: true,
        configurable: true,
    });
}
lazy('Url', () => legacy().Url);
lazy('URLPattern', () => require('internal/url_pattern').URLPattern);
