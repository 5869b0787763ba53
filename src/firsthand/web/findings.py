"""What verbs say in sentences, in the language of the page: what stands in the way of a story, what makes two posts one origin."""

from __future__ import annotations

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from firsthand.model.sentence import Sentence
from firsthand.web.templatetags.desk import words
from firsthand.web.words import WORDS

SENTENCES = (
    _("Nobody has judged who is speaking."), _("The judgement of the source gives no reason."),
    _("Two people must stand behind {what}; {there}."), _("Two people must stand behind {what} ({subject} {where})."),
    _("nobody does"), _("one does (acts without a key count for one person)"),
    _("the affiliation"), _("the grade of the source"), _("the grade of the information"), _("the status “false”"),
    _("quoting or naming a private person"), _("a minor"), _("a place finer than a city"),
    _("the framing as a last message or a death"), _("“acting together”"), _("what is covered or made coarser"),
    _("keeping what was proposed for covering ({kind})"),
    _("The card and the method box print “judged by one person”: {what}."),
    _("Nobody knows the rights of this: {kind} {id}."),
    _("Consent for this part is refused or withdrawn: {part}, {layer}, {value}."),
    _("Consent has a condition that nobody has confirmed: {part}."),
    _("Of a private person this is printed only with consent: {part}."),
    _("The words lead to the person: the post may still be public, and there is no consent. "
      "Ask, print a translation only, or paraphrase without quotation marks."),
    _("Found at {where}, and a person must decide to cover or to keep it: {kind}."),
    _("Found at {where} of {subject}, and a person must decide to cover or to keep it: {kind} ({way})."),
    _("A child is said or seems to be concerned; somebody must decide with a reason that the card may stand."),
    _("The place is printed too finely ({precision}); without consent a district is the finest."),
    _("The post is marked with an exact place, and nobody has decided how finely to print it."),
    _("The card tells the place more finely ({printed}) than was decided ({decided})."),
    _("Nobody has checked the translation into {lang} by {by}."), _("There is no checked translation into {lang}."),
    _("The quote at {where} no longer matches the post."), _("The words “{text}” no longer stand in {where}."), _("the transcript"),
    _("A paraphrase stands in quotation marks."), _("Distressing and not covered: {kind} {id}."), _("Without a description: {kind} {id}."),
    _("The item is not in the vault with a commitment in the ledger; nobody could check the card later."),
    _("The person removed the original; ask again before it stays in a story."),
    _("The source is judged “{affiliation}”, and no party is named."),
    _("The source is judged “{affiliation}” ({party}), and the card does not print it."),
    _("Nobody is named who says “{text}”."), _("“{text}” is a share of nobody knows what."),
    _("Nobody is named who says “{text}” in the text; name them, or show a figure box."),
    _("“{text}” in the text is a share of nobody knows what."),
    _("{reopened} Look at the card, and choose it again or second it."),
    _("It is printed as confirmed, and its verification sheet does not say: {rows}."),
    _("A description is printed, too, and it gives away: {what}."),
    _("The card says “{word}” of a post that was not typed as own observation: {told}."),
    _("it was typed as {kind}"), _("nobody has said how its writer knows"),
    _("Other claims say otherwise, and the story does not note it: {claims}."),
    _("The {lang} words that were typed hold something that nobody kept ({kind}): type them again without it."),
    _("{left} and {right}: {why} Nobody has linked them."), _("A picture cannot be made anew: {why}"),
    _("This message was removed after the story was published. Publish it again."),
    _("no second origin beside the claim itself: {why}"), _("stated origin: {origin}"), _("nothing else passes it on"),
    _("one stated origin: {origin}"), _("forwarded from {name}"), _("both are said by {name}"), _("the same post"), _("a repost"),
    _("nearly the same words"), _("the same account"), _("the same picture, film or sound"), _("the claim itself"), _("the post itself"),
    "{why}", _("Not in every language: {cards}."), _("The standfirst is not written."), _("{why} Overridden: {because}"),
)  # fmt: skip
"""Every phrase that a finding may have; a test holds them to the code that says them."""

THINGS = {
    # Kinds of spans and of media.
    "phone": _("phone number"), "email": _("e-mail address"), "link": _("link"), "handle": _("handle"), "coordinates": _("coordinates"),
    "address": _("address"), "plate": _("number plate"), "bank": _("bank account"), "document": _("number of a document"),
    "name": _("name"), "place": _("place"), "words": _("words"), "image": _("picture"), "photo": _("picture"), "video": _("video"),
    "audio": _("sound"), "file": _("file"),
    # Layers and parts of consent.
    "hold": _("to be kept"), "archive": _("archive"), "courts": _("courts"), "partners": _("partners"), "media": _("media"),
    "public": _("the public"), "picture": _("picture"), "family": _("family"),
}  # fmt: skip
"""Words that mean something else in other lists of the desk."""


def told(why: str) -> SafeString:
    """A finding as a page says it; what comes from outside stands apart in its own direction, and an error's words stay as they are."""
    if not isinstance(why, Sentence):
        return words(why)
    if not why.values:
        return escape(THINGS.get(why) or WORDS.get(why) or gettext(why.phrase))
    filled = {name: _filled(value) for name, value in why.values.items()}
    return mark_safe(escape(gettext(why.phrase)).format_map(filled))  # what fills it is escaped


def _filled(value: str | tuple[str, ...]) -> SafeString:
    if isinstance(value, tuple):
        return format_html_join(gettext(", "), "{}", ((_filled(one),) for one in value))
    return told(value) if isinstance(value, Sentence) else format_html("<bdi>{}</bdi>", words(value))
