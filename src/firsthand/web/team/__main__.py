"""
`python -m firsthand.web.team VERB CONFIG`: what `firsthand serve --team` and `firsthand team` become.

So the command line needs no Django.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

from firsthand.model.actor import Actor
from firsthand.model.errors import FirsthandError, Mistaken, NotFound, Unavailable
from firsthand.text.visible import isolate, visible
from firsthand.web.gate import gated
from firsthand.web.supervisor import Supervisor
from firsthand.web.team import log
from firsthand.web.team.config import Server, passphrase, read_server, secret_key


def main() -> None:
    """Do one verb; errors in words, with the exit codes of the command line."""
    stated = argparse.ArgumentParser(prog="firsthand team")
    stated.add_argument("verb", choices=("serve", *VERBS))
    stated.add_argument("config", type=Path)
    stated.add_argument("--name", default="")
    stated.add_argument("--case", action="append", default=[])
    stated.add_argument("--role", default="")
    stated.add_argument("--hours", type=int, default=72)
    stated.add_argument("--json", action="store_true")
    given = stated.parse_args()
    try:
        _needed()
        server = read_server(given.config)
        if given.verb == "serve":
            serve(server)
            return
        prepare(server)
        told, words = VERBS[given.verb](server, given)
        sys.stdout.write((json.dumps(told, ensure_ascii=False) if given.json else words) + "\n")
    except FirsthandError as error:
        told = {"error": {"code": error.code, "message": str(error), "advice": error.advice()}}
        sys.stderr.write(f"{json.dumps(told, ensure_ascii=False)}\n" if given.json else f"{error} [{error.code}]\n→ {error.advice()}\n")
        sys.exit(error.exit_code)


def serve(server: Server) -> None:
    """
    Serve the cases of a team, until the process is ended.

    Raises:
        Unavailable: The port is taken.
    """
    import uvicorn

    sock = _socket(*server.listen)
    workers = prepare_cases(server)
    from django.core.asgi import get_asgi_application

    heard = "a trial, without TLS, for this machine alone" if server.trial else f"the proxy at {', '.join(server.proxies)}"
    sys.stderr.write(f"The desk is {server.site}\nListening on {server.listen[0]}:{server.listen[1]} for {heard}.\n")
    sys.stderr.flush()
    config = uvicorn.Config(
        gated(get_asgi_application(), known=known_session), log_level="warning", access_log=False,
        server_header=False, date_header=False, lifespan="off", timeout_graceful_shutdown=2, timeout_keep_alive=75,
        proxy_headers=bool(server.proxies), forwarded_allow_ips=list(server.proxies), limit_concurrency=500,
    )  # fmt: skip
    for one in workers:
        one.start()
    log.note(server.state, "started")
    gc.freeze()  # as on the desk of one person: a search for cycles need not walk through the whole program
    try:
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[sock])
    finally:
        log.note(server.state, "ended")
        for one in workers:
            one.end()


def _socket(host: str, port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(512)
    except OSError as error:
        sock.close()
        raise Unavailable(
            f"{host}:{port} cannot be listened on: {error.strerror}.", code="port-taken", advice="Name another in the file: listen."
        ) from None
    return sock


def prepare(server: Server) -> None:
    """Make the folder of the desk's own, its key and its database."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    from firsthand.shell.durable import make_folder
    from firsthand.web.team.settings import team_settings

    server.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_folder(server.state / "spool")
    os.environ["FIRSTHAND_HOME"] = str(server.state)
    if not settings.configured:
        settings.configure(**team_settings(server, secret_key(server)))
        django.setup()
    os.close(os.open(server.database, os.O_RDWR | os.O_CREAT, 0o600))
    call_command("migrate", verbosity=0, interactive=False)


def prepare_cases(server: Server) -> list[Supervisor]:
    """Open every case, and give who keeps a worker for each."""
    from firsthand.shell.case import open_case
    from firsthand.shell.world import environment
    from firsthand.web.room import Room, open_rooms

    prepare(server)
    from firsthand.web.team.people import VIA  # its tables are there once Django is

    held, workers = [], []
    for place in server.places:
        word = passphrase(place, environment("FIRSTHAND_PASSPHRASE") or "")
        desk = open_case(place.root, ask=lambda word=word: word)  # type: ignore[misc]
        held.append(Room(desk, Actor(name="nobody"), "", 0, name=place.name, origins=(server.site, server.media)))
        workers.append(Supervisor(desk.root, server.database, word, via=VIA))
    open_rooms(held)
    return workers


