#!/usr/bin/env bash
# Make .venv and bring it to what the locks say.
#
#   tools/setup.sh runtime          what the program needs
#   tools/setup.sh test | docs      that, and what tests and lint, or the documentation, need
#
# What was done is remembered in .setup/, by the digest of everything that decides the result, so that a second call
# takes no time and a changed lock is noticed.
set -euo pipefail
cd "$(dirname "$0")/.."

wish="${1:-runtime}"
python="${PYTHON:-python3}"
venv_python=".venv/bin/python"
pip=("$venv_python" -m pip install --quiet --no-input --disable-pip-version-check)

say() { echo "setup: $*"; }

stop() {
    echo "setup: $1" >&2
    shift
    for advice in "$@"; do echo "  → $advice" >&2; done
    exit 2
}

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

[[ -f "requirements/$wish.txt" ]] || stop "There is no lock requirements/$wish.txt."

if [[ -x "$venv_python" ]] && ! recent "$venv_python"; then
    stop "The .venv here was made by a Python older than 3.11, or its Python is gone." "Run: make clean"
fi

if [[ ! -x "$venv_python" ]]; then
    command -v "$python" >/dev/null || stop "There is no $python here." \
        "Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3.12 …"
    recent "$python" || stop "Firsthand needs Python 3.11 or newer; $python is $("$python" --version 2>&1)." \
        "Name a newer one: make PYTHON=python3.12 …"
    "$python" -c 'import ensurepip, venv' 2>/dev/null || stop "$("$python" --version) here cannot make a virtual environment." \
        "On Debian or Ubuntu: apt-get install python3-venv"
    say "making .venv with $("$python" --version)"
    rm -rf .setup/*.stamp
    "$python" -m venv .venv
fi

mkdir -p .setup

# Give the name of the stamp for these files: their digest, with the Python and the place, since .venv cannot be moved.
stamp() {
    local name="$1"
    shift
    "$venv_python" - "$name" "$@" <<'PYTHON'
import hashlib, os, sys
from pathlib import Path

digest = hashlib.sha256(f"{sys.version}\0{os.getcwd()}".encode())
for path in sys.argv[2:]:
    digest.update(path.encode() + b"\0" + Path(path).read_bytes())
print(f".setup/{sys.argv[1]}-{digest.hexdigest()[:16]}.stamp")
PYTHON
}

# Install one lock once. `test` and `docs` hold all that `runtime` holds, at the same versions.
install() {
    local lock="$1" done_
    done_="$(stamp "$lock" "requirements/$lock.txt")"
    [[ -e "$done_" ]] && return
    say "installing requirements/$lock.txt (each file is checked against its hash)"
    "${pip[@]}" --require-hashes -r "requirements/$lock.txt"
    rm -f ".setup/$lock"-*.stamp
    touch "$done_"
}

install "$wish"

installed="$(stamp project pyproject.toml src/firsthand/model/version.py requirements/build.txt)"
if [[ ! -e "$installed" ]]; then
    install build
    say "installing Firsthand itself (as it lies here; edits take effect at once)"
    "${pip[@]}" --no-deps --no-build-isolation --editable .
    rm -f .setup/project-*.stamp
    touch "$installed"
fi
