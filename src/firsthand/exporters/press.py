"""What the templates of a page may say: times, names, quotations and credits in the words of one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from jinja2 import BytecodeCache, DictLoader, Environment, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from firsthand.exporters import markup
from firsthand.model.words import RTL_LANGUAGES
from firsthand.story.edition import Card, Edition, FigureBox, Passage, Status, When
from firsthand.story.phrases import Phrases, clock

_COARSE = ("day", "month", "year")


class Press:
    """
    The sayings of one edition. Every method is a function of its arguments; the templates call nothing else.

    Attributes:
        edition: The story.
        phrases: Its language.
    """

    def __init__(self, edition: Edition, phrases: Phrases) -> None:
        self.edition = edition
        self.phrases = phrases

    @property
    def direction(self) -> str:
        return "rtl" if self.edition.language in RTL_LANGUAGES else "ltr"

    def t(self, key: str, n: int | None = None, **values: object) -> Markup:
        """Say a phrase; values are escaped unless they are markup."""
        if n is not None:
            values["n"] = self.phrases.number(n)
        shown = {
            name: value if isinstance(value, Markup) else markup.verbatim(str(value)) for name, value in values.items()
        }
        return escape(self.phrases.template(key, n)).format(**shown)

    def moment(self, when: datetime) -> Markup:
        return _time(when, self.phrases.moment(when))

    def short_moment(self, when: datetime) -> Markup:
        return _time(when, self.phrases.short_moment(when))

    def day(self, when: datetime) -> Markup:
        return _time(when, self.phrases.day(when))

    def date_only(self, when: datetime) -> Markup:
        """A day, without the time in the data beside it: of a period, its ends may be the time of somebody's message."""
        return _time(when, self.phrases.day(when), f"{when:%Y-%m-%d}")

    def utc(self, when: datetime, beside: date | None = None) -> str:
        return self.phrases.utc(when, beside=beside or when.date())

    def posted(self, when: When) -> Markup:
        """Say when something was posted: local first, then UTC, nothing finer than is known."""
        if when.local is None or when.precision == "unknown":
            return (
                self.t("posted.stated", when=markup.shown_name(when.stated))
                if when.stated
                else self.t("posted.unknown")
            )
        if when.precision in _COARSE:
            return self.t("posted.day", when=self.at(when))
        nowhere = "" if when.place else "-nowhere"
        if when.utc is None:
            return self.t(f"posted.local{nowhere}", when=self.at(when), place=when.place)
        utc = self.phrases.utc(when.utc, beside=when.local.date())
        return self.t(f"posted.moment{nowhere}", when=self.at(when), place=when.place, utc=utc)

    def at(self, when: When) -> Markup:
        """The time alone, as far as it is known; empty when it is not."""
        local, phrases = when.local, self.phrases
        if local is None:
            return markup.shown_name(when.stated)
        match when.precision:
            case "unknown":
                return Markup()
            case "year":
                return _time(local, str(local.year), f"{local:%Y}")
            case "month":
                return _time(local, phrases.month(local), f"{local:%Y-%m}")
            case "day":
                return _time(local, phrases.day(local), f"{local:%Y-%m-%d}")
            case "hour":
                about = phrases.say("date.about", clock=clock(local))
                return _time(when.utc or local, phrases.say("date.moment", day=phrases.day(local), clock=about))
            case _:
                return _time(when.utc or local, phrases.moment(local))

    def both(self, when: datetime) -> Markup:
        """A time of the newsroom: local, then UTC."""
        return Markup("{} ({})").format(self.moment(when), self.utc(when))

    def judged(self, judges: int) -> Markup:
        """Say how many people judged."""
        return self.t({1: "card.judged-one", 2: "card.judged-two"}.get(judges, "card.judged-many"), n=judges)

    def words(self, passage: Passage) -> list[Markup]:
        return markup.paragraphs(passage, self.phrases)

    def quoted(self, passage: Passage) -> Markup:
        return markup.quoted(passage, self.phrases)

    def translated(self, item: Card | FigureBox) -> Markup:
        """Say who translated and who checked."""
        original = item.original if isinstance(item, Card) else item.quotation
        translation = item.translation
        if translation is None:
            return Markup()
        checker = self.isolate(translation.checked_by)
        if original is None:
            return self.t("card.translation-only", name=checker)
        language = self.language_of(original)
        if translation.by in ("", translation.checked_by):
            return self.t("card.translated", language=language, name=checker)
        return self.t("card.translated-by", language=language, name=checker, by=self.isolate(translation.by))

    def language_of(self, passage: Passage) -> str:
        """The language of some words, in the language of the edition."""
        languages = self.phrases.tables["language"]
        return str(languages.get(passage.language.partition("-")[0], languages["und"]))

    def said(self, box: FigureBox) -> Markup:
        """Say who said a figure, where and when."""
        when = self.at(box.said_at)
        heard = self.t("card.heard", time=self.isolate(box.heard)) if box.heard else Markup()
        parts = [self.isolate(box.said_by), escape(box.said_where), when, heard, self.t("figure.word-for-word")]
        return self.t("head.comma").join(part for part in parts if part)

    def state(self, status: Status) -> Markup:
        """Say a status in words alone."""
        said = self.t(f"status.{status.code}")
        return self.t("figure.because", status=said, because=status.because) if status.because else said

    def name_of(self, card: Card) -> str:
        """The person as printed, as plain text."""
        return markup.plain(card.name) if card.name else self.phrases.say("card.person", letter=card.letter)

    def citation(self, card: Card) -> Markup:
        """Give the text to cite a card with."""
        edition = self.edition
        cited = self.t(
            "cite.text",
            name=self.isolate(card.name) if card.name else self.name_of(card),
            platform=self.isolate(card.platform),
            posted=self.at(card.posted) or self.t("posted.unknown"),
            title=edition.title,
            newsroom=edition.newsroom,
            published=self.day(edition.published),
            number=edition.number(card.id),
            digest=Markup('<bdi class="mono" dir="ltr">{}<wbr>{}</bdi>').format(card.digest[:32], card.digest[32:]),
        )
        if not edition.site_address:
            return cited
        address = f"{edition.site_address}{edition.language}/card/{card.id}/"
        return cited + Markup(' <bdi dir="ltr">{}</bdi>').format(address)

    def isolate(self, text: str) -> Markup:
        return Markup("<bdi>{}</bdi>").format(markup.shown_name(text))

    def bold(self, text: str) -> Markup:
        return Markup("<b>{}</b>").format(markup.verbatim(text))


