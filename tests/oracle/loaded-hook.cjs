// Preloaded (--require) by loaded-files.mjs into the Node that runs an entry: when that has settled,
// writes the real paths of all files that were loaded to the file that LODE_ORACLE_LOADED names.
// CommonJS files are those in require.cache; ES modules are seen by a load hook.
'use strict';

const { writeFileSync } = require('node:fs');
const nodeModule = require('node:module');
const { fileURLToPath } = require('node:url');

const urls = new Set();
if (nodeModule.registerHooks) {
    nodeModule.registerHooks({
        load(url, context, next) {
            urls.add(url);
            return next(url, context);
        },
    });
}

let written = false;
function write() {
    if (written) return;
    written = true;
    const files = new Set(Object.keys(require.cache));
    for (const url of urls) if (url.startsWith('file:')) files.add(fileURLToPath(url));
    files.delete(__filename);
    writeFileSync(process.env.LODE_ORACLE_LOADED, JSON.stringify([...files].sort()));
}

process.on('exit', write);
// Some packages hold the process open with timers and sockets: what is going to be loaded without
// being asked to is loaded by then.
setTimeout(() => {
    write();
    process.exit(0);
}, 5000).unref();
const wait = setInterval(() => {
    if (!require.main?.loaded) return;
    clearInterval(wait);
    setTimeout(() => {
        write();
        process.exit(0);
    }, 1000);
}, 50);
