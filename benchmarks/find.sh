#!/bin/sh
# Runs the benchmarks of finding, beside their peers by names from PyPI: sh find.sh FOLDER [POSTS]
# Needs .venv (make setup) and the generator of the corpus, or a corpus posts_N.jsonl in the folder.
set -eu
folder=${1:?"usage: sh find.sh FOLDER [POSTS]"}
posts=${2:-100000}
here=$(cd "$(dirname "$0")" && pwd)
python="$here/../.venv/bin/python"
mkdir -p "$folder"
if [ ! -d "$folder/find-peers" ]; then
    "$python" -m pip install --quiet --target "$folder/find-peers" datasketch ImageHash py3langid
fi
generator="$python"
if [ ! -e "$folder/posts_$posts.jsonl" ]; then
    if [ ! -x "$folder/generator/bin/python" ]; then
        "$python" -m venv "$folder/generator"
        "$folder/generator/bin/python" -m pip install --quiet numpy orjson pyarrow wordfreq
    fi
    generator="$folder/generator/bin/python"
fi
for script in pictures duplicates languages; do
    echo "== $script"
    "$python" "$here/$script.py" --folder "$folder" --posts "$posts" --generator-python "$generator" --peer "$folder/find-peers"
done
