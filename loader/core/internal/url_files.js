'use strict';
// Paths as file: URLs and back.

const { codes } = require('internal/errors');
const { URL, isURL, fromPath } = require('internal/url');

/* Any object that has what a URL has: one of another realm or of a package. */
const isLikeURL = (value) => isURL(value) || Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);

const invalidPath = (reason, url) => new codes.ERR_INVALID_FILE_URL_PATH(reason, url);

function windowsPath(url) {
    if (/%2f|%5c/i.test(url.pathname)) throw invalidPath('must not include encoded \\ or / characters', url);
    const path = decodeURIComponent(url.pathname.replaceAll('/', '\\'));
    if (url.hostname !== '') return `\\\\${require('url').domainToUnicode(url.hostname)}${path}`;
    if (!/^\\[a-z]:/i.test(path)) throw invalidPath('must be absolute', url);
    return path.slice(1);
}

function checkHost(url) {
    if (url.hostname !== '') throw new codes.ERR_INVALID_FILE_URL_HOST('linux');
}

function posixPath(url) {
    checkHost(url);
    const { pathname } = url;
    if (!pathname.includes('%')) return pathname;
    if (/%2f/i.test(pathname)) throw invalidPath('must not include encoded / characters', url);
    return decodeURIComponent(pathname);
}

function asFileURL(path) {
    if (typeof path === 'string') path = new URL(path);
    else if (!isLikeURL(path)) throw new codes.ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], path);
    if (path.protocol !== 'file:') throw new codes.ERR_INVALID_URL_SCHEME('file');
    return path;
}

function fileURLToPath(path, options = {}) {
    const url = asFileURL(path);
    return options?.windows ? windowsPath(url) : posixPath(url);
}

function fileURLToPathBuffer(path, options = {}) {
    const url = asFileURL(path);
    const { Buffer } = require('internal/buffer');
    if (options?.windows) return Buffer.from(windowsPath(url));
    checkHost(url);
    if (/%2f/i.test(url.pathname)) throw invalidPath('must not include encoded / characters', url);
    return require('querystring').unescapeBuffer(url.pathname);
}

/* \\server\share\file, with nothing of it left to resolve. */
function uncURL(path) {
    const isLong = path.startsWith('\\\\?\\UNC\\');
    const rest = path.slice(isLong ? 8 : 2);
    const end = rest.indexOf('\\');
    if (end < 0) throw new codes.ERR_INVALID_ARG_VALUE('path', path, 'Missing UNC resource path');
    if (end === 0) throw new codes.ERR_INVALID_ARG_VALUE('path', path, 'Empty UNC servername');
    const url = new URL('file:///');
    url.hostname = rest.slice(0, end);
    url.pathname = encodeWindows(rest.slice(end));
    return url;
}

const encodeWindows = (path) => path.replaceAll('%', '%25').replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('\t', '%09')
    .replaceAll('?', '%3F').replaceAll('#', '%23').replaceAll('\\', '/');

function windowsURL(path) {
    if (path.startsWith('\\\\')) return uncURL(path);
    const { resolve } = require('path').win32;
    let resolved = resolve(path);
    if (/[\\/]$/.test(path) && !resolved.endsWith('\\')) resolved += '\\';
    return new URL(`file:///${encodeWindows(resolved)}`);
}

function pathToFileURL(path, options = {}) {
    require('internal/validate').validateString(path, 'path');
    if (options?.windows) return windowsURL(path);
    let resolved = require('path').posix.resolve(path);
    if (path.endsWith('/') && !resolved.endsWith('/')) resolved += '/';
    return new URL(fromPath(resolved.toWellFormed()));
}

module.exports = { fileURLToPath, fileURLToPathBuffer, pathToFileURL, isLikeURL };
