'use strict';
// stream.duplexPair: two streams; what is written to one is read from the other.

const { Duplex } = require('stream');

class DuplexSide extends Duplex {
    #other = null;
    #callback = null;

    constructor(options) {
        super(options);
    }

    static pair(options) {
        const sides = [new DuplexSide(options), new DuplexSide(options)];
        sides[0].#other = sides[1];
        sides[1].#other = sides[0];
        return sides;
    }

    _read() {
        const callback = this.#callback;
        if (callback === null) return;
        this.#callback = null;
        callback();
    }

    _write(chunk, encoding, callback) {
        if (chunk.length === 0) {
            require('process').nextTick(callback);
            return;
        }
        this.#other.push(chunk);
        this.#other.#callback = callback;
    }

    _final(callback) {
        this.#other.on('end', callback);
        this.#other.push(null);
    }
}

exports.duplexPair = (options) => DuplexSide.pair(options);
