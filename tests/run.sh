#!/bin/sh
# Runs every test, or those whose path contains $1; ends with
# "N passed, N failed". Each test program speaks TAP: "ok 1 - name",
# "not ok 2 - name", "ok 3 - name # SKIP why". A program that ends badly
# without a failed line counts as one failure. As many run at a time as there
# are processors (JOBS says otherwise), the long ones first.
set -u
cd "$(dirname "$0")/.." || exit 2
B=${B:-build/plain}
export B BLESS="${BLESS:-}" CMOCKA_MESSAGE_OUTPUT=TAP

# One test program, in a shell of its own: its words and counted lines become
# FILE.said and FILE.tap.
if [ "${1:-}" = --one ]; then # FILE NAME COMMAND...
    out=$2 name=$3
    shift 3
    "$@" >"$out.all" 2>&1 </dev/null
    rc=$?
    # cmocka words a skipped test "not ok 3 # SKIP name".
    sed -i 's/^not ok \([0-9]*\) # SKIP/ok \1 # SKIP/' "$out.all"
    grep -E '^(not )?ok [0-9]+' "$out.all" | sed "s|^|$name: |" >"$out.tap"
    if [ $rc -ne 0 ] && ! grep -q '^not ok [0-9]' "$out.all"; then
        echo "$name: not ok 0 - ended with status $rc" >>"$out.tap"
    fi
    if [ $rc -ne 0 ] || grep -q '^not ok [0-9]' "$out.all"; then
        { echo "---- $name"; cat "$out.all"; } >"$out.said"
        cat "$out.said"
    fi
    exit 0
fi

only=${1:-}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
n=0

plan() { # name command...: a line of $out/plan
    name=$1
    shift
    case $name in *"$only"*) ;; *) return ;; esac
    n=$((n + 1))
    printf '%s %s %s\n' "$out/$(printf %04d $n)" "$name" "$*" >>"$out/plan"
}

: >"$out/plan"
for t in tests/unit/poll/test_crash.c tests/unit/poll/test_soak.c \
    tests/unit/store/test_crash.c; do
    t=${t#tests/unit/}
    plan "unit/${t%.c}" "$B/tests/${t%.c}"
done
for t in tests/e2e/test_*.py tests/feedserver/test_*.py; do
    [ -e "$t" ] || continue
    plan "${t#tests/}" python3 "$t"
done
for t in tests/layers/check_*.sh tests/golden/run_*.sh tests/e2e/test_*.sh; do
    [ -e "$t" ] || continue
    plan "${t#tests/}" sh "$t"
done
for t in tests/unit/*/test_*.c; do
    [ -e "$t" ] || continue
    t=${t#tests/unit/}
    grep -q " unit/${t%.c} " "$out/plan" ||
        plan "unit/${t%.c}" "$B/tests/${t%.c}"
done
# No path in this tree has a blank.
xargs -P "${JOBS:-$(getconf _NPROCESSORS_ONLN)}" -L 1 sh tests/run.sh --one \
    <"$out/plan"

cat /dev/null "$out"/*.tap | awk '
    / not ok [0-9]+/ { failed++; print "failed:", $0; next }
    /# SKIP/ { skipped++; names = names (names ? "; " : "") $0; next }
    / ok [0-9]+/ { passed++ }
    END {
        printf "skipped: %s\n", skipped ? names : "none"
        printf "%d passed, %d failed\n", passed, failed
        exit failed > 0 || passed == 0
    }'
