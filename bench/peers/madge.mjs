// madge, told to look into packages. It takes only their first level ("shallow" in its manual).
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import madge from 'madge';

const [, , root, entry, , out] = process.argv;
const found = await madge(join(root, entry), {
    baseDir: root,
    fileExtensions: ['js', 'mjs', 'cjs'],
    includeNpm: true,
});
const graph = {};
for (const [file, targets] of Object.entries(found.obj())) {
    graph[file] = targets.map((to) => ({ to }));
}
writeFileSync(out, JSON.stringify(graph));
