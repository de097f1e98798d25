#!/bin/sh
# Files stay under 700 lines and functions under 60; files over 400 are named.
cd "$(dirname "$0")/../.." || exit 2
LC_ALL=C
export LC_ALL
failed=0

files=$(find src include -name '*.[ch]' | sort)
[ -n "$files" ] || { echo "not ok 1 - no files found"; exit 1; }
# shellcheck disable=SC2086  # no path in this tree has a blank
long=$(wc -l $files | awk '$2 != "total" && $1 > 400 { print $1, $2 }')
[ -z "$long" ] || echo "$long" | sed 's/^/# over 400 lines: /'
if echo "$long" | awk '$1 > 700 { bad = 1 } END { exit !bad }'; then
    echo "not ok 1 - no file over 700 lines"
    failed=1
else
    echo "ok 1 - no file over 700 lines"
fi

if ! ctags --version 2>/dev/null | grep -q 'Universal Ctags'; then
    echo "ok 2 - no function over 60 lines # SKIP no universal-ctags"
    exit $failed
fi
# shellcheck disable=SC2086
ctags -f - --languages=C --kinds-C=f --fields=+ne --excmd=number $files |
    awk -F '\t' '
        {
            for (i = 4; i <= NF; i++) {
                if ($i ~ /^line:/) from = substr($i, 6)
                if ($i ~ /^end:/) to = substr($i, 5)
            }
            functions++
            if (to - from + 1 > 60) {
                printf "# %s:%d: %s has %d lines\n", $2, from, $1,
                    to - from + 1
                bad++
            }
        }
        END {
            printf "# %d functions, %d too long\n", functions, bad
            bad += functions < 10
            print (bad ? "not ok" : "ok") " 2 - no function over 60 lines"
            exit bad > 0
        }' || failed=1
exit $failed
