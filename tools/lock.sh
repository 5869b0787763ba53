#!/usr/bin/env bash
# Choose versions again and write the locks. They carry the hashes of every file of a release, and no addresses.
#
# Made with Python 3.11, the oldest we support: what is chosen for it also installs on 3.12 and 3.13, while the newest
# release of a package may have left 3.11 behind. Keep a pin:  tools/lock.sh    (pip-compile keeps what is in the file).
# Take newer ones:  tools/lock.sh --upgrade    or    tools/lock.sh --upgrade-package NAME
set -euo pipefail
cd "$(dirname "$0")/.."

python="$(command -v python3.11 || true)"
if [[ -z "$python" ]] || ! "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
    echo "lock: needs python3.11 on the path, because the locks must hold for the oldest Python we support." >&2
    exit 2
fi

if [[ ! -x .setup/lock/bin/pip-compile ]]; then
    "$python" -m venv .setup/lock
    .setup/lock/bin/python -m pip install --quiet --disable-pip-version-check "pip-tools==7.6.2"
fi

compile() {
    CUSTOM_COMPILE_COMMAND="make lock" .setup/lock/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
        --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options "$@"
}

compile --output-file requirements/runtime.txt "$@" pyproject.toml
# Each is held to the one before, so that all of them fit into one .venv.
compile --extra test --constraint requirements/runtime.txt --output-file requirements/test.txt "$@" pyproject.toml
compile --extra docs --constraint requirements/test.txt --output-file requirements/docs.txt "$@" pyproject.toml
compile --extra c2pa --constraint requirements/runtime.txt --output-file requirements/c2pa.txt "$@" pyproject.toml
compile --extra print --constraint requirements/runtime.txt --output-file requirements/print.txt "$@" pyproject.toml
compile --extra team --constraint requirements/test.txt --output-file requirements/team.txt "$@" pyproject.toml
compile --extra places --constraint requirements/test.txt --output-file requirements/places.txt "$@" pyproject.toml
compile --extra embeddings --constraint requirements/test.txt --output-file requirements/embeddings.txt "$@" pyproject.toml
compile --extra parquet --constraint requirements/test.txt --output-file requirements/parquet.txt "$@" pyproject.toml
compile --extra analysis --constraint requirements/test.txt --output-file requirements/analysis.txt "$@" pyproject.toml
compile --constraint requirements/docs.txt --constraint requirements/test.txt --output-file requirements/build.txt "$@" \
    requirements/build.in

if grep -nE '://|^--' requirements/*.txt; then
    echo "lock: an address or an option stands in a lock; see above." >&2
    exit 1
fi
echo "lock: requirements/*.txt are written. Try them: make clean && make check"
