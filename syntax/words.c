/* Reading order: the words of interest, the roles of keywords, reserved words. */
#include "syntax/words.h"

#define SIZE(n) (UINT16_C(1) << (n))
const uint16_t lode_word_sizes[256] = {
    ['i'] = SIZE(6), ['e'] = SIZE(6) | SIZE(7), ['r'] = SIZE(7),  ['m'] = SIZE(6), ['_'] = SIZE(9) | SIZE(10),
    ['U'] = SIZE(3), ['a'] = SIZE(5),           ['c'] = SIZE(13), ['u'] = SIZE(5),
};
const uint16_t lode_word_sizes_of_names[256] = {
    ['i'] = SIZE(6),
    ['e'] = SIZE(6) | SIZE(7),
    ['r'] = SIZE(7),
    ['m'] = SIZE(6),
    ['_'] = SIZE(9) | SIZE(10),
    ['U'] = SIZE(3),
    ['a'] = SIZE(2) | SIZE(5) | SIZE(8),
    ['c'] = SIZE(13) | SIZE(5),
    ['u'] = SIZE(5),
    ['l'] = SIZE(3),
    ['v'] = SIZE(3),
    ['f'] = SIZE(4) | SIZE(8),
    ['o'] = SIZE(2),
    ['g'] = SIZE(3),
    ['s'] = SIZE(3) | SIZE(6),
};
#undef SIZE

#define RUN4(c) [c] = 1, [(c) + 1] = 1, [(c) + 2] = 1, [(c) + 3] = 1
#define RUN16(c) RUN4(c), RUN4((c) + 4), RUN4((c) + 8), RUN4((c) + 12)
const unsigned char lode_word_bytes[256] = {
    RUN4('0'),   RUN4('4'),   ['8'] = 1,   ['9'] = 1,   RUN16('A'),  RUN4('Q'),   RUN4('U'),   ['Y'] = 1,
    ['Z'] = 1,   RUN16('a'),  RUN4('q'),   RUN4('u'),   ['y'] = 1,   ['z'] = 1,   ['_'] = 1,   ['$'] = 1,
    RUN16(0x80), RUN16(0x90), RUN16(0xA0), RUN16(0xB0), RUN16(0xC0), RUN16(0xD0), RUN16(0xE0), RUN16(0xF0),
};
#undef RUN4
#undef RUN16

#define IS(literal) (size == sizeof(literal) - 1 && memcmp(bytes, literal, sizeof(literal) - 1) == 0)

LodeWord lode_word_compare(const char *bytes, size_t size)
{
    switch (bytes[0]) {
    case 'i':
        return IS("import") ? LODE_WORD_IMPORT : LODE_WORD_OTHER;
    case 'e':
        return IS("exports")   ? LODE_WORD_EXPORTS
               : IS("export")  ? LODE_WORD_EXPORT
               : IS("extends") ? LODE_WORD_EXTENDS
                               : LODE_WORD_OTHER;
    case 'r':
        return IS("require") ? LODE_WORD_REQUIRE : LODE_WORD_OTHER;
    case 'm':
        return IS("module") ? LODE_WORD_MODULE : LODE_WORD_OTHER;
    case '_':
        return IS("__dirname") ? LODE_WORD_DIRNAME : IS("__filename") ? LODE_WORD_FILENAME : LODE_WORD_OTHER;
    case 'U':
        return IS("URL") ? LODE_WORD_URL : LODE_WORD_OTHER;
    case 'a':
        return IS("await")                  ? LODE_WORD_AWAIT
               : IS("async")                ? LODE_WORD_ASYNC
               : IS("as") || IS("accessor") ? LODE_WORD_CONTEXTUAL
                                            : LODE_WORD_OTHER;
    case 'o':
        return IS("of") ? LODE_WORD_CONTEXTUAL : LODE_WORD_OTHER;
    case 'g':
        return IS("get") ? LODE_WORD_CONTEXTUAL : LODE_WORD_OTHER;
    case 's':
        return IS("set") || IS("static") ? LODE_WORD_CONTEXTUAL : LODE_WORD_OTHER;
    case 'u':
        return IS("using") ? LODE_WORD_USING : LODE_WORD_OTHER;
    case 'c':
        return IS("createRequire") ? LODE_WORD_CREATE_REQUIRE
               : IS("const")       ? LODE_WORD_CONST
               : IS("class")       ? LODE_WORD_CLASS
                                   : LODE_WORD_OTHER;
    case 'l':
        return IS("let") ? LODE_WORD_LET : LODE_WORD_OTHER;
    case 'v':
        return IS("var") ? LODE_WORD_VAR : LODE_WORD_OTHER;
    case 'f':
        return IS("function") ? LODE_WORD_FUNCTION : IS("from") ? LODE_WORD_CONTEXTUAL : LODE_WORD_OTHER;
    default:
        return LODE_WORD_OTHER;
    }
}

