#!/bin/sh
# Starts the witness. Into an empty folder it first makes key and state, and says its card's hash: write that down. A
# folder that holds only a part of them is one that lost something, and the witness refuses to start there.
set -eu
if [ -z "$(ls -A "$DATA_DIR")" ]; then exec node witness/main.ts --init; fi
exec node witness/main.ts
