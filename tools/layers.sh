#!/bin/sh
# Checks that includes point one way only, and that each foreign thing stays in its layer:
#
#   base <- resolver <- graph <- loader <- cli
#   base <- syntax   <- graph, loader            (syntax and resolver do not know each other)
#
#   tools/layers.sh [ROOT]
#
# One line for each include or call that breaks a rule, as FILE:LINE: rule. Exit status: 0 none, 1 some.
set -eu

root=${1:-$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)}
cd "$root"

# Layer, then the layers it may include. include/lode.h includes nothing of ours.
may_include='
base     base
resolver resolver base
syntax   syntax base
graph    graph resolver syntax base
loader   loader graph resolver syntax base
cli      cli loader graph resolver syntax base
include
'

found=$(mktemp)
trap 'rm -f "$found"' EXIT

# File names hold no colon or space here, so FILE:LINE:TEXT can be read back.
sources() { find "$@" -name '*.[ch]' -o -name '*.def' 2>/dev/null | sort; }
report() { printf '%s:%s: %s\n' "$1" "$2" "$3" >>"$found"; }

# Comments and string literals are blanked so that only code is read; lines keep their numbers.
code_of() {
    awk '
    {
        line = $0; out = ""
        while (line != "") {
            if (inside) {
                end = index(line, "*/")
                if (!end) { line = ""; break }
                line = substr(line, end + 2); inside = 0; continue
            }
            if (match(line, /\/\*|\/\/|"([^"\\]|\\.)*"|\047([^\047\\]|\\.)+\047/)) {
                out = out substr(line, 1, RSTART - 1)
                token = substr(line, RSTART, RLENGTH)
                if (token == "//") { line = ""; break }
                if (token == "/*") inside = 1; else out = out "\"\""
                line = substr(line, RSTART + RLENGTH)
            } else { out = out line; line = "" }
        }
        print out
    }' "$1"
}

checked=0
for layer in base resolver syntax graph loader cli include; do
    [ -d "$layer" ] || continue
    allowed=$(printf '%s' "$may_include" | sed -n "s/^$layer *//p")
    for file in $(sources "$layer"); do
        checked=$((checked + 1))
        # Arrows.
        grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]' "$file" | while IFS=: read -r line text; do
            header=$(printf '%s' "$text" | sed 's/.*[<"]\([^>"]*\)[>"].*/\1/')
            case $header in
            lode.h | include/lode.h) continue ;;
            JavaScriptCore/* | jsc/* | glib.h | glib-object.h | loader/jsc/*)
                case $file in
                loader/jsc/*) ;;
                *) report "$file" "$line" "$header belongs to loader/jsc/: speak to the engine through loader/engine.h" ;;
                esac
                ;;
            base/* | resolver/* | syntax/* | graph/* | loader/* | cli/*)
                case " $allowed " in
                *" ${header%%/*} "*) ;;
                *) report "$file" "$line" "$layer/ may not include $header (it may include: ${allowed:-nothing})" ;;
                esac
                ;;
            tree_sitter/*) [ "$layer" = syntax ] || report "$file" "$line" "$header belongs to syntax/" ;;
            uthash.h | utlist.h | utarray.h) [ "$layer" = base ] || report "$file" "$line" "$header belongs to base/" ;;
            *../*) report "$file" "$line" "includes are written from the root, not with ../" ;;
            esac
        done
        [ "$layer" = cli ] && continue
        # Nothing below cli/ prints, exits, or reads the environment, arguments or working directory.
        code_of "$file" | grep -nE \
            '(^|[^A-Za-z0-9_.>])(v?f?printf|v?dprintf|puts|fputs|putchar|fputc|putc|fwrite|perror|exit|_exit|_Exit|quick_exit|getenv|secure_getenv|setenv|getcwd|get_current_dir_name|chdir|isatty)[[:space:]]*\(|(^|[^A-Za-z0-9_])(stdout|stderr|stdin|FILE|environ)([^A-Za-z0-9_]|$)' |
            while IFS=: read -r line text; do
                report "$file" "$line" "only cli/ prints, exits or looks at its surroundings:$(printf '%s' "$text" | sed 's/^ */ /')"
            done || true
    done
done

if [ -s "$found" ]; then
    cat "$found"
    exit 1
fi
printf 'layers: %s files, all arrows point down\n' "$checked"
