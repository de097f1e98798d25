#!/bin/sh
# With a11y every screen is words in one column; see plain.c.
cd "$(dirname "$0")/../.." || exit 2
exec "${B:-build/plain}/tests/golden/golden" plain
