/* URLs: the parser state by state, hosts, percent-encoding, and the way to paths and back. */
#include "base/url.h"
#include "rows.h"

typedef struct Parse {
    const char *input;
    const char *base; /* NULL: none */
    const char *href; /* NULL: no URL */
    const char *why;
} Parse;

static const Parse references[] = {
    {"./b.js", "file:///d/a.js", "file:///d/b.js", "what an import says most"},
    {"../b.js", "file:///d/e/a.js", "file:///d/b.js", "up"},
    {"../../../b", "file:///d/a", "file:///b", "above the root is the root"},
    {"b", "file:///d/a", "file:///d/b", "a name without dots"},
    {"/b", "file:///d/a", "file:///b", "absolute"},
    {"b/", "file:///d/a", "file:///d/b/", "a slash at the end stays"},
    {".", "file:///d/a", "file:///d/", "the dot is the directory"},
    {"..", "file:///d/e/a", "file:///d/", "so are two of them"},
    {"./", "file:///d/a", "file:///d/", "with a slash"},
    {"b//c", "file:///d/a", "file:///d/b//c", "an empty segment is a segment"},
    {"b//../c", "file:///d/a", "file:///d/b/c", "and goes like one"},
    {"...", "file:///d/a", "file:///d/...", "three dots are a name"},
    {"./b", "file:///d/a?q#f", "file:///d/b", "query and fragment of the base go"},
    {"./b", "file://host/d/a", "file://host/d/b", "its host stays"},
    {"", "file:///d/a?q#f", "file:///d/a?q", "nothing keeps the query"},
    {"#g", "file:///d/a?q#f", "file:///d/a?q#g", "so does a fragment"},
    {"?r", "file:///d/a?q#f", "file:///d/a?r", "a query replaces it"},
    {"./b?x=1#y", "file:///d/a", "file:///d/b?x=1#y", "both at once"},
    {"./a b", "file:///d/a", "file:///d/a%20b", "a space is encoded"},
    {"./%2e%2E/b", "file:///d/e/a", "file:///d/b", "encoded dots are dots"},
    {"./.%2e/b", "file:///d/e/a", "file:///d/b", "one of two"},
    {"./%2e", "file:///d/a", "file:///d/", "a single one"},
    {"./%2fb", "file:///d/a", "file:///d/%2fb", "an encoded slash is none"},
    {".\\b\\..\\c", "file:///d/a", "file:///d/c", "a backslash is a slash in special URLs"},
    {"\\b", "file:///d/a", "file:///b", "also the first one"},
    {"//h/b", "file:///d/a", "file://h/b", "two slashes are a host"},
    {"///b", "file:///d/a", "file:///b", "three are an empty one"},
    {"\xC3\xA9", "file:///d/a", "file:///d/%C3%A9", "UTF-8 is encoded byte by byte"},
    {"\xFF", "file:///d/a", "file:///d/%EF%BF%BD", "what is no UTF-8 is U+FFFD"},
    {" ./b\n", "file:///d/a", "file:///d/b", "spaces around go"},
    {"./\tb\r\n/c", "file:///d/a", "file:///d/b/c", "tabs and newlines go anywhere"},
    {"./\xC2\xA0", "file:///d/a", "file:///d/%C2%A0", "other spaces stay"},
    {"file:b", "file:///d/a", "file:///d/b", "file: without a slash is relative"},
    {"FILE:/b", "file:///d/a", "file:///b", "the scheme in capitals"},
    {"http:b", "http://h/d/a", "http://h/d/b", "the scheme of a special base again"},
    {"http:b", "file:///d/a", "http://b/", "but not another one"},
    {"//g/b", "http://u@h:8/d", "http://g/b", "a host replaces credentials and port"},
    {"b", "http://u:p@h:8/d", "http://u:p@h:8/b", "a name keeps them"},
    {"#f", "data:text/plain,x", "data:text/plain,x#f", "a fragment on an opaque path"},
    {"./b", "data:text/plain,x", NULL, "nothing else fits there"},
    {"", "data:text/plain,x", NULL, "not even nothing"},
    {"b", "node:fs", NULL, "node: has an opaque path"},
    {"b", "a://h/d/e", "a://h/d/b", "a scheme that is not special, with a path"},
    {"b", "a://h", "a://h/b", "without one"},
    {"..", "a://h", "a://h/", "two dots leave a slash"},
    {"b\\c", "a://h/d", "a://h/b\\c", "there a backslash is a character"},
    {"/..//b", "a:/d", "a:/.//b", "a path that would read as a host is marked"},
    {"b", "a:/.//d/e", "a:/.//d/b", "and read back"},
};

