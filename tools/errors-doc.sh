#!/bin/sh
# Writes docs/errors.md to standard output from base/errors.def, the one table of error codes.
# A comment of its own on one line in the table opens a section.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)

cat <<'END'
# Error codes

Made from `base/errors.def` by `make errors-doc`; do not edit.

Codes without the prefix `LODE_` are Node's own, and so are their messages. In JSON output an error is
`{"code": …, "message": …}` on the edge, the diagnostic or the answer that it belongs to. An error never
ends the reading of a graph: it stays on its edge, and the rest is there. Exit status 1 says that some
edge has an error, 2 that lode could not do what was asked.
END

awk '
function unquoted(text) { gsub(/\\"/, "\"", text); gsub(/\\\\/, "\\", text); return text }
/^\/\* .* \*\/$/ {
    title = substr($0, 4, length($0) - 6); sub(/[.]$/, "", title)
    printf "\n## %s\n\n| code | meaning |\n|---|---|\n", title
    next
}
/^LODE_ERROR\(/ { row = ""; open = 1 }
open {
    line = $0; sub(/^[ \t]+/, " ", line); row = row line
    if (row !~ /\)$/) next
    open = 0
    if (!match(row, /, "([^"\\]|\\.)*", *"/)) { print "errors-doc: cannot read: " row > "/dev/stderr"; exit 1 }
    code = substr(row, RSTART + 3); sub(/".*/, "", code)
    meaning = substr(row, RSTART + RLENGTH); sub(/"\)$/, "", meaning); gsub(/" *"/, "", meaning)
    printf "| `%s` | %s |\n", code, unquoted(meaning)
}' "$root/base/errors.def"
