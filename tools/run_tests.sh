#!/usr/bin/env bash
# Run the tests in stages, each a pytest of its own: a browser that hangs or a test that fills a disk cannot take the
# others with it. All stages run, even when one fails; the exit is non-zero when any did.
#
#   STAGES="rooms browser crash"    which, in this order
#   PYTEST_ARGS="-x -k whatsapp"    passed on
#   WORKERS=1                       how many processes share a stage; as many as there are cores unless stated
set -uo pipefail
cd "$(dirname "$0")/.."

declare -A folders=(
    [rooms]="tests/rooms tests/contract tests/flows tests/docs"
    [browser]="tests/browser"
    [crash]="tests/crash"
)
read -ra stages <<<"${STAGES:-rooms browser crash}"
read -ra arguments <<<"${PYTEST_ARGS:-}"
workers="${WORKERS:-$(nproc 2>/dev/null || echo 2)}"
# Files of the crash stage share what is dear to build; a browser is started once.
declare -A sharing=([rooms]="-n $workers --dist worksteal" [browser]="-n 0" [crash]="-n $workers --dist loadfile")
report=()
failed=0
ran=0
export HYPOTHESIS_PROFILE="${HYPOTHESIS_PROFILE:-ci}"

for stage in "${stages[@]}"; do
    if [[ -z "${folders[$stage]:-}" ]]; then
        echo "tests: there is no stage $stage; there are: ${!folders[*]}" >&2
        exit 2
    fi
    present=()
    for folder in ${folders[$stage]}; do
        if [[ -d "$folder" ]]; then present+=("$folder"); else echo "tests: no $folder yet, left out"; fi
    done
    if [[ ${#present[@]} -eq 0 ]]; then
        report+=("$stage: left out, nothing there yet")
        continue
    fi
    if [[ "$stage" == rooms ]]; then
        tools/tesseract.sh
        case $? in
            0) ;;
            3) report+=("words in pictures: LEFT OUT, no Tesseract") ;;
            *) report+=("words in pictures: FAILED, Tesseract could not be installed"); failed=1 ;;
        esac
        tools/pango.sh
        case $? in
            0) ;;
            3) report+=("printing stories: LEFT OUT, no Pango") ;;
            *) report+=("printing stories: FAILED, Pango could not be installed"); failed=1 ;;
        esac
    fi
    if [[ "$stage" == browser ]]; then
        tools/chromium.sh
        case $? in
            0) ;;
            3) report+=("browser: LEFT OUT, no Chromium"); continue ;;
            *) report+=("browser: FAILED, Chromium could not be installed"); failed=1; continue ;;
        esac
    fi
    echo "== tests, stage $stage: ${present[*]}"
    began=$SECONDS
    # shellcheck disable=SC2086
    .venv/bin/python -m pytest ${sharing[$stage]} "${present[@]}" ${arguments[@]+"${arguments[@]}"}
    code=$?
    took="$((SECONDS - began)) s"
    case $code in
        0) report+=("$stage: passed, $took"); ran=1 ;;
        5) report+=("$stage: no test was chosen, $took") ;;
        *) report+=("$stage: FAILED (pytest's exit $code), $took"); failed=1 ;;
    esac
done

echo "== tests"
printf '  %s\n' "${report[@]}"
if [[ $failed -eq 0 && $ran -eq 0 ]]; then
    echo "tests: no test ran at all" >&2
    failed=1
fi
exit $failed
