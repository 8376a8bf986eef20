'use strict';
for (const name of 'glob,globSync,globPromise'.split(',')) exports[name] = () => { throw new Error(`lode does not provide fs.${name}`); };
