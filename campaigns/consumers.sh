#!/bin/sh
# Makes the environment of consumers.py: sh consumers.sh FOLDER PYTHON, where PYTHON already runs Firsthand.
# The consumers lie in an environment of their own, for they bring many packages; behind theirs it sees those of PYTHON.
# What cannot be installed here is left out, and the campaign says that it is missing.
set -eu
folder=${1:?"usage: sh consumers.sh FOLDER PYTHON"}
python=${2:?"usage: sh consumers.sh FOLDER PYTHON"}
[ -e "$folder/whole" ] && exit 0
"$python" -m venv "$folder"
ours=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
theirs=$("$folder/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
for package in followthemoney datasette sqlite-utils extruct wacz; do
  "$folder/bin/pip" install --quiet --disable-pip-version-check "$package" || echo "$package cannot be installed here" >&2
done
echo "$ours" > "$theirs/firsthand.pth"
touch "$folder/whole"
