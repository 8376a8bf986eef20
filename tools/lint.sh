#!/bin/sh
# Looks at the sources without running them: layer arrows, format, generated files, cppcheck,
# clang-tidy, shellcheck.
#
#   tools/lint.sh [CHECK...]      (layers format generated cppcheck tidy shell; default: these; or analyze)
#
# `make lint` calls it and gives it the compiler flags in LODE_TIDY_FLAGS. A tool that is not on this
# machine is skipped and counted as that. The last line is "N passed, N failed", a check or a file
# each; exit status 1 if any failed.
set -u

cd "$(dirname -- "$0")/.." || exit 2
passed=0 failed=0 skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# What is shipped is analysed; tests are only formatted. The engine's files are where its headers are.
if pkg-config --exists javascriptcoregtk-4.1 2>/dev/null; then without=; else without=loader/jsc; fi
c_files() { find base resolver syntax graph loader cli -name '*.c' -not -path "${without:-no}/*" | sort; }
all_c_files() { find include base resolver syntax graph loader cli tests bench/lib -name '*.[ch]' | sort; }

has() {
    if command -v "$1" >/dev/null 2>&1; then return 0; fi
    printf '  skip  %s is not installed\n' "$1"
    skipped=$((skipped + 1))
    return 1
}

# check NAME COMMAND...: runs it, shows what it wrote if it fails.
check() {
    name=$1
    shift
    if "$@" >"$log" 2>&1; then
        printf '  ok    %s\n' "$name"
        passed=$((passed + 1))
    else
        printf '  FAIL  %s\n' "$name"
        sed -n '1,60s/^/        /p' "$log"
        failed=$((failed + 1))
    fi
}

lint_layers() { check 'layer arrows' tools/layers.sh; }

lint_format() {
    has clang-format || return 0
    # shellcheck disable=SC2046 # names without spaces
    check 'format (make fmt)' clang-format --dry-run --Werror --ferror-limit=5 $(all_c_files)
}

same_as_made() { "$2" | diff -u "$1" - ; }
lint_generated() { check 'docs/errors.md (make errors-doc)' same_as_made docs/errors.md tools/errors-doc.sh; }

lint_cppcheck() {
    has cppcheck || return 0
    mkdir -p build/cppcheck
    # shellcheck disable=SC2046
    check 'cppcheck' cppcheck --quiet --error-exitcode=1 --std=c11 --language=c -j 2 \
        --enable=warning,performance,portability --inline-suppr --max-ctu-depth=2 \
        --suppressions-list=tools/cppcheck.txt --cppcheck-build-dir=build/cppcheck \
        -D_GNU_SOURCE -D__linux__ -D__x86_64__ -D__GNUC__=12 -I. \
        $(c_files)
}

# run_tidy NAME CHECKS: one process a file, two at a time; a file that passed is not looked at again until it, or
# anything that it could include, changed.
run_tidy() {
    has clang-tidy || return 0
    stamps=build/$1
    mkdir -p "$stamps"
    # shellcheck disable=SC2046,SC2012
    newest=$(ls -t .clang-tidy $(all_c_files | grep '[.]h$') base/errors.def | head -n 1)
    todo=$(for file in $(c_files); do
        stamp=$(find "$stamps/$file.ok" -newer "$file" -newer "$newest" 2>/dev/null)
        [ -n "$stamp" ] || printf '%s\n' "$file"
    done)
    # shellcheck disable=SC2016 # the inner shell expands them
    check "$1 ($(printf '%s' "$todo" | grep -c .) of $(c_files | wc -l) files)" \
        sh -c 'printf "%s\n" "$1" | grep . | xargs -r -n 1 -P 2 "$0" --tidy-one "$2" "$3"' "$0" "$todo" "$stamps" "$2"
}

# tidy_one STAMPS CHECKS FILE
tidy_one() {
    stamp=$1/$3.ok
    # shellcheck disable=SC2086 # a list of flags
    if clang-tidy --quiet --checks="$2" "$3" -- ${LODE_TIDY_FLAGS:--std=c11 -D_GNU_SOURCE -I.} >"$1/log.$$" 2>/dev/null; then
        mkdir -p "$(dirname "$stamp")"
        : >"$stamp"
        rm -f "$1/log.$$"
    else
        # The path that the analyser took is left out: run clang-tidy on the file to read it.
        grep -E -A 2 '(error|warning):' "$1/log.$$" || cat "$1/log.$$"
        rm -f "$1/log.$$"
        return 1
    fi
}

# The analyser follows paths through functions and takes ten times as long as all the rest: it is asked for by name.
lint_tidy() { run_tidy tidy '-clang-analyzer-*'; }
lint_analyze() { run_tidy analyze ''; }

lint_shell() {
    has shellcheck || return 0
    # shellcheck disable=SC2046
    check 'shellcheck' shellcheck .ci/run $(find tools tests fixtures/corpora bench -name '*.sh' -not -path '*/node_modules/*')
}

if [ "${1:-}" = --tidy-one ]; then
    trap - EXIT
    rm -f "$log"
    tidy_one "$2" "$3" "$4"
    exit
fi
[ $# -gt 0 ] || set -- layers generated format shell cppcheck tidy
for name in "$@"; do
    case $name in
    layers | generated | format | shell | cppcheck | tidy | analyze) "lint_$name" ;;
    *)
        printf 'lint.sh: no such check: %s\n' "$name" >&2
        exit 2
        ;;
    esac
done
printf '\n%d passed, %d failed' "$passed" "$failed"
[ "$skipped" -eq 0 ] || printf ', %d skipped' "$skipped"
printf '\n'
[ "$failed" -eq 0 ]
