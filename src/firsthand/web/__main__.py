"""`python -m firsthand.web CASE`: the process that `firsthand serve` starts, so that the command line needs no Django."""

from __future__ import annotations

import argparse
import contextlib
import gc
import secrets
import socket
import sys
import webbrowser

from firsthand.model.errors import FirsthandError, Unavailable
from firsthand.web.gate import gated
from firsthand.web.supervisor import Supervisor


def main() -> None:
    """Serve one case on this machine, until Ctrl-C."""
    stated = argparse.ArgumentParser(prog="firsthand serve")
    stated.add_argument("case")
    stated.add_argument("--as", dest="person", required=True)
    stated.add_argument("--port", type=int, default=0)
    stated.add_argument("--no-browser", action="store_true")
    given = stated.parse_args()
    try:
        serve(given.case, given.person, port=given.port, browser=not given.no_browser)
    except FirsthandError as error:
        sys.stderr.write(f"{error}\n{error.advice()}\n")
        sys.exit(error.exit_code)


def serve(case: str, name: str, *, port: int = 0, browser: bool = True) -> None:
    """
    Open a case as a desk for one person.

    Args:
        port: On 127.0.0.1; 0 for any that is free.

    Raises:
        Unavailable: The port is taken.
        NotFound, Mistaken, Tampered: As opening the case does.
    """
    import uvicorn

    sock = _socket(port)
    address, supervisor = prepare(case, name, port=sock.getsockname()[1])
    sys.stderr.write(f"The desk is at {address}\nThe address works once. Ctrl-C ends the desk; what was acknowledged is kept.\n")
    sys.stderr.flush()
    if browser:
        webbrowser.open(address)
    from django.core.asgi import get_asgi_application

    config = uvicorn.Config(
        gated(get_asgi_application()), log_level="warning", access_log=False, server_header=False, date_header=False, lifespan="off",
        timeout_graceful_shutdown=2,  # open pages hold a stream of news each
    )  # fmt: skip
    supervisor.start()
    gc.freeze()  # what is there by now stays: a search for cycles need not walk through the whole program while somebody waits
    try:
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[sock])
    finally:
        supervisor.end()


def prepare(case: str, name: str, *, port: int) -> tuple[str, Supervisor]:
    """Open the case, make the desk's own database; give the address that lets its person in, once, and who keeps the worker."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    from firsthand.shell.case import ask_passphrase, find_case, open_case
    from firsthand.shell.durable import make_folder
    from firsthand.shell.people import home, person
    from firsthand.shell.uploads import FOLDER
    from firsthand.web.room import Room, open_room
    from firsthand.web.settings import DESK_HOST, settings_for

    root, token, database = find_case(case), secrets.token_urlsafe(24), home() / "desk.sqlite"
    passphrase = ask_passphrase() if (root / "secret" / "identity.age").exists() else None
    desk = open_case(root, ask=lambda: passphrase)
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    spool = root / FOLDER
    make_folder(spool)
    settings.configure(**settings_for(database, key=secrets.token_urlsafe(48), port=port, spool=spool))
    open_room(Room(desk, person(name), token, port))
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    return f"http://{DESK_HOST}:{port}/enter?token={token}", Supervisor(desk.root, database, passphrase)


def _socket(port: int) -> socket.socket:
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind(("127.0.0.1", port))
        sock.listen(128)  # who opens the address at once waits, and is not turned away
    except OSError:
        sock.close()
        raise Unavailable(f"Port {port} is taken.", code="port-taken", advice="Name another with --port, or leave it out.") from None
    return sock


if __name__ == "__main__":
    main()
