'use strict';
// node:stream/consumers: all that a stream gives, in one piece.

async function collect(stream) {
    const { Buffer } = require('internal/buffer');
    const parts = [];
    for await (const chunk of stream) {
        if (typeof chunk === 'string') parts.push(Buffer.from(chunk));
        else if (ArrayBuffer.isView(chunk)) parts.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
        else parts.push(Buffer.from(chunk));
    }
    return Buffer.concat(parts);
}

async function arrayBuffer(stream) {
    return (await bytes(stream)).buffer;
}

async function blob(stream) {
    return new (require('internal/blob').Blob)([await collect(stream)]);
}

async function buffer(stream) {
    return collect(stream);
}

async function bytes(stream) {
    return Uint8Array.from(await collect(stream));
}

async function text(stream) {
    const { TextDecoder } = require('internal/encoding');
    const decoder = new TextDecoder();
    let all = '';
    for await (const chunk of stream) all += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    return all + decoder.decode();
}

async function json(stream) {
    return JSON.parse(await text(stream));
}

module.exports = { arrayBuffer, blob, buffer, bytes, text, json };
