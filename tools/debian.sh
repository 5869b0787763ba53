#!/usr/bin/env bash
# See to it that a program is there that tests or campaigns need.
#
#   tools/debian.sh PROGRAM PURPOSE PACKAGE…
#
# Exit: 0 it is; 3 it is not, and nobody could be asked, or the answer was no; anything else: installing it failed.
set -uo pipefail

program="$1" purpose="$2"
shift 2
command -v "$program" >/dev/null && exit 0

by_hand="apt-get update && apt-get install -y --no-install-recommends $*"
if [[ "${CI:-}" != true ]]; then
    if [[ ! -t 0 ]]; then
        echo "$purpose: left out, there is no $program, and no terminal to ask at. By hand: $by_hand"
        exit 3
    fi
    read -r -p "$program is missing for $purpose. Install it now ($by_hand)? [y/N] " answer
    if [[ ! "$answer" =~ ^[yYjJ] ]]; then
        echo "$purpose: left out, no $program."
        exit 3
    fi
fi
if ! command -v apt-get >/dev/null; then
    echo "$purpose: there is no $program, and no apt-get to install it with." >&2
    exit 1
fi
as_root=()
if [[ "$(id -u)" -ne 0 ]]; then as_root=(sudo); fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null &&
    command -v "$program" >/dev/null || exit 1