class _Compiled(BytecodeCache):
    """Templates that were compiled for one edition serve the next: they know nothing of either."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def environment(press: Press, templates: Mapping[str, str]) -> Environment:
    """Make the room in which the templates of one edition run: strict, escaping, and knowing only the press."""
    room = Environment(
        loader=DictLoader({name: text for name, text in templates.items() if name.endswith(".j2")}),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_COMPILED,
    )
    room.globals.update(
        edition=press.edition,
        paper=False,
        t=press.t,
        moment=press.moment,
        both=press.both,
        judged=press.judged,
        short_moment=press.short_moment,
        day=press.day,
        date_only=press.date_only,
        short_day=press.phrases.short_day,
        utc=press.utc,
        clock=clock,
        number=press.phrases.number,
        posted=press.posted,
        words=press.words,
        quoted=press.quoted,
        translated=press.translated,
        said=press.said,
        state=press.state,
        plain_name=press.name_of,
        citation=press.citation,
        isolate=press.isolate,
        bold=press.bold,
        language_of=press.language_of,
        plain=markup.unmarked,
        name=markup.shown_name,
        figures=markup.with_figures,
    )
    return room


def _finalized(value: object) -> object:
    """Whatever a template prints and did not pass through `markup` loses the controls that turn or break a text."""
    return markup.verbatim(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _time(when: datetime, said: str, machine: str = "") -> Markup:
    if not machine:
        machine = f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if when.tzinfo else f"{when:%Y-%m-%dT%H:%M:%S}"
    return Markup('<time datetime="{}">{}</time>').format(machine, said)
