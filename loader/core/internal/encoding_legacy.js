'use strict';
// What TextDecoder reads besides UTF-8 and UTF-16LE: UTF-16BE and windows-1252, with the labels of the Encoding Standard.

const { read } = native('buffer');
const LATIN1 = 2;

const windows1252 = ['ansi_x3.4-1968', 'ascii', 'cp1252', 'cp819', 'csisolatin1', 'ibm819', 'iso-8859-1', 'iso-ir-100', 'iso8859-1',
    'iso88591', 'iso_8859-1', 'iso_8859-1:1987', 'l1', 'latin1', 'us-ascii', 'windows-1252', 'x-cp1252'];
const utf16be = ['unicodefffe', 'utf-16be'];

/* The characters of 0x80 to 0x9F; five bytes stand for themselves. */
const high = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ';

class Windows1252Decoder {
    decode(bytes) {
        return read(bytes, LATIN1, 0, bytes.length).replace(/[\x80-\x9F]/g, (c) => high[c.charCodeAt(0) - 0x80]);
    }
}

/* UTF-16LE of bytes in the other order. */
class SwappingDecoder {
    constructor(inner) {
        this.inner = inner;
        this.odd = [];
    }

    decode(input, isStream) {
        const bytes = Uint8Array.from([...this.odd, ...input]);
        this.odd = isStream && bytes.length % 2 === 1 ? [bytes[bytes.length - 1]] : [];
        const even = bytes.subarray(0, bytes.length - this.odd.length);
        for (let i = 0; i + 1 < even.length; i += 2) [even[i], even[i + 1]] = [even[i + 1], even[i]];
        return this.inner.decode(even, isStream);
    }
}

exports.decoderOf = (label, makeUtf16) => {
    if (windows1252.includes(label)) return ['windows-1252', new Windows1252Decoder()];
    if (utf16be.includes(label)) return ['utf-16be', new SwappingDecoder(makeUtf16())];
    return undefined;
};