LodeRole lode_word_role(const char *bytes, size_t size)
{
    switch (bytes[0]) {
    case 'a':
        return IS("await") ? LODE_ROLE_CONTEXTUAL : LODE_ROLE_NAME;
    case 'c':
        return IS("catch") ? LODE_ROLE_CONTROL : IS("case") ? LODE_ROLE_OPERATOR : LODE_ROLE_NAME;
    case 'd':
        return IS("do") || IS("delete") || IS("default") ? LODE_ROLE_OPERATOR : LODE_ROLE_NAME;
    case 'e':
        return IS("else") || IS("extends") ? LODE_ROLE_OPERATOR : LODE_ROLE_NAME;
    case 'f':
        return IS("for") ? LODE_ROLE_CONTROL : LODE_ROLE_NAME;
    case 'i':
        return IS("if") ? LODE_ROLE_CONTROL : IS("in") || IS("instanceof") ? LODE_ROLE_OPERATOR : LODE_ROLE_NAME;
    case 'n':
        return IS("new") ? LODE_ROLE_OPERATOR : LODE_ROLE_NAME;
    case 'o':
        return IS("of") ? LODE_ROLE_CONTEXTUAL : LODE_ROLE_NAME;
    case 'r':
        return IS("return") ? LODE_ROLE_OPERATOR : LODE_ROLE_NAME;
    case 's':
        return IS("switch") ? LODE_ROLE_CONTROL : LODE_ROLE_NAME;
    case 't':
        return IS("typeof") || IS("throw") ? LODE_ROLE_OPERATOR : LODE_ROLE_NAME;
    case 'v':
        return IS("void") ? LODE_ROLE_OPERATOR : LODE_ROLE_NAME;
    case 'w':
        return IS("while") || IS("with") ? LODE_ROLE_CONTROL : LODE_ROLE_NAME;
    case 'y':
        return IS("yield") ? LODE_ROLE_CONTEXTUAL : LODE_ROLE_NAME;
    default:
        return LODE_ROLE_NAME;
    }
}

bool lode_word_precedes(const char *bytes, size_t size)
{
    switch (bytes[0]) {
    case 'a':
        return IS("as") || IS("async") || IS("await") || IS("accessor");
    case 'b':
        return IS("break");
    case 'c':
        return IS("const") || IS("case") || IS("class") || IS("continue");
    case 'd':
        return IS("default") || IS("delete") || IS("do");
    case 'e':
        return IS("else") || IS("export") || IS("extends");
    case 'f':
        return IS("function") || IS("from") || IS("for");
    case 'g':
        return IS("get");
    case 'i':
        return IS("import") || IS("in") || IS("instanceof");
    case 'l':
        return IS("let");
    case 'n':
        return IS("new");
    case 'o':
        return IS("of");
    case 'r':
        return IS("return");
    case 's':
        return IS("set") || IS("static");
    case 't':
        return IS("throw") || IS("typeof");
    case 'u':
        return IS("using");
    case 'v':
        return IS("var") || IS("void");
    case 'y':
        return IS("yield");
    default:
        return false;
    }
}

bool lode_word_is_infix(const char *bytes, size_t size)
{
    switch (bytes[0]) {
    case 'a':
        return IS("as") || IS("assert");
    case 'e':
        return IS("else") || IS("extends");
    case 'f':
        return IS("from");
    case 'i':
        return IS("in") || IS("instanceof");
    case 'o':
        return IS("of");
    case 'w':
        return IS("with") || IS("while");
    default:
        return false;
    }
}

bool lode_word_is_reserved(const char *bytes, size_t size)
{
    static const char *const reserved[] = {
        "break",  "case", "catch",      "class",   "const", "continue", "debugger", "default",  "delete",
        "do",     "else", "export",     "extends", "false", "finally",  "for",      "function", "if",
        "import", "in",   "instanceof", "new",     "null",  "return",   "super",    "switch",   "this",
        "throw",  "true", "try",        "typeof",  "var",   "void",     "while",    "with",
    };
    if (size < 2 || size > sizeof "instanceof" - 1) {
        return false;
    }
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        if (reserved[i][0] == bytes[0] && reserved[i][1] == bytes[1] && strlen(reserved[i]) == size &&
            memcmp(reserved[i], bytes, size) == 0) {
            return true;
        }
    }
    return false;
}
