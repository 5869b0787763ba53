"""
Replay the decisions of the invented editors: the same verbs that people call, in the order of the file.

The editors' keys are made for the example and lie in its own folder; the clock is a demonstration clock, and every entry
says so. Nothing here can do what a person at the command line could not.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from firsthand.desk import care, claims, day, first_hand, judge, matrix, poster, story, translate, verification
from firsthand.desk.ports import Desk, Progress
from firsthand.example import world
from firsthand.example.build import Truth
from firsthand.example.pictures import media
from firsthand.find.query import parse
from firsthand.model.actor import Actor
from firsthand.model.ids import AccountId, PostId
from firsthand.story import manuscript

SLUG = "bridge"
LANGUAGES = ("en", "ar", "uk")


@dataclass(slots=True)
class _Stage:
    """What the replay knows while it goes on."""

    desk: Desk
    editors: Mapping[str, Actor]
    posts: dict[str, PostId]
    texts: dict[str, str]
    labels: dict[str, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    def post(self, key: str) -> PostId:
        return self.posts[key]

    def account(self, key: str) -> AccountId:
        posts = [self.posts[one.key] for one in world.messages() if one.account == key and one.key in self.posts]
        return AccountId(self.desk.views.post(posts[0])["account"])


def replay(desk: Desk, truth: Truth, editors: Mapping[str, Actor], progress: Progress) -> int:
    """
    Enter every decision of the example and its story.

    Args:
        editors: Name to actor, with keys.

    Returns:
        How many acts were entered.
    """
    stage = _Stage(desk, editors, _post_ids(desk, truth), {one.key: one.text for one in world.messages()})
    decisions: list[Mapping[str, Any]] = list(world.decisions())
    for number, decision in enumerate(decisions):
        actor = editors[str(decision["by"])]
        seq = _DEEDS[str(decision["do"])](stage, decision, actor)
        if "label" in decision:
            stage.labels[str(decision["label"])] = seq
        progress("replaying the invented editors", number + 1, len(decisions))
    return len(decisions) + _story(stage, progress)


def _post_ids(desk: Desk, truth: Truth) -> dict[str, PostId]:
    """The id of each hand-written message; messages of chats and tables are found by their words."""
    found = {}
    for one in truth.posts:
        if one.post:
            found[one.key] = PostId(one.post)
    for message in world.messages():
        if message.key in found:
            continue
        words = " ".join(message.text.split()[:6]).replace('"', " ")
        for post in desk.views.search(parse(f'"{words}" platform:{message.platform}'), limit=20, order="oldest", seed=1):
            if post["text"].strip() == message.text.strip():
                found[message.key] = PostId(post["id"])
                break
    return found


def _judge(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    account = stage.account(said["account"])
    judgement = judge.SourceJudgement(
        account=account, roles=tuple(said["roles"]), affiliation=said["affiliation"], party=said.get("party", ""),
        since=said.get("from", ""), until=said.get("to", ""), reliability=said["reliability"], because=said["because"],
        evidence=tuple(stage.post(key) for key in said["evidence"]), expects=stage.last.get(account),
    )  # fmt: skip
    stage.last[account] = judge.judge_source(stage.desk, judgement, actor=actor).seq
    return stage.last[account]


def _grade(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    post = stage.post(said["post"])
    grade = judge.Grade(
        post=post, credibility=str(said["credibility"]), status=said["status"], because=said["because"],
        evidence=tuple(stage.post(key) for key in said.get("evidence", ())), hidden=said.get("blind", False),
        statement=said.get("statement", "not-stated"), expects=stage.last.get(f"grade {post}"),
    )  # fmt: skip
    stage.last[f"grade {post}"] = judge.grade_post(stage.desk, grade, actor=actor).seq
    return stage.last[f"grade {post}"]


def _statement(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    return first_hand.type_statement(
        stage.desk, stage.post(said["post"]), said["kind"], quote=said.get("quote", ""), because=said["because"], actor=actor
    ).seq


def _finding(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    new = matrix.NewFinding(
        account=stage.account(said["account"]), text=said["text"], cells=said["cells"],
        evidence=tuple(stage.post(key) for key in said["evidence"]),
    )  # fmt: skip
    return matrix.add_finding(stage.desk, new, actor=actor).seq


def _contact(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    return poster.log_contact(stage.desk, stage.account(said["account"]), said["text"], risks=said["risks"], actor=actor).seq


def _second(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    seq = stage.labels[said["of"]]
    return judge.second(stage.desk, seq, agree=said["agree"], because=said["because"], actor=actor).seq


def _translate(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    text = next(one.text for one in world.translations() if (one.post, one.lang) == (said["post"], said["lang"]))
    return translate.translate(stage.desk, stage.post(said["post"]), said["lang"], text, actor=actor).seq


def _consent(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    subject = stage.post(said["post"]) if "post" in said else stage.account(said["account"])
    return care.record_consent(
        stage.desk, subject, said["layer"], said["part"], said["value"], because=said["because"], actor=actor
    ).seq


def _describe(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    digest = hashlib.sha256(media(said["media"])).hexdigest()
    covered = said["media"] == "stairwell.jpg"
    why = {"en": "damaged homes", "ar": "بيوت متضررة", "uk": "пошкоджені оселі"}
    seq = -1
    for language in LANGUAGES:
        text = said.get(f"text_{language}", "")
        if text:
            reason = why[language] if covered else ""
            seq = translate.describe(stage.desk, digest, language, text, covered=covered, why=reason, actor=actor).seq
    return seq


def _claim(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    new = claims.NewClaim(post=stage.post(said["post"]), quote=said["quote"], said_by=said.get("said_by", ""))
    return claims.add_claim(stage.desk, new, actor=actor).seq


def _answer(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    claim, ref = f"claim:{stage.labels[said['claim']]}", said["ref"]
    ref = f"claim:{stage.labels[ref]}" if ref in stage.labels else stage.post(ref)
    return claims.answer_claim(stage.desk, claim, ref, said["relation"], origin=said.get("origin", ""), actor=actor).seq


def _claim_status(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    claim = f"claim:{stage.labels[said['claim']]}"
    stage.last[claim] = claims.claim_status(
        stage.desk, claim, said["status"], because=said["because"], expects=stage.last.get(claim), actor=actor
    ).seq
    return stage.last[claim]


def _span(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    subject = str(stage.post(said["post"]))
    if "lang" in said:  # the words of the translation that stands
        held = {one.detail["lang"]: one.seq for one in translate.translations(stage.desk, PostId(subject))}
        subject = f"translation:{held[said['lang']]}"
    return care.decide_span(
        stage.desk, subject, said["start"], said["end"], said["decision"], kind=said["kind"],
        because=said["because"], actor=actor,
    ).seq  # fmt: skip


def _redact(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    kind = next((word for word in ("place", "name", "phone") if word in said["reason"]), "words")
    return care.redact_words(
        stage.desk, stage.post(said["post"]), said["start"], said["end"], kind=kind, because=said["reason"], actor=actor
    ).seq


def _note(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    ref = stage.posts.get(said["ref"]) or stage.account(said["ref"])
    return day.add_note(stage.desk, ref, said["text"], actor=actor).seq


def _verification(stage: _Stage, said: Mapping[str, Any], actor: Actor) -> int:
    return max(
        verification.set_row(
            stage.desk, stage.post(said["post"]), row, "done", method=said[row], because="asked of what is printed as confirmed",
            actor=actor,
        ).seq
        for row in verification.ROWS if row in said
    )  # fmt: skip


_DEEDS: dict[str, Callable[[_Stage, Mapping[str, Any], Actor], int]] = {
    "judge": _judge, "second": _second, "grade": _grade, "statement": _statement,
    "finding": _finding, "contact": _contact, "translate": _translate, "consent": _consent,
    "describe": _describe, "claim": _claim, "answer": _answer, "claim-status": _claim_status, "span": _span,
    "redact": _redact, "note": _note,
    "verification": _verification,
    "mark": lambda stage, said, actor: day.mark_post(stage.desk, stage.post(said["post"]), said["mark"], actor=actor).seq,
    "rights": lambda stage, said, actor: care.record_rights(
        stage.desk, stage.post(said["post"]), said["rights"], said["credit"], actor=actor
    ).seq,
    "caution": lambda stage, said, actor: care.add_caution(
        stage.desk, stage.post(said["post"]), said["caution"], because=said["because"], actor=actor
    ).seq,
}  # fmt: skip


def _story(stage: _Stage, progress: Progress) -> int:
    """Write the story's files, choose its cards, let a second editor read each, tell its updates."""
    desk, editors = stage.desk, stage.editors
    first, second = editors["A. Renn"], editors["S. Okar"]
    told = tomllib.loads((files("firsthand.example") / "data" / "cards.toml").read_text("utf-8"))
    texts = {language: world.story(language) for language in LANGUAGES}
    parsed = {language: manuscript.parse(text) for language, text in texts.items()}
    story.new_story(desk, SLUG, {language: one.title for language, one in parsed.items()}, actor=first)
    for language, text in texts.items():
        desk.stories.write(SLUG, language, text)
    keys = parsed["en"].cards
    for number, key in enumerate(keys):
        said = told[key]
        card = story.NewCard(
            slug=SLUG, post=stage.post(key), key=key, name=said["name"], last_message=said.get("last_message", False),
            texts=_by_language(said), because="Chosen for the story, read against the original.",
        )  # fmt: skip
        seq = story.add_card(desk, card, actor=first).seq
        judge.second(desk, seq, agree=True, because="Read blind; the same choice, the same words.", actor=second)
        progress("choosing cards", number + 1, len(keys))
    for label in parsed["en"].figures:
        said = _by_language(told["figures"][label])
        for other, row in told["answers"].items():
            ref = f"claim:{stage.labels[other]}" if other in stage.labels else stage.post(other)
            for language, one in _by_language(row).items():
                said.setdefault(language, {}).update({f"{what}:{ref}": words for what, words in one.items()})
        story.add_figure(desk, SLUG, f"claim:{stage.labels[label]}", label, texts=said, actor=first)
    return 2 * len(keys) + 1 + len(parsed["en"].figures)


def tell_update(desk: Desk, number: int, actor: Actor) -> None:
    """Tell one of the story's updates, from 0."""
    told = tomllib.loads((files("firsthand.example") / "data" / "cards.toml").read_text("utf-8"))["updates"][number]
    story.add_update(desk, SLUG, told["kind"], told["texts"], actor=actor)


def _by_language(said: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    turned: dict[str, dict[str, str]] = {}
    for what, by_language in said.items():
        if isinstance(by_language, Mapping):
            for language, words in by_language.items():
                turned.setdefault(language, {})[what] = words
    return turned
