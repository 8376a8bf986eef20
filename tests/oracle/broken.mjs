// Runs INSIDE Node, with --experimental-vm-modules: reads a JSON list of files from stdin and writes a
// list of booleans: true where the file has a syntax error both as CommonJS and as a module, so that
// Node refuses it whichever it takes it for. Nothing is evaluated.

import { readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { compileFunction, SourceTextModule } from 'node:vm';

function parses(attempt) {
    try {
        attempt();
        return true;
    } catch {
        return false;
    }
}

function isBroken(file) {
    let source = readFileSync(file, 'utf8');
    if (file.endsWith('.ts') && nodeModule.stripTypeScriptTypes) {
        try {
            source = nodeModule.stripTypeScriptTypes(source);
        } catch {
            return true;
        }
    }
    const wrapped = source.replace(/^#!.*/, '');
    return !parses(() => compileFunction(wrapped, ['exports', 'require', 'module', '__filename', '__dirname'])) &&
        !parses(() => new SourceTextModule(source));
}

process.stdout.write(`${JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(isBroken))}\n`);
