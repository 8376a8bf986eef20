'use strict';
// node:os

const native_os = native('os');
const { codes } = require('internal/errors');

const { defineProperty, freeze } = Object;

/** What a failed call of libuv is told as here. */
function told(f) {
    return (...args) => {
        try {
            return f(...args);
        } catch (error) {
            if (error?.errno === undefined) throw error;
            const message = error.message.slice(error.code.length + 2, error.message.lastIndexOf(','));
            throw new codes.ERR_SYSTEM_ERROR({ errno: error.errno, code: error.code, message, syscall: error.syscall });
        }
    };
}

/* ---- the machine ---- */

let names;
const uname = () => (names ??= native_os.uname());

const hostname = told(() => native_os.hostname());

function homedir() {
    return process.env.HOME || userInfo().homedir;
}

const uptime = told(() => native_os.uptime());

function type() {
    return uname()[0];
}

function version() {
    return uname()[1];
}

function release() {
    return uname()[2];
}

function machine() {
    return uname()[3];
}

function arch() {
    return process.arch;
}

function platform() {
    return process.platform;
}

function endianness() {
    return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'LE' : 'BE';
}

function tmpdir() {
    const { TMPDIR, TMP, TEMP } = process.env;
    const path = TMPDIR || TMP || TEMP || '/tmp';
    return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function loadavg() {
    return native_os.loadavg();
}

function freemem() {
    return native_os.freemem();
}

function totalmem() {
    return native_os.totalmem();
}

function availableParallelism() {
    return native_os.parallelism();
}

function cpus() {
    return native_os.cpus();
}

function networkInterfaces() {
    const list = native_os.interfaces();
    const result = {};
    for (let i = 0; i < list.length; i += 2) (result[list[i]] ??= []).push(list[i + 1]);
    return result;
}

/* ---- the user and the process ---- */

function userInfo(options) {
    const { Buffer } = require('buffer');
    const encoding = options !== null && typeof options === 'object' ? options.encoding : undefined;
    const text = (bytes) => {
        if (bytes === null) return null;
        const buffer = Buffer.from(bytes.buffer);
        return encoding === 'buffer' ? buffer : buffer.toString(Buffer.isEncoding(encoding) ? encoding : 'utf8');
    };
    const [uid, gid, username, home, shell] = told(native_os.user)();
    return { __proto__: null, uid, gid, username: text(username), homedir: text(home), shell: text(shell) };
}

const { validateInt32 } = require('internal/validate');

function getPriority(pid) {
    if (pid === undefined) pid = 0;
    else validateInt32(pid, 'pid');
    return told(native_os.getPriority)(pid);
}

function setPriority(pid, priority) {
    if (priority === undefined) {
        priority = pid;
        pid = 0;
    }
    validateInt32(pid, 'pid');
    validateInt32(priority, 'priority', -20, 19);
    told(native_os.setPriority)(pid, priority);
}

/* ---- constants ---- */

const bare = (object) => Object.assign(Object.create(null), object);
const readOnly = (object, names_) => {
    for (const name of names_) defineProperty(object, name, { writable: false, configurable: false });
    return object;
};

const constants = readOnly(Object.assign(Object.create(null), {
    UV_UDP_REUSEADDR: 4,
    dlopen: bare(native_os.dlopen),
    errno: bare(native_os.errno),
    signals: freeze(bare(native_os.signals)),
    priority: bare({
        PRIORITY_LOW: 19,
        PRIORITY_BELOW_NORMAL: 10,
        PRIORITY_NORMAL: 0,
        PRIORITY_ABOVE_NORMAL: -7,
        PRIORITY_HIGH: -14,
        PRIORITY_HIGHEST: -20,
    }),
}), ['signals']);

module.exports = {
    arch, availableParallelism, cpus, endianness, freemem, getPriority, homedir, hostname, loadavg, networkInterfaces, platform, release,
    setPriority, tmpdir, totalmem, type, userInfo, uptime, version, machine,
};

for (const f of [arch, availableParallelism, endianness, freemem, homedir, hostname, platform, release, tmpdir, totalmem, type, uptime,
    version, machine]) {
    f[Symbol.toPrimitive] = () => f();
}
defineProperty(module.exports, 'constants', { value: constants, enumerable: true });
defineProperty(module.exports, 'EOL', { value: '\n', enumerable: true, configurable: true });
defineProperty(module.exports, 'devNull', { value: '/dev/null', enumerable: true, configurable: true });