def known_session(cookie: str) -> bool:
    """Whether a cookie is of somebody who is signed in: only their long forms are let in."""
    from http.cookies import CookieError, SimpleCookie

    from django.contrib.sessions.backends.db import SessionStore

    from firsthand.web.team.settings import COOKIE

    try:
        found = SimpleCookie(cookie).get(COOKIE)
    except CookieError:
        return False
    return found is not None and "_auth_user_id" in SessionStore(found.value).load()


def _invite(server: Server, given: argparse.Namespace) -> tuple[dict[str, Any], str]:
    from firsthand.web.team import people

    token = people.invite(given.name, dict.fromkeys(_cases(server, given), given.role or "reader"), hours=given.hours)
    log.note(server.state, "invited", person=given.name)
    return _way_in(server, given, token)


def _reset(server: Server, given: argparse.Namespace) -> tuple[dict[str, Any], str]:
    from firsthand.web.team import people

    token = people.reset(given.name, hours=given.hours)
    log.note(server.state, "reset", person=given.name)
    return _way_in(server, given, token)


def _way_in(server: Server, given: argparse.Namespace, token: str) -> tuple[dict[str, Any], str]:
    address = f"{server.site}/invitation/{token}"
    words = (
        f"{address}\n\nFor {_shown(given.name)} alone: it works once, within {given.hours} hours, and is shown now and never again.\n"
        "Hand it over where nobody else reads: in person, or by an encrypted message."
    )
    return {"name": given.name, "address": address, "hours": given.hours}, words


def _remove(server: Server, given: argparse.Namespace) -> tuple[dict[str, Any], str]:
    from firsthand.web.team import people

    cases = _cases(server, given) if given.case else [""]
    ended = sum(people.remove(given.name, case) for case in cases)
    log.note(server.state, "removed", person=given.name, case=", ".join(cases))
    where = f"from {', '.join(cases)}" if given.case else "from the desk"
    return {"name": given.name, "cases": [one for one in cases if one], "sessions_ended": ended}, (
        f"{_shown(given.name)} was let go {where}; sessions that ended: {ended}. What they decided stays, under their name."
    )


def _role(server: Server, given: argparse.Namespace) -> tuple[dict[str, Any], str]:
    from firsthand.web.team import people

    cases = _cases(server, given)
    for case in cases:
        people.give_role(given.name, case, given.role)
    log.note(server.state, "role", person=given.name, case=", ".join(cases), role=given.role)
    return {"name": given.name, "cases": cases, "role": given.role}, f"{_shown(given.name)} is {given.role} in {', '.join(cases)}."


def _list(_server: Server, _given: argparse.Namespace) -> tuple[dict[str, Any], str]:
    from firsthand.web.team import people

    told = people.listed()
    lines = [_line(one) for one in told["people"]]
    lines += [f"{_shown(one['name'])}  invited{' again' if one['again'] else ''}, until {one['until']}" for one in told["invitations"]]
    return told, "\n".join(lines) or 'Nobody yet. Invite somebody: firsthand team invite "NAME" --case CASE --role ROLE'


def _line(one: dict[str, Any]) -> str:
    roles = ", ".join(f"{role} in {case}" for case, role in one["cases"].items()) or "no case"
    state = "" if one["active"] else "  let go"
    factor = "" if one["second_factor"] or not one["active"] else "  no second factor yet"
    return f"{_shown(one['name'])}  {roles}{state}{factor}"


def _cases(server: Server, given: argparse.Namespace) -> list[str]:
    names = [one.name for one in server.places]
    if not given.case:
        raise Mistaken("No case is named.", code="no-case-named", advice=f"Add --case: {', '.join(names)}.")
    for case in given.case:
        if case not in names:
            raise NotFound(f"{visible(case)[:80]} is no case of this server.", code="no-case-here", advice=f"One of: {', '.join(names)}.")
    return list(dict.fromkeys(given.case))


def _shown(name: str) -> str:
    seen = visible(name)
    return seen if seen.isascii() else isolate(seen)


def _needed() -> None:
    from importlib.util import find_spec

    if missing := [name for name in ("allauth", "fido2", "qrcode") if find_spec(name) is None]:
        raise Unavailable(
            f"A team's desk needs what is not installed: {', '.join(missing)}.", code="no-extra",
            advice='Install it: pip install "firsthand[team]"',
        )  # fmt: skip


VERBS = {"invite": _invite, "reset": _reset, "remove": _remove, "role": _role, "list": _list}

if __name__ == "__main__":
    main()
