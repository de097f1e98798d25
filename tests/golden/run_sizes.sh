#!/bin/sh
# What holds for every screen at every size; see sizes.c.
cd "$(dirname "$0")/../.." || exit 2
exec "${B:-build/plain}/tests/golden/golden" sizes
