"""How far readers agree: Cohen's kappa for two, Krippendorff's alpha for any number, and the diagonal of two grades."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

DIAGONAL = ("A1", "B2", "C3", "D4", "E5", "F6")
"""Where a source's grade and its information's are one letter and its number."""
WARN_AT, WARN_FROM = 0.70, 50
"""Above this share, over at least so many ratings, people probably do not rate the two apart. Source: Baker, McKendry and
Mace 1968 found 87 % of 1,400 ratings on the diagonal; the bound is the desk's own."""


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """
    Cohen's kappa.

    Args:
        pairs: What the first and the second reader said of one thing.

    Returns:
        1 for full agreement, 0 for what chance would give; None for fewer than two pairs, and where both always said the same word.

    Source:
        Cohen 1960, A coefficient of agreement for nominal scales.
    """
    n = len(pairs)
    if n < 2:
        return None
    left, right = Counter(one for one, _ in pairs), Counter(one for _, one in pairs)
    observed = sum(one == other for one, other in pairs) / n
    expected = sum(left[word] * right[word] for word in left) / n**2
    return None if expected >= 1 else round((observed - expected) / (1 - expected), 4)


def alpha(units: Sequence[Sequence[str]]) -> float | None:
    """
    Krippendorff's alpha for words without an order.

    Args:
        units: For each thing, what its readers said; things that one reader alone has seen are passed over.

    Returns:
        1 for full agreement, 0 for what chance would give; None where there is nothing to compare, or only one word.

    Source:
        Krippendorff 2011, Computing Krippendorff's alpha-reliability: nominal data, missing values allowed.
    """
    held = [unit for unit in units if len(unit) > 1]
    total = Counter(word for unit in held for word in unit)
    n = sum(total.values())
    if n < 2 or len(total) < 2:
        return None
    disagree = 0.0
    for unit in held:
        words = Counter(unit)
        disagree += sum(words[a] * words[b] for a in words for b in words if a != b) / (len(unit) - 1)
    chance = sum(total[a] * total[b] for a in total for b in total if a != b) / (n - 1)
    return round(1 - disagree / chance, 4)


def diagonal(ratings: Sequence[tuple[str, str]]) -> tuple[int, float | None, bool]:
    """
    How many ratings lie on the diagonal.

    Args:
        ratings: Grade of a source and of its information; those that are F6, where everybody starts, are passed over.

    Returns:
        How many were counted, the share on the diagonal (None for none), and whether that is a warning.
    """
    counted = [source + information for source, information in ratings if source + information != "F6"]
    if not counted:
        return 0, None, False
    share = round(sum(one in DIAGONAL for one in counted) / len(counted), 4)
    return len(counted), share, len(counted) >= WARN_FROM and share > WARN_AT
