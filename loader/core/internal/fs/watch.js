'use strict';
for (const name of 'watch,watchFile,unwatchFile,watchPromise'.split(',')) exports[name] = () => { throw new Error(`lode does not provide fs.${name}`); };
