#!/bin/sh
# Builds each tests/fuzz/fuzz_*.c with libFuzzer and runs it for FUZZ_SECONDS
# (60). Seeds: tests/fixtures and tests/fuzz/corpus/TARGET. One line a target;
# a crash ends in status 1, with the input under build/fuzz. Extra compiler
# flags: FUZZ_CFLAGS; only some targets: FUZZ_ONLY="quotes tape".
set -eu
cd "$(dirname "$0")/../.."
B=build/fuzz
CC=${FUZZ_CC:-clang}
seconds=${FUZZ_SECONDS:-60}
command -v "$CC" >/dev/null 2>&1 || {
    echo "fuzz: $CC is missing: try make deps-checks" >&2
    exit 1
}

# The rooms without a door, as the Makefile names them.
rooms=$(sed -n 's/^CORE_ROOMS := //p' Makefile)
packages() { # --cflags or --libs
    pkg-config "$1" libcjson expat libutf8proc zlib
}
cflags="$(packages --cflags) ${FUZZ_CFLAGS:-}"
libs=$(packages --libs)
compile() {
    # shellcheck disable=SC2086  # a list of words
    "$CC" -std=c11 -g -O1 -fno-omit-frame-pointer -Iinclude -D_GNU_SOURCE \
        -D_DARWIN_C_SOURCE -DTAPEWATCH_VERSION='"fuzz"' $cflags \
        -fsanitize=address,undefined -fno-sanitize-recover=all "$@"
}

mkdir -p "$B/obj" "$B/gen"
find themes data -name '*.theme' -o -name '*.tsv' -o -name '*.ini' \
    -o -name '*.tape' 2>/dev/null | sort |
    xargs sh tests/layers/embed.sh >"$B/gen/embedded.c"
set -- # the objects
for room in $rooms; do
    for c in $(find "src/$room" -name '*.c' 2>/dev/null | sort) ; do
        o=$B/obj/$(echo "${c%.c}" | tr / _).o
        # Any newer source or header renews it: simple, and never wrong.
        if [ ! -e "$o" ] ||
            [ -n "$(find src include -newer "$o" | head -1)" ]; then
            compile -fsanitize=fuzzer-no-link -c "$c" -o "$o"
        fi
        set -- "$@" "$o"
    done
done
compile -c "$B/gen/embedded.c" -o "$B/gen/embedded.o"
rm -f "$B/libcore.a"
ar rcs "$B/libcore.a" "$@" "$B/gen/embedded.o"

# Seeds: the fixtures; with a first byte of choices for the replies.
seeds() { # target
    rm -rf "$B/seeds/$1" && mkdir -p "$B/seeds/$1"
    n=0
    for f in $(find tests/fixtures themes data -type f -size -64k 2>/dev/null |
        sort); do
        n=$((n + 1))
        case $1 in
        quotes | chart | news | facts | lists)
            { printf '\000' && cat "$f"; } >"$B/seeds/$1/$n"
            { printf '\040' && cat "$f"; } >"$B/seeds/$1/$n.asked" ;;
        *) cp "$f" "$B/seeds/$1/$n" ;;
        esac
    done
}

failed=0
for c in tests/fuzz/fuzz_*.c; do
    target=$(basename "$c" .c)
    target=${target#fuzz_}
    case " ${FUZZ_ONLY:-$target} " in *" $target "*) ;; *) continue ;; esac
    # shellcheck disable=SC2086  # a list of words
    compile -fsanitize=fuzzer "$c" "$B/libcore.a" -o "$B/$target" $libs -lm
    seeds "$target"
    mkdir -p "$B/found/$target" "tests/fuzz/corpus/$target"
    log=$B/$target.log
    if "$B/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
        -max_len=65536 -print_final_stats=1 -artifact_prefix="$B/$target." \
        "$B/found/$target" "tests/fuzz/corpus/$target" "$B/seeds/$target" \
        >"$log" 2>&1; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        cover=$(grep -o 'cov: [0-9]*' "$log" | tail -1)
        echo "fuzz $target: ok, ${runs:-0} runs in $seconds s, ${cover:-cov: ?}"
    else
        echo "fuzz $target: FAILED, see $log"
        grep -E '^(==.*ERROR|SUMMARY|.*runtime error)' "$log" | head -5
        failed=1
    fi
done
exit $failed
