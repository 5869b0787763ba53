"""Firsthand, an eyewitness desk: collect, preserve, find, judge, check, publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from firsthand.model.version import __version__

if TYPE_CHECKING:
    from os import PathLike  # noqa: TID251  for a type only

    from firsthand.shell.notebook import Notebook

__all__ = ["__version__", "open"]


def open(path: str | PathLike[str]) -> Notebook:  # noqa: A001  what a notebook writes is `firsthand.open(path)`
    """
    Open a case to count and to draw, and to change nothing.

    Args:
        path: The folder of the case.

    Returns:
        Its posts, accounts, claims, acts and runs as tables: `shell.notebook.Notebook`.

    Raises:
        NotFound: It is no case.
        Unavailable, Mistaken, Tampered: As opening a case does.
    """
    from firsthand.shell.notebook import open_notebook

    return open_notebook(path)
