#!/bin/sh
# No figure is cut or touches another, whatever its size; see sizes.c.
cd "$(dirname "$0")/../.." || exit 2
exec "${B:-build/plain}/tests/golden/golden" large
