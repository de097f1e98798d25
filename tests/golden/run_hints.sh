#!/bin/sh
# The footer of every screen names what does something there; see hints.c.
cd "$(dirname "$0")/../.." || exit 2
exec "${B:-build/plain}/tests/golden/golden" hints
