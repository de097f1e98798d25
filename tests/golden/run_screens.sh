#!/bin/sh
# Compares the screens of screens.def, drawn from the demo tape, with the text
# files beside this script. BLESS=1 writes them anew (and drops those that are
# in the table no more): look at them before you commit.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/plain}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/have"
n=0 failed=0

if ! "$B/tests/golden/golden" "$work/have" >"$work/list"; then
    echo "not ok 1 - draw every screen"
    exit 1
fi
# The manual of the keys is made from their table.
sh tests/golden/keys_page.sh "$B/tapewatch" >"$work/have/keys.7"
echo "keys.7 docs/tapewatch-keys.7" >>"$work/list"
while read -r have want; do
    n=$((n + 1))
    if [ -n "${BLESS:-}" ]; then
        cp "$work/have/$have" "$want"
    elif ! diff -u "$want" "$work/have/$have"; then
        echo "not ok $n - $want"
        failed=1
        continue
    fi
    echo "ok $n - $want"
done <"$work/list"
# A picture without a row is no test.
for want in tests/golden/*.txt tests/golden/*.roles; do
    grep -q " $want\$" "$work/list" && continue
    n=$((n + 1))
    if [ -n "${BLESS:-}" ]; then
        rm "$want"
        echo "ok $n - $want is dropped"
    else
        echo "not ok $n - $want has no row in screens.def"
        failed=1
    fi
done
# Neither is a screen without a picture.
screens=$(sed -n 's/^SCREEN(\([a-z]*\),.*/\1/p' src/ui/screens.def)
for screen in $screens; do
    [ "$screen" = dash ] && screen=dashboard
    grep -q "^SHOWN($screen," tests/golden/screens.def && continue
    n=$((n + 1))
    echo "not ok $n - screen $screen has no row in screens.def"
    failed=1
done
echo "1..$n"
exit $failed
