#!/bin/sh
# Prints the manual page of the keys, made from the program's own table.
HOME=/nonexistent XDG_CONFIG_HOME=/nonexistent "$1" --list-keys | awk '
    BEGIN {
        print ".TH TAPEWATCH\\-KEYS 7 \"\" \"tapewatch\" \"tapewatch\""
        print ".SH NAME"
        print "tapewatch\\-keys \\- every key of tapewatch(1)"
        print ".SH DESCRIPTION"
        print "What works depends on where one is: ? shows it. The name in"
        print "brackets is what gives the action other keys in the section"
        print "[keys] of the config. Made from the table that the program"
        print "itself uses (tapewatch \\-\\-list\\-keys)."
        print ".SH KEYS"
    }
    { gsub(/\\/, "\\e"); gsub(/-/, "\\-"); gsub(/\^/, "\\(ha") }
    /^[a-z]/ { sub(/^[a-z]+ \(/, ""); sub(/\)$/, ""); print ".SS " $0; next }
    /^ / {
        keys = substr($0, 3); split(keys, part, /   *|  +/)
        print ".TP"
        print ".B \\&" part[1]
        print "\\&" part[3] " [" part[2] "]"
    }'
