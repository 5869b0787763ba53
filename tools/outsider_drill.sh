#!/usr/bin/env bash
# Do what the two VERIFY.md tell a stranger to do, with sha256sum, openssl and the system's python3 and nothing else: no
# virtual environment, no package of ours on the path, a fresh folder. Exit 1 at the first thing that does not fit.
#
#   tools/outsider_drill.sh SITE CASE
set -euo pipefail
[[ $# -eq 2 ]] || { echo "usage: $0 SITE CASE" >&2; exit 2; }
site=$(cd "$1" && pwd)
case_folder=$(cd "$2" && pwd)
unset PYTHONPATH PYTHONHOME VIRTUAL_ENV
PATH=/usr/local/bin:/usr/bin:/bin
export PATH LC_ALL=C
for program in sha256sum openssl python3; do
    command -v "$program" >/dev/null || { echo "drill: no $program here" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$site" "$work/site"
cp -R "$case_folder" "$work/case"
rm -rf "$work/case/secret" "$work/case/case.sqlite"* "$work/case/work" # what a stranger does not get
step() { echo "== $*"; }

step "python3 without our package: $(python3 --version), $(openssl version)"
cd "$work"
if python3 -I -S -c 'import firsthand' 2>/dev/null; then echo "drill: our package is on the path" >&2; exit 1; fi

step "site, 1: sha256sum --check SHA256SUMS"
cd "$work/site"
sha256sum --check --strict --quiet SHA256SUMS
echo "$(wc -l <SHA256SUMS) files fit"

step "site, 2: the program is the one that the story names"
digest=$(sha256sum verify.py | cut -d ' ' -f 1)
grep -q "$digest" index.html
echo "$digest"

step "site, 3: python3 verify.py --need-signature ."
python3 -I -S verify.py --need-signature .
proof=$(find proof -name '*.json' ! -name site.json | LC_ALL=C sort | head -n 1)
if [[ -n "$proof" ]]; then
    step "site, 3: one proof alone, $proof"
    mkdir "$work/alone"
    cp "$proof" "$work/alone/"
    python3 -I -S verify.py --need-signature "$work/alone/${proof##*/}"
fi

step "site, 4: the signature by hand, as in VERIFY.md"
awk '/```sh/ {on = 1; next} /```/ {on = 0} on {sub(/^   /, ""); print}' VERIFY.md >"$work/by_hand.sh"
grep -q pkeyutl "$work/by_hand.sh"
bash -eu "$work/by_hand.sh"

step "case, 1: sha256sum --check SHA256SUMS"
cd "$work/case"
sha256sum --check --strict --quiet SHA256SUMS
echo "$(wc -l <SHA256SUMS) files fit"

step "case, 3: python3 verify.py --need-signature ."
python3 -I -S verify.py --need-signature .

step "a changed byte is found by both"
printf 'x' >>"$work/site/index.html"
cd "$work/site"
if sha256sum --check --status SHA256SUMS; then echo "drill: sha256sum did not see it" >&2; exit 1; fi
if python3 -I -S verify.py . >"$work/told"; then echo "drill: verify.py did not see it" >&2; exit 1; fi
grep 'WRONG.*index.html' "$work/told"
echo "drill: everything fits"
