"""What can go wrong when files are brought in, read, opened or fetched, and with the files of the plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from firsthand.web.faults.advice import (
    ADDRESS,
    AGAIN,
    DESCRIBE,
    DONE,
    FILL,
    FIX,
    FOLDER,
    INSTALL,
    LATER,
    LIST,
    LOOK,
    MACHINE,
    NAME,
    PLAN,
    SHORT,
    SOURCE,
)

FILES = (
    ("no-source", _("No file was chosen."), FILL),
    ("bad-paste", _("Nothing was pasted, or too much."), FILL),
    ("bad-pair", _("A line does not say which column is what."), FIX),
    ("bad-upload", _("So many files, or this list of them, cannot be brought in at once."), AGAIN),
    ("bad-offset other-offset bad-piece harmed-piece", _("A piece of a file did not come as it was sent."), AGAIN),
    ("no-upload no-file upload-unfinished", _("The upload is not whole, or is not here any more."), AGAIN),
    ("uploads-busy", _("Too many uploads are under way."), LATER),
    ("bad-archive", _("The archive is damaged or cut off."), SOURCE),
    ("large-archive too-large plan-too-large", _("The file is too large."), SHORT),
    ("no-such-file not-a-file", _("There is no such file."), ADDRESS),
    ("not-a-folder bad-path", _("This is no folder that can be used."), FOLDER),
    ("target-exists not-empty", _("Something of this name is there already."), NAME),
    ("no-reader no-option", _("There is no such reader or setting."), LIST),
    ("reader-missing", _("The reader that read this is not installed."), INSTALL),
    ("unreadable", _("A file cannot be read to its end."), SOURCE),
    ("erased-before", _("This file holds something that was erased; it was not kept."), DONE),
    ("erased-entry", _("The words of this entry were erased."), DONE),
    ("empty-plan", _("The plan of the case says no question, no place and no period."), PLAN),
    ("bad-plan no-plan-file", _("The plan of the case cannot be read so, or has no such file."), PLAN),
    ("plan-changed", _("Somebody changed the file while you wrote."), LOOK),
    ("bad-lexicon lexicon-wrong lexicon-wrong-category", _("The word list of a category is not right."), PLAN),
    ("bad-glossary", _("The glossary is not right."), PLAN),
    ("bad-verification", _("The rows of the verification sheet are not right."), PLAN),
    ("bad-parties", _("The list of parties is not right."), PLAN),
    ("bad-gazetteer no-packaged-gazetteer", _("The list of places is damaged, or is not there."), PLAN),
    ("model-version model-wrong", _("What was learned for a category cannot be used by this version."), MACHINE),
    ("not-a-picture picture-broken picture-too-large", _("The picture cannot be opened."), DESCRIBE),
    ("picture-too-long", _("The card is too long for a picture."), SHORT),
    ("not-a-film film-broken film-too-large", _("The film cannot be shown again."), DESCRIBE),
    ("no-thumbnail", _("There is no small picture of it."), DESCRIBE),
    ("no-ffmpeg no-pdf no-tesseract no-tesseract-data", _("A program that this needs is not installed."), INSTALL),
    ("bad-url fetch-failed", _("The address could not be fetched."), FIX),
    ("fetch-refused broker-refused bad-proxy", _("The desk does not fetch this address."), MACHINE),
    ("broker-gone worker-gone", _("A part of the desk that works apart has stopped."), MACHINE),
)  # fmt: skip
"""Codes, what is wrong, what to do."""
