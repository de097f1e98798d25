#!/bin/sh
# No variable that can change is kept at file scope, but the log's and what a
# signal handler must reach: flags that are volatile sig_atomic_t, and the
# terminal's state to bring back.
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/plain}
command -v objdump >/dev/null 2>&1 || {
    echo "ok 1 - no mutable globals # SKIP no objdump"
    exit 0
}
objects=$(find "$B/src" -name '*.o' 2>/dev/null | sort)
[ -n "$objects" ] || { echo "not ok 1 - no objects under $B/src"; exit 1; }
case $B in *build/plain*) ;; *)
    echo "ok 1 - no mutable globals # SKIP sanitizers add their own"
    exit 0 ;;
esac
found=0
for object in $objects; do
    # (const tables of pointers lie in .data.rel.ro and pass.)
    names=$(objdump -t "$object" | awk '
        / O \.(bss|data|tbss|tdata)[.a-z_]*\t/ && $0 !~ /\.data\.rel\.ro/ &&
            $NF !~ /^log_/ { print $NF }')
    for name in $names; do
        source=${object#"$B"/}
        source=${source%.o}.c
        [ "$source:$name" = src/term/restore.c:live ] && continue
        grep -Eq "volatile sig_atomic_t .*\\b${name%%.*}\\b" "$source" &&
            continue
        echo "# $source: $name can change"
        found=$((found + 1))
    done
done
[ $found -eq 0 ] || { echo "not ok 1 - no mutable globals"; exit 1; }
echo "ok 1 - no mutable globals"
