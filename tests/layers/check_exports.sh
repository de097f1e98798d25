#!/bin/sh
# What only its own file asks for is not exported: every symbol of an object
# is wanted by another one, of the program or of its tests.
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/plain}
command -v nm >/dev/null 2>&1 || {
    echo "ok 1 - no needless exports # SKIP no nm"
    exit 0
}
case $B in *build/plain*) ;; *)
    echo "ok 1 - no needless exports # SKIP sanitizers add their own"
    exit 0 ;;
esac
tests=$(find "$B/tests" -name '*.o' 2>/dev/null)
[ -n "$tests" ] || {
    echo "ok 1 - no needless exports # SKIP the tests are not built"
    exit 0
}
# Both lists by name; an object's line in nm -A begins with its path.
# An object whose source is gone may still lie there.
found=$({
    find src -name '*.c' | sed "s|^|$B/|; s|c\$|o|" | xargs nm -A
    find "$B/tests" -name '*.o' -exec nm -A {} +
} 2>/dev/null |
    awk -v B="$B/src/" '
        $NF == "main" { next }
        $2 == "U" { wanted[$NF]; next }
        $(NF - 1) ~ /^[TDBR]$/ && index($1, B) == 1 {
            object = $1
            sub(/\.o:.*/, ".c", object)
            from[$NF] = substr(object, length(B) - 3)
        }
        END {
            for (name in from)
                if (!(name in wanted))
                    printf "# %s: %s\n", from[name], name
        }' | sort)
[ -z "$found" ] || {
    echo "$found"
    echo "not ok 1 - no needless exports"
    exit 1
}
echo "ok 1 - no needless exports"
