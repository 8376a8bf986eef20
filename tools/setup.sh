#!/bin/sh
# Gets a machine ready to build, test or lint: finds what is missing, says what it will install,
# installs it. `make` calls this first; when nothing is missing it takes a moment and is silent.
#
#   tools/setup.sh [--dry-run] [build|test|lint]
#
# On Debian and its relatives the missing packages come from apt-get (through sudo where not
# root). Elsewhere the list of what is needed is printed. Then the npm packages of the lock file
# are installed with their scripts switched off: `build` takes only the grammar sources, `test`
# and `lint` also esbuild and the Node that the oracle tests ask.
#
# Exit status: 0 ready, 1 an installation failed, 2 something is missing that has to be installed
# by hand. --dry-run changes nothing and exits with 1 if something would be installed.
set -eu

# The only list of what the project needs from the system. Columns: first profile that needs it
# (`test` includes `build`, `lint` includes both); whether work stops without it; how its presence is seen;
# package on Debian; what it is.
needs='
build must command:cc                gcc            a C compiler
build must header:stdio.h            libc6-dev      the headers of the C library
build must command:make              make           make
build must command:pkg-config        pkg-config     pkg-config
build must command:git               git            git
build must command:node              nodejs         Node 20 or newer
build must command:npm               npm            npm
build must header:uv.h               libuv1-dev     libuv
build must header:uthash.h           uthash-dev     uthash
build must header:xxhash.h           libxxhash-dev  xxHash
build must header:yajl/yajl_parse.h  libyajl-dev    yajl
build may  package:javascriptcoregtk-4.1 libjavascriptcoregtk-4.1-dev JavaScriptCore, to run code
test  must header:cmocka.h           libcmocka-dev  cmocka
test  may  command:valgrind          valgrind       valgrind
lint  must command:clang             clang          clang
lint  must command:clang-tidy        clang-tidy     clang-tidy
lint  must command:clang-format      clang-format   clang-format
lint  must command:cppcheck          cppcheck       cppcheck
lint  may  command:shellcheck        shellcheck     shellcheck
'
oldest_node=20

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
profile=build
dry_run=
for argument in "$@"; do
    case $argument in
    build | test | lint) profile=$argument ;;
    --dry-run) dry_run=1 ;;
    *)
        printf 'usage: tools/setup.sh [--dry-run] [build|test|lint]\n' >&2
        exit 2
        ;;
    esac
done

say() { printf 'setup: %s\n' "$*" >&2; }

has_command() { command -v "$1" >/dev/null 2>&1; }

compiler() {
    for name in "${CC:-cc}" cc gcc clang; do
        # CC may carry flags ("gcc -m32"): the first word is the program.
        if has_command "${name%% *}"; then
            printf '%s' "$name"
            return
        fi
    done
}
cc=$(compiler)

# True if all the headers named are there. Without a compiler to ask, the usual folders are tried.
has_headers() {
    if [ -z "$cc" ]; then
        for header in "$@"; do
            [ -e "/usr/include/$header" ] || [ -e "/usr/local/include/$header" ] || return 1
        done
        return 0
    fi
    # shellcheck disable=SC2086 # both hold words, as in a Makefile
    for header in "$@"; do printf '#include <%s>\n' "$header"; done |
        $cc ${CPPFLAGS:-} -E -x c - >/dev/null 2>&1
}

is_there() {
    case $1 in
    command:cc) [ -n "$cc" ] ;;
    command:*) has_command "${1#command:}" ;;
    header:*) has_headers "${1#header:}" ;;
    package:*) pkg-config --exists "${1#package:}" 2>/dev/null ;;
    esac
}

in_profile() {
    case $1-$profile in
    build-* | test-test | test-lint | lint-lint) ;;
    *) return 1 ;;
    esac
}

# All headers of the profile in one run of the preprocessor: the usual case, nothing missing.
headers_are_there() {
    set --
    while read -r first _ check _; do
        case $check in
        header:*) in_profile "$first" && set -- "$@" "${check#header:}" ;;
        esac
    done <<EOF
$needs
EOF
    has_headers "$@"
}

