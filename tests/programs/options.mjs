// The command line that the runners here share: --lode PATH, --node [PATH], words.

import { resolve } from 'node:path';
import { defaultLode, defaultNode } from '../oracle/ask.mjs';

/** { command: what runs a file, words } */
export function readOptions(args) {
    let command = [process.env.LODE ?? defaultLode(), 'run'];
    const words = [];
    for (let i = 0; i < args.length; i++) {
        if (args[i] === '--lode') command = [resolve(args[++i]), 'run'];
        else if (args[i] === '--node') command = [/\/node$/.test(args[i + 1] ?? '') ? resolve(args[++i]) : defaultNode()];
        else words.push(args[i]);
    }
    return { command, words };
}
