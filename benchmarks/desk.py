"""
The desk in a browser under four people: first pages, searches, next items and decisions, over HTTP, at a case of any size.

The desk is served as people serve it, by `firsthand serve`, in a process of its own; four clients ask at once, each its own next
thing as soon as the last is answered, so that the rounds are bounded and the load is not. What is measured is the time from the
request to the last byte of the answer, and the processor time of the server beside it. With Chromium, the bytes of a first load.
`--team` then asks the same of a team's server, which four people are signed in to, each with a session of their own.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

sys.path.insert(0, str(Path(__file__).parents[1] / "campaigns"))
import team
from measure import FIRSTHAND, ROOT, options, spread, tell
from search import case_of, percentile

PEOPLE = 4
SEARCHES = (
    "hospital", "من", "aleppo lang:en", "المدرسة", "has:image the", "by:user_7", "الله lang:ar", "hosp*", "children -the", '"of the"',
)  # fmt: skip
LIMITS = {"first page": 150, "search": 200, "decision": 100}
"""Milliseconds, 95th percentile."""
JSON = {"Accept": "application/json"}


class Person:
    """One connection, with the cookie of the session; on a server of several cases their addresses begin with `before`."""

    def __init__(
        self, port: int, cookie: str, form: str, spent: dict[str, list[float]], sizes: dict[str, list[int]], before: str = ""
    ) -> None:
        self._line = http.client.HTTPConnection("localhost", port)
        self._cookie, self._form, self._spent, self._sizes = cookie, form, spent, sizes
        self._port, self._before = port, before

    def ask(self, kind: str, address: str, fields: dict[str, str] | None = None, **headers: str) -> bytes:
        """Ask, and note how long it took."""
        begun = time.perf_counter()
        body = urlencode({"csrfmiddlewaretoken": self._form, **fields}) if fields else None
        sent = {"Cookie": self._cookie, "Origin": f"http://localhost:{self._port}", **headers}
        if body:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request("POST" if body else "GET", address, body, sent)
        answer = self._line.getresponse()
        read = answer.read()
        self._spent[kind].append((time.perf_counter() - begun) * 1000)
        self._sizes[kind].append(len(read))
        if answer.status != 200:
            sys.exit(f"{address}: {answer.status} {read[:300]!r}")
        return read

    def work(self, rounds: int, number: int, pace: float = 0) -> None:
        """First page, a search, then twice the next item and a decision; each round begins `pace` seconds after the last."""
        begun = time.monotonic()
        for turn in range(rounds):
            if pace:  # four people do not begin together; a browser that was idle for some seconds connects anew
                time.sleep(max(0.0, begun + (turn + number / PEOPLE) * pace - time.monotonic()))
                self._line.close()
            rows = re.findall(rb'data-address="([^"]+)"', self.ask("first page", f"{self._before}/inbox"))
            self.ask("search", f"{self._before}/inbox?q=" + quote(SEARCHES[(turn * PEOPLE + number) % len(SEARCHES)]))
            for step in range(2):
                row = rows[(turn * 2 + step + number * 7) % len(rows)].decode()
                self.ask("next item", row, **{"HX-Request": "true"})
                post = row.removeprefix(f"{self._before}/preview/")
                self.ask("decision", f"{self._before}/act/mark", {"post": post, "mark": "reviewed"}, **JSON)


def served(case: Path, home: Path) -> tuple[subprocess.Popen[str], str]:
    """The desk, served, and the address that opens it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "FIRSTHAND_HOME": str(home)}
    process = subprocess.Popen(
        [*FIRSTHAND, "serve", "--as", "Bench", "--no-browser", "--case", str(case)], stderr=subprocess.PIPE, text=True, env=environment
    )
    assert process.stderr
    said = ""
    while "token=" not in said and (line := process.stderr.readline()):
        said += line
    found = re.search(r"http://\S+", said)
    if not found:
        sys.exit(said)
    return process, found[0]


def came_in(address: str) -> tuple[int, str, str]:
    """Port, cookie and form token of a session."""
    port = int(re.search(r":(\d+)/", address)[1])  # type: ignore[index]
    line = http.client.HTTPConnection("localhost", port)
    line.request("GET", address.partition(str(port))[2])
    cookie = line.getresponse().getheader("Set-Cookie", "").partition(";")[0]
    line.close()
    line.request("GET", "/inbox", headers={"Cookie": cookie})
    page = line.getresponse().read().decode()
    return port, cookie, re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]  # type: ignore[index]


