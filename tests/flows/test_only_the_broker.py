"""The whole program on a machine of its own with one website: only the broker's process ever opens a connection."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import firsthand

SOURCE = str(Path(firsthand.__file__).resolve().parents[1])
SITE = "93.184.215.14"
"""A public address; in the namespace of this test it is the machine's own, and nothing leaves it."""

HELD = "name,text,date,id\nLayla,وداعا للجميع,2016-12-13T10:00:00Z,1\nOmar,Still here,2016-12-13T11:00:00Z,2\n"

SERVER = f"""
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = "<p>نحن هنا".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
server = http.server.HTTPServer(("{SITE}", 80), Handler)
print("ready", flush=True)
server.serve_forever()
"""

DAY = f"""
set -eu
ip link set lo up
ip address add {SITE}/32 dev lo
"$PYTHON" -c "$SERVER" >ready 2>/dev/null &
server=$!
trap 'kill $server' EXIT
for _ in $(seq 200); do [ -s ready ] && break; sleep 0.05; done
run() {{ strace -f -qq -s 4096 -e trace=execve,connect,sendto,sendmsg -o "trace.$1" "$PYTHON" -c "$CLI" "${{@:2}}"; }}
run new new case --title T --no-passphrase --json
run collect collect held.csv --case case --json
run screen screen --case case --json
run posts posts --case case --json
post=$("$PYTHON" -c "$CLI" posts --case case --json | "$PYTHON" -c "import json; print(json.loads(input())['id'])")
run note note "$post" --text word --as A --case case --json
run views views rebuild --case case --json
run export export wacz --query '' --case case --because drill --to out.wacz --as A --json
run backup backup copy --case case --recovery-file key --json
run verify verify case --json
run fetch broker http://{SITE}/ --fetch --json > fetched
run inside broker http://127.0.0.1:80/ --fetch --json && exit 9 || true
"""

TALKS = re.compile(r"^(\d+) +(connect|sendto|sendmsg)\(.*\b(AF_INET6?)\b", re.MULTILINE)
BEGINS = re.compile(r"^(\d+) +execve\((.*)", re.MULTILINE)


def missing() -> str:
    """What this machine lacks for the test; empty: nothing."""
    for tool in ("unshare", "ip", "strace", "bash"):
        if not shutil.which(tool):
            return f"there is no {tool} here"
    tried = subprocess.run(
        ["unshare", "-n", "sh", "-c", f"ip link set lo up && ip address add {SITE}/32 dev lo && strace -qq -o /dev/null true"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    return "" if tried.returncode == 0 else f"a network of its own may not be made here: {tried.stderr.strip()[:80]}"


pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "-")


def test_nothing_but_the_broker_opens_a_connection(tmp_path: Path) -> None:
    """There is a website that could be reached; a day's work reaches nothing, and a fetch reaches it through the broker alone."""
    (tmp_path / "held.csv").write_text(HELD, "utf-8")
    done = subprocess.run(
        ["unshare", "-n", "bash", "-c", DAY], cwd=tmp_path, capture_output=True, text=True, check=False,
        env=os.environ | {
            "FIRSTHAND_HOME": str(tmp_path / "home"), "PYTHONPATH": SOURCE, "PYTHON": sys.executable, "SERVER": SERVER,
            "CLI": "from firsthand.cli.main import main; main()",
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    fetched = json.loads((tmp_path / "fetched").read_text("utf-8"))
    talked = {}
    for trace in tmp_path.glob("trace.*"):
        told = trace.read_text("utf-8", "replace")
        brokers = {process for process, command in BEGINS.findall(told) if "firsthand.shell.broker" in command}
        talked[trace.suffix[1:]] = {process for process, _, _ in TALKS.findall(told)}, brokers

    assert (fetched["hops"][-1]["status"], fetched["hops"][-1]["address"]) == (200, SITE)
    who, brokers = talked.pop("fetch")
    assert who
    assert who <= brokers
    assert len(talked) == 10
    assert {name: who for name, (who, _) in talked.items() if who} == {}
