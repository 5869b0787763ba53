#!/bin/sh
# Runs tools/teach.py with scikit-learn, which nothing else needs: sh teach.sh FOLDER PYTHON [DATA]
# FOLDER becomes an environment of its own; PYTHON is one that has what Firsthand needs.
set -eu
folder=${1:?"usage: sh teach.sh FOLDER PYTHON [DATA]"}
python=${2:?"usage: sh teach.sh FOLDER PYTHON [DATA]"}
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -x "$folder/bin/python" ]; then
    "$python" -m venv "$folder"
    "$folder/bin/pip" install --quiet "scikit-learn>=1.5" "numpy>=2.0" "msgspec>=0.19" "pycld2>=0.42"
fi
"$folder/bin/python" "$here/teach.py" ${3:+"$3"}
