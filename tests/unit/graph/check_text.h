/*
 * Findings as text, for tests: one line for each part, so that a difference shows what differs.
 *
 *   error missing-export a.mjs:1:9-1:12: './b.mjs' does not export 'x'
 *     subject: x from ./b.mjs
 *     node: SyntaxError: The requested module …
 *     fix: …
 *     note: …
 *     related: b.mjs:1:14-1:15: 'y' is exported here
 *     chain: a.mjs:1:1-1:9: import './b.mjs'
 */
#ifndef LODE_TESTS_CHECK_TEXT_H
#define LODE_TESTS_CHECK_TEXT_H

#include "graph/check/check.h"

/* Appends the text of all findings. */
void check_text(LodeBuf *out, LodeFindings findings);

/* What must hold of any findings: severities, order, ends behind starts, breaks within chains. Fails the test. */
void assert_sane_findings(LodeFindings findings);

#endif
