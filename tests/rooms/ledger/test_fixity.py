"""Which files are looked at on which day."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from firsthand.ledger.fixity import SLICES, looked_at_since, slice_of_day, slice_of_file

FIRST = date(2041, 3, 14)
DIGESTS = [hashlib.sha256(bytes([one % 256, one // 256])).hexdigest() for one in range(3000)]


def test_thirty_days_look_at_every_file_once():
    """Whichever day is the first one."""
    for start in (FIRST, FIRST + timedelta(days=17)):
        days = [slice_of_day(start + timedelta(days=one)) for one in range(SLICES)]
        looked = [digest for day in days for digest in DIGESTS if slice_of_file(digest) == day]

        assert sorted(looked) == sorted(DIGESTS)


def test_the_slices_are_even():
    """No day has more than twice its share."""
    counts = [sum(1 for one in DIGESTS if slice_of_file(one) == number) for number in range(SLICES)]

    assert max(counts) < 2 * len(DIGESTS) / SLICES


def test_since_when():
    """The slice that was left alone the longest says it; a whole look renews all."""
    looks = [(slice_of_day(day), day) for day in (FIRST + timedelta(days=one) for one in range(SLICES))]

    assert looked_at_since(looks[:-1]) is None
    assert looked_at_since(looks) == FIRST
    assert looked_at_since([*looks, (None, FIRST + timedelta(days=40))]) == FIRST + timedelta(days=40)
    assert looked_at_since(reversed(looks)) == FIRST