static const Parse drives[] = {
    {"file:///C:/a", NULL, "file:///C:/a", "a drive letter is a segment"},
    {"file:///C|/a", NULL, "file:///C:/a", "'|' is ':'"},
    {"file:C:/a", NULL, "file:///C:/a", "without slashes"},
    {"file:/C|/a", NULL, "file:///C:/a", "with one"},
    {"file://C:/a", NULL, "file:///C:/a", "where a host would be"},
    {"file:///C:/../..", NULL, "file:///C:/", "dots do not leave the drive"},
    {"file:///C:", NULL, "file:///C:", "without a slash behind"},
    {"..", "file:///C:/a/b", "file:///C:/", "nor relative ones"},
    {"../..", "file:///C:/a/b", "file:///C:/", "however many"},
    {"/b", "file:///C:/a", "file:///C:/b", "an absolute path stays on the drive"},
    {"/D:/b", "file:///C:/a", "file:///D:/b", "unless it names another one"},
    {"D:/b", "file:///C:/a", "d:/b", "a letter and a colon are a scheme"},
    {"D|/b", "file:///C:/a", "file:///D:/b", "with '|' they are a drive"},
    {"file:D|", "file:///C:/a", "file:///D:", "also after file:"},
    {"/b", "file:///C:x/a", "file:///b", "a longer name is no drive"},
    {"./a/C:/b", "file:///d/e", "file:///d/a/C:/b", "nor is one further down"},
    {"file:///ab:/..", NULL, "file:///", "nor one of two letters"},
};

