#!/bin/sh
# make lint: clang-tidy, cppcheck and shellcheck, where they are installed.
# Ends with 1 if one of them finds something, 2 if none is there. clang-format
# only says how many files it would lay out otherwise.
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/plain}
sources=$(find src -name '*.c' | sort)
flags="-std=c11 -Iinclude -I$B/gen -D_GNU_SOURCE -D_DARWIN_C_SOURCE
    -DTAPEWATCH_VERSION=\"0\" $(pkg-config --cflags libcurl libcjson ncursesw \
    expat sqlite3 libutf8proc zlib 2>/dev/null)"
out=$(mktemp) || exit 2
trap 'rm -f "$out"' EXIT
found=0
ran=0

report() { # name; what it said is in $out
    ran=$((ran + 1))
    n=$(grep -cE '(warning|error|style|performance|portability|note):' "$out")
    if [ -s "$out" ] && [ "$n" -gt 0 ]; then
        cat "$out"
        echo "lint: $1: $n lines of findings"
        found=1
    else
        echo "lint: $1: clean"
    fi
}

if command -v clang-tidy >/dev/null 2>&1; then
    # shellcheck disable=SC2086,SC2016  # lists of words; sh expands it
    printf '%s\n' $sources |
        xargs -P 2 -n 8 sh -c '
            flags=$1; shift
            clang-tidy --quiet "$@" -- $flags 2>/dev/null' lint "$flags" |
        grep -v '^$' >"$out"
    report clang-tidy
else
    echo "lint: clang-tidy: not installed"
fi

if command -v cppcheck >/dev/null 2>&1; then
    cppcheck -j 2 -q --std=c11 --enable=warning,performance,portability \
        --inline-suppr --suppress=missingIncludeSystem \
        --suppress=unknownMacro --suppress=normalCheckLevelMaxBranches \
        --suppress=toomanyconfigs -Iinclude -D_GNU_SOURCE \
        --template='{file}:{line}: {severity}: {message} [{id}]' \
        src >"$out" 2>&1
    report cppcheck
else
    echo "lint: cppcheck: not installed"
fi

if command -v shellcheck >/dev/null 2>&1; then
    find tests .ci \( -name '*.sh' -o -path .ci/deps \) \
        -exec shellcheck -s sh -f gcc {} + >"$out"
    report shellcheck
else
    echo "lint: shellcheck: not installed"
fi

if command -v clang-format >/dev/null 2>&1; then
    n=$(find src include -name '*.[ch]' -exec clang-format --dry-run {} + \
        2>&1 | awk -F: '/clang-format-violations/ && !seen[$1]++' | wc -l)
    echo "lint: clang-format would lay out $n files otherwise (for information)"
fi

[ $ran -gt 0 ] || { echo "lint: none of the checkers is installed"; exit 2; }
exit $found
