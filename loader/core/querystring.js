'use strict';
// node:querystring. The packages of this name throw on a percent sign that is none, and know no own coders.

const { codes } = require('internal/errors');

function unescapeBuffer(text, decodeSpaces) {
    const { Buffer } = require('internal/buffer');
    const bytes = Buffer.from(`${text}`, 'latin1');
    let size = 0;
    for (let i = 0; i < bytes.length; i++) {
        const hex = bytes[i] === 37 /* % */ && i + 2 < bytes.length ? bytes.latin1Slice(i + 1, i + 3) : '';
        if (/^[\da-f]{2}$/i.test(hex)) {
            bytes[size++] = parseInt(hex, 16);
            i += 2;
        } else {
            bytes[size++] = decodeSpaces && bytes[i] === 43 /* + */ ? 32 : bytes[i];
        }
    }
    return bytes.slice(0, size);
}

function unescape(text, decodeSpaces) {
    try {
        return decodeURIComponent(text);
    } catch {
        return querystring.unescapeBuffer(text, decodeSpaces).toString();
    }
}

function encode(text) {
    if (/^[\w!'()*.~-]*$/.test(text)) return text;
    return encodeURIComponent(text.isWellFormed() ? text : paired(text));
}

/* A surrogate takes whatever follows it as its second half. */
function paired(text) {
    let out = '';
    for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        if ((unit & 0xF800) !== 0xD800) {
            out += text[i];
            continue;
        }
        if (++i === text.length) throw new codes.ERR_INVALID_URI();
        out += String.fromCodePoint(0x10000 + ((unit & 0x3FF) << 10 | (text.charCodeAt(i) & 0x3FF)));
    }
    return out;
}

function escape(text) {
    if (typeof text !== 'string') text = typeof text === 'object' ? String(text) : `${text}`;
    return encode(text);
}

/* What is neither text, number nor truth value is nothing. */
function textOf(value) {
    switch (typeof value) {
        case 'string': return value;
        case 'number': return Number.isFinite(value) ? `${value}` : '';
        case 'bigint': case 'boolean': return `${value}`;
        default: return '';
    }
}

function stringify(obj, sep, eq, options) {
    sep ||= '&';
    eq ||= '=';
    const own = options?.encodeURIComponent;
    const coder = typeof own === 'function' ? own : querystring.escape;
    if (obj === null || typeof obj !== 'object') return '';
    // The standard coder is not asked about what it would leave as it is.
    const coded = (value) => (coder === escape ? encode(textOf(value)) : coder(textOf(value)));
    const fields = [];
    for (const key of Object.keys(obj)) {
        const name = coded(key);
        const value = obj[key];
        if (!Array.isArray(value)) fields.push(name + eq + coded(value));
        else for (const one of value) fields.push(name + eq + coded(one));
    }
    return fields.join(sep);
}

function parse(qs, sep, eq, options) {
    const obj = Object.create(null);
    if (typeof qs !== 'string' || qs.length === 0) return obj;
    sep = sep ? `${sep}` : '&';
    eq = eq ? `${eq}` : '=';
    const own = options?.decodeURIComponent;
    const most = typeof options?.maxKeys === 'number' ? options.maxKeys : 1000;
    const coder = typeof own === 'function' ? own : querystring.unescape;
    const decoded = (text) => {
        if (text === '') return '';
        text = text.replaceAll('+', coder === unescape ? ' ' : '%20');
        if (coder === unescape && !/%[\da-f]{2}/i.test(text)) return text;
        try {
            return coder(text);
        } catch {
            return unescape(text, true);
        }
    };
    const fields = qs.split(sep);
    for (const field of most > 0 ? fields.slice(0, most) : fields) {
        if (field === '') continue;
        const at = field.indexOf(eq);
        const name = decoded(at < 0 ? field : field.slice(0, at));
        const value = at < 0 ? '' : decoded(field.slice(at + eq.length));
        if (!(name in obj)) obj[name] = value;
        else if (Array.isArray(obj[name])) obj[name].push(value);
        else obj[name] = [obj[name], value];
    }
    return obj;
}

const querystring = module.exports = { unescapeBuffer, unescape, escape, stringify, encode: stringify, parse, decode: parse };
