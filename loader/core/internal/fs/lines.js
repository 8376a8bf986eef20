'use strict';
// The lines of a stream of text, as FileHandle.readLines() gives them.

const { EventEmitter } = require('events');

/** Emits 'line' and 'close', and is iterated with `for await`. */
class Lines extends EventEmitter {
    #stream;

    constructor(stream) {
        super();
        this.#stream = stream;
    }

    close() {
        this.#stream.destroy();
        this.emit('close');
    }

    async* [Symbol.asyncIterator]() {
        const decoder = new TextDecoder();
        let rest = '';
        for await (const chunk of this.#stream) {
            rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
            // A CR at the end may be half of a line break.
            const lines = rest.split(/\r\n|\n|\r(?!$)|\u2028|\u2029/);
            rest = lines.pop();
            yield* lines;
        }
        rest += decoder.decode();
        if (rest.endsWith('\r')) rest = rest.slice(0, -1);
        if (rest !== '') yield rest;
        this.emit('close');
    }
}

module.exports = { createInterface: (stream) => new Lines(stream) };
