"""Independent corroboration: others, with other pictures, words and contacts, say the same."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.signals.seam import Given, Seen, Signal, first, of_post


def _find(given: Given) -> Iterator[Seen]:
    assert given.backed is not None
    held = [one for one in given.backed if one.origins > 0]
    if held:
        most = max(one.origins for one in held)
        yield Seen(
            "claim", 1, "strong" if most >= 3 else "some" if most == 2 else "weak",
            f"{len(held)} of its statements {'is' if len(held) == 1 else 'are'} said by others, too, of up to {most} "
            f"independent {'origin' if most == 1 else 'origins'}.",
            len(held), first(of_post(one.post, one.start, one.end, one.text) for one in held),
        )  # fmt: skip


SIGNAL = Signal(
    name="independent_corroboration", version="1", family="claims", speaks={"claim": (1,)}, needs=("posts", "backed"),
    idea="What several say who do not have it from each other may well be so. Origins count, and not posts.",
    innocent="Several may have it from one source that none of them names.",
    false_positives=("one shared origin that nobody names", "a true report that others copied before we looked"),
    source="Zubiaga and Ji 2013; origins as in desk/origins.py", find=_find,
)  # fmt: skip
