#!/bin/sh
# Makes the peer's environment by names from PyPI: sh peers.sh FOLDER [PYTHON]
# twarc-csv 0.7.2 fails with pandas 3 (DataFrame.applymap is gone), so pandas stays below.
set -eu
folder=${1:?"usage: sh peers.sh FOLDER [PYTHON]"}
python=${2:-python3}
"$python" -m venv "$folder/peer"
"$folder/peer/bin/pip" install --quiet "pandas<3" twarc "twarc-csv==0.7.2"
"$python" -m venv "$folder/generator"
"$folder/generator/bin/pip" install --quiet numpy orjson pyarrow wordfreq
echo "--peer $folder/peer/bin/python --generator-python $folder/generator/bin/python"
