#!/bin/sh
# Functions that are never called: those without a size, without errors, with
# hidden state, or that run a shell.
cd "$(dirname "$0")/../.." || exit 2
files=$(find src include -name '*.[ch]' | sort)
[ -n "$files" ] || { echo "not ok 1 - no files found"; exit 1; }
# shellcheck disable=SC2086  # no path in this tree has a blank
awk '
    BEGIN {
        n = split("strcpy strcat sprintf vsprintf atoi atol atof strtok gets " \
                  "localtime gmtime ctime asctime system popen alloca scanf " \
                  "tmpnam mktemp init_color", names, " ")
        for (i = 1; i <= n; i++) banned[names[i]] = 1
    }
    FNR == 1 { in_comment = 0 }
    {
        line = $0
        gsub(/\\"/, "", line)
        gsub(/"[^"]*"/, "\"\"", line)          # texts may say the word
        gsub(/\/\*([^*]|\*[^\/])*\*\//, "", line)
        if (in_comment) {
            if (line !~ /\*\//) next
            sub(/^.*\*\//, "", line)
            in_comment = 0
        }
        if (line ~ /\/\*/) { sub(/\/\*.*$/, "", line); in_comment = 1 }
        while (match(line, /[A-Za-z_][A-Za-z_0-9]*[ \t]*\(/)) {
            before = RSTART > 1 ? substr(line, RSTART - 1, 1) : " "
            name = substr(line, RSTART, RLENGTH)
            sub(/[ \t]*\($/, "", name)
            line = substr(line, RSTART + RLENGTH)
            if (name in banned && before !~ /[.>]/) {
                printf "# %s:%d: %s()\n", FILENAME, FNR, name
                bad++
            }
        }
    }
    END {
        print (bad ? "not ok" : "ok") " 1 - no banned function is called"
        exit bad > 0
    }' $files
