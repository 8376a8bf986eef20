'use strict';
// Files as Blobs. The content is read when the Blob is made.

const { getPath } = require('internal/fs/arguments');
const { validateObject, validateString } = require('internal/validate');
const { startPromise } = require('internal/fs/forms');
const files = require('internal/fs/files');

function checked(path, options) {
    validateObject(options, 'options');
    const type = options.type || '';
    validateString(type, 'options.type');
    return [getPath(path), type];
}

function makeBlob(bytes, type) {
    const { Blob } = require('buffer');
    return new Blob([bytes], { type });
}

async function openAsBlob(path, options = {}) {
    const [place, type] = checked(path, options);
    return makeBlob(await startPromise(files.readFile(place)), type);
}

function openAsBlobSync(path, options = {}) {
    const [place, type] = checked(path, options);
    return makeBlob(files.readFileSync(place), type);
}

module.exports = { openAsBlob, openAsBlobSync };
