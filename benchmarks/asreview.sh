#!/bin/sh
# Makes the environment of the peer of active.py by a name from PyPI: sh asreview.sh FOLDER [PYTHON]
# It also gets what tools/teach.py and Firsthand's own learner need.
set -eu
folder=${1:?"usage: sh asreview.sh FOLDER [PYTHON]"}
python=${2:-python3}
"$python" -m venv "$folder"
"$folder/bin/pip" install --quiet asreview pandas "msgspec>=0.19" "pycld2>=0.42"
