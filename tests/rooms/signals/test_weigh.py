"""The matrix's rules and suggestions."""

from __future__ import annotations

from firsthand.model.finding import COLUMNS, FAMILIES, Finding
from firsthand.signals.weigh import against, cells, discriminates, suggest


def finding(hypothesis: str, *, signal: str = "s", family: str = "words", direction: int = 1, strength: str = "some") -> Finding:
    return Finding(signal, "1", family, hypothesis, direction, strength, "because", 1, ())


def test_a_cell_speaks_of_its_column() -> None:
    """A role speaks for itself; what is no column says nothing."""
    row = cells(finding("medic", strength="strong"))

    assert (row["medic"], row["civilian"]) == ("++", "·")
    assert set(cells(finding("present")).values()) == {"·"}
    assert discriminates(cells(finding("present"))) == 0
    assert cells(finding("medic", direction=-1))["medic"] == "−"


def test_the_foot_counts_what_speaks_against() -> None:
    """Rows, and not their strength."""
    counts = against([cells(finding("affiliated", strength="strong")), cells(finding("affiliated")), cells(finding("medic"))])

    assert (counts["civilian"], counts["activist"], counts["medic"]) == (2, 1, 0)


def test_one_family_or_one_signal_suggests_nothing() -> None:
    """Two signals of two families do."""
    one = finding("medic", signal="a", family="profile")

    assert suggest([one, finding("medic", signal="b", family="profile")]) == {}
    assert suggest([one, finding("medic", signal="a", family="words")]) == {}
    assert suggest([one, finding("medic", signal="b", family="words")])["medic"]["band"] == "weak"


def test_what_speaks_against_lowers_the_band() -> None:
    """A band that falls to none is not shown."""
    for_it = [finding("civilian", signal="a", family="profile"), finding("civilian", signal="b", family="words")]

    assert suggest([*for_it, finding("affiliated", signal="c", family="media")]) == {}


def test_no_tie_is_suggested_from_what_accounts_share() -> None:
    """Whatever networks say, alone or beside one other family."""
    network = [finding("affiliated", signal=str(n), family="network", strength="strong") for n in range(5)]

    assert suggest(network) == {}
    assert suggest([*network, finding("affiliated", signal="x", family="profile", strength="strong")]) == {}


def test_leaning_and_acting_together_are_no_tie() -> None:
    """In every family and strength."""
    rows = [
        finding(hypothesis, signal=f"{family}{strength}{hypothesis}", family=family, strength=strength)
        for family in FAMILIES for strength in ("weak", "some", "strong")
        for hypothesis in ("leans-to-party", "acts-together", "present", "one-voice")
    ]  # fmt: skip

    assert suggest(rows) == {}
    assert {row[column] for row in map(cells, rows) for column in COLUMNS if column == "affiliated"} == {"·"}