static const Parse whole[] = {
    {"node:fs", NULL, "node:fs", "an opaque path"},
    {"NODE:fs", NULL, "node:fs", "the scheme in lower case"},
    {"node:fs/promises?x", NULL, "node:fs/promises?x", "with a slash and a query"},
    {"data:text/javascript,export default '\xC3\xA9'", NULL, "data:text/javascript,export default '%C3%A9'",
     "spaces and quotes stay in an opaque path"},
    {"data:a  ?b", NULL, "data:a %20?b", "a last space before the query does not"},
    {"data:a  #b", NULL, "data:a %20#b", "nor before the fragment"},
    {"data:a  ", NULL, "data:a", "at the end it is trimmed"},
    {"react", NULL, NULL, "a bare name is no URL"},
    {"./a", NULL, NULL, "a relative one neither"},
    {"", NULL, NULL, "nor nothing"},
    {":a", NULL, NULL, "a scheme has a letter"},
    {"1a:b", NULL, NULL, "as its first character"},
    {"a b:c", NULL, NULL, "and no space"},
    {"a+-.1:b", NULL, "a+-.1:b", "the other characters it may have"},
    {"\xC3\xA9:b", NULL, NULL, "ASCII only"},
    {"file:", NULL, "file:///", "file: alone"},
    {"file:a", NULL, "file:///a", "relative without a base"},
    {"file://localhost/a", NULL, "file:///a", "localhost is no host"},
    {"file://LOCALHOST/a", NULL, "file:///a", "in any case"},
    {"file://%6Cocalhost/a", NULL, "file:///a", "however written"},
    {"file://host/a", NULL, "file://host/a", "another host is kept"},
    {"file://u@host/a", NULL, NULL, "file: has no credentials"},
    {"file://host:80/a", NULL, NULL, "and no port"},
    {"file:////a", NULL, "file:////a", "an empty segment"},
    {"http://h", NULL, "http://h/", "a special URL has a path"},
    {"http:h", NULL, "http://h/", "slashes or none"},
    {"http:\\\\h\\a", NULL, "http://h/a", "or backslashes"},
    {"http:////h", NULL, "http://h/", "or too many"},
    {"http://", NULL, NULL, "but a host"},
    {"http://u@/", NULL, NULL, "also after credentials"},
    {"http://:80/", NULL, NULL, "and before a port"},
    {"a://", NULL, "a://", "elsewhere it may be empty"},
    {"a:///b", NULL, "a:///b", "with a path"},
    {"a://:80", NULL, NULL, "but not before a port"},
    {"a://h?q#f", NULL, "a://h?q#f", "no path at all"},
    {"a:/b/../c", NULL, "a:/c", "a path without a host"},
    {"http://u:p@h/", NULL, "http://u:p@h/", "credentials"},
    {"http://u@v:p@q@h/", NULL, "http://u%40v:p%40q@h/", "the last '@' counts"},
    {"http://:@h/", NULL, "http://h/", "empty ones go"},
    {"http://:p@h/", NULL, "http://:p@h/", "a password alone stays"},
    {"http://a;=[]^|b@h/", NULL, "http://a%3B%3D%5B%5D%5E%7Cb@h/", "the userinfo set"},
    {"http://h:80/", NULL, "http://h/", "the default port goes"},
    {"https://h:80/", NULL, "https://h:80/", "of this scheme"},
    {"http://h:0080/", NULL, "http://h/", "however written"},
    {"http://h:0/", NULL, "http://h:0/", "zero is a port"},
    {"a://h:0/", NULL, "a://h:0/", "everywhere"},
    {"http://h:/", NULL, "http://h/", "an empty one is none"},
    {"http://h:65535/", NULL, "http://h:65535/", "the largest"},
    {"http://h:65536/", NULL, NULL, "one more"},
    {"http://h:4294967376/", NULL, NULL, "one that would wrap to 80"},
    {"http://h:8a/", NULL, NULL, "a letter"},
    {"http://h/?a'\"<>` {}", NULL, "http://h/?a%27%22%3C%3E`%20{}", "the special-query set"},
    {"a://h/?a'\"<>` {}", NULL, "a://h/?a'%22%3C%3E`%20{}", "the query set"},
    {"a:b#'\"<>` {}", NULL, "a:b#'%22%3C%3E%60%20{}", "the fragment set"},
    {"http://h/'\"<>`{}^|~[]", NULL, "http://h/'%22%3C%3E%60%7B%7D%5E|~[]", "the path set"},
    {"http://h/%zz%4", NULL, "http://h/%zz%4", "a percent sign alone stays"},
    {"http://h/#a#b", NULL, "http://h/#a#b", "one fragment"},
    {"http://h/?a?b", NULL, "http://h/?a?b", "one query"},
    {"http://h?", NULL, "http://h/?", "an empty query is not none"},
    {"http://h#", NULL, "http://h/#", "nor an empty fragment"},
};

