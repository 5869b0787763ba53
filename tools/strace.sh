#!/usr/bin/env bash
# See to it that strace is there for the power-cut campaign and its test.
# Exit: 0 it is; 3 it is not, and nobody could be asked, or the answer was no; anything else: installing it failed.
set -uo pipefail

command -v strace >/dev/null && exit 0

if [[ "$(uname -s)" != Linux ]]; then
    echo "strace: it is for Linux only; the power-cut simulator does not run here."
    exit 3
fi
by_hand="apt-get update && apt-get install -y --no-install-recommends strace"
if [[ "${CI:-}" != true ]]; then
    if [[ ! -t 0 ]]; then
        echo "strace: it is not here, and there is no terminal to ask at. By hand: $by_hand"
        exit 3
    fi
    read -r -p "The power-cut simulator needs strace. Install it now ($by_hand)? [y/N] " answer
    if [[ ! "$answer" =~ ^[yYjJ] ]]; then
        echo "strace: left out."
        exit 3
    fi
fi
if ! command -v apt-get >/dev/null; then
    echo "strace: it is not here, and there is no apt-get to install it with." >&2
    exit 1
fi
as_root=()
if [[ "$(id -u)" -ne 0 ]]; then as_root=(sudo); fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" apt-get install -y -qq --no-install-recommends strace >/dev/null &&
    command -v strace >/dev/null || exit 1
