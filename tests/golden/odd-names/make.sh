# shellcheck shell=sh
nl='
'
esc=$(printf '\033')
: > "a${nl}b.js"
: > "q\"uo'te.js"
: > 'back\slash.js'
: > 'comma, and ;.js'
: > '<b>&amp;.js'
: > "${esc}[31mred.js"
: > '日本語.js'
: > "$(printf '\342\200\256')txt.js"
# shellcheck disable=SC2016
: > '$x${y}#`.js'
# Bytes that are no UTF-8: such a name can only be reached by walking a folder.
: > "bad/$(printf '\377\376').js"