static const Parse hosts[] = {
    {"http://EXAMPLE.com", NULL, "http://example.com/", "lower case"},
    {"http://a%41.com", NULL, "http://aa.com/", "decoded first"},
    {"http://a_b~'()*!$&+,;=-", NULL, "http://a_b~'()*!$&+,;=-/", "what a domain may hold"},
    {"http://a b", NULL, NULL, "a space it may not"},
    {"http://a%20b", NULL, NULL, "however written"},
    {"http://a%b", NULL, NULL, "nor a percent sign"},
    {"http://a<b", NULL, NULL, "nor these"},
    {"http://a^b", NULL, NULL, "nor this"},
    {"http://a|b", NULL, NULL, "nor this"},
    {"http://a%7Fb", NULL, NULL, "nor DEL"},
    {"http://a%ffb", NULL, NULL, "nor what is no UTF-8"},
    {"a://A%41b", NULL, "a://A%41b", "an opaque host stays as it is"},
    {"a://a\x7F\xC3\xA9", NULL, "a://a%7F%C3%A9", "encoded where it must be"},
    {"a://a b", NULL, NULL, "but holds no space"},
    {"a://a%b", NULL, "a://a%b", "a percent sign it may hold"},
    {"a://1.2.3.256", NULL, "a://1.2.3.256", "numbers mean nothing there"},
    {"http://127.0.0.1", NULL, "http://127.0.0.1/", "IPv4"},
    {"http://127.1", NULL, "http://127.0.0.1/", "the last part is the rest"},
    {"http://0x7f.0x0.0x1", NULL, "http://127.0.0.1/", "hexadecimal"},
    {"http://0177.1", NULL, "http://127.0.0.1/", "octal"},
    {"http://2130706433", NULL, "http://127.0.0.1/", "one number"},
    {"http://4294967295", NULL, "http://255.255.255.255/", "the largest"},
    {"http://4294967296", NULL, NULL, "one more"},
    {"http://99999999999999999999999", NULL, NULL, "one that would wrap"},
    {"http://256.1", NULL, NULL, "a part above 255"},
    {"http://1.2.65535", NULL, "http://1.2.255.255/", "which only the last may be"},
    {"http://1.2.65536", NULL, NULL, "within what is left"},
    {"http://1.2.3.4.5", NULL, NULL, "five parts"},
    {"http://1.2.3.4.", NULL, "http://1.2.3.4/", "a dot at the end"},
    {"http://1.2.3.4..", NULL, "http://1.2.3.4../", "two of them make it a name"},
    {"http://1..2", NULL, NULL, "an empty part"},
    {"http://0x", NULL, "http://0.0.0.0/", "a hexadecimal nothing is zero"},
    {"http://09", NULL, NULL, "no octal digit, but a number"},
    {"http://a.09", NULL, NULL, "what ends in a number is an address"},
    {"http://a.0xg", NULL, "http://a.0xg/", "this is none"},
    {"http://1.a", NULL, "http://1.a/", "what only starts with one is a name"},
    {"http://.", NULL, "http://./", "a dot"},
    {"http://[::1]", NULL, "http://[::1]/", "IPv6"},
    {"http://[::]", NULL, "http://[::]/", "all zero"},
    {"http://[1::]", NULL, "http://[1::]/", "compressed at the end"},
    {"http://[1:0:0:2:0:0:0:3]", NULL, "http://[1:0:0:2::3]/", "the longest run"},
    {"http://[1:0:0:2:3:0:0:4]", NULL, "http://[1::2:3:0:0:4]/", "the first of two"},
    {"http://[1:0:2:3:4:5:6:7]", NULL, "http://[1:0:2:3:4:5:6:7]/", "a single zero stays"},
    {"http://[ABCD::00Ef]", NULL, "http://[abcd::ef]/", "lower case, no leading zero"},
    {"http://[::1.2.3.4]", NULL, "http://[::102:304]/", "an IPv4 tail"},
    {"http://[1:2:3:4:5:6:1.2.3.4]", NULL, "http://[1:2:3:4:5:6:102:304]/", "in its only place"},
    {"http://[1:2:3:4:5:6:7:1.2.3.4]", NULL, NULL, "and no other"},
    {"http://[::1.2.3]", NULL, NULL, "a tail of three"},
    {"http://[::01.2.3.4]", NULL, NULL, "with a leading zero"},
    {"http://[::256.2.3.4]", NULL, NULL, "above 255"},
    {"http://[::1.2.3.4.5]", NULL, NULL, "of five"},
    {"http://[::.1]", NULL, NULL, "without a number"},
    {"http://[1:2:3:4:5:6:7]", NULL, NULL, "seven pieces"},
    {"http://[1:2:3:4:5:6:7:8:9]", NULL, NULL, "nine"},
    {"http://[1:2:3:4:5:6:7::]", NULL, "http://[1:2:3:4:5:6:7:0]/", "a run of one"},
    {"http://[::1::2]", NULL, NULL, "two runs"},
    {"http://[:1]", NULL, NULL, "one colon at the start"},
    {"http://[1:]", NULL, NULL, "or at the end"},
    {"http://[12345::]", NULL, NULL, "five digits"},
    {"http://[::g]", NULL, NULL, "no digit"},
    {"http://[]", NULL, NULL, "nothing"},
    {"http://[::1", NULL, NULL, "no bracket at the end"},
    {"http://[::1]a", NULL, NULL, "something behind it"},
    {"http://[::1]:8080", NULL, "http://[::1]:8080/", "a port behind it"},
    {"a://[::1]", NULL, "a://[::1]", "everywhere"},
};

