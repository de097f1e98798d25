#!/bin/sh
# Writes the C table of the files that are compiled in (base/embed.h). Tapes
# are compressed; all others go in as they are.
set -eu
echo '/* Made by tests/layers/embed.sh from themes/ and data/. */'
echo '#include "tapewatch/base/embed.h"'
i=0
for file; do
    echo "static const unsigned char file_${i}[] = {"
    case $file in
    *.tape) gzip -9nc "$file" ;;
    *) cat "$file" ;;
    esac | od -An -v -tu1 | sed 's/^ *//; s/  */,/g; s/$/,/'
    echo '0};'
    i=$((i + 1))
done
echo 'const struct embedded embedded_files[] = {'
i=0
for file; do
    echo "    {\"$file\", file_$i, sizeof file_$i - 1},"
    i=$((i + 1))
done
echo '    {0, 0, 0},'
echo '};'
