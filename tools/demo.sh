#!/bin/sh
# Shows lode on a real project: 45 direct dependencies, some 13,000 modules.
#
#   tools/demo.sh      (`make demo` builds first)
#
# LODE names another program than build/lode. Each command stands above what it prints and can be
# typed like that in the folder named at the top. On a terminal lode fits its output to the screen;
# elsewhere only the first lines are shown. Exit status: 0, or that of the command that went wrong.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
program=${LODE:-$root/build/lode}
corpus=cjs
lines=20

if [ ! -x "$program" ]; then
    printf 'demo: there is no %s: run make first\n' "$program" >&2
    exit 2
fi
"$root/fixtures/corpora/install.sh" "$corpus"
folder=${LODE_CORPORA:-$root/build/corpora}/$corpus
cd "$folder"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
ln -s "$program" "$scratch/lode"
PATH=$scratch:$PATH

strong='' dim='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    strong=$(printf '\033[1m') dim=$(printf '\033[2m') plain=$(printf '\033[0m')
fi

# show QUESTION COMMAND: the question, the command as one types it, what it prints. Status 1 means
# that lode has findings, which is what a demo is for.
show() {
    printf '\n%s# %s%s\n%s$ %s%s\n' "$dim" "$1" "$plain" "$strong" "$2" "$plain"
    status=0
    if [ -t 1 ]; then
        sh -c "$2" </dev/null || status=$?
    else
        sh -c "$2" </dev/null >"$scratch/output" || status=$?
        head -n "$lines" "$scratch/output"
        more=$(($(wc -l <"$scratch/output") - lines))
        [ "$more" -le 0 ] || printf '... and %s more lines\n' "$more"
    fi
    if [ "$status" -gt 1 ]; then exit "$status"; fi
}

printf '%s$ cd %s%s\n' "$strong" "${folder#"$root"/}" "$plain"

show 'How much does Node have to read for this entry?' \
    'lode graph entry.js --format stats'
show 'What does it look like from the top?' \
    'lode graph entry.js'
show 'Who needs this package, and on which line?' \
    'lode why entry.js safe-buffer'
show 'How many circles of imports are there?' \
    'lode cycles entry.js | tail -n 1'
show 'What do they look like? Those of one package and what it loads:' \
    'lode cycles node_modules/fastify/fastify.js'
show 'Why does this specifier mean that file?' \
    'lode resolve uuid --from entry.js --kind require --trace'

show 'Which names can be imported from this CommonJS package, before it runs?' \
    'lode exports express'
show 'Is any import of all these wrong?' \
    'lode check entry.js'

cat <<EOF

${strong}Now your own project.${plain} Put lode on the PATH (make install, or an alias for
$program), then, in the project's folder:

  lode graph                              what your package loads, as a tree
  lode cycles --exclude 'node_modules/**' circles among your own files
  lode why . lodash                       how lodash came in
  lode dependents src/FILE.js             what a change to a file can break
  lode check                              imports that fail, before anything runs
  lode help                               everything else
EOF
