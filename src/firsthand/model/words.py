"""The closed vocabularies of the desk (design page, section 5), each in its order."""

from __future__ import annotations

ROLES = ("civilian", "activist", "volunteer", "medic", "journalist", "official", "unknown")
AFFILIATIONS = ("none-seen", "sympathetic", "works-with", "member", "speaks-for")
RELIABILITY = ("A", "B", "C", "D", "E", "F")
CREDIBILITY = ("1", "2", "3", "4", "5", "6")
STATUSES = ("unconfirmed", "partly-backed", "confirmed", "disputed", "false", "cannot-be-verified")
STATEMENTS = ("own", "relayed", "inferred", "not-stated")
RELATIONS = ("backs", "contradicts", "repeats")
CONSENT_LAYERS = ("hold", "archive", "courts", "partners", "media", "public")
CONSENT_PARTS = ("words", "name", "handle", "picture", "place", "family")
CONSENT_VALUES = ("not-asked", "not-asked-danger", "asked", "yes", "yes-if", "no", "withdrawn")
RIGHTS = ("own", "agency", "permission", "quotation", "unknown")
CAUTIONS = ("minor", "distress", "graphic", "exact-place", "third-person", "contact-data")
BANDS = ("none", "weak", "some", "strong")
CATEGORIES = ("goodbye", "help", "missing", "eyewitness", "caution", "displaced", "sympathy")
MARKS = ("reviewed", "hold", "not-for-us")
INTERFACE_LANGUAGES = ("en", "ar", "uk", "fr")

RTL_LANGUAGES = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "sd", "yi"})

PRINTED_AFFILIATIONS = frozenset({"works-with", "member", "speaks-for"})
"""From here upward a link to a party is printed, and two people are needed."""

TWO_PERSON_GRADES = frozenset({"A", "B", "1", "2"})
