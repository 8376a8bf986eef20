// What of readable-stream, url and their kin is not as in Node, in texts to replace (tools/adapt.mjs does it), and the
// files of packages that one of ours stands for.

const STREAMS = 'npm/readable-stream/lib/internal/streams';
/* Loads nothing before a controller is needed. */
const ABORT = ["const AbortController = globalThis.AbortController || require('abort-controller').AbortController",
    "function AbortController() { return new (require('internal/abort').AbortController)() }"];
const WEB = ['webStreamsAdapters = {}', 'webStreamsAdapters = require("internal/stream_web")'];
/* Node takes any view as bytes, not only a Uint8Array. */
const VIEWS = [
    ['Stream._isUint8Array(chunk)', 'Stream._isArrayBufferView(chunk)'],
    ["['string', 'Buffer', 'Uint8Array'], chunk", "['string', 'Buffer', 'TypedArray', 'DataView'], chunk"],
];
const HOST = "result.host = relative.host || relative.host === '' ? relative.host : result.host;";

/** Pairs of a text that a file says exactly once, and what it says instead. */
export const replacements = {
    [`${STREAMS}/operators.js`]: [ABORT],
    [`${STREAMS}/pipeline.js`]: [ABORT],
    [`${STREAMS}/duplexify.js`]: [ABORT],
    [`${STREAMS}/duplex.js`]: [WEB],
    [`${STREAMS}/writable.js`]: [WEB, ...VIEWS],
    [`${STREAMS}/readable.js`]: [
        WEB,
        ...VIEWS,
        // One chunk of bytes at a time, whether the stream flows or not.
        ['if (state.flowing && state.length) return', 'if (state.length && (state.flowing || !state.decoder)) return'],
    ],
    [`${STREAMS}/state.js`]: [['let defaultHighWaterMarkBytes = 16 * 1024', 'let defaultHighWaterMarkBytes = 64 * 1024']],
    // Node says null where there is no search, has queries without a prototype, and is strict about hosts.
    'npm/url/url.js': [
        ['// validate a little.\n    if (!ipv6Hostname) {', 'rest = require("internal/url_host").checkHost(this, rest, url, ipv6Hostname);\n    if (false) {'],
        ['punycode.toASCII(this.hostname)', 'require("internal/url_host").toASCII(this.hostname, url)'],
        ["auth = auth.replace(/%3A/i, ':')", "auth = auth.replace(/%3A/gi, ':')"],
        ["} else if (!host) {\n    host = '';", "} else if (!host) {\n    host = protocol === 'file:' ? '//' : '';"],
        [HOST, `if ((relative.host || relative.host === '') && result.host !== relative.host) { result.auth = null; } ${HOST}`],
        ["this.hostname.indexOf(':') === -1 ?", "this.hostname.indexOf(':') === -1 || this.hostname[0] === '[' ?"],
        ["        this.search = '';\n        this.query = {};", '        this.search = null; this.query = { __proto__: null };'],
        ["    this.search = '';\n    this.query = {};\n  }\n  if (rest)", '    this.search = null; this.query = { __proto__: null };\n  }\n  if (rest)'],
    ],
};

/** What these would bring is there already, and is Node's. */
export const substitutes = {
    'npm/abort-controller/dist/abort-controller.js': 'internal/abort',
    'npm/process/index.js': 'process',
    'npm/qs/lib/index.js': 'internal/url_query',
    'npm/readable-stream/lib/internal/validators.js': 'internal/validate',
    'npm/readable-stream/lib/stream.js': 'stream',
    'npm/readable-stream/lib/ours/errors.js': 'internal/stream_errors',
    'npm/readable-stream/lib/ours/util.js': 'internal/stream_util',
    'npm/string_decoder/lib/string_decoder.js': 'string_decoder',
};
