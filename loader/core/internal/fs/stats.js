'use strict';
// What fs tells of a file: Stats, BigIntStats, StatFs, Dirent.

const { constants } = native('fs');
const { S_IFMT, S_IFREG, S_IFDIR, S_IFCHR, S_IFBLK, S_IFIFO, S_IFLNK, S_IFSOCK } = constants;
const {
    UV_DIRENT_FILE, UV_DIRENT_DIR, UV_DIRENT_LINK, UV_DIRENT_FIFO, UV_DIRENT_SOCKET, UV_DIRENT_CHAR, UV_DIRENT_BLOCK,
} = constants;
const { defineProperty } = Object;

const kinds = [
    ['isDirectory', S_IFDIR, UV_DIRENT_DIR],
    ['isFile', S_IFREG, UV_DIRENT_FILE],
    ['isBlockDevice', S_IFBLK, UV_DIRENT_BLOCK],
    ['isCharacterDevice', S_IFCHR, UV_DIRENT_CHAR],
    ['isSymbolicLink', S_IFLNK, UV_DIRENT_LINK],
    ['isFIFO', S_IFIFO, UV_DIRENT_FIFO],
    ['isSocket', S_IFSOCK, UV_DIRENT_SOCKET],
];

function setFields(stats, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks) {
    stats.dev = dev;
    stats.mode = mode;
    stats.nlink = nlink;
    stats.uid = uid;
    stats.gid = gid;
    stats.rdev = rdev;
    stats.blksize = blksize;
    stats.ino = ino;
    stats.size = size;
    stats.blocks = blocks;
}

/* ---- the dates, made when they are read ---- */

function addDates(prototype) {
    for (const name of ['atime', 'mtime', 'ctime', 'birthtime']) {
        const own = (object, value) =>
            defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
        defineProperty(prototype, name, {
            get() {
                const value = new Date(Math.round(Number(this[`${name}Ms`])));
                own(this, value);
                return value;
            },
            set(value) {
                own(this, value);
            },
            enumerable: true,
            configurable: true,
        });
    }
}

function addKinds(prototype, test) {
    for (const [name, mode, entry] of kinds) {
        prototype[name] = { [name]() { return test(this, mode, entry); } }[name];
    }
}

/* ---- stats ---- */

function Stats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
    setFields(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
    this.atimeMs = atimeMs;
    this.mtimeMs = mtimeMs;
    this.ctimeMs = ctimeMs;
    this.birthtimeMs = birthtimeMs;
}
defineProperty(Stats, 'length', { value: 18, configurable: true });
addKinds(Stats.prototype, (self, mode) => (self.mode & S_IFMT) === mode);
addDates(Stats.prototype);

function BigIntStats(numbers) {
    const [dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, ...times] = numbers;
    setFields(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
    const ns = [0, 2, 4, 6].map((at) => times[at] * 1000000000n + times[at + 1]);
    [this.atimeMs, this.mtimeMs, this.ctimeMs, this.birthtimeMs] = ns.map((time) => time / 1000000n);
    [this.atimeNs, this.mtimeNs, this.ctimeNs, this.birthtimeNs] = ns;
}
addKinds(BigIntStats.prototype, (self, mode) => (self.mode & BigInt(S_IFMT)) === BigInt(mode));
addDates(BigIntStats.prototype);

/** Stats of the numbers that native stat gives; undefined stays what it is. */
function statsOf(bytes) {
    if (bytes === undefined) return undefined;
    const n = new Float64Array(bytes.buffer);
    const ms = (at) => n[at] * 1000 + n[at + 1] / 1000000;
    return new Stats(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], ms(10), ms(12), ms(14), ms(16));
}

function bigStatsOf(bytes) {
    return bytes === undefined ? undefined : new BigIntStats(new BigInt64Array(bytes.buffer));
}

/** Which kind of file the numbers of a stat tell of, without making Stats. */
function modeOf(bytes) {
    return new Float64Array(bytes.buffer)[1] & S_IFMT;
}

/* ---- file systems ---- */

class StatFs {
    constructor([type, bsize, blocks, bfree, bavail, files, ffree]) {
        this.type = type;
        this.bsize = bsize;
        this.frsize = bsize;
        this.blocks = blocks;
        this.bfree = bfree;
        this.bavail = bavail;
        this.files = files;
        this.ffree = ffree;
    }
}

const statfsOf = (bytes) => new StatFs(new Float64Array(bytes.buffer));
const bigStatfsOf = (bytes) => new StatFs(new BigInt64Array(bytes.buffer));

/* ---- entries of directories ---- */

const kKind = Symbol('type');

class Dirent {
    constructor(name, parentPath, kind) {
        this.name = name;
        this.parentPath = parentPath;
        this[kKind] = kind;
    }
}
for (const [name, , entry] of kinds) {
    defineProperty(Dirent.prototype, name, {
        value: { [name]() { return this[kKind] === entry; } }[name],
        writable: true,
        configurable: true,
    });
}

/** The kind of an entry by what lstat says. */
function kindOfMode(mode) {
    return kinds.find(([, bits]) => bits === (mode & S_IFMT))?.[2] ?? 0;
}

module.exports = { bigStatfsOf, bigStatsOf, BigIntStats, Dirent, kindOfMode, modeOf, statfsOf, Stats, statsOf, StatFs };
