"""`firsthand broker`: look at the fetch broker. Hidden: nobody's day needs it, and whoever checks the desk may want it."""

from __future__ import annotations

from typing import Annotated

import typer

from firsthand.cli.surface import CaseOption, JsonOption, console, print_json, say, shown

Many = list[str] | None


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("broker", hidden=True)(broker)


def broker(
    url: Annotated[
        str, typer.Argument(help="An address of the web. Without one, the networks that are never reached.")
    ] = "",
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Fetch it, and print the custody line; nothing is kept.")
    ] = False,
    through: Annotated[
        str, typer.Option("--through", metavar="PROXY", help="For example socks5h://127.0.0.1:9050.")
    ] = "",
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """
    Look at what the fetch broker would do with an address, without asking anybody, or let it fetch.

    Where a case is named, or is here, its `proxy` is used.

    Example: `firsthand broker http://127.0.0.1/`
    """
    if not url:
        _table(json)
    elif fetch:
        _fetch(url, through or _proxy_of(case), json)
    else:
        _judge(url, json)


def _table(json: bool) -> None:
    from firsthand.shell.broker.addresses import DENIED

    for row in DENIED:
        if json:
            print_json(row._asdict())
        else:
            console().print(f"  {row.network:<22}{row.use} ({row.source})")


def _judge(url: str, json: bool) -> None:
    from firsthand.model.errors import Refused
    from firsthand.shell.broker.addresses import Denial
    from firsthand.shell.broker.targets import check_url

    target = check_url(url)
    if isinstance(target, Denial):
        raise Refused(f"{target.why} [{target.code}]", code="fetch-refused", advice="No connection would be opened.")
    if json:
        print_json({"url": target.url, "host": target.host, "port": target.port})
    else:
        say(f"{shown(target.url)}: the address can be read. Its name is judged when it is resolved.")


def _proxy_of(case: str | None) -> str:
    """The proxy of the case that is meant; none when there is no case."""
    from firsthand.model.errors import NotFound
    from firsthand.shell.case import find_case
    from firsthand.shell.plan import read_plan

    try:
        return read_plan(find_case(case) / "case.toml").proxy
    except NotFound:
        if case:
            raise
        return ""


def _fetch(url: str, through: str, json: bool) -> None:
    from firsthand.shell.broker.process import start_broker

    with start_broker(proxies=[through] if through else []) as running:
        fetched = running.fetch(url, through=through)
    if json:
        print_json(fetched.custody())
    else:
        for hop in fetched.hops:
            say(f"{hop.status or '---'}  {shown(hop.url)}  {hop.address or 'no address'} port {hop.port}")
        say(f"{len(fetched.body)} bytes, SHA-256 {fetched.digest}")
    fetched.whole()
