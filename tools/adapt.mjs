// Small changes of the packages that lode carries, made while they are embedded (tools/embed.mjs). Each names the exact
// text that it replaces, so that a new version of a package which says it otherwise stops the build.

const CHANGES = {
    // The package brings substitutes for what Node asks of V8. Ours know the engine: the modules of its bundle with
    // these numbers are replaced by ours, and stacks are read as V8 writes them.
    'npm/node-inspect-extracted/dist/inspect.js': [
        ['try{n=e.stack}catch{}', 'try{n=require("internal/inspect_values").stackOf(e)}catch{}'],
        ['getExternalValue:()=>o(0)}}};', `getExternalValue:()=>o(0)}}${[
            [727, 'internal/inspect_values'], [947, 'internal/inspect_values'], [302, 'internal/inspect_values'],
            [812, 'internal/inspect_values'], [499, 'internal/types'], [778, 'internal/errors'], [683, 'internal/inspect_primordials'],
        ].map(([number, file]) => `,${number}(t){t.exports=require("${file}")}`).join('')}};`],
    ],
    // Node says null where there is no search, has queries without a prototype, and is strict about hosts.
    'npm/url/url.js': [
        ['// validate a little.\n    if (!ipv6Hostname) {', 'rest = require("internal/url_host").checkHost(this, rest, url, ipv6Hostname);\n    if (false) {'],
        ['punycode.toASCII(this.hostname)', 'require("internal/url_host").toASCII(this.hostname, url)'],
        ["auth = auth.replace(/%3A/i, ':')", "auth = auth.replace(/%3A/gi, ':')"],
        [`result.host = relative.host || relative.host === '' ? relative.host : result.host;`,
            `if ((relative.host || relative.host === '') && result.host !== relative.host) { result.auth = null; } result.host = relative.host || relative.host === '' ? relative.host : result.host;`],
        ["this.hostname.indexOf(':') === -1 ?", "this.hostname.indexOf(':') === -1 || this.hostname[0] === '[' ?"],
        ["        this.search = '';\n        this.query = {};", '        this.search = null; this.query = { __proto__: null };'],
        ["    this.search = '';\n    this.query = {};\n  }\n  if (rest)", '    this.search = null; this.query = { __proto__: null };\n  }\n  if (rest)'],
    ],
};

const EAGER = "const AbortController = globalThis.AbortController || require('abort-controller').AbortController";
const LAZY = "function AbortController() { return new (require('internal/abort').AbortController)() }";
for (const name of ['operators', 'pipeline', 'duplexify']) {
    CHANGES[`npm/readable-stream/lib/internal/streams/${name}.js`] = [[EAGER, LAZY]];
}

for (const name of ['readable', 'writable']) {
    // Node takes any view, not only a Uint8Array.
    CHANGES[`npm/readable-stream/lib/internal/streams/${name}.js`] = [
        ['Stream._isUint8Array(chunk)', 'Stream._isArrayBufferView(chunk)'],
        ["['string', 'Buffer', 'Uint8Array'], chunk", "['string', 'Buffer', 'TypedArray', 'DataView'], chunk"],
    ];
}
CHANGES['npm/readable-stream/lib/internal/streams/readable.js'].push(
    // Node gives one chunk of bytes at a time, whether the stream flows or not.
    ['if (state.flowing && state.length) return', 'if (state.length && (state.flowing || !state.decoder)) return'],
);
CHANGES['npm/readable-stream/lib/internal/streams/state.js'] = [['let defaultHighWaterMarkBytes = 16 * 1024', 'let defaultHighWaterMarkBytes = 64 * 1024']];

/* Files of packages in whose place one of ours is: what they would bring is there already, and is Node's. */
const REPLACED = {
    'npm/abort-controller/dist/abort-controller.js': 'internal/abort',
    'npm/process/index.js': 'process',
    'npm/qs/lib/index.js': 'internal/url_query',
    'npm/readable-stream/lib/internal/validators.js': 'internal/validate',
    'npm/readable-stream/lib/stream.js': 'stream',
    'npm/readable-stream/lib/ours/errors.js': 'internal/stream_errors',
    'npm/readable-stream/lib/ours/util.js': 'internal/stream_util',
    'npm/string_decoder/lib/string_decoder.js': 'string_decoder',
};

/** May the file require the inside of lode? */
export function isAdapted(id) {
    return Object.hasOwn(CHANGES, id) || Object.hasOwn(REPLACED, id);
}

/** The text of the file to embed. */
export function adapt(id, text) {
    if (Object.hasOwn(REPLACED, id)) return `module.exports = require("${REPLACED[id]}");\n`;
    for (const [from, to] of CHANGES[id] ?? []) {
        if (text.split(from).length !== 2) throw new Error(`${id} does not say exactly once: ${from}`);
        text = text.replace(from, () => to);
    }
    return text;
}
