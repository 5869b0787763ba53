#!/usr/bin/env bash
# Programs of the field that take what we write: py-wacz and pywb, and the engine of ReplayWeb.page (under the AGPL), for
# `make campaign-interop` alone. They come by name from the package registries into .interop/, which no commit holds.
set -euo pipefail
cd "$(dirname "$0")/.."

for tool in node npm; do
    command -v "$tool" >/dev/null || { echo "interop: there is no $tool here. On Debian or Ubuntu: apt-get install npm" >&2; exit 3; }
done
mkdir -p .interop/viewer
if [[ ! -d .interop/python/pywb || ! -d .interop/python/wacz ]]; then
    "${1:-.venv/bin/python}" -m pip install --quiet --no-input --disable-pip-version-check --target .interop/python wacz pywb
fi
cp tools/wacz_viewer.mjs .interop/viewer/
if [[ ! -d .interop/viewer/node_modules/@webrecorder/wabac || ! -d .interop/viewer/node_modules/esbuild ]]; then
    (cd .interop/viewer && npm install --silent --no-audit --no-fund --no-save --ignore-scripts @webrecorder/wabac@2.27.1 esbuild)
fi
