/* Import and export statements: kinds, names, attributes, and what the grammar has to be helped with. */
#include "describe.h"

static const RecordRow imports[] = {
    {"import 'x'", "import x {} | module", "for its effects: no name is taken"},
    {"import a from 'x'", "import x {default:a} | module", "the default export"},
    {"import * as ns from 'x'", "import x {*:ns} | module", "the namespace"},
    {"import {a, b as c} from 'x'", "import x {a, b:c} | module", "names, one of them renamed"},
    {"import {} from 'x'", "import x {} | module", "an empty list takes nothing"},
    {"import a, {b} from 'x'", "import x {default:a, b} | module", "default and names"},
    {"import a, * as b from 'x'", "import x {default:a, *:b} | module", "default and namespace"},
    {"import {default as a} from 'x'", "import x {default:a} | module", "default by name"},
    {"import {'a b' as c, \"d\" as e} from 'x'", "import x {a b:c, d:e} | module", "names that are strings"},
    {"import {if as a, null as b} from 'x'", "import x {if:a, null:b} | module", "names that are keywords"},
    {"import{a}from'x'", "import x {a} | module", "without blanks"},
    {"import {\n  a, // first\n  b, /* second */\n} from 'x'", "import x {a, b} | module", "comments, a last comma"},
    {"import from from 'x'", "import x {default:from} | module", "a binding called from"},
    {"import {as as as} from 'x'", "import x {as} | module", "as in all its roles"},
    {"import {require, module} from 'x'\nrequire('y')", "import x {require, module} | module", "it binds require"},
    {"import 'a'\nimport 'b'; import 'c'", "import a {}; import b {}; import c {} | module",
     "with and without semicolons"},
    {"import x from './\\x61\\u0062\\u{63}\\n'", "import ./abc\n {default:x} | module", "escapes are resolved"},
    {"import '\\ud83d\\ude00\\ud800'", "import \xF0\x9F\x98\x80\xEF\xBF\xBD {} | module", "a pair, and half of one"},
};

static const RecordRow phases[] = {
    {"import defer * as ns from 'x'", "import x {*:ns} | module", "deferred evaluation"},
    {"import source m from 'x'", "import x {default:m} | module", "the source phase"},
    {"import source from 'x'", "import x {default:source} | module", "a default called source"},
    {"import source from from 'x'", "import x {default:from} | module", "source phase of a binding called from"},
    {"import defer from 'x'", "import x {default:defer} | module", "a default called defer"},
    {"import.source('x')", "dynamic-import x {}", "import.source() is an import()"},
    {"import.defer('x')", "dynamic-import x {}", "and so is import.defer()"},
};

static const RecordRow attributes[] = {
    {"import a from './a.json' with {type: 'json'}", "import ./a.json {default:a} with type=json | module", "with"},
    {"import a from './a.json' with {'type': \"json\", b: 'c',}",
     "import ./a.json {default:a} with type=json, b=c | module", "string keys, several, a last comma"},
    {"import a from './a.json' assert {type: 'json'}", "import ./a.json {default:a} with type=json | module",
     "assert, which Node 20 knows"},
    {"import './a.json' with {type: 'json'};", "import ./a.json {} with type=json | module", "without names"},
    {"export {default} from './a.json' with {type: 'json'}", "export-from ./a.json {default} with type=json | module",
     "on a re-export"},
    {"export * from './a.json' with {type: 'json'}", "export-from ./a.json {*} with type=json | module", "on a star"},
    {"import a from 'x' with {}", "import x {default:a} | module", "none"},
    {"import('./a.json', {with: {type: 'json'}})", "dynamic-import ./a.json {} with type=json", "import()"},
    {"import('./a.json', {with: {type: t}})", "dynamic-import ./a.json {}", "not a literal"},
    {"import('./a.json', options)", "dynamic-import ./a.json {}", "options that are not known"},
};

static const RecordRow exports[] = {
    {"export * from 'x'", "export-from x {*} | module", "a star has no name"},
    {"export * as ns from 'x'", "export-from x {*:ns} | module", "a namespace under a name"},
    {"export * as 'a b' from 'x'", "export-from x {*:a b} | module", "under a string"},
    {"export * as default from 'x'", "export-from x {*:default} | module", "as default"},
    {"export {a, b as c} from 'x'", "export-from x {a, b:c} | module", "names"},
    {"export {a as default, default as b, default} from 'x'", "export-from x {a:default, default:b, default} | module",
     "default on either side"},
    {"export {'a b' as 'c d', 'e'} from 'x'", "export-from x {a b:c d, e} | module", "strings on either side"},
    {"export {} from 'x'", "export-from x {} | module", "nothing is taken, it is loaded all the same"},
    {"export {a as null, b as if} from 'x'", "export-from x {a:null, b:if} | module", "keywords are names there"},
    {"export {a as null, b as if, c as default}", "| module", "in a local list too"},
    {"export {a}; export const b = 1; export default c", "| module", "local exports ask for nothing"},
    {"export default function () { require('x') }", "require[f] x {} | module", "a default function"},
    {"export default {a: require('x')}", "require x | module", "a default value"},
    {"export const {a, b} = require('x')", "require x {a, b} | module", "a declaration"},
    {"export class A extends require('x').B {}", "require x {B} | module", "a class"},
    {"export async function f() { await import('x') }", "dynamic-import[f] x {} | module", "its await is its own"},
};

static const RecordRow elsewhere[] = {
    {"x.import('y'); x.export; ({import: 1, export: 2})", "", "names of properties"},
    {"class A { import() {} static export = 1 }", "", "names of members"},
    {"// import 'x'\n/* export {} */ 'import \"y\"'; `import 'z'`; /import 'w'/", "", "in comments, strings, patterns"},
    {"const a = 1 // import 'x'\n", "", "behind code"},
    {"function import_(){} importx('y'); $import('z')", "", "only a part of the word"},
    {"import('x'); { import('y') }", "dynamic-import x {}; dynamic-import y {}", "import() is no statement"},
    {"import.meta", "| module", "import.meta makes a module"},
};

static void test_imports(void **state)
{
    (void)state;
    same_records(imports, ROWS(imports));
    same_records(phases, ROWS(phases));
    same_records(attributes, ROWS(attributes));
}

static void test_exports(void **state)
{
    (void)state;
    same_records(exports, ROWS(exports));
    same_records(elsewhere, ROWS(elsewhere));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_imports),
        cmocka_unit_test(test_exports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
