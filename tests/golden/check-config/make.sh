# shellcheck shell=sh
mkdir folder.json
awk 'BEGIN { printf "{\"rules\":"; for (i = 0; i < 100000; i++) printf "["; for (i = 0; i < 100000; i++) printf "]"; print "}" }' > deep.json
printf '\357\273\277{ "entires": [] }' > mark.json
awk 'BEGIN { print "{"; for (i = 0; i < 50; i++) printf "\"key%d\": 1,\n", i; print "\"last\": 1 }" }' > many.json
