/*
 * Formats of `lode check`: one function for each value of --format.
 *
 * A format writes a result (cli/check_result.h) and decides nothing about what is in it.
 * Findings that a comment silenced or a baseline accepts are counted; only SARIF, which has
 * a word for it, lists them. Each format escapes what its own grammar needs, so that a path
 * with a quote, a line feed or bytes that are no UTF-8 stays one path.
 *
 * github, gitlab and sarif are read by services that know the files of a checkout, not those
 * of a root: their paths are relative to the folder that GITHUB_WORKSPACE or CI_PROJECT_DIR
 * names, where the root is inside of it.
 */
#ifndef LODE_CLI_FORMATS_CHECK_H
#define LODE_CLI_FORMATS_CHECK_H

#include "cli/check_result.h"

typedef struct LodeCheckInput {
    LodeSession *session;
    const LodeCheckResult *result;
    LodeStr checkout; /* absolute: the folder of the checkout, or the root */
    LodeStr prefix;   /* of the root in it, with a slash at its end; empty where they are the same */
} LodeCheckInput;

void lode_check_text(LodeOutput *out, const LodeCheckInput *input);
void lode_check_json(LodeOutput *out, const LodeCheckInput *input);
void lode_check_sarif(LodeOutput *out, const LodeCheckInput *input);
void lode_check_github(LodeOutput *out, const LodeCheckInput *input);
void lode_check_gitlab(LodeOutput *out, const LodeCheckInput *input);
void lode_check_junit(LodeOutput *out, const LodeCheckInput *input);
void lode_check_markdown(LodeOutput *out, const LodeCheckInput *input);

/* A place as people read it: "src/a.js:3:10", escaped; without the position where it has none. */
void lode_check_place(LodeBuf *out, const LodePlace *place);
/* A place's path from the checkout on, for services. */
void lode_check_path(LodeBuf *out, const LodeCheckInput *input, const LodePlace *place);

/* A source that frames are cut from. */
typedef struct LodeCheckSource {
    LodeStr path; /* absent in an empty slot */
    LodeBuf text;
    LodeLines lines;
    uint64_t used; /* when it was asked for last */
} LodeCheckSource;

/* Sources that are kept: findings about one file tend to name the same few others. */
enum { LODE_CHECK_SOURCES = 4 };

/*
 * What is behind a finding's message, as lines of text: the code frame, other places with theirs,
 * what Node prints, notes, chains of imports, the fix.
 */
typedef struct LodeCheckDetails {
    const LodeCheckInput *input;
    LodeTerminal terminal; /* width 0: lines of any length */
    size_t indent;
    bool is_cut; /* leave out what is beyond a screen's patience: places and long chains */
    LodeCheckSource sources[LODE_CHECK_SOURCES]; /* release with lode_check_details_release */
    uint64_t clock;
} LodeCheckDetails;
void lode_check_details(LodeBuf *out, LodeCheckDetails *self, const LodeFinding *finding);
void lode_check_details_release(LodeCheckDetails *self);

#endif
