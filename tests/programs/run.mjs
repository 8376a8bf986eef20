// Small programs, each showing one thing, run by lode and compared with what Node 26 said of them.
//
//   node tests/programs/run.mjs [--lode PATH] [WORD...]    only programs whose FOLDER/NAME contains a word
//   node tests/programs/run.mjs --node [PATH] [WORD...]    Node itself: does it still say what the texts say?
//   UPDATE=1 node tests/programs/run.mjs [WORD...]         runs Node five times and writes what it said, where all
//                                                          five agree and none took two seconds; then read the diff
//
// A program is a text FOLDER/NAME.txt (text.mjs says how to read it). Node's answer stands in it, so a test run starts
// no second Node. The programs of smoke/ need packages: packages.mjs runs them. Ends with "N passed, N failed".

import { finish } from '../support/check.mjs';
import { readOptions } from './options.mjs';
import { Suite, programNames } from './suite.mjs';

const { command, words } = readOptions(process.argv.slice(2));
const names = programNames({ folders: (folder) => folder !== 'smoke', words });
await new Suite().checkAll(names, command, Boolean(process.env.UPDATE));
finish();
