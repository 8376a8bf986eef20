/*
 * JSON.parse of V8 as a judge: whether a text is JSON, and V8's words where it is not.
 *
 * The message of a SyntaxError is part of what Node says about a broken
 * package.json, so this reads texts in the order in which V8 does, token by token,
 * and stops where V8 stops. It builds nothing; lode_json_parse builds. The members
 * of the outermost object are reported, for a reader that wants a few of them.
 * Bytes that are no UTF-8 count as U+FFFD, as they do once Node has decoded the file.
 *
 * One pass; memory is one bit for each open bracket. Only V8's own bracket stack
 * bounds its depth, and it has none on the C stack either.
 */
#ifndef LODE_RESOLVER_PACKAGE_SYNTAX_H
#define LODE_RESOLVER_PACKAGE_SYNTAX_H

#include "base/arena.h"
#include "base/span.h"

/* Told of each member of the outermost object, in the order of the text; both spans include quotes. */
typedef void (*LodeSyntaxMember)(void *context, LodeSpan key, LodeSpan value);

/*
 * True where `text` is JSON. False: `*message`, in the arena, is what the V8 of this version of Node
 * says, and `*offset` the byte where it stopped. `member` may be NULL. Below 4 GiB only.
 */
bool lode__syntax_check(LodeArena *arena, LodeStr text, int node_version, LodeSyntaxMember member, void *context,
                        LodeStr *message, uint32_t *offset);

#endif
