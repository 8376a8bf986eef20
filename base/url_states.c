/*
 * The URL parser. Reading order: characters and Windows drive letters, the states of
 * the "basic URL parser" from the last to the first (each function is one state and
 * names it, and goes on to its successor).
 *
 * The standard moves one code point at a time; here each state takes the whole run
 * that it would take, which is the same thing because every delimiter is ASCII. A
 * path is kept as its text: the list «a, b» is "/a/b", the empty list is "".
 */
#include "base/url_states.h"

#include "base/url_encode.h"
#include "base/url_host.h"

enum { END = -1 }; /* the standard's EOF code point */

typedef struct Parser {
    LodeArena *arena;
    LodeStr input; /* trimmed, without tabs and newlines */
    size_t at;
    const LodeUrl *base;
    LodeUrl url;
    bool is_file;
} Parser;

static int peek(const Parser *self, size_t ahead)
{
    size_t at = self->at + ahead;
    return at < self->input.size ? (unsigned char)self->input.data[at] : END;
}

static bool is_alpha(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

/* '/' and, in special URLs, '\'. */
static bool is_slash(const Parser *self, int c)
{
    return c == '/' || (c == '\\' && self->url.is_special);
}

static LodeStr rest_of(const Parser *self)
{
    return lode_str_slice(self->input, self->at, self->input.size);
}

/* Where the run from here to the first slash, '?' or '#' ends. */
static size_t segment_end(const Parser *self, size_t at)
{
    while (at < self->input.size) {
        int c = (unsigned char)self->input.data[at];
        if (is_slash(self, c) || c == '?' || c == '#') {
            break;
        }
        at++;
    }
    return at;
}

static bool is_drive_letter(LodeStr text)
{
    return text.size == 2 && is_alpha(text.data[0]) && (text.data[1] == ':' || text.data[1] == '|');
}

/* "Starts with a Windows drive letter": and nothing but a delimiter after it. */
static bool starts_with_drive_letter(LodeStr text)
{
    return is_drive_letter(lode_str_slice(text, 0, 2)) && (text.size == 2 || memchr("/\\?#", text.data[2], 4) != NULL);
}

/* Whether the first segment of a path is a normalized Windows drive letter. */
static bool path_has_drive(LodeStr path)
{
    return path.size >= 3 && path.data[0] == '/' && is_alpha(path.data[1]) && path.data[2] == ':' &&
           (path.size == 3 || path.data[3] == '/');
}

/* "Shorten a url's path": the size without the last segment. */
static size_t shorten(bool is_file, LodeStr path)
{
    if (is_file && path.size == 3 && path_has_drive(path)) {
        return path.size;
    }
    size_t slash = lode_str_find_last(path, '/');
    return slash == LODE_NOT_FOUND ? 0 : slash;
}

/* 1 for a single-dot URL path segment, 2 for a double-dot one, else 0. "%2e" is a dot. */
static int dots_of(LodeStr segment)
{
    int dots = 0;
    size_t i = 0;
    while (i < segment.size && dots < 3) {
        if (segment.data[i] == '.') {
            i++;
        } else if (segment.size - i >= 3 && segment.data[i] == '%' && segment.data[i + 1] == '2' &&
                   (segment.data[i + 2] | 0x20) == 'e') {
            i += 3;
        } else {
            return 0;
        }
        dots++;
    }
    return dots < 3 ? dots : 0;
}

static LodeStr own(const Parser *self, LodeStr text)
{
    return text.data && text.size == 0 ? LODE_STR("") : lode_arena_copy(self->arena, text);
}

/* Special schemes and their default ports. */
static const struct {
    LodeStr name;
    unsigned port; /* 0: none */
} special_schemes[] = {
    {LODE_STR_INIT("file"), 0},  {LODE_STR_INIT("https"), 443}, {LODE_STR_INIT("http"), 80},
    {LODE_STR_INIT("wss"), 443}, {LODE_STR_INIT("ws"), 80},     {LODE_STR_INIT("ftp"), 21},
};

enum { SPECIAL_COUNT = sizeof special_schemes / sizeof special_schemes[0] };

static size_t special_index(LodeStr scheme)
{
    size_t i = 0;
    while (i < SPECIAL_COUNT && !lode_str_equal(special_schemes[i].name, scheme)) {
        i++;
    }
    return i;
}

/* `scheme` is lower case. Special ones need no memory. */
static void set_scheme(Parser *self, LodeStr scheme)
{
    size_t special = special_index(scheme);
    self->url.is_special = special < SPECIAL_COUNT;
    self->is_file = special == 0;
    self->url.scheme = self->url.is_special ? special_schemes[special].name : own(self, scheme);
}

static void inherit_authority(Parser *self)
{
    self->url.username = own(self, self->base->username);
    self->url.password = own(self, self->base->password);
    self->url.host = own(self, self->base->host);
    self->url.port = own(self, self->base->port);
}

/* "fragment state" */
static void fragment_state(Parser *self)
{
    self->url.fragment = lode__url_encode(self->arena, rest_of(self), &lode__url_fragment_set);
}

/* "query state" */
static void query_state(Parser *self)
{
    LodeStr query = rest_of(self);
    query = lode_str_slice(query, 0, lode_str_find(query, '#'));
    const LodeUrlSet *set = self->url.is_special ? &lode__url_special_query_set : &lode__url_query_set;
    self->url.query = lode__url_encode(self->arena, query, set);
    self->at += query.size + 1;
    if (self->at <= self->input.size) {
        fragment_state(self);
    }
}

/* After a path: '?', '#' or the end. */
static void after_path(Parser *self)
{
    int c = peek(self, 0);
    self->at += c != END;
    if (c == '?') {
        query_state(self);
    } else if (c == '#') {
        fragment_state(self);
    }
}

/* "opaque path state": a last space before '?' or '#' is encoded (Node 20 leaves it). */
static void opaque_path_state(Parser *self)
{
    size_t end = self->at;
    while (end < self->input.size && self->input.data[end] != '?' && self->input.data[end] != '#') {
        end++;
    }
    LodeStr path = lode_str_slice(self->input, self->at, end);
    bool last_is_space = end < self->input.size && path.size > 0 && path.data[path.size - 1] == ' ';
    self->url.has_opaque_path = true;
    self->url.path = lode__url_encode(self->arena, path, &lode__url_c0_set);
    if (last_is_space) {
        path = lode_str_slice(self->url.path, 0, self->url.path.size - 1);
        self->url.path = lode_arena_join(self->arena, (LodeStr[]){path, LODE_STR("%20")}, 2);
    }
    self->at = end;
    after_path(self);
}

/* "path state", for a path that has `prefix` already. */
static void path_state(Parser *self, LodeStr prefix)
{
    size_t end = self->at;
    while (end < self->input.size && self->input.data[end] != '?' && self->input.data[end] != '#') {
        end++;
    }
    LodeStr text = lode_str_slice(self->input, self->at, end);
    /* Each segment gives its slash, as in the text, and the first one gives one more. */
    size_t encoded_size = lode__url_encoded_size(text, &lode__url_path_set);
    char *out = lode_arena_alloc(self->arena, prefix.size + encoded_size + 2);
    size_t used = prefix.size;
    if (used) {
        memcpy(out, prefix.data, used);
    }
    for (;;) {
        size_t stop = segment_end(self, self->at);
        LodeStr segment = lode_str_slice(self->input, self->at, stop);
        int dots = dots_of(segment);
        if (dots == 2) {
            used = shorten(self->is_file, (LodeStr){out, used});
        }
        if (dots == 0 || stop == end) {
            out[used++] = '/';
        }
        if (dots == 0) {
            bool is_drive = self->is_file && used == 1 && is_drive_letter(segment);
            used = (size_t)(lode__url_encode_to(out + used, segment, &lode__url_path_set) - out);
            if (is_drive) {
                out[2] = ':';
            }
        }
        if (stop == end) {
            break;
        }
        self->at = stop + 1;
    }
    out[used] = '\0';
    self->url.path = (LodeStr){out, used};
    self->at = end;
    after_path(self);
}

/* "path start state" */
static void path_start_state(Parser *self)
{
    if (is_slash(self, peek(self, 0))) {
        self->at++;
        path_state(self, LODE_STR(""));
    } else if (self->url.is_special) {
        path_state(self, LODE_STR(""));
    } else {
        after_path(self);
    }
}

/* "port state": the bytes to `end`. */
static bool port_state(Parser *self, size_t end)
{
    unsigned port = 0;
    bool is_empty = self->at == end;
    for (; self->at < end; self->at++) {
        int c = peek(self, 0);
        if (!is_digit(c)) {
            return false;
        }
        port = port * 10 + (unsigned)(c - '0');
        if (port > 65535) {
            return false;
        }
    }
    bool is_default =
        self->url.is_special && special_schemes[special_index(self->url.scheme)].port == port && port != 0;
    if (!is_empty && !is_default) {
        self->url.port = lode_arena_printf(self->arena, "%u", port);
    }
    path_start_state(self);
    return true;
}

/* "host state": the bytes to `end`, with the port if there is one. */
static bool host_state(Parser *self, size_t end)
{
    bool inside_brackets = false;
    size_t stop = self->at;
    while (stop < end && (self->input.data[stop] != ':' || inside_brackets)) {
        if (self->input.data[stop] == '[') {
            inside_brackets = true;
        } else if (self->input.data[stop] == ']') {
            inside_brackets = false;
        }
        stop++;
    }
    LodeStr host = lode_str_slice(self->input, self->at, stop);
    bool has_port = stop < end;
    if (host.size == 0 && (has_port || self->url.is_special)) {
        return false;
    }
    if (!lode__url_host_parse(self->arena, host, !self->url.is_special, &self->url.host)) {
        return false;
    }
    self->at = stop + has_port;
    if (has_port) {
        return port_state(self, end);
    }
    path_start_state(self);
    return true;
}

/* "authority state": credentials to the last '@'. */
static bool authority_state(Parser *self)
{
    size_t end = segment_end(self, self->at);
    LodeStr authority = lode_str_slice(self->input, self->at, end);
    size_t at_sign = lode_str_find_last(authority, '@');
    if (at_sign != LODE_NOT_FOUND) {
        LodeStr credentials = lode_str_slice(authority, 0, at_sign);
        size_t colon = lode_str_find(credentials, ':');
        LodeStr username = lode_str_slice(credentials, 0, colon);
        LodeStr password = lode_str_slice(credentials, username.size + 1, credentials.size);
        self->url.username = lode__url_encode(self->arena, username, &lode__url_userinfo_set);
        self->url.password = lode__url_encode(self->arena, password, &lode__url_userinfo_set);
        self->at += at_sign + 1;
        if (self->at == end) {
            return false; /* credentials without a host */
        }
    }
    return host_state(self, end);
}

/* "special authority slashes state" and "special authority ignore slashes state" */
static bool special_authority_slashes_state(Parser *self)
{
    while (peek(self, 0) == '/' || peek(self, 0) == '\\') {
        self->at++;
    }
    return authority_state(self);
}

/* "relative slash state": after one slash. */
static bool relative_slash_state(Parser *self)
{
    if (self->url.is_special && is_slash(self, peek(self, 0))) {
        self->at++;
        return special_authority_slashes_state(self);
    }
    if (peek(self, 0) == '/') {
        self->at++;
        return authority_state(self);
    }
    inherit_authority(self);
    path_state(self, LODE_STR(""));
    return true;
}

/* The part that the relative and the file state share: path and query of the base, and what replaces them. */
static void relative_path(Parser *self, bool keeps_directory)
{
    int c = peek(self, 0);
    if (c != END && c != '?' && c != '#') {
        size_t size = keeps_directory ? shorten(self->is_file, self->base->path) : 0;
        path_state(self, lode_str_slice(self->base->path, 0, size));
        return;
    }
    self->url.path = own(self, self->base->path);
    if (c != '?') {
        self->url.query = own(self, self->base->query);
    }
    after_path(self);
}

/* "relative state" */
static bool relative_state(Parser *self)
{
    set_scheme(self, self->base->scheme);
    if (is_slash(self, peek(self, 0))) {
        self->at++;
        return relative_slash_state(self);
    }
    inherit_authority(self);
    relative_path(self, true);
    return true;
}

/* "file host state" */
static bool file_host_state(Parser *self)
{
    size_t end = segment_end(self, self->at);
    LodeStr host = lode_str_slice(self->input, self->at, end);
    if (is_drive_letter(host)) {
        path_state(self, LODE_STR("")); /* the buffer is not cleared: the letter is the first segment */
        return true;
    }
    if (host.size > 0) {
        if (!lode__url_host_parse(self->arena, host, false, &self->url.host)) {
            return false;
        }
        if (lode_str_equal(self->url.host, LODE_STR("localhost"))) {
            self->url.host = LODE_STR("");
        }
    }
    self->at = end;
    path_start_state(self);
    return true;
}

/* "file state", then "file slash state" */
static bool file_state(Parser *self)
{
    bool base_is_file = self->base && lode_str_equal(self->base->scheme, LODE_STR("file"));
    set_scheme(self, LODE_STR("file"));
    self->url.host = LODE_STR("");
    if (is_slash(self, peek(self, 0))) {
        self->at++;
        if (is_slash(self, peek(self, 0))) {
            self->at++;
            return file_host_state(self);
        }
        LodeStr prefix = LODE_STR("");
        if (base_is_file) {
            self->url.host = own(self, self->base->host);
            if (!starts_with_drive_letter(rest_of(self)) && path_has_drive(self->base->path)) {
                prefix = lode_str_slice(self->base->path, 0, 3);
            }
        }
        path_state(self, prefix);
    } else if (base_is_file) {
        self->url.host = own(self, self->base->host);
        relative_path(self, !starts_with_drive_letter(rest_of(self)));
    } else {
        path_state(self, LODE_STR(""));
    }
    return true;
}

/* "no scheme state" */
static bool no_scheme_state(Parser *self)
{
    const LodeUrl *base = self->base;
    if (!base || (base->has_opaque_path && peek(self, 0) != '#')) {
        return false;
    }
    if (base->has_opaque_path) {
        set_scheme(self, base->scheme);
        self->url.path = own(self, base->path);
        self->url.query = own(self, base->query);
        self->url.has_opaque_path = true;
        after_path(self);
        return true;
    }
    return lode_str_equal(base->scheme, LODE_STR("file")) ? file_state(self) : relative_state(self);
}

size_t lode__url_scheme_size(LodeStr text)
{
    if (text.size == 0 || !is_alpha(text.data[0])) {
        return 0;
    }
    for (size_t i = 1; i < text.size; i++) {
        int c = (unsigned char)text.data[i];
        if (c == ':') {
            return i;
        }
        if (!is_alpha(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') {
            return 0;
        }
    }
    return 0;
}

/* "scheme start state" and "scheme state" */
static bool scheme_state(Parser *self)
{
    size_t size = lode__url_scheme_size(self->input);
    if (size == 0) {
        return no_scheme_state(self);
    }
    char *scheme = lode_arena_alloc(self->arena, size + 1);
    for (size_t i = 0; i < size; i++) {
        char c = self->input.data[i];
        scheme[i] = is_alpha(c) ? (char)(c | 0x20) : c;
    }
    scheme[size] = '\0';
    set_scheme(self, (LodeStr){scheme, size});
    self->at = size + 1;
    if (self->is_file) {
        return file_state(self);
    }
    if (self->url.is_special) {
        /* "special relative or authority state" */
        bool has_slashes = peek(self, 0) == '/' && peek(self, 1) == '/';
        bool same = self->base && lode_str_equal(self->base->scheme, self->url.scheme);
        return same && !has_slashes ? relative_state(self) : special_authority_slashes_state(self);
    }
    if (peek(self, 0) != '/') {
        opaque_path_state(self);
        return true;
    }
    /* "path or authority state" */
    self->at++;
    if (peek(self, 0) == '/') {
        self->at++;
        return authority_state(self);
    }
    path_state(self, LODE_STR(""));
    return true;
}

bool lode__url_run_states(LodeArena *arena, LodeStr input, const LodeUrl *base, LodeUrl *out)
{
    Parser parser = {.arena = arena, .input = input, .base = base};
    parser.url.username = parser.url.password = parser.url.path = LODE_STR("");
    if (!scheme_state(&parser)) {
        return false;
    }
    *out = parser.url;
    return true;
}
