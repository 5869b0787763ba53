"""All signals, in the order of the catalogue, and how an account is looked at."""

from __future__ import annotations

from typing import NamedTuple

from firsthand.model.finding import Finding
from firsthand.signals import (
    asks_for_money,
    asks_for_positions,
    attribution_distance,
    by_the_clock,
    claims_to_be_local,
    co_share_significant,
    contradiction,
    corrects_itself,
    creation_burst,
    crowd_questions,
    declared_affiliation,
    declared_in_posts,
    declared_role,
    denies_tie,
    deprivation_trapped,
    explains_itself,
    farewell_distress,
    first_person_perception,
    handle_or_bio_change,
    here_now_place,
    independent_corroboration,
    keeps_back,
    kin_with_party,
    light_mismatch,
    little_to_go_on,
    long_history,
    media_earlier_elsewhere,
    names_both_sides,
    near_copy_of_earlier,
    office_language,
    picture_held_once,
    places_in_order,
    posted_before_event,
    posting_hours,
    posts_removed,
    profile_place,
    profile_site,
    quantity_implausible,
    relay_markers,
    same_picture_again,
    says_it_is_elsewhere,
    says_what_it_does_not_know,
    says_young,
    self_location_conflict,
    several_hands,
    shares_party_media,
    shown_before_outlet,
    speaks_as_unit,
    speaks_for_many,
    tells_of_threats,
    told_of_charge,
)
from firsthand.signals.seam import INPUTS, Given, Signal

SIGNALS: tuple[Signal, ...] = tuple(
    module.SIGNAL
    for module in (
        first_person_perception, here_now_place, deprivation_trapped, farewell_distress, relay_markers, near_copy_of_earlier,
        posted_before_event, light_mismatch, media_earlier_elsewhere, self_location_conflict, declared_role, declared_affiliation,
        handle_or_bio_change, creation_burst, co_share_significant, shares_party_media, independent_corroboration, contradiction,
        quantity_implausible, attribution_distance, crowd_questions, posting_hours, shown_before_outlet,
        declared_in_posts, denies_tie, speaks_as_unit, long_history, says_young, by_the_clock, corrects_itself,
        explains_itself, says_what_it_does_not_know, keeps_back, says_it_is_elsewhere, tells_of_threats,
        told_of_charge, kin_with_party, several_hands, names_both_sides, asks_for_positions,
        asks_for_money, office_language, speaks_for_many, claims_to_be_local, little_to_go_on,
        posts_removed, profile_site, profile_place, places_in_order, same_picture_again,
        picture_held_once,
    )
)  # fmt: skip
"""The catalogue's twenty-one, and ours."""

BY_NAME = {signal.name: signal for signal in SIGNALS}


class Broken(NamedTuple):
    """A signal that failed at an account: its row is missing, and this says so."""

    account: str
    signal: str
    error: str


def look(given: Given, signals: tuple[Signal, ...] = SIGNALS) -> tuple[list[Finding], list[Broken]]:
    """
    Ask every signal whose inputs are there.

    Returns:
        Findings in the order of the catalogue; and the signals that raised, each of which costs only its own rows.
    """
    found: list[Finding] = []
    broken: list[Broken] = []
    missing = {name for name in INPUTS if getattr(given, name) is None}
    for signal in signals:
        if not missing.isdisjoint(signal.needs):
            continue
        try:
            seen = list(signal.find(given))
        except Exception as error:  # noqa: BLE001  an adapter call: what it fails at is kept, and named
            broken.append(Broken(given.account, signal.maker, type(error).__name__))
            continue
        for one in seen:
            if one.direction not in signal.speaks.get(one.hypothesis, ()):
                broken.append(Broken(given.account, signal.maker, f"spoke of {one.hypothesis}, which it does not declare"))
                continue
            found.append(Finding(
                signal.name, signal.version, signal.family, one.hypothesis, one.direction, one.strength, one.because,
                one.number, one.rests,
            ))  # fmt: skip
    return found, broken
