"""What an import does not hold or could not read, and what a sheet that came back holds amiss, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

GAPS = {
    "sequence": _("breaks in a row of messages or pages"),
    "missing-media": _("pictures, videos, sounds or files that are spoken of and not there"),
    "unavailable": _("posts that are spoken of and that the platform did not give"),
    "withheld": _("posts that the platform withholds"),
    "cut-off": _("places where the file ends or breaks off"),
    "platform-error": _("errors that the platform answered with"),
    "sealed": _("private things that are never read"),
    "minimised": _("fields that the plan does not want; they still stand in the file"),
    "left-out": _("chats and channels that were not chosen"),
    "deleted": _("posts that were deleted, and that are named"),
    "partial": _("posts of which the source holds a part"),
    "missing-member": _("files that the source lists and does not hold"),
    "missing-capture": _("captures that the source lists and does not hold"),
    "digest-mismatch": _("records that are not what their digest says"),
    "hash-differs": _("files that are not what their digest says"),
    **dict.fromkeys(("ambiguous-date", "ambiguous-dates"), _("dates that can be read in two ways")),
    "rounded-id": _("ids that a spreadsheet has rounded"),
    "pseudonymised": _("authors whom the source has replaced by pseudonyms"),
    "unknown-version": _("versions of the format that the reader does not know"),
    "subtitles": _("subtitles that could not be read, or not wholly"),
    "reader-failed": _("places where our reader failed"),
    "not-read": _("things in a file that were not read"),
    "not-checked": _("proofs that were not checked"),
    "duplicate-column": _("columns of which two have one name"),
    "odd-time": _("times that could not be read"),
    "odd-name": _("files with an odd name"),
    "other-style": _("lines that are written in another way"),
    "same-id": _("ids that two records have"),
    "count": _("counts that do not agree with what came"),
    **dict.fromkeys(("bad-encoding", "not-utf8", "utf-16"), _("text in an encoding that is not read")),
    **dict.fromkeys(("bad-parquet", "bad-workbook", "damaged", "wrong-digest"), _("damaged files or parts of them")),
    **dict.fromkeys(("not-json", "not-cbor", "not-a-car", "bad-text", "no-type"), _("items that are not of the form they should have")),
    **dict.fromkeys(("not-a-post", "not-a-statement", "no-page", "no-picture", "no-table"),
        _("items that are no post, page, picture or table")),
    "no-date": _("lines without a date"),
    "no-id": _("items that do not say whose they are"),
    "nul-bytes": _("bytes that a crash or a full disk has left"),
    "too-deep": _("items that are nested too deep"),
    **dict.fromkeys(("too-large", "too-many-columns", "zip-bomb"), _("files that are too large to be read")),
}  # fmt: skip
"""Codes of gaps and of rejected items; a foreign reader may have others, which are shown as they are called."""

ROWS = {
    "no-sheet": _("from another sheet"),
    "bad-row": _("no row of the sheet"),
    "no-post": _("no longer held"),
    "already": _("the same words are there already"),
    "look": _("to be looked at"),
}  # fmt: skip
"""Codes of rows of a sheet."""
