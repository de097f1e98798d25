#!/bin/sh
# Measures, prints a table against the budgets, and exits 1 on a count over its
# budget or a time over twice its budget (times are noisy, counts are not).
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/plain}
export B
rows=$(mktemp)
trap 'rm -f "$rows"' EXIT
for c in tests/bench/bench_*.c; do
    "$B/${c%.c}" >>"$rows" || exit 1
done
python3 tests/bench/bench_tty.py >>"$rows" || exit 1
awk -F '\t' '
    BEGIN { printf "%-56s %10s %-5s %8s\n", "figure", "measured", "unit", "budget" }
    {
        over = ($2 > $4 * ($5 == "time" ? 2 : 1))
        remark = over ? "  OVER" : ($2 > $4 ? "  (over, within noise)" : "")
        printf "%-56s %10s %-5s %8s%s\n", $1, $2, $3, $4, remark
        bad += over
    }
    END { exit (bad > 0) }' "$rows"
