"""The plan of a case: what it asks, where, when, in which languages, under which rules."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    What `case.toml` says.

    Attributes:
        id: Made once, never changed; part of the ledger's name.
        title: For people.
        question: What the case wants to know.
        places, parties, languages: As stated; languages are ISO 639-1 codes.
        armed: Those of the parties that may be printed as "armed".
        zone: IANA name; sorts times whose zone is unknown, and is the "local time" of print.
        since, until: ISO dates of the period, or empty.
        desk: ``team`` or ``one-person``.
        newsroom: Name in print.
        site: Address of the folder where a published story stands, ``{slug}`` for the story's name; empty when not known.
        basis, controller, contact, retain_until: Data protection, as stated.
        minimise: What the case does not want to know: words of `model.minimise.FIELDS`.
        stampers: Time-stamping authorities, each ``NAME=URL``; none is asked that is not named here.
        borders: Published maps draw the lines of countries and regions, too; without it they do not, for many are disputed.
        custodians: Names of the people who may carry a standing over from elsewhere; where none is named, anybody with a key.
        proxy: What the case asks of the outside goes through it, ``socks5h://HOST:PORT`` or ``http://HOST:PORT``; empty: directly.
        encoder: Sentence encoder that screening asks, too: the name of an installed package, or a folder; empty: none.
    """

    id: str
    title: str
    question: str = ""
    places: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    languages: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    armed: tuple[str, ...] = ()
    zone: str = "UTC"
    desk: str = "team"
    newsroom: str = ""
    site: str = ""
    basis: str = ""
    controller: str = ""
    contact: str = ""
    retain_until: str = ""
    stampers: tuple[str, ...] = ()
    minimise: tuple[str, ...] = ()
    proxy: str = ""
    custodians: tuple[str, ...] = ()
    encoder: str = ""
    invented: bool = False
    borders: bool = False

    @property
    def empty(self) -> bool:
        """It says nothing of what the case is for: no question, no place, no period."""
        return not (self.question.strip() or any(one.strip() for one in self.places) or self.since or self.until)

    def site_of(self, slug: str) -> str:
        """Where a story stands, ending in a slash; empty when not known."""
        address = self.site.replace("{slug}", slug)
        return f"{address.rstrip('/')}/" if address else ""

    @property
    def origin(self) -> str:
        """Name of the case's ledger, as it stands in checkpoints."""
        return f"firsthand/{self.id}"
