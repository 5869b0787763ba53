"""The whole program on a machine of its own with one website, an authority too: only the broker's process opens a connection."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

import firsthand
from firsthand.testing.world import WORDS, make_desk, ready_story, take_in, twarc_lines

SOURCE = str(Path(firsthand.__file__).resolve().parents[1])
SITE = "93.184.215.14"
"""A public address; in the namespace of this test it is the machine's own, and nothing leaves it."""

HELD = "name,text,date,id\nLayla,وداعا للجميع,2016-12-13T10:00:00Z,1\nOmar,Still here,2016-12-13T11:00:00Z,2\n"

SERVER = f"""
import http.server, pathlib, sys
from firsthand.testing.authority import LoopbackAuthority
authority = LoopbackAuthority(pathlib.Path("authority"), "Alpha")
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = authority.reply(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
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
"$PYTHON" -c "$SERVER" >ready 2>server.err &
server=$!
trap 'kill $server' EXIT
for _ in $(seq 200); do [ -s ready ] && break; sleep 0.05; done
run() {{ strace -f --seccomp-bpf -qq -s 4096 -e trace=execve,connect,sendto,sendmsg -o "trace.$1" "$PYTHON" -c "$CLI" "${{@:2}}"; }}
run new new case --title T --place Oradesh --no-passphrase --json
run collect collect held.csv --case case --json
run screen screen --case case --json
run posts posts --case case --json
post=$("$PYTHON" -c "$CLI" posts --case case --json | "$PYTHON" -c "import json; print(json.loads(input())['id'])")
run note note "$post" --text word --as A --case case --json
run views views rebuild --case case --json
run export export wacz --query '' --case case --because drill --to out.wacz --as A --json
run backup backup copy --case case --recovery-file key --json
run verify verify case --json
mkdir -p case/plan/stampers
cp authority/ca.pem case/plan/stampers/alpha.pem
run stamp stamp --authority alpha=http://{SITE}/tsr --case case --json > stamped
run stamped verify case --json > verified
mkdir -p told/case/plan/stampers
cp authority/ca.pem told/case/plan/stampers/alpha.pem
run publish story publish days --to site --case told/case --as "A. Renn" --json > published
run fetch broker http://{SITE}/ --fetch --json > fetched
run inside broker http://127.0.0.1:80/ --fetch --json && exit 9 || true
"""

TALKS = re.compile(r"^(\d+) +(connect|sendto|sendmsg)\(.*\b(AF_INET6?)\b", re.MULTILINE)
BEGINS = re.compile(r"^(\d+) +execve\((.*)", re.MULTILINE)


def missing() -> str:
    """What this machine lacks for the test; empty: nothing."""
    for tool in ("unshare", "ip", "strace", "bash", "openssl"):
        if not shutil.which(tool):
            return f"there is no {tool} here"
    tried = subprocess.run(
        ["unshare", "-n", "sh", "-c", f"ip link set lo up && ip address add {SITE}/32 dev lo && strace -qq -o /dev/null true"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    return "" if tried.returncode == 0 else f"a network of its own may not be made here: {tried.stderr.strip()[:80]}"


pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "-")


def told_story(folder: Path) -> None:
    """Make a case with a story that may be published, and that names the authority."""
    folder.mkdir()
    case = make_desk(folder)
    (folder / "p.jsonl").write_bytes(twarc_lines(WORDS))
    take_in(case, folder / "p.jsonl")
    ready_story(case)
    plan = case.root / "case.toml"
    plan.write_text(re.sub("(?m)^stampers = .*", f'stampers = ["alpha=http://{SITE}/tsr"]', plan.read_text("utf-8")), "utf-8")


def test_nothing_but_the_broker_opens_a_connection(tmp_path: Path) -> None:
    """
    There is a website, and an authority, that could be reached: a day's work reaches nothing, a fetch and a stamp reach them
    through the broker alone.
    """
    (tmp_path / "held.csv").write_text(HELD, "utf-8")
    with mock.patch.dict(os.environ, FIRSTHAND_HOME=str(tmp_path / "home")):
        told_story(tmp_path / "told")
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
    assert [one["checked"] for one in json.loads((tmp_path / "stamped").read_text("utf-8"))["stamped"]] == [True]
    assert json.loads((tmp_path / "verified").read_text("utf-8"))["checked"]["time stamps"] == 1
    published = json.loads((tmp_path / "published").read_text("utf-8"))
    assert (published["cards"], published["stamps"], published["unstamped"]) == (1, 1, [])
    for name in ("fetch", "stamp", "publish"):
        who, brokers = talked.pop(name)
        assert who
        assert who <= brokers
    assert len(talked) == 11
    assert {name: who for name, (who, _) in talked.items() if who} == {}
