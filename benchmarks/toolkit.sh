#!/bin/sh
# Makes the environment of the peer of together.py by names from PyPI: sh toolkit.sh FOLDER [PYTHON]
set -eu
folder=${1:?"usage: sh toolkit.sh FOLDER [PYTHON]"}
python=${2:-python3}
"$python" -m venv "$folder"
"$folder/bin/pip" install --quiet coordination-network-toolkit
