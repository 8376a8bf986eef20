// The two dependency trees that are measured (fixtures/corpora), and what each tool has to be told.
export const corpora = {
    cjs: {
        title: 'CommonJS tree (fixtures/corpora/cjs)',
        entry: 'entry.js',
        target: 'node',
        // Node can run this entry, so what it loads is the truth for "left out".
        runs: true,
        // Requests that lead nowhere, outside of any `try`: optional database drivers and the like.
        // esbuild fails over them unless they are named.
        unresolved: [
            '@babel/preset-typescript/package.json',
            '@napi-rs/image',
            'better-sqlite3',
            'mariadb',
            'mysql',
            'oracledb',
            'pg-hstore',
            'sharp',
            'sqlite3',
            'tedious',
        ],
    },
    esm: {
        title: 'ES module tree (fixtures/corpora/esm)',
        entry: 'entry.mjs',
        target: 'bundler',
        runs: false,
        unresolved: [],
    },
};
