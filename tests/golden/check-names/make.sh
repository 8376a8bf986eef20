# shellcheck shell=sh disable=SC2016
nl='
'
for name in "a${nl}b" 'q"uo' 'per%41cent' '<b>&amp;' 'pi|pe' 'ba`ck' 'co:lon,comma' "bad$(printf '\377\376')" "es$(printf '\033')c" '日本' '@scope' "it's" '$(x)' 'a]]>b'; do
    # shellcheck disable=SC2028
    printf 'import { "<|`%%\\n" as x } from "./z.js";\n' > "src/$name.js"
done
