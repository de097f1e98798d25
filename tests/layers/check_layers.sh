#!/bin/sh
# Each room includes only what src/LAYERS lets it include.
cd "$(dirname "$0")/../.." || exit 2
# shellcheck disable=SC2046  # no path in this tree has a blank
awk '
    function room(path,  part) {             # src/ui/panels/x.c -> ui
        sub(/^(src|include\/tapewatch)\//, "", path)
        return split(path, part, "/") > 1 ? part[1] : "main"
    }
    function bad(why) {
        printf "# %s:%d: %s %s\n", FILENAME, FNR, here, why
        wrong++
    }
    # "../x.h" from src/ui/panels/y.c stays in the room; from src/ui/y.c not.
    function leaves(what,  depth, ups) {
        depth = split(FILENAME, part, "/") - 3
        ups = gsub(/\.\.\//, "", what)
        return ups > depth || ups == 0 || what ~ /\//
    }
    FILENAME == "src/LAYERS" {
        if (/^#/ || NF == 0) next
        for (i = 2; i <= NF; i++) {
            may[$1, $i] = 1
            if (!($i in known) && $i != "*") bad("names later room " $i)
        }
        if (/^</) door[$1] = 1; else known[$1] = 1
        next
    }
    FNR == 1 { here = room(FILENAME); files++ }
    /^[ \t]*#[ \t]*include/ {
        what = $0; sub(/^[^"<]*["<]/, "", what); sub(/[">].*$/, "", what)
        system_name = "<" what ">"
        if (/</ && system_name in door) {
            if (!((system_name, here) in may)) bad("may not open " system_name)
        } else if (what ~ /^tapewatch\//) {
            there = what; gsub(/^tapewatch\/|\/.*/, "", there)
            if (!(there in known)) bad("knows no such room: " what)
            else if (there != here && !((here, there) in may) &&
                     !((here, "*") in may)) bad("may not include " what)
        } else if (/"/ && what ~ /\// && leaves(what))
            bad("reaches past its own door: " what)
    }
    END {
        printf "# %d files, %d wrong includes\n", files, wrong
        if (files < 10) wrong++
        print (wrong ? "not ok" : "ok") " 1 - rooms include what they may"
        exit wrong > 0
    }
' src/LAYERS $(find src include -name '*.[ch]' | sort)
