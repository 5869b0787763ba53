#!/usr/bin/env bash
# strace, for the power-cut simulator. It is for Linux only.
if [[ "$(uname -s)" != Linux ]]; then
    echo "strace: it is for Linux only; the power-cut simulator does not run here."
    exit 3
fi
exec "$(dirname "$0")/debian.sh" strace "the power-cut simulator" strace
