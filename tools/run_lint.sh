#!/usr/bin/env bash
# Style, types, floors: all three run, and the exit is non-zero when any found something.
set -uo pipefail
cd "$(dirname "$0")/.."

failed=()
check() {
    local name="$1"
    shift
    echo "== $name"
    "$@" || failed+=("$name")
}

check "ruff check" .venv/bin/ruff check .
check "mypy" .venv/bin/mypy
check "lint-imports" .venv/bin/lint-imports

if [[ ${#failed[@]} -gt 0 ]]; then
    printf 'lint: FAILED: %s\n' "${failed[@]}"
    exit 1
fi
echo "lint: all passed"
