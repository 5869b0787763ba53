"""
A time-stamping authority on this machine, made with the `openssl` program: for tests, and for nothing else.

Its stamps prove nothing: whoever runs it holds its keys and sets its clock.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    from firsthand.shell.broker.process import Broker

CONFIG = """[tsa]
default_tsa = t
[t]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
EXTENSIONS = """basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


def openssl(*arguments: str, folder: Path) -> bytes:
    """Run the program in a folder; what it prints."""
    program = shutil.which("openssl")
    assert program, "the openssl program is needed"
    return subprocess.run([program, *arguments], cwd=folder, check=True, capture_output=True, timeout=30).stdout


class LoopbackAuthority:
    """
    An authority with a root of its own.

    Attributes:
        folder: Its keys (``ca.key``, ``tsa.key``), certificates (``ca.pem``, ``tsa.pem``) and configuration.
        roots: Its root certificate, PEM.
        seen: Every request that came by HTTP.
        canned: When set, the body of every answer, in place of a stamp.
    """

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        key = ("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out")
        for own in ("ca.key", "tsa.key"):
            openssl(*key, own, folder=folder)
        openssl("req", "-new", "-x509", "-days", "3650", "-key", "ca.key", "-out", "ca.pem", "-subj", f"/CN={name} Root",
                "-addext", "keyUsage=critical,keyCertSign,cRLSign", folder=folder)  # fmt: skip
        openssl("req", "-new", "-key", "tsa.key", "-out", "tsa.csr", "-subj", f"/CN={name}", folder=folder)
        (folder / "extensions").write_text(EXTENSIONS)
        openssl("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "3000",
                "-extfile", "extensions", "-out", "tsa.pem", folder=folder)  # fmt: skip
        (folder / "ts.cnf").write_text(CONFIG)
        (folder / "serial").write_text("01\n")
        self.roots = (folder / "ca.pem").read_bytes()
        self.seen: list[bytes] = []
        self.canned: bytes | None = None

    def reply(self, request: bytes, *options: str) -> bytes:
        """Stamp a request; `options` go to ``openssl ts -reply``."""
        (self.folder / "query").write_bytes(request)
        openssl("ts", "-reply", "-config", "ts.cnf", "-section", "t", "-queryfile", "query", "-out", "answer", *options,
                folder=self.folder)  # fmt: skip
        return (self.folder / "answer").read_bytes()

    @contextmanager
    def serving(self, port: int = 0) -> Iterator[str]:
        """Answer on 127.0.0.1 while the context is open, and let the stampers of this process come here; gives the address."""
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = self.rfile.read(int(self.headers["Content-Length"]))
                authority.seen.append(request)
                body = authority.reply(request) if authority.canned is None else authority.canned
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_told: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            with let_in(server.server_address[1]):
                yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


@contextmanager
def let_in(port: int) -> Iterator[None]:
    """
    Let the stampers of this process reach 127.0.0.1 at one port while the context is open.

    The allowance goes into the start of each broker, as an argument. Another process, the command line among them, has none.
    """
    from firsthand.shell import stamper
    from firsthand.shell.broker.terms import Allowance

    start, here = stamper.start_broker, Allowance(network=ip_network("127.0.0.1/32"), port=port)

    def started(*, allow: Collection[Allowance] = (), **stated: Any) -> Broker:
        return start(allow=(*allow, here), **stated)

    with patch.object(stamper, "start_broker", started):
        yield
