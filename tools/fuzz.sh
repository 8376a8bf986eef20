#!/bin/sh
# Runs every fuzz target that `make fuzz` has built, one after the other.
#
# Each runs FUZZ_SECONDS (default 60), starting from tests/fuzz/seeds/NAME where there is such a
# folder and from what earlier runs kept in build/fuzz/corpus/NAME. An input that breaks something is
# left in build/fuzz/findings. Last line: "N passed, N failed", a target each; exit status 1 if any failed.
set -u

cd "$(dirname -- "$0")/.." || exit 2
seconds=${FUZZ_SECONDS:-60}
passed=0 failed=0
mkdir -p build/fuzz/findings

for source in tests/fuzz/fuzz_*.c; do
    [ -e "$source" ] || break
    target=$(basename "$source" .c)
    name=${target#fuzz_}
    mkdir -p "build/fuzz/corpus/$name"
    set -- "build/fuzz/corpus/$name"
    for seeds in "tests/fuzz/seeds/$name" "tests/fuzz/seeds/$target"; do
        if [ -d "$seeds" ]; then set -- "$@" "$seeds"; fi
    done
    if [ -f "tests/fuzz/$name.dict" ]; then set -- "-dict=tests/fuzz/$name.dict" "$@"; fi
    log=build/fuzz/$name.log
    # An input of one second is a hang, one that needs 2 GB is a leak or worse.
    if "build/fuzz/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
        -print_final_stats=1 -artifact_prefix="build/fuzz/findings/$name-" "$@" >"$log" 2>&1; then
        passed=$((passed + 1))
        verdict=ok
    else
        failed=$((failed + 1))
        verdict=FAIL
    fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    cover=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
    printf '  %-4s  %-20s %s runs in %s s, %s edges covered\n' "$verdict" "$name" "${runs:-?}" "$seconds" "${cover:-?}"
    [ "$verdict" = ok ] || tail -n 40 "$log"
done
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
