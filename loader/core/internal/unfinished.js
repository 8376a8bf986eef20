'use strict';
// Text that comes in pieces: what of a piece has to wait for the next one.

/** How many bytes at the end are the beginning of a character that is not all there. */
function unfinishedUtf8(bytes) {
    const { length } = bytes;
    for (let back = 1; back <= 3 && back <= length; back++) {
        const byte = bytes[length - back];
        if ((byte & 0xC0) === 0x80) continue;
        const need = byte >= 0xF0 && byte <= 0xF4 ? 4 : byte >= 0xE0 && byte < 0xF0 ? 3 : byte >= 0xC2 && byte < 0xE0 ? 2 : 1;
        if (need <= back) return 0;
        // A second byte that cannot follow the first ends it: what is there is wrong already.
        const second = back > 1 ? bytes[length - back + 1] : 0x9F;
        const isWrong = (byte === 0xE0 && second < 0xA0 && back > 1) || (byte === 0xED && second > 0x9F) ||
            (byte === 0xF0 && second < 0x90 && back > 1) || (byte === 0xF4 && second > 0x8F);
        return isWrong ? 0 : back;
    }
    return 0;
}

/** The same of UTF-16LE: half a unit, and a first surrogate. */
function unfinishedUtf16(bytes) {
    const odd = bytes.length % 2;
    const last = bytes.length - odd - 1;
    return last > 0 && (bytes[last] & 0xFC) === 0xD8 ? odd + 2 : odd;
}

/** The same of UTF-8 by first bytes alone, as string decoders have it: what follows may be wrong. */
function announcedUtf8(bytes) {
    const { length } = bytes;
    for (let back = 1; back <= 3 && back <= length; back++) {
        const byte = bytes[length - back];
        if ((byte & 0xC0) === 0x80) continue;
        return sizeByFirst(byte) > back ? back : 0;
    }
    return 0;
}

/** How many bytes a character has that begins with this one. */
function sizeByFirst(byte) {
    if ((byte & 0xE0) === 0xC0) return 2;
    if ((byte & 0xF0) === 0xE0) return 3;
    return (byte & 0xF8) === 0xF0 ? 4 : 1;
}

module.exports = { unfinishedUtf8, unfinishedUtf16, announcedUtf8, sizeByFirst };
