"""`firsthand verify`: what still proves itself."""

from __future__ import annotations

from typing import Annotated

import typer

from firsthand.cli.surface import JsonOption, console, path_argument, print_json, say, shown


def register(app: typer.Typer) -> None:
    """Hang the verb in."""
    app.command("verify", rich_help_panel="Evidence")(verify)


def verify(
    path: Annotated[str, typer.Argument(help="A case, a site, a custody export, a card's proof, a backup, or a WACZ file.")] = ".",
    key: Annotated[
        list[str] | None,
        typer.Option("--key", metavar="FINGERPRINT", help="For a WACZ: it must be signed by this key (SHA-256 of it, hex)."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """
    Check a case, a published site, a custody export, a backup or a packed web archive (WACZ) from its files alone: no database, no network.

    It counts what it checked, says what it did not check and why, and names every changed, missing or added file.
    Exit 10 when anything does not verify.

    A backup is opened with the key that FIRSTHAND_BACKUP_RECOVERY_FILE or FIRSTHAND_BACKUP_PASSPHRASE gives; without it
    only what lies open is checked.

    Example: `firsthand verify fall-of-oradesh --json`
    """
    from firsthand.model.errors import Mistaken
    from firsthand.shell.verify import verify_path

    if key and not path.endswith(".wacz"):
        raise Mistaken("--key is for a WACZ file.", code="key-for-wacz", advice="Leave it out; a case and a site name their key.")
    verdict = verify_path(path_argument(path), keys=[one.strip().lower() for one in key or ()])
    if json:
        print_json({"ok": verdict.ok, "checked": dict(verdict.checked), "not_checked": verdict.not_checked,
                    "failures": verdict.failures, "head": verdict.head})  # fmt: skip
    else:
        out = console()
        for what, count in sorted(verdict.checked.items()):
            out.print(f"  checked      {count:>9,}  {what}")
        for one in verdict.not_checked:
            out.print(f"  not checked  {one['count']:>9,}  {shown(one['what'])}: {shown(one['why'])}")
        for one in verdict.failures:
            out.print(f"  [bold]WRONG[/bold]  {shown(one['what'])}: {shown(one['why'])}")
        say("Everything that was checked verifies." if verdict.ok else "1 thing does not verify."
            if len(verdict.failures) == 1 else f"{len(verdict.failures)} things do not verify.")
        if verdict.head:
            say("Head: " + " / ".join(verdict.head.split("\n")[:3]))
    if not verdict.ok:
        raise typer.Exit(10)
