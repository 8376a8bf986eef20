// oxc-resolver's options for the two kinds of request. `node` is Node's own algorithm, `bundler`
// adds what bundlers look up for `import`: extensions, directories, the `module` field.
export const requireOptions = {
    builtinModules: true,
    conditionNames: ['node', 'require', 'module-sync', 'node-addons', 'default'],
    extensions: ['.js', '.json', '.node'],
    mainFields: ['main'],
};

export function importOptions(target) {
    if (target === 'bundler') {
        return {
            builtinModules: true,
            conditionNames: ['node', 'import', 'module', 'default'],
            extensions: ['.mjs', '.js', '.json'],
            mainFields: ['module', 'main'],
        };
    }
    return {
        builtinModules: true,
        conditionNames: ['node', 'import', 'module-sync', 'node-addons', 'default'],
        extensions: [],
        fullySpecified: true,
        mainFields: ['main'],
    };
}
