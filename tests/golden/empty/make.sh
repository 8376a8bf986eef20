# shellcheck shell=sh
mkdir nothing
