"""
A story as it would be published now, for the writer alone: on 127.0.0.1, under an address that nobody can guess.

The frame looks every second whether a file of the story or the ledger has changed, and shows the story anew: wide, as on a
telephone, text only, and as it prints. The pages inside are those of the publication, byte for byte, with their own policy
(no script); only the frame has one. Nothing is entered and nothing is written.
"""

from __future__ import annotations

import json
import mimetypes
import re
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"

_PRINT = re.compile(rb"@media\s+print\b")
_SCREEN = re.compile(rb"@media\s+screen\b")

_SCRIPT = """
const frame = document.querySelector("iframe"), list = document.querySelector("ol"), line = document.querySelector("output");
let version = "", page = "index.html", shape = "wide", kind = "site", language = document.querySelector("select").value;
function show() {
  frame.className = shape;
  frame.src = `${kind}/${language}/${page}?${encodeURIComponent(version)}`;
}
for (const button of document.querySelectorAll("button")) button.addEventListener("click", () => {
  ({ shape, kind, page } = { shape: "wide", kind: "site", page: "index.html", ...JSON.parse(button.value) });
  for (const one of document.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === button));
  show();
});
document.querySelector("select").addEventListener("change", (event) => { language = event.target.value; show(); });
async function look() {
  try {
    const state = await (await fetch("state")).json();
    if (state.version !== version) {
      version = state.version;
      line.textContent = state.error || `${state.blocking} of ${state.problems.length} findings block`;
      list.replaceChildren(...state.problems.map((told) => {
        const item = document.createElement("li");
        item.dir = "auto";
        item.textContent = told;
        return item;
      }));
      show();
    }
  } catch { line.textContent = "The preview has ended."; }
  setTimeout(look, 1000);
}
look();
"""

_FRAME = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Preview: {slug}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0; font: 15px/1.4 system-ui, sans-serif; display: flex; flex-direction: column; height: 100vh; }}
header {{ display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; padding: .5rem 1rem; border-bottom: 1px solid; }}
button, select {{ min-height: 2.2rem; font: inherit; }}
button[aria-pressed=true] {{ font-weight: 700; text-decoration: underline; }}
iframe {{ flex: 1; border: 0; width: 100%; background: #fff; }}
iframe.phone {{ width: 390px; align-self: center; border-inline: 1px solid; }}
details {{ width: 100%; }} ol {{ max-height: 30vh; overflow: auto; margin: .3rem 0; }}
</style>
</head>
<body>
<header>
<strong>{slug}</strong>
<label>Language <select>{options}</select></label>
<button value='{{}}' aria-pressed="true">Wide</button>
<button value='{{"shape":"phone"}}' aria-pressed="false">Phone</button>
<button value='{{"page":"text/index.html"}}' aria-pressed="false">Text only</button>
<button value='{{"page":"confirmed/index.html"}}' aria-pressed="false">Confirmed only</button>
<button value='{{"kind":"print"}}' aria-pressed="false">Print</button>
<details><summary><output>Reading the story …</output></summary><ol></ol></details>
</header>
<iframe title="The story" sandbox="allow-same-origin allow-popups"></iframe>
<script src="preview.js"></script>
</body>
</html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """
    What is shown now.

    Attributes:
        pages: Path to content.
        problems: A sentence each, those that block first; `blocking` of them do.
        error: Why it cannot be shown at all; empty when it can.
    """

    pages: Mapping[str, bytes]
    problems: Sequence[str] = ()
    blocking: int = 0
    error: str = ""


class Preview:
    """Serves one story until it is closed; `address` leads to it."""

    def __init__(
        self, slug: str, languages: Sequence[str], draft: Callable[[], Shown], version: Callable[[], str], *, port: int = 0
    ) -> None:
        self._slug, self._languages = slug, languages
        self._draft, self._version = draft, version
        self._lock = threading.Lock()
        self._of, self._now = "", Shown(pages={})
        self._token = secrets.token_urlsafe(16)
        self._server = ThreadingHTTPServer((HOST, port), self._handler())
        self.address = f"http://{HOST}:{self._server.server_address[1]}/{self._token}/"

    def serve(self) -> None:
        """Answer until `close` is called in another thread, or the person stops."""
        self._server.serve_forever(poll_interval=0.2)

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()

    def shown(self) -> tuple[str, Shown]:
        """The version of what lies there, and what it looks like; made anew when something has changed."""
        with self._lock:
            version = self._version()
            if version != self._of:
                fresh = self._draft()
                # A file that cannot be read for a moment does not take the page away from under the writer.
                self._now = Shown(pages=fresh.pages or self._now.pages, problems=fresh.problems, blocking=fresh.blocking, error=fresh.error)
                self._of = version
            return self._of, self._now

    def answer(self, path: str, host: str) -> tuple[int, str, bytes]:
        """Status, type and body for a path; pages are answered under a name of this machine only."""
        port = self._server.server_address[1]
        if host not in (f"{HOST}:{port}", f"localhost:{port}") or not path.startswith(f"/{self._token}/"):
            return 404, "text/plain", b"Nothing is here."
        asked = path.removeprefix(f"/{self._token}/").partition("?")[0]
        if asked == "":
            options = "".join(f"<option>{escape(one)}</option>" for one in self._languages)
            return 200, "text/html; charset=utf-8", _FRAME.format(slug=escape(self._slug), options=options).encode()
        if asked == "preview.js":
            return 200, "text/javascript; charset=utf-8", _SCRIPT.encode()
        version, now = self.shown()
        if asked == "state":
            told = {"version": version, "problems": list(now.problems), "blocking": now.blocking, "error": now.error}
            return 200, "application/json", json.dumps(told).encode()
        kind, _, name = asked.partition("/")
        data = now.pages.get(name) if kind in ("site", "print") else None
        if data is None:
            return 404, "text/plain", b"Nothing is here."
        return 200, type_of(name), as_printed(name, data) if kind == "print" else data

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        preview = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, mime, body = preview.answer(self.path, self.headers.get("Host", ""))
                self.send_response(status)
                for name, value in (
                    ("Content-Type", mime), ("Content-Length", str(len(body))), ("Cache-Control", "no-store"),
                    ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
                ):  # fmt: skip
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the library's
                """Say nothing: the address is a secret."""

        return Handler


def as_printed(name: str, data: bytes) -> bytes:
    """A file of a site as paper would have it: in a style, what is for print is for all."""
    return _SCREEN.sub(b"@media not all", _PRINT.sub(b"@media all", data)) if name.endswith(".css") else data


def type_of(name: str) -> str:
    """The media type of a file of a site, by its name."""
    found = mimetypes.guess_type(name)[0] or ("font/woff2" if name.endswith(".woff2") else "application/octet-stream")
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