must_have=
may_have=
missing_text=
find_missing() {
    must_have=
    may_have=
    missing_text=
    headers_known=
    if headers_are_there; then headers_known=1; fi
    while read -r first strength check package what; do
        in_profile "$first" || continue
        case $check in
        header:*) [ -z "$headers_known" ] || continue ;;
        esac
        if ! is_there "$check"; then
            case $strength in
            must) must_have="$must_have $package" ;;
            may) may_have="$may_have $package" what="$what (optional)" ;;
            esac
            missing_text="$missing_text$(printf '    %-15s %s' "$package" "$what")
"
        fi
    done <<EOF
$needs
EOF
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

apt_install() { as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; }

# Package lists may be absent (a fresh container) or stale: both show as a failed install, which
# one update cures.
install_packages() {
    log=$(mktemp)
    # shellcheck disable=SC2086 # a list of words
    if apt_install $1 >"$log" 2>&1 ||
        { as_root apt-get update -qq >"$log" 2>&1 && apt_install $1 >"$log" 2>&1; }; then
        rm -f "$log"
        return 0
    fi
    tail -n 15 "$log" >&2
    rm -f "$log"
    return 1
}

by_hand() {
    say "$1"
    printf '%s' "$missing_text" >&2
    exit 2
}

# A distribution may carry only a Node that is too old to be of use: then say so before anything
# is installed.
check_node_candidate() {
    case " $must_have " in *" nodejs "*) ;; *) return 0 ;; esac
    candidate=$(apt-cache policy nodejs 2>/dev/null | sed -n 's/.*Candidate: *//p')
    major=${candidate%%[!0-9]*}
    if [ -n "$major" ] && [ "$major" -lt "$oldest_node" ]; then
        say "Node is missing, and this system's packages offer only version $candidate."
        node_advice
    fi
}

node_advice() {
    say "Install Node $oldest_node or newer (nodejs.org, or a version manager), then try again."
    exit 2
}

install_missing() {
    if ! has_command apt-get; then
        [ -z "$must_have" ] && return 0
        by_hand "please install what is missing, then try again (names are Debian's):"
    fi
    if [ "$(id -u)" -ne 0 ] && ! has_command sudo; then
        [ -z "$must_have" ] && return 0
        by_hand "not root and no sudo; as root: apt-get install$must_have$may_have"
    fi
    check_node_candidate
    say "will install with apt-get:"
    printf '%s' "$missing_text" >&2
    if [ -n "$dry_run" ]; then
        would_change=1
        return 0
    fi
    if [ -n "$must_have" ] && ! install_packages "$must_have"; then
        say "apt-get failed; its words are above"
        exit 1
    fi
    if [ -n "$may_have" ] && ! install_packages "$may_have"; then
        say "going on without$may_have"
    fi
    hash -r
    cc=$(compiler)
    find_missing
    [ -z "$must_have" ] || by_hand "apt-get reported success, yet this is still missing:"
}

check_node_version() {
    version=$(node --version 2>/dev/null || echo none)
    major=${version#v}
    major=${major%%.*}
    case $major in
    '' | *[!0-9]*) major=0 ;;
    esac
    [ "$major" -ge "$oldest_node" ] && return 0
    say "'node --version' says $version."
    node_advice
}

# node_modules carries a stamp: the lock it came from and whether everything was taken.
install_npm_packages() {
    stamp=$root/node_modules/.lode-setup
    lock=$(cat "$root/package.json" "$root/package-lock.json" | cksum)
    have=
    if [ -f "$stamp" ]; then have=$(cat "$stamp"); fi
    if [ "$profile" = build ]; then
        [ "$have" = "some $lock" ] || [ "$have" = "all $lock" ] && return 0
        wanted="some $lock"
        set -- --omit=dev --omit=optional
        say "will install the grammar sources of package-lock.json with npm ci"
    else
        [ "$have" = "all $lock" ] && return 0
        wanted="all $lock"
        set --
        say "will install the packages of package-lock.json with npm ci"
    fi
    if [ -n "$dry_run" ]; then
        would_change=1
        return 0
    fi
    log=$(mktemp)
    if ! (cd "$root" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error "$@" \
        >"$log" 2>&1 </dev/null); then
        cat "$log" >&2
        rm -f "$log"
        say "npm ci failed; its words are above"
        exit 1
    fi
    rm -f "$log"
    printf '%s\n' "$wanted" >"$stamp"
}

would_change=
find_missing
[ -z "$must_have$may_have" ] || install_missing
if [ -z "$dry_run" ] || has_command node; then check_node_version; fi
install_npm_packages
[ -z "$would_change" ]