static void check_parse(LodeArena *arena, const Parse *row)
{
    LodeUrl base;
    LodeUrl url = {.scheme = LODE_STR("untouched")};
    if (row->base && !lode_url_parse(arena, lode_str(row->base), NULL, &base)) {
        fail_msg("%s: the base is no URL", row->why);
    }
    bool parses = lode_url_parse(arena, lode_str(row->input), row->base ? &base : NULL, &url);
    if (!parses) {
        same_text(LODE_STR_NONE, row->href, row->why);
        same_text(url.scheme, "untouched", row->why);
        return;
    }
    LodeStr href = lode_url_href(arena, &url);
    same_text(href, row->href, row->why);
    assert_int_equal(href.data[href.size], '\0');
    LodeUrl again;
    if (!lode_url_parse(arena, href, NULL, &again)) {
        fail_msg("%s: the result is no URL", row->why);
    }
    same_text(lode_url_href(arena, &again), row->href, row->why);
    if (row->base) {
        bool in_place = lode_url_parse(arena, lode_str(row->input), &base, &base);
        assert_true(in_place);
        same_text(lode_url_href(arena, &base), row->href, row->why);
    }
}

static void check_table(const Parse *rows, size_t count)
{
    LodeArena arena = {0};
    for (size_t i = 0; i < count; i++) {
        check_parse(&arena, &rows[i]);
        if (!rows[i].base) {
            same_number(lode_url_can_parse(lode_str(rows[i].input)), rows[i].href != NULL, rows[i].why);
        }
    }
    lode_arena_release(&arena);
}

static void test_references(void **state)
{
    (void)state;
    check_table(references, ROWS(references));
}

static void test_drives(void **state)
{
    (void)state;
    check_table(drives, ROWS(drives));
}

static void test_whole(void **state)
{
    (void)state;
    check_table(whole, ROWS(whole));
}

static void test_hosts(void **state)
{
    (void)state;
    check_table(hosts, ROWS(hosts));
}

static const struct {
    const char *input;
    const char *parts[8]; /* scheme, username, password, host, port, path, query, fragment */
    const char *search;
    const char *hash;
    bool is_special;
    bool is_opaque;
    const char *why;
} components[] = {
    {"http://u:p@h:8/a/b?q#f", {"http", "u", "p", "h", "8", "/a/b", "q", "f"}, "?q", "#f", true, false, "all of them"},
    {"file:///a", {"file", "", "", "", NULL, "/a", NULL, NULL}, "", "", true, false, "file: has an empty host"},
    {"a:/b", {"a", "", "", NULL, NULL, "/b", NULL, NULL}, "", "", false, false, "a path without a host"},
    {"a://", {"a", "", "", "", NULL, "", NULL, NULL}, "", "", false, false, "a host without a path"},
    {"node:fs", {"node", "", "", NULL, NULL, "fs", NULL, NULL}, "", "", false, true, "an opaque path"},
    {"http://h/?#",
     {"http", "", "", "h", NULL, "/", "", ""},
     "",
     "",
     true,
     false,
     "empty query and fragment print as none"},
};

