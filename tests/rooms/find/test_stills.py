"""Films that show the same, told by their frames."""

import numpy as np

from firsthand.find.pictures import written
from firsthand.find.stills import frames_of, joined, mark_of

HASHES = np.random.default_rng(3).integers(0, 1 << 63, (8, 2, 2), dtype=np.uint64)
A, B, C, D, E, F, G, H = (written(one) for one in HASHES)


def near(mark: str) -> str:
    """The same frame saved anew: a few bits differ."""
    return f"{int(mark[0], 16) ^ 1:x}{mark[1:32]}{int(mark[32], 16) ^ 1:x}{mark[33:]}"


def test_a_mark_holds_each_frame_once():
    """In order; a film on which nothing is seen has none."""
    mark = mark_of([A, A, B, A])

    assert frames_of(mark) == [A, B]
    assert mark_of([]) is None


def test_films_that_share_two_scenes_are_joined():
    """However many others they have; one scene in common, such as a title card, is not enough."""
    marks = [A + B + C, D + near(B) + near(C), A + E + F, G + H]

    assert joined(marks) == (0, 0, 2, 3)


def test_a_still_joins_its_film():
    """And so does a film of a single scene."""
    assert joined([A + B + C, near(B), D, near(D) + D, E + F]) == (0, 0, 2, 2, 4)


def test_order_changes_no_cluster():
    """Each is joined to the same others, whichever comes first."""
    marks = [A + B + C, near(B), D + near(B) + near(C), E, near(E), F + G]

    backwards = joined(marks[::-1])

    groups = {tuple(at for at, root in enumerate(joined(marks)) if root == one) for one in joined(marks)}
    assert {tuple(sorted(5 - at for at, root in enumerate(backwards) if root == one)) for one in backwards} == groups
    assert joined([]) == ()
