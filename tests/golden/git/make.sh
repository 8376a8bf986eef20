# shellcheck shell=sh
git init -q -b main .
git add -A
git commit -q -m first
git tag first
echo 'exports.b = 1;' > src/b.js
git commit -q -a -m second
rm src/gone.js
echo more > 'docs/read me.md'
echo "require('./other');" > src/new.js
mkdir ignored
echo > ignored/x.js
echo '{"name": "p", "type": "module"}' > packages/p/package.json