static void test_components(void **state)
{
    (void)state;
    LodeArena arena = {0};
    for (size_t i = 0; i < ROWS(components); i++) {
        LodeUrl url;
        assert_true(lode_url_parse(&arena, lode_str(components[i].input), NULL, &url));
        LodeStr parts[] = {url.scheme, url.username, url.password, url.host,
                           url.port,   url.path,     url.query,    url.fragment};
        for (size_t k = 0; k < ROWS(parts); k++) {
            same_text(parts[k], components[i].parts[k], components[i].why);
        }
        same_text(lode_url_search(&arena, &url), components[i].search, components[i].why);
        same_text(lode_url_hash(&arena, &url), components[i].hash, components[i].why);
        same_number(url.is_special, components[i].is_special, components[i].why);
        same_number(url.has_opaque_path, components[i].is_opaque, components[i].why);
    }
    lode_arena_release(&arena);
}

static const struct {
    LodeStr path;
    const char *href;
    bool is_plain;
    const char *why;
} from_paths[] = {
    {BYTES("/a/b.js"), "file:///a/b.js", true, "the usual path"},
    {BYTES("/"), "file:///", true, "the root"},
    {BYTES("/a/"), "file:///a/", true, "a slash at the end stays"},
    {BYTES("/a//"), "file:///a/", false, "as one"},
    {BYTES("//"), "file:///", false, "the root twice"},
    {BYTES("/a/./b/../c"), "file:///a/c", false, "resolved first"},
    {BYTES("/a/.."), "file:///", false, "to the root"},
    {BYTES("/a b"), "file:///a%20b", false, "a space"},
    {BYTES("/%"), "file:///%25", false, "a percent sign"},
    {BYTES("/%2e%2e/a"), "file:///%252e%252e/a", false, "so that what looks encoded is not decoded"},
    {BYTES("/\\"), "file:///%5C", false, "a backslash, or it would be a slash"},
    {BYTES("/\t\n\r"), "file:///%09%0A%0D", false, "what the parser would drop"},
    {BYTES("/?#"), "file:///%3F%23", false, "what would end the path"},
    {BYTES("/\"<>`{}^|~[]"), "file:///%22%3C%3E%60%7B%7D%5E%7C%7E%5B%5D", false, "the rest of Node's list"},
    {BYTES("/!$&'()*+,-.:;=@_"), "file:///!$&'()*+,-.:;=@_", true, "what stays"},
    {BYTES("/C:/a"), "file:///C:/a", true, "a drive letter means nothing here"},
    {BYTES("/C|/a"), "file:///C%7C/a", false, "nor does this"},
    {BYTES("/\xC3\xA9\xF0\x9F\x98\x80"), "file:///%C3%A9%F0%9F%98%80", false, "UTF-8"},
    {BYTES("/\xFF/\xE2\x82"), "file:///%EF%BF%BD/%EF%BF%BD", false, "what is no UTF-8 reads as U+FFFD"},
    {BYTES("/a\0b"), "file:///a%00b", false, "NUL"},
    {BYTES("/a\x01"
           "b\x7F"),
     "file:///a%01b%7F", false, "control characters"},
    {BYTES("/a\x01\x1F"), "file:///a", false, "Node loses those at the end"},
    {BYTES("/b/a/..\x01"), "file:///b/", false, "and then reads the dots"},
    {BYTES("/a\x01\n"), "file:///a%01%0A", false, "unless what follows is encoded"},
    {BYTES("/a\0"), "file:///a%00", false, "as NUL is"},
};