def first_load(port: int, cookie: str) -> dict[str, float] | None:
    """Kilobytes that a browser gets for its first page, fonts and all, and for the next item; None without Chromium."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if not (chromium := shutil.which("chromium")):
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": f"http://localhost:{port}"}])
        page = context.new_page()
        sizes: list[int] = []
        page.on("requestfinished", lambda one: sizes.append(sum(one.sizes()[kind] for kind in ("responseBodySize", "responseHeadersSize"))))
        page.goto(f"http://localhost:{port}/inbox", wait_until="load")
        page.wait_for_timeout(2000)
        first = sum(sizes)
        sizes.clear()
        page.keyboard.press("j")
        page.wait_for_timeout(2000)
        browser.close()
        return {"first load": first / 1000, "next items": sum(sizes) / 1000, "next items fetched": len(sizes)}


def at_once(people: list[Person], pid: int, rounds: int, pace: float, spent: dict[str, list[float]]) -> tuple[dict[str, float], float]:
    """Let people work; gives how long each thing took the first time, and the processor seconds of the server for the rest."""
    people[0].work(1, 0)  # what is read for the first time
    cold = {kind: values.pop(0) for kind, values in spent.items()}
    spent.clear()
    before = _cpu(pid)
    threads = [threading.Thread(target=one.work, args=(rounds, n, pace)) for n, one in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return cold, _cpu(pid) - before


def as_a_team(case: Path, rounds: int, pace: float) -> dict[str, Any]:
    """The same work on a team's server, by four people who are signed in."""
    spent: dict[str, list[float]] = defaultdict(list)
    sizes: dict[str, list[int]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        file, site = team.trial(Path(folder), [case])
        name, port = team.called(case), int(site.rpartition(":")[2])
        ways = {f"Bench {n}": team.invited(file, f"Bench {n}", name, "reviewer") for n in range(PEOPLE)}
        with team.served(file) as process:
            people = []
            for person, way in ways.items():
                client = team.Client(site).come_in(way, person)
                cookie = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
                people.append(Person(port, cookie, client.token(f"/case/{name}/inbox"), spent, sizes, f"/case/{name}"))
            cold, cpu = at_once(people, process.pid, rounds, pace, spent)
    return figures(spent, sizes, cold, cpu)


def figures(spent: dict[str, list[float]], sizes: dict[str, list[int]], cold: dict[str, float], cpu: float) -> dict[str, Any]:
    """What was measured on one server, in words."""
    told: dict[str, Any] = {"requests": sum(map(len, spent.values()))}
    for kind, values in spent.items():
        p50, p95 = percentile(values, 0.5), percentile(values, 0.95)
        aim = f", wanted {LIMITS[kind]}" if kind in LIMITS else ""
        told[f"{kind}, ms"] = f"p50 {p50:.0f}, p95 {p95:.0f}{aim}; first {cold[kind]:.0f}"
        told[f"{kind}, kB"] = spread([size / 1000 for size in sizes[kind]], 1)
    told["server CPU a request, ms"] = round(cpu / max(sum(map(len, spent.values())), 1) * 1000, 1)
    return told


def main() -> None:
    """Measure and print."""
    parser = options(__doc__ or "")
    parser.add_argument("--rounds", type=int, default=25, help="Of each person.")
    parser.add_argument("--pace", type=float, default=0, help="Seconds from one round of a person to the next; 0: as fast as it goes.")
    parser.add_argument("--team", action="store_true", help="Then a team's server, in the same run.")
    given = parser.parse_args()
    case = case_of(given.folder, given.posts, given.generator_python)
    spent: dict[str, list[float]] = defaultdict(list)
    sizes: dict[str, list[int]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as home:
        process, address = served(case, Path(home))
        try:
            port, cookie, form = came_in(address)
            people = [Person(port, cookie, form, spent, sizes) for _ in range(PEOPLE)]
            cold, cpu = at_once(people, process.pid, given.rounds, given.pace, spent)
            loaded = first_load(port, cookie)
        finally:
            process.terminate()
            process.wait()
    told: dict[str, Any] = {"posts": given.posts, "people": PEOPLE, "seconds a round": given.pace, **figures(spent, sizes, cold, cpu)}
    if loaded:
        told["first load in Chromium, kB"] = round(loaded["first load"], 1)
        told["then, for the next items, kB"] = f"{loaded['next items']:.1f} in {loaded['next items fetched']:.0f} answers"
    if given.team:
        told |= {f"team: {name}": value for name, value in as_a_team(case, given.rounds, given.pace).items()}
    tell(told, given.json)


def _cpu(pid: int) -> float:
    """Seconds of processor that a process has spent."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
