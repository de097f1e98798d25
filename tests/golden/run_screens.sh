#!/bin/sh
# Compares screens of the demo tape with the text files beside this script.
# BLESS=1 writes them anew: look at them before you commit.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/plain}
golden=$B/tests/golden/golden
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0 failed=0

check() { # file screen size [ascii|roles]
    n=$((n + 1))
    case $1 in
    docs/*) want=$1 ;;
    *) want=tests/golden/$1 ;;
    esac
    if ! "$golden" "$2" "$3" "${4:-}" >"$work/have" 2>"$work/err"; then
        cat "$work/err"
        echo "not ok $n - $1"
        failed=1
    elif [ -n "${BLESS:-}" ]; then
        cp "$work/have" "$want"
        echo "ok $n - $1"
    elif diff -u "$want" "$work/have"; then
        echo "ok $n - $1"
    else
        echo "not ok $n - $1"
        failed=1
    fi
}

echo 1..66
for size in 80x24 120x40 200x60; do
    for screen in dashboard symbol event help; do
        check "$screen-$size.txt" "$screen" "$size"
    done
done
for size in 80x24 120x40 200x60 30x6; do
    check "feeds-$size.txt" feeds "$size"
done
check feeds-80x24-ascii.txt feeds 80x24 ascii
for size in 80x24 120x40 200x60 30x6; do
    check "heatmap-$size.txt" heatmap "$size"
done
check heatmap-80x24-ascii.txt heatmap 80x24 ascii
check heatmap-80x24.roles heatmap 80x24 roles
check heatzoom-80x24.txt heatzoom 80x24
for size in 80x24 120x40 200x60 30x6; do
    check "compare-$size.txt" compare "$size"
done
for screen in news movers calendar; do
    for size in 80x24 120x40 200x60 30x6; do
        check "$screen-$size.txt" "$screen" "$size"
    done
    check "$screen-80x24-ascii.txt" "$screen" 80x24 ascii
done
check spenders-80x24-ascii.txt spenders 80x24 ascii
for size in 80x24 120x40 200x60 30x6; do
    check "portfolio-$size.txt" portfolio "$size"
done
check portfolio-80x24-ascii.txt portfolio 80x24 ascii
for size in 80x24 120x40 200x60 30x6; do
    check "watchlists-$size.txt" watchlists "$size"
done
check watchlists-80x24-ascii.txt watchlists 80x24 ascii
check lots-80x24.txt lots 80x24
check candles-120x40.txt candles 120x40
check macd-80x24-ascii.txt macd 80x24 ascii
check ohlc-120x40.txt ohlc 120x40
check dashboard-30x6.txt dashboard 30x6
check dashboard-80x24-ascii.txt dashboard 80x24 ascii
check dashboard-80x24.roles dashboard 80x24 roles
# What the manual shows is what is drawn.
check docs/story/1-dashboard.txt dashboard 120x40
check docs/story/2-event.txt event 120x40
check docs/story/3-headline.txt headline 120x40
check docs/story/4-filed.txt filed 120x40
check docs/story/5-spenders.txt spenders 120x40
exit $failed