static void test_from_path(void **state)
{
    (void)state;
    LodeArena arena = {0};
    for (size_t i = 0; i < ROWS(from_paths); i++) {
        LodeStr href = lode_url_from_path(&arena, from_paths[i].path);
        same_text(href, from_paths[i].href, from_paths[i].why);
        same_number(lode_url_path_is_plain(from_paths[i].path), from_paths[i].is_plain, from_paths[i].why);
        if (from_paths[i].is_plain) {
            LodeUrl url;
            assert_true(lode_url_parse(&arena, href, NULL, &url));
            assert_true(lode_str_equal(url.path, from_paths[i].path));
        }
    }
    lode_arena_release(&arena);
}

static const struct {
    const char *url;
    LodeUrlPathStatus status;
    LodeStr path;
    const char *why;
} to_paths[] = {
    {"file:///a/b.js", LODE_URL_PATH_OK, BYTES("/a/b.js"), "nothing to decode"},
    {"file:///a%20b?q#f", LODE_URL_PATH_OK, BYTES("/a b"), "query and fragment are no part of it"},
    {"file:///%C3%A9%F0%9F%98%80", LODE_URL_PATH_OK, BYTES("/\xC3\xA9\xF0\x9F\x98\x80"), "UTF-8"},
    {"file:///%00", LODE_URL_PATH_OK, BYTES("/\0"), "NUL is the caller's business"},
    {"file:///%25%32%46", LODE_URL_PATH_OK, BYTES("/%2F"), "decoded once"},
    {"file:///a%5cb", LODE_URL_PATH_OK, BYTES("/a\\b"), "a backslash is a character on POSIX"},
    {"file://localhost/a", LODE_URL_PATH_OK, BYTES("/a"), "localhost is here"},
    {"http://h/a", LODE_URL_PATH_NOT_FILE, BYTES(""), "another scheme"},
    {"node:fs", LODE_URL_PATH_NOT_FILE, BYTES(""), "no path at all"},
    {"file://h/a%2f%", LODE_URL_PATH_HAS_HOST, BYTES(""), "the host is looked at first"},
    {"file:///a%2Fb", LODE_URL_PATH_ENCODED_SLASH, BYTES(""), "an encoded slash"},
    {"file:///%%2f", LODE_URL_PATH_ENCODED_SLASH, BYTES(""), "in lower case, before bad encoding"},
    {"file:///%", LODE_URL_PATH_BAD_ENCODING, BYTES(""), "no digits"},
    {"file:///%4", LODE_URL_PATH_BAD_ENCODING, BYTES(""), "one digit"},
    {"file:///%4g", LODE_URL_PATH_BAD_ENCODING, BYTES(""), "no digit second"},
    {"file:///%FF", LODE_URL_PATH_BAD_ENCODING, BYTES(""), "no UTF-8"},
    {"file:///%C3", LODE_URL_PATH_BAD_ENCODING, BYTES(""), "cut off by the end"},
    {"file:///%C3a", LODE_URL_PATH_BAD_ENCODING, BYTES(""), "cut off by a letter"},
    {"file:///%C3%28", LODE_URL_PATH_BAD_ENCODING, BYTES(""), "followed by what does not fit"},
    {"file:///%C0%80", LODE_URL_PATH_BAD_ENCODING, BYTES(""), "overlong"},
    {"file:///%ED%A0%80", LODE_URL_PATH_BAD_ENCODING, BYTES(""), "a surrogate"},
    {"file:///%F4%90%80%80", LODE_URL_PATH_BAD_ENCODING, BYTES(""), "above U+10FFFF"},
};

static void test_to_path(void **state)
{
    (void)state;
    LodeArena arena = {0};
    for (size_t i = 0; i < ROWS(to_paths); i++) {
        LodeUrl url;
        LodeStr path = LODE_STR("");
        assert_true(lode_url_parse(&arena, lode_str(to_paths[i].url), NULL, &url));
        same_number(lode_url_to_path(&arena, &url, &path), to_paths[i].status, to_paths[i].why);
        if (!lode_str_equal(path, to_paths[i].path)) {
            fail_msg("%s: got \"%.*s\"", to_paths[i].why, LODE_STR_ARG(path));
        }
    }
    lode_arena_release(&arena);
}

