'use strict';
// The warning about a file whose syntax alone says that it is an ES module.

const natives = native('commonjs');
const told = new Set(); // of package.json

/** To be called for each .js file that was found to be a module by its text; tells once for each package. */
module.exports = function warnTypeless(filename, url) {
    if (!filename.endsWith('.js') || filename.includes('/node_modules/')) return;
    const scope = natives.packageAround(filename);
    if (scope === undefined || told.has(scope.path)) return;
    told.add(scope.path);
    process.emitWarning(`Module type of ${url} is not specified and it doesn't parse as CommonJS.\n` +
        'Reparsing as ES module because module syntax was detected. This incurs a performance overhead.\n' +
        `To eliminate this warning, add "type": "module" to ${scope.path}.`, { code: 'MODULE_TYPELESS_PACKAGE_JSON' });
};
