'use strict';
// url.parse and its kin: the package url with Node's argument errors.

const { codes } = require('internal/errors');
const legacy = require('url/');

const { Url } = legacy;
const parseInto = Url.prototype.parse;

Url.prototype.parse = function parse(url, parseQueryString, slashesDenoteHost) {
    require('internal/validate').validateString(url, 'url');
    Reflect.apply(parseInto, this, [url, parseQueryString, slashesDenoteHost]);
    return this;
};

function parse(url, parseQueryString, slashesDenoteHost) {
    if (url instanceof Url) return url;
    const made = new Url();
    made.parse(url, parseQueryString, slashesDenoteHost);
    return made;
}

function format(url) {
    if (typeof url === 'string') url = parse(url);
    else if (typeof url !== 'object' || url === null) throw new codes.ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], url);
    return Reflect.apply(Url.prototype.format, url, []);
}

function resolve(source, relative) {
    return parse(source, false, true).resolve(relative);
}

function resolveObject(source, relative) {
    return source ? parse(source, false, true).resolveObject(relative) : relative;
}

module.exports = { Url, parse, format, resolve, resolveObject };