/* Every valid path comes back from its URL, whatever its bytes. */
static void test_path_round_trip(void **state)
{
    (void)state;
    LodeArena arena = {0};
    for (unsigned byte = 0x20; byte < 0x80; byte++) {
        if (byte == '/') {
            continue;
        }
        char text[] = {'/', 'x', (char)byte, 'y'};
        LodeUrl url;
        LodeStr back;
        assert_true(lode_url_parse(&arena, lode_url_from_path(&arena, (LodeStr){text, 4}), NULL, &url));
        assert_int_equal(lode_url_to_path(&arena, &url, &back), LODE_URL_PATH_OK);
        assert_int_equal(back.size, 4);
        assert_memory_equal(back.data, text, 4);
    }
    lode_arena_release(&arena);
}

static void test_encode_component(void **state)
{
    (void)state;
    LodeArena arena = {0};
    same_text(lode_url_encode_component(&arena, LODE_STR("azAZ09-_.!~*'()")), "azAZ09-_.!~*'()", "what stays");
    same_text(lode_url_encode_component(&arena, LODE_STR(";,/?:@&=+$ #\"%<>[\\]^`{|}")),
              "%3B%2C%2F%3F%3A%40%26%3D%2B%24%20%23%22%25%3C%3E%5B%5C%5D%5E%60%7B%7C%7D", "what does not");
    same_text(lode_url_encode_component(&arena, LODE_STR("\xE2\x82\xAC\x7F")), "%E2%82%AC%7F", "UTF-8 and DEL");
    same_text(lode_url_encode_component(&arena, LODE_STR("")), "", "nothing");
    lode_arena_release(&arena);
}

/* The hot path takes no memory but its result's. */
static void test_reference_memory(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeUrl base;
    LodeUrl url;
    assert_true(lode_url_parse(&arena, LODE_STR("file:///a/b/c/d.js"), NULL, &base));
    LodeArenaMark before = lode_arena_mark(&arena);
    assert_true(lode_url_parse(&arena, LODE_STR("./e/f.js"), &base, &url));
    LodeArenaMark after = lode_arena_mark(&arena);
    assert_true(after.block == before.block);
    assert_true(after.used - before.used <= sizeof "/a/b/c/./e/f.js" + 16);
    lode_arena_release(&arena);
}

static void test_long_input(void **state)
{
    (void)state;
    LodeArena arena = {0};
    LodeBuf text = {0};
    lode_buf_puts(&text, "file:///");
    for (int i = 0; i < 100000; i++) {
        lode_buf_puts(&text, i < 50000 ? "a/" : "../");
    }
    LodeUrl url;
    assert_true(lode_url_parse(&arena, lode_buf_str(&text), NULL, &url));
    same_text(url.path, "/", "as many up as down");
    lode_buf_clear(&text);
    for (int i = 0; i < 200000; i++) {
        lode_buf_append_byte(&text, "@:/?#[]%\\"[i % 9]);
    }
    assert_false(lode_url_can_parse(lode_buf_str(&text)));
    lode_buf_release(&text);
    lode_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_references),
        cmocka_unit_test(test_drives),
        cmocka_unit_test(test_whole),
        cmocka_unit_test(test_hosts),
        cmocka_unit_test(test_components),
        cmocka_unit_test(test_from_path),
        cmocka_unit_test(test_to_path),
        cmocka_unit_test(test_path_round_trip),
        cmocka_unit_test(test_encode_component),
        cmocka_unit_test(test_reference_memory),
        cmocka_unit_test(test_long_input),
    };
    return cmocka_run_group_tests_name("base/url", tests, NULL, NULL);
}
