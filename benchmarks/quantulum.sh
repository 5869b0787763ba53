#!/bin/sh
# Makes the environment of the peer of check.py by names from PyPI: sh quantulum.sh FOLDER [PYTHON]
# quantulum3 0.10 asks for pkg_resources, which newer setuptools do not have.
set -eu
folder=${1:?"usage: sh quantulum.sh FOLDER [PYTHON]"}
python=${2:-python3}
"$python" -m venv "$folder"
"$folder/bin/pip" install --quiet "setuptools<81" quantulum3
