"""
What the firehose of Bluesky says: frames of ``com.atproto.sync.subscribeRepos``, and lines of Jetstream.

Source: AT Protocol "Event Stream" and the lexicon ``com.atproto.sync.subscribeRepos`` (2026). Values come as DAG-CBOR or in
the form of the protocol's JSON; `dag_cbor` makes them alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

from firsthand.model.ids import account_id
from firsthand.model.moment import UNKNOWN, Moment
from firsthand.model.post import Sighting
from firsthand.readers.bluesky_records import PLATFORM, POST, Read, Uri, bare, get, is_did, record_of, uri_of
from firsthand.readers.dag_cbor import Broken, blocks, bytes_of, car_header, cid_bytes, decode_all
from firsthand.readers.fediverse_values import Json, Unfit, dict_of, distinct, list_of, moment_of, text_of

OPS_LIMIT = 10_000
"""Changes of one commit that are read; the protocol allows 200."""


def commit(body: Json) -> Read:
    """
    Read a commit: posts that were made, changed or deleted, with the records that came along.

    Raises:
        Unfit: It does not say whose it is, or all its records are damaged.
    """
    did, when = text_of(body.get("repo")), moment_of(body.get("time"))
    if not is_did(did):
        raise Unfit("no-id", "a commit that does not say whose it is.")
    held, wrong = _records(bytes_of(body.get("blocks")))
    reads: list[Read] = []
    for op in list_of(body.get("ops"))[:OPS_LIMIT]:
        uri = uri_of(f"at://{did}/{text_of(dict_of(op).get('path'))}")
        if uri is not None:
            reads.append(_change(uri, dict_of(op), held, when))
    if body.get("tooBig") is True:
        reads.append(Read(gaps=(("unavailable", f"a commit of {did} that was too large to be sent whole"),)))
    posts = tuple(post for read in reads for post in read.posts)
    if wrong and not posts:
        raise Unfit("wrong-digest", "a block of it does not have the digest by which it is named: changed or damaged.")
    if wrong:
        reads.append(
            Read(gaps=(("wrong-digest", f"{wrong} blocks of a commit of {did} are damaged and were not read"),))
        )
    return Read(
        posts,
        distinct(one._replace(seen=when) for read in reads for one in read.sightings),
        tuple(gap for read in reads for gap in read.gaps),
    )


def _records(car: bytes) -> tuple[dict[bytes, bytes], int]:
    if not car:
        return {}, 0
    try:
        _, at = car_header(BytesIO(car))
    except Broken:
        return {}, 1
    found = list(blocks(BytesIO(car), at))
    return {one.cid: one.data for one in found if not one.flaw}, sum(1 for one in found if one.flaw)


def _change(uri: Uri, op: Json, held: dict[bytes, bytes], when: Moment) -> Read:
    action = text_of(op.get("action")) or text_of(op.get("operation"))
    if action == "delete":
        return deleted(uri)
    data = held.get(cid_bytes(text_of(dict_of(op.get("cid")).get("$link")) or text_of(op.get("cid"))))
    if data is None:
        return _absent(uri)
    try:
        record = decode_all(data)
    except Broken as broken:
        return Read(gaps=(("unavailable", f"the record of {uri.native} cannot be read: {broken}"),))
    return _changed(record_of(uri, record), action, when) if isinstance(record, dict) else _absent(uri)


def _absent(uri: Uri) -> Read:
    if uri.collection != POST:
        return Read()
    return Read(gaps=(("unavailable", f"the record of post {uri.native} did not come along"),))


def _changed(read: Read, action: str, when: Moment) -> Read:
    if action != "update":
        return read
    return read._replace(posts=tuple(post._replace(edited=when) for post in read.posts[:1]) + read.posts[1:])


def deleted(uri: Uri) -> Read:
    """A record that its author took back; only posts leave a trace here."""
    if uri.collection != POST:
        return Read()
    gap = ("deleted", f"the poster deleted {uri.native}")
    return Read((bare(uri, ("deleted", "no-text")),), (), (gap,))


def account(body: Json, when: Moment) -> Read:
    """
    Read what happened to an account: a new handle, or that it was taken down, suspended, deleted, or came back.

    Raises:
        Unfit: It does not say to whom.
    """
    did = text_of(body.get("did"))
    if not is_did(did):
        raise Unfit("no-id", "an event that does not say of which account.")
    status = text_of(body.get("status")) or "inactive"
    gone = body.get("active") is False
    handle = text_of(body.get("handle")).removeprefix("@")
    one = Sighting(
        account_id(PLATFORM, did), PLATFORM, did, when, None if handle in ("", "handle.invalid") else handle,
        marks=(status,) if gone else (),
    )  # fmt: skip
    return Read((), (one,), (("unavailable", f"account {did}: {status}"),) if gone else ())


def frame(header: Json, body: Json) -> Read:
    """
    Read one frame.

    Raises:
        Unfit: As `commit` and `account`; or the server told of an error.
    """
    if header.get("op") == -1:
        said = ": ".join(text_of(body.get(name)) for name in ("error", "message") if body.get(name))
        return Read(gaps=(("platform-error", f"the stream ended: {said[:300]}"),))
    kind = text_of(header.get("t"))
    if kind == "#commit":
        return commit(body)
    if kind in ("#account", "#identity", "#handle"):
        return account(body, moment_of(body.get("time")))
    if kind == "#tombstone":
        return account({**body, "active": False, "status": "deleted"}, moment_of(body.get("time")))
    if kind == "#info":
        return Read(gaps=(("platform-error", f"the stream says: {text_of(body.get('name'))[:100]}"),))
    return Read()


def line(value: Json) -> Read:
    """
    Read a line of Jetstream.

    Raises:
        Unfit: It does not say of which account it is.
    """
    when = _micros(get(value, "timeUs"))
    kind, did = text_of(value.get("kind")), text_of(value.get("did"))
    if kind in ("account", "identity"):
        return account({"did": did, **dict_of(value.get(kind))}, when)
    change = dict_of(value.get("commit"))
    uri = uri_of(f"at://{did}/{text_of(change.get('collection'))}/{text_of(change.get('rkey'))}")
    if uri is None:
        raise Unfit("no-id", "a change that does not say of which record.")
    action, record = text_of(change.get("operation")), change.get("record")
    if action == "delete":
        return deleted(uri)
    if not isinstance(record, dict):
        return _absent(uri)
    read = _changed(record_of(uri, record, cid=text_of(change.get("cid"))), action, when)
    return read._replace(sightings=tuple(one._replace(seen=when) for one in read.sightings))


def _micros(value: object) -> Moment:
    if not isinstance(value, int) or isinstance(value, bool):
        return UNKNOWN
    try:
        return Moment(datetime.fromtimestamp(0, UTC) + timedelta(microseconds=value))
    except OverflowError:
        return UNKNOWN


def is_event(value: Json) -> bool:
    """Whether this is a body of a frame, or a line of Jetstream, in JSON."""
    if isinstance(value.get("ops"), list) and is_did(text_of(value.get("repo"))):
        return True
    return is_did(text_of(value.get("did"))) and (
        ("kind" in value and get(value, "timeUs") is not None) or ("seq" in value and "time" in value)
    )


def event(value: Json) -> Read:
    """
    Read an event in JSON; see `is_event`.

    Raises:
        Unfit: As `commit`, `account` and `line`.
    """
    if "ops" in value:
        return commit(value)
    if "kind" in value:
        return line(value)
    return account(value, moment_of(value.get("time")))


def parts(found: Iterator[Read]) -> Read:
    """Several readings as one; the first post stays first."""
    reads = list(found)
    return Read(
        distinct(post for read in reads for post in read.posts),
        distinct(one for read in reads for one in read.sightings),
        tuple(gap for read in reads for gap in read.gaps),
    )
