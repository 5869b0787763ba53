"""
What went wrong, in the language of the page.

A verb says in English which thing, where, and what to do. Beside each code stands here a sentence without those particulars, and what
a person can do; a page in another language shows them, and the verb's own words small below. In English the verb's words stand alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from firsthand.model.errors import FirsthandError
from firsthand.web.faults.acts import ACTS
from firsthand.web.faults.custody import CUSTODY
from firsthand.web.faults.files import FILES
from firsthand.web.faults.kinds import KINDS
from firsthand.web.faults.story import STORY

FAULTS = {code: (wrong, todo) for table in (ACTS, STORY, FILES, CUSTODY, KINDS) for codes, wrong, todo in table for code in codes.split()}
"""By code, and by kind of error: what is wrong, and what to do. `bad-` and `no-` stand for codes that end in the word that was given."""


def plain(error: FirsthandError) -> dict[str, str]:
    """An error as a job keeps it: in no language but its own."""
    return {"code": error.code, "message": str(error), "advice": error.advice(), "kind": error.kind}


def told(error: FirsthandError) -> dict[str, str]:
    """An error as pages and programs are told it; `own` says it in the language of the page, where that is not English."""
    held = plain(error)
    said = own_words(held)
    return {**held, "own": f"{said['wrong']} {said['todo']}"} if said else held


def own_words(error: Mapping[str, Any]) -> dict[str, str] | None:
    """
    An error in the language of the page.

    Args:
        error: With `code`, and `kind` where it is known.

    Returns:
        `wrong` and `todo`; nothing in English, where the error's own words stand.
    """
    if (get_language() or "en").partition("-")[0] == "en":
        return None
    code = str(error.get("code", ""))
    names = (code, f"{code.partition('-')[0]}-", str(error.get("kind", "")), "unavailable")
    wrong, todo = next(FAULTS[name] for name in names if name in FAULTS)
    return {"wrong": str(wrong), "todo": str(todo)}
