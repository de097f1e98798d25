#!/bin/sh
# The parts of the manual pages that stand between
#   .\" made of PART ... .\" end
# and the completions are what the tables say. BLESS=1 writes them anew.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/plain}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0 failed=0

same() { # want have
    n=$((n + 1))
    if [ -n "${BLESS:-}" ]; then
        cmp -s "$1" "$2" || cp "$2" "$1"
    elif ! diff -u "$1" "$2"; then
        echo "not ok $n - $1 is what the tables say"
        failed=1
        return
    fi
    echo "ok $n - $1 is what the tables say"
}

for part in options flags functions roles themes; do
    "$B/tests/golden/manual" "$part" >"$work/$part" || exit 1
done
for page in docs/*.[1-9]; do
    awk -v work="$work" '
        /^\.\\" made of / {
            print
            file = work "/" $4
            while ((getline line < file) > 0) print line
            close(file)
            inside = 1
            next
        }
        /^\.\\" end$/ { inside = 0 }
        !inside { print }
    ' "$page" >"$work/page"
    same "$page" "$work/page"
done
for shell in bash:tapewatch.bash zsh:_tapewatch fish:tapewatch.fish; do
    "$B/tapewatch" --completion "${shell%%:*}" >"$work/completion" || exit 1
    same "docs/completions/${shell#*:}" "$work/completion"
done
# Every entry of the keys has its words first and the action's name behind.
n=$((n + 1))
if awk '/^\.B /{ getline; if ($0 !~ /^\\&[^ ].* \[[a-z0-9_]+\]$/) { print; bad = 1 } }
        END { exit bad }' docs/tapewatch-keys.7; then
    echo "ok $n - the keys' entries are whole"
else
    echo "not ok $n - the keys' entries are whole"
    failed=1
fi
# Every subcommand and every option of all of them is in the manual.
words=$(sed -n 's/^SUBCOMMAND([a-z]*, "\([a-z]*\)".*/\1/p' \
    src/commands/commands.def)
for word in $words; do
    n=$((n + 1))
    if grep -q "^\.B[RI]* \"*$word\b" docs/tapewatch.1; then
        echo "ok $n - $word is in the manual"
    else
        echo "not ok $n - $word is in the manual"
        failed=1
    fi
done
echo "1..$n"
exit $failed
