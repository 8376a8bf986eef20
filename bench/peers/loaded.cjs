// Preloaded into Node (`node --require loaded.cjs entry.js`) with LOADED naming a file: writes there
// every file that was really loaded by the time the entry and what it awaits are through.
'use strict';
const { writeFileSync } = require('node:fs');
const { registerHooks } = require('node:module');
const { fileURLToPath } = require('node:url');

const files = new Set();
registerHooks({
    load(url, context, next) {
        if (url.startsWith('file:')) files.add(fileURLToPath(url));
        return next(url, context);
    },
});
process.on('exit', () => {
    for (const file of Object.keys(require.cache)) files.add(file);
    files.delete(__filename);
    writeFileSync(process.env.LOADED, JSON.stringify([...files]));
});
// Some packages leave a timer or a socket open that would keep the process alive.
setTimeout(() => process.exit(0), 2000);
