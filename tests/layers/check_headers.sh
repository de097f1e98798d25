#!/bin/sh
# Each header compiles alone, and can be included twice.
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/plain}
flags=$(pkg-config --cflags libcurl libcjson ncursesw expat sqlite3 \
    libutf8proc zlib 2>/dev/null)
n=0
failed=0
for header in $(find include src -name '*.h' | sort); do
    n=$((n + 1))
    # shellcheck disable=SC2086  # a list of flags
    if printf '#include "%s"\n#include "%s"\ntypedef int not_empty;\n' \
        "$header" "$header" |
        ${CC:-cc} -std=c11 -Wall -Wextra -Werror -D_GNU_SOURCE \
            -D_DARWIN_C_SOURCE -I. -Iinclude -I"$B/gen" $flags \
            -fsyntax-only -x c - 2>&1 | sed 's/^/# /' | grep .; then
        echo "not ok $n - $header alone"
        failed=1
    else
        echo "ok $n - $header alone"
    fi
done
[ "$n" -gt 0 ] || { echo "not ok 1 - no headers found"; exit 1; }
exit $failed
