/*
 * Interning: one integer for each distinct string.
 *
 * An atom is small, dense and lives as long as its interner; equal strings have
 * equal atoms, so identity is one comparison and tables are arrays. Threads may
 * intern and read at the same time: the table is split in shards, each with a
 * lock, and texts never move. Atoms depend on the schedule of the threads, so
 * nothing that is printed may depend on their order. Cost: one hash and one
 * lock for each question, about 80 bytes and the text for each string.
 */
#ifndef LODE_BASE_INTERN_H
#define LODE_BASE_INTERN_H

#include "base/str.h"

typedef uint32_t LodeAtom;
#define LODE_ATOM_NONE ((LodeAtom)0) /* never the atom of a string */

typedef struct LodeInterner LodeInterner;

LodeInterner *lode_interner_new(void);
void lode_interner_free(LodeInterner *self);
/* The atom of `text`, made if need be; `*is_new` (may be NULL) tells the one caller that made it. */
LodeAtom lode_intern(LodeInterner *self, LodeStr text, bool *is_new);
/* The atom of `text`, or LODE_ATOM_NONE where it was never interned. */
LodeAtom lode_intern_find(LodeInterner *self, LodeStr text);
/* The text of an atom, NUL-terminated; borrowed from the interner. */
LodeStr lode_intern_text(LodeInterner *self, LodeAtom atom);
/* One more than the largest atom made so far: the size of a table indexed by atoms. */
size_t lode_intern_limit(LodeInterner *self);

#endif
