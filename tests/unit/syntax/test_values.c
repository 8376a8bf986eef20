/* Specifiers that are computed: what is known of them, and patterns for the rest. */
#include "describe.h"

static const RecordRow constants[] = {
    {"require('a' + 'b')", "require ab {}", "two pieces"},
    {"require('a' + (`b` + \"c\") + 'd')", "require abcd {}", "every kind of them, with parentheses"},
    {"require('./' + name)", "require[D] ./* {}", "an unknown end"},
    {"require('./x/' + name + '.js')", "require[D] ./x/*.js {}", "an unknown middle"},
    {"require(a + b + '/' + c)", "require[D] */* {}", "unknown pieces side by side are one"},
    {"require(`./${a}/${b}${c}.js`)", "require[D] ./*/*.js {}", "in a template"},
    {"require(`${'./a'}/${`b`}`)", "require ./a/b {}", "a template of constants"},
    {"require(name)", "require[D] * {}", "nothing known"},
    {"require(1 + 2)", "require[D] * {}", "numbers are not looked at"},
    {"require('a' - 'b')", "require[D] * {}", "no concatenation"},
    {"require(tag`x`)", "require[D] * {}", "a tagged template is a call"},
    {"require('a', 'b' + c)", "require a {}", "only the first argument counts"},
    {"import('./' + a)", "dynamic-import[D] ./* {}", "import() too"},
    {"new URL(`./a/${b}`, import.meta.url)", "url[D] ./a/* | module", "and URLs"},
    {"require(a ? './b' : './c')", "require[~] ./b {}; require[~] ./c {}", "either of two"},
    {"require(a ? './b' : c ? './d' : './' + e)", "require[~] ./b {}; require[~] ./d {}; require[~D] ./* {}",
     "any of three"},
    {"require('a*b')", "require a*b {}", "a star that is written is no pattern"},
    {"require('')", "require  {}", "the empty string"},
};

static const RecordRow folder[] = {
    {"require(__dirname + '/x')", "require ./x {}", "the folder of the file"},
    {"require(`${__dirname}/x`)", "require ./x {}", "in a template"},
    {"require(__dirname + '/' + a)", "require[D] ./* {}", "with an unknown end"},
    {"require(__dirname + 'x')", "require[D] *x {}", "that is a neighbour of the folder, whose name is unknown"},
    {"require(__dirname)", "require . {}", "the folder alone"},
    {"require('x' + __dirname)", "require[D] x* {}", "not at the start"},
    {"function f(__dirname) { require(__dirname + '/x') }", "require[fD] */x {}", "shadowed"},
    {"require(path.join(__dirname, 'a', '../b.js'))", "require ./a/../b.js {}", "joined"},
    {"require(require('path').resolve(__dirname, 'a'))", "require ./a {}; require path {resolve}", "resolved"},
    {"require(join(__dirname, 'a', b, 'c'))", "require[D] ./a/*/c {}", "with an unknown part"},
    {"require(path.join(__dirname, a) + '.js')", "require[D] ./*.js {}", "and something behind"},
    {"require(path.join(a, 'b'))", "require[D] * {}", "joined to something else"},
    {"require(other.join(__dirname, 'a'))", "require[D] * {}", "by somebody else"},
    {"import(import.meta.dirname + '/x.js')", "dynamic-import ./x.js {} | module", "of a module"},
};

static const RecordRow escapes[] = {
    {"require('\\n\\t\\b\\v\\f\\r')", "require \n\t\b\v\f\r {}", "the short ones"},
    {"require('\\x41\\u0042\\u{43}\\u{1F600}')", "require ABC\xF0\x9F\x98\x80 {}", "by number"},
    {"require('\\101\\60\\7')", "require A0\a {}", "octal, as scripts may"},
    {"require('a\\\nb\\\r\nc\\\xE2\x80\xA8' + 'd')", "require abcd {}", "continued lines"},
    {"require('\\a\\'\\\"\\\\\\\xC3\xA9')", "require a'\"\\\xC3\xA9 {}", "those that stand for themselves"},
    {"require('\\ud83d\\u{de00}')", "require \xF0\x9F\x98\x80 {}", "a pair in two spellings"},
    {"require('\\ud83d' + '\\ude00')", "require \xEF\xBF\xBD\xEF\xBF\xBD {}", "a pair in two strings stays in halves"},
    {"require(`a\r\nb\rc`)", "require a\nb\nc {}", "a template knows LF only"},
    {"require(`\\ud83d\\ude00${a}\\u0041`)", "require[D] \xF0\x9F\x98\x80*A {}", "a template with substitutions"},
    {"require('\xFF\xC3')", "require \xEF\xBF\xBD\xEF\xBF\xBD {}", "bytes that are no UTF-8"},
    {"require('\xE2\x82')", "require \xEF\xBF\xBD {}", "a part of a character is one U+FFFD"},
    {"require('\xE2\x80\xA8')", "require \xE2\x80\xA8 {}", "U+2028 may stand in a string"},
};

static void test_constants(void **state)
{
    (void)state;
    same_records(constants, ROWS(constants));
    same_records(folder, ROWS(folder));
}

static void test_escapes(void **state)
{
    (void)state;
    same_records(escapes, ROWS(escapes));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_constants),
        cmocka_unit_test(test_escapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
