#!/usr/bin/env bash
# See to it that Chromium is there for the browser tests.
# Exit: 0 it is; 3 it is not, and nobody could be asked, or the answer was no; anything else: installing it failed.
set -uo pipefail

command -v chromium >/dev/null && exit 0

by_hand="apt-get update && apt-get install -y --no-install-recommends chromium"
if [[ "${CI:-}" != true ]]; then
    if [[ ! -t 0 ]]; then
        echo "tests: browser tests are left out: there is no chromium, and no terminal to ask at. By hand: $by_hand"
        exit 3
    fi
    read -r -p "The browser tests need Chromium. Install it now ($by_hand)? [y/N] " answer
    if [[ ! "$answer" =~ ^[yYjJ] ]]; then
        echo "tests: browser tests are left out: no chromium."
        exit 3
    fi
fi
if ! command -v apt-get >/dev/null; then
    echo "tests: no chromium, and no apt-get to install it with." >&2
    exit 1
fi
as_root=()
if [[ "$(id -u)" -ne 0 ]]; then as_root=(sudo); fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" apt-get install -y -qq --no-install-recommends chromium >/dev/null &&
    command -v chromium >/dev/null || exit 1
