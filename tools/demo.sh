#!/bin/sh
# Shows lode on a real project: a tree of 665 packages, which Node itself loads some 10,000 files of.
#
#   tools/demo.sh      (`make demo` builds first)
#
# LODE names another program than build/lode. Each command is shown above what it prints, and can be
# typed as it stands in the folder that is named first. Exit status: 0, or that of what went wrong.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
program=${LODE:-$root/build/lode}
corpus=cjs
lines=18

if [ ! -x "$program" ]; then
    printf 'demo: there is no %s: run make first\n' "$program" >&2
    exit 2
fi
"$root/fixtures/corpora/install.sh" "$corpus"
cd "${LODE_CORPORA:-$root/build/corpora}/$corpus"

strong='' dim='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    strong=$(printf '\033[1m') dim=$(printf '\033[2m') plain=$(printf '\033[0m')
    FORCE_COLOR=${FORCE_COLOR:-1}
    export FORCE_COLOR
fi
output=$(mktemp)
trap 'rm -f "$output"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# show WHAT ARGUMENT...: one command of lode: what it answers, the command line, the first lines of
# what it prints. Status 1 says that it found something, which is what the demo is for.
show() {
    printf '\n%s%s%s\n' "$dim" "$1" "$plain"
    shift
    typed=lode
    for argument in "$@"; do
        case $argument in
        *[!A-Za-z0-9_./:=@-]*) typed="$typed '$argument'" ;;
        *) typed="$typed $argument" ;;
        esac
    done
    printf '%s$ %s%s\n' "$strong" "$typed" "$plain"
    status=0
    "$program" "$@" >"$output" || status=$?
    if [ "$status" -gt 1 ]; then
        cat "$output"
        exit "$status"
    fi
    total=$(wc -l <"$output")
    head -n "$lines" "$output"
    if [ "$total" -gt "$lines" ]; then
        printf '%s... and %s more lines%s\n' "$dim" "$((total - lines))" "$plain"
    fi
}

printf '%sA server with 45 direct dependencies: webpack, babel, eslint, express, typeorm, ...%s\n' "$strong" "$plain"
printf '%s$ cd %s%s\n' "$strong" "build/corpora/$corpus" "$plain"

show 'How large is what Node would load?' graph entry.js --format stats
show 'What does it look like from the top?' graph entry.js --collapse packages --depth 2
show 'Who brought this package in, and on which line?' why entry.js safe-buffer
show 'Where do modules import each other in a circle?' cycles entry.js
show 'Why does this name mean that file?' resolve uuid --from entry.js --kind require --trace

cat <<EOF

${strong}Now your own project.${plain} In its folder:

  $root/build/lode graph                       the tree of what your package loads
  $root/build/lode cycles --exclude 'node_modules/**'
                                               circles among your own files
  $root/build/lode why . lodash                who brought lodash in
  $root/build/lode graph --format html         ...
EOF
