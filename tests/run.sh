#!/bin/sh
# Runs every test, or those whose path contains $1; ends with
# "N passed, N failed". Each test program speaks TAP: "ok 1 - name",
# "not ok 2 - name", "ok 3 - name # SKIP why". A program that ends badly
# without a failed line counts as one failure.
set -u
cd "$(dirname "$0")/.." || exit 2
B=${B:-build/plain}
export B BLESS="${BLESS:-}" CMOCKA_MESSAGE_OUTPUT=TAP
only=${1:-}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
: >"$out/all"

run_one() { # name command...
    name=$1
    shift
    case $name in *"$only"*) ;; *) return ;; esac
    "$@" >"$out/one" 2>&1 </dev/null
    rc=$?
    # cmocka words a skipped test "not ok 3 # SKIP name".
    sed -i 's/^not ok \([0-9]*\) # SKIP/ok \1 # SKIP/' "$out/one"
    grep -E '^(not )?ok [0-9]+' "$out/one" | sed "s|^|$name: |" >>"$out/all"
    if [ $rc -ne 0 ] && ! grep -q '^not ok [0-9]' "$out/one"; then
        echo "$name: not ok 0 - ended with status $rc" >>"$out/all"
    fi
    if [ $rc -ne 0 ] || grep -q '^not ok [0-9]' "$out/one"; then
        echo "---- $name"
        cat "$out/one"
    fi
}

for t in tests/unit/*/test_*.c; do
    [ -e "$t" ] || continue
    t=${t#tests/unit/}
    run_one "unit/${t%.c}" "$B/tests/${t%.c}"
done
for t in tests/layers/check_*.sh tests/golden/run_*.sh tests/e2e/test_*.sh; do
    [ -e "$t" ] || continue
    run_one "${t#tests/}" sh "$t"
done
for t in tests/feedserver/test_*.py tests/e2e/test_*.py; do
    [ -e "$t" ] || continue
    run_one "${t#tests/}" python3 "$t"
done

awk '
    / not ok [0-9]+/ { failed++; print "failed:", $0; next }
    /# SKIP/ { skipped++; names = names (names ? "; " : "") $0; next }
    / ok [0-9]+/ { passed++ }
    END {
        printf "skipped: %s\n", skipped ? names : "none"
        printf "%d passed, %d failed\n", passed, failed
        exit failed > 0 || passed == 0
    }' "$out/all"
