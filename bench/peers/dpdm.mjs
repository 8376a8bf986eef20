// dpdm with its default exclusion of node_modules lifted.
import { writeFileSync } from 'node:fs';
import { parseDependencyTree } from 'dpdm';

const [, , root, entry, , out] = process.argv;
const tree = await parseDependencyTree(entry, {
    cwd: root,
    context: root,
    extensions: ['', '.js', '.mjs', '.cjs', '.json'],
    js: ['.js', '.mjs', '.cjs'],
    include: /.*/,
    exclude: /^$/,
});
const graph = {};
for (const [file, targets] of Object.entries(tree)) {
    if (targets) graph[file] = targets.map(({ request, id }) => ({ specifier: request, to: id }));
}
writeFileSync(out, JSON.stringify(graph));
