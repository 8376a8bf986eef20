# shellcheck shell=sh
ln -s real.cjs linked/link.cjs
