'use strict';
// What Node does with the host of url.parse where the package url does something else.

const { codes } = require('internal/errors');

/* After the conversion to ASCII none of these may be there. */
const FORBIDDEN = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const FORBIDDEN_IPV6 = /[\0\t\n\r #%/<>?@\\^|]/;

/** Cuts a host where it ends, and gives what comes behind it; a port that is no number is refused. */
function checkHost(self, rest, url, isIpv6) {
    const { hostname } = self;
    if (isIpv6) {
        if (FORBIDDEN_IPV6.test(hostname)) throw new codes.ERR_INVALID_URL(url);
        return rest;
    }
    const end = hostname.search(/[/\\#?:]/);
    if (end < 0) return rest;
    if (hostname[end] === ':') throw new codes.ERR_INVALID_ARG_VALUE('url', 'Invalid port in url', url);
    self.hostname = hostname.slice(0, end);
    return `/${hostname.slice(end)}${rest}`;
}

/** The host in ASCII. */
function toASCII(hostname, url) {
    if (hostname === '') return '';
    const ascii = require('punycode/').toASCII(hostname);
    if (ascii === '' || FORBIDDEN.test(ascii)) throw new codes.ERR_INVALID_URL(url);
    return ascii;
}

module.exports = { checkHost, toASCII };
