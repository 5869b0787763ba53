"""Words of the closed vocabularies, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    # How a card gives the words, and how finely it tells a place.
    "original": _("original words"), "translation": _("translation only"), "paraphrase": _("paraphrase"),
    "country": _("country"), "city": _("city"), "district": _("district"), "street": _("street"), "exact": _("exact"),
    "region": _("region"), "quarter": _("quarter"),
    # What readers are told after publication.
    "update": _("Update"), "correction": _("Correction"), "clarification": _("Clarification"), "removed": _("Removed"),
    # Ways to look at a draft.
    "wide": _("Wide"), "phone": _("Phone"), "text": _("Text only"), "confirmed-only": _("Confirmed only"), "print": _("Print"),
    # The sheet: rows and states.
    "provenance": _("Where it comes from"), "source": _("Who made it"), "date": _("When it was made"),
    "location": _("Where it was made"), "motivation": _("Why it was made"),
    "done": _("done"), "open": _("open"), "failed": _("failed"), "not-done": _("not done"),
    # Between a claim and what answers it.
    "backs": _("backs it"), "contradicts": _("contradicts it"), "repeats": _("repeats it"),
    # Roles in the case.
    "collector": _("collector"), "reader": _("reader"), "reviewer": _("reviewer"), "editor": _("editor"), "publisher": _("publisher"),
    "custodian": _("custodian"),
    # Columns of the matrix.
    "civilian": _("Civilian"), "activist": _("Activist"), "volunteer": _("Volunteer"), "medic": _("Medic"),
    "journalist": _("Journalist"), "official": _("Official"), "affiliated": _("Linked to a party"),
    # Kinds of a bias report.
    "language": _("Language"), "platform": _("Platform"), "place": _("Place"), "hour": _("Hour (UTC)"),
    # Consent.
    "not-asked": _("not asked"), "not-asked-danger": _("not asked, because it is dangerous"), "asked": _("asked"), "yes": _("yes"),
    "yes-if": _("yes, if"), "no": _("no"), "withdrawn": _("withdrawn"),
    "minor": _("a minor may be concerned"), "distress": _("distress"),
    "none": _("none"),
    # Roles, statuses, affiliations, categories, marks, orders and bands of the lists.
    "unknown": _("Unknown"), "unconfirmed": _("Unconfirmed"), "partly-backed": _("Partly backed up"),
    "confirmed": _("Confirmed"), "disputed": _("Disputed"), "false": _("False"),
    "cannot-be-verified": _("Cannot be verified"), "none-seen": _("none seen"), "sympathetic": _("sympathetic"),
    "works-with": _("works with"), "member": _("member"), "speaks-for": _("speaks for"), "goodbye": _("goodbye"),
    "help": _("call for help"), "missing": _("missing"), "eyewitness": _("eyewitness"), "caution": _("caution"),
    "displaced": _("displaced"), "sympathy": _("sympathy"), "reviewed": _("reviewed"), "hold": _("on hold"),
    "not-for-us": _("not for us"), "likely": _("most likely first"), "newest": _("newest first"),
    "unsure": _("least sure first"), "random": _("random sample"), "oldest": _("oldest first"), "strong": _("strong"),
    "some": _("some"), "weak": _("weak"),
    # How the writer of a post knows.
    "own": _("saw it themselves"), "relayed": _("heard it from others"), "inferred": _("concludes it"), "not-stated": _("does not say"),
    # How a picture stands elsewhere.
    "same file": _("the same file"), "changed": _("changed"), "mirrored": _("mirrored"),
    # Explanations that a finding speaks for or against.
    "by-clock": _("posts at fixed hours, or by a timer"), "corrects": _("puts right what it said"),
    # Layers and parts of consent.
    "archive": _("archive"), "courts": _("courts"), "partners": _("partners"), "media": _("media"), "public": _("the public"),
    "words": _("words"), "name": _("name"), "handle": _("handle"), "picture": _("picture"), "family": _("family"),
    # Requests of people, and what became of them.
    "removal": _("removal"), "access": _("access to what we hold"), "other": _("something else"),
    "granted": _("granted"), "in-part": _("granted in part"), "refused": _("refused"), "nothing-held": _("we hold nothing"),
    # Kinds of media and fields of a profile or a post.
    "image": _("picture"), "photo": _("picture"), "video": _("video"), "audio": _("sound"), "file": _("file"),
    "bio": _("bio"), "lang": _("language"), "posted_at": _("time"), "posted_stated": _("time as stated"), "url": _("address"),
    "created_at": _("account made"), "verified": _("verified"), "native_id": _("number on the platform"),
    # What a source says of a post, and what nobody knows.
    "no-text": _("without words"), "truncated": _("cut short"), "sensitive": _("marked as sensitive"), "poll": _("poll"),
    "promoted": _("advertisement"), "system": _("message of the app"), "protected": _("protected account"),
    "deleted": _("deleted at the source"), "edited": _("edited"), "suspended": _("account suspended"),
    "restricted": _("restricted by the platform"), "withheld": _("withheld by the platform"), "partial": _("only a part"),
    "unavailable": _("not given by the platform"), "missing-media": _("media missing"), "typed": _("typed by hand"),
    "bot": _("automatic account"), "spoiler": _("covered by its writer"), "und": _("language not told"), "unstated": _("not stated"),
}  # fmt: skip

CARE = {
    "own": _("our own"), "agency": _("of an agency"), "permission": _("by permission"), "quotation": _("quotation, or news reporting"),
    "graphic": _("graphic"), "third-person": _("about a third person"), "contact-data": _("contact data"), "exact-place": _("exact place"),
    "phone": _("phone"), "email": _("e-mail"), "link": _("link"), "coordinates": _("coordinates"), "address": _("address"),
    "plate": _("number plate"), "bank": _("bank account"), "document": _("number of a document"),
    "minute": _("minute"), "hour": _("hour"), "day": _("day"), "month": _("month"), "year": _("year"),
}  # fmt: skip
"""Rights, cautions, kinds of stretches, and how finely a time is told; what is not here is in `WORDS`."""
SEALS = {
    "contact": _("contact"), "exact-place": _("exact place"), "device": _("device data"), "consent-note": _("note on consent"),
    "original": _("original, before bars"), "private-file": _("private messages or contacts"),
}  # fmt: skip
"""Kinds of sealed things."""
STATES = {
    "waits": _("waits for a second person"), "needs-keys": _("two agree, and one of them has no key"), "ready": _("may be carried out"),
    "stands": _("in force"), "done": _("carried out"), "opened": _("opened"),
}  # fmt: skip
"""Where a request stands that two people decide."""
FILES = {
    "capture": _("messages in it become filler"), "media": _("picture, film or sound: goes"),
    "output": _("output of screening: written anew"),
    "published page": _("published page: goes"), "sealed": _("sealed thing: goes, with its key"), "quarantine": _("goes"),
}  # fmt: skip
"""What a removal does to a file."""

ACTS = {
    "answer": _("answer to a claim"), "appeal": _("objection"), "ask-erase": _("request to erase"),
    "ask-quarantine": _("request to lock away"), "ask-unseal": _("request to unseal"), "backup": _("backup"), "card": _("message chosen"),
    "case": _("case"), "caution": _("caution"), "cell": _("cell of the matrix"), "claim": _("claim"),
    "claim-status": _("status of a claim"),
    "coarsen": _("told less finely"), "consent": _("consent"), "contact": _("contact"), "describe": _("description"),
    "erase": _("erased"), "export": _("export"), "figure": _("figure chosen"), "finding": _("finding"), "fixity": _("files looked through"),
    "grade": _("grade"), "hold-legal": _("hold by law"), "judge": _("judgement of a source"), "label": _("label"), "mark": _("mark"),
    "note": _("note"), "override": _("rule set aside"), "plan": _("plan"), "publish": _("publication"), "quarantine": _("locked away"),
    "redact": _("redaction"), "redact-media": _("redaction of a picture"), "request": _("request of a person"),
    "request-done": _("answer to a request"), "retain": _("kept until"), "rights": _("rights"), "run": _("import"),
    "screen": _("screening"), "seal": _("sealed"), "second": _("second reading"), "span": _("stretch of words"), "stamp": _("time stamp"),
    "statement": _("how they know"), "story": _("story"), "transcribe": _("transcript"), "translate": _("translation"),
    "undo": _("taken back"), "undo-run": _("import taken back"), "unseal": _("unsealed"), "update": _("told to readers"),
    "verification": _("verification"), "withdraw": _("taken out of print"),
}  # fmt: skip
"""Kinds of entries of the log."""
