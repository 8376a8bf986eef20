// @vercel/nft. It answers with files, the reason for each and its parents; it also traces assets
// (files that the code may read), which are not modules and are left out of the count.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFileTrace } from '@vercel/nft';

const [, , root, entry, , out] = process.argv;
const { fileList, reasons } = await nodeFileTrace([join(root, entry)], { base: root, processCwd: root });
const graph = {};
for (const [file, { type }] of reasons) {
    if (fileList.has(file) && type.some((t) => t === 'initial' || t === 'dependency')) graph[file] = [];
}
for (const [file, { parents }] of reasons) {
    if (graph[file]) for (const parent of parents) graph[parent]?.push({ to: file });
}
writeFileSync(out, JSON.stringify(graph));
