"""Signed notes: any other program reads them, and no byte of ours can be changed."""

from __future__ import annotations

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from firsthand.ledger.note import (
    Checkpoint,
    open_checkpoint,
    parse_checkpoint,
    parse_verifier_key,
    sign_checkpoint,
    verifier_key,
)
from firsthand.model.errors import Tampered

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
HEAD = Checkpoint(origin="firsthand/oradesh-test", size=48260, root=hashlib.sha256(b"root").digest())
LINE = verifier_key(HEAD.origin, PUBLIC)
NOTE = sign_checkpoint(HEAD, PUBLIC, KEY.sign)


def test_a_signed_head_opens():
    """With and without the newline that ends the key's file."""
    assert open_checkpoint(NOTE, LINE) == open_checkpoint(NOTE, LINE + "\n") == HEAD
    assert parse_checkpoint(HEAD.text()) == HEAD


def test_the_form_is_that_of_c2sp():
    """Three lines, a blank one, an em dash, name, and base64 of four bytes of key id and 64 of signature."""
    origin, size, root, blank, signature, end = NOTE.split("\n")

    assert (origin, size, blank, end) == (HEAD.origin, "48260", "", "")
    assert base64.b64decode(root) == HEAD.root
    dash, name, coded = signature.split(" ")
    assert (dash, name) == ("—", HEAD.origin)
    assert len(base64.b64decode(coded)) == 68


def test_the_key_is_in_go_form():
    """NAME+HASH+KEY as golang.org/x/mod/sumdb/note reads it: the hash covers name, newline, algorithm and key."""
    name, short, coded = LINE.split("+", 2)

    assert base64.b64decode(coded) == b"\x01" + PUBLIC
    assert short == hashlib.sha256(name.encode() + b"\n\x01" + PUBLIC).hexdigest()[:8]
    assert parse_verifier_key(LINE) == (HEAD.origin, PUBLIC)


def test_a_key_of_another_program_is_read():
    """The key of sum.golang.org, as it is printed in the Go sources."""
    name, public = parse_verifier_key("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")

    assert (name, len(public)) == ("sum.golang.org", 32)


@pytest.mark.parametrize("what", ["note", "key"])
def test_no_bit_can_be_turned(what):
    """Every single changed bit of the note, or of the key beside it, is refused."""
    data = (NOTE if what == "note" else LINE + "\n").encode()
    passed = []
    for place in range(len(data) * 8):
        turned = bytearray(data)
        turned[place // 8] ^= 1 << place % 8
        try:
            text = turned.decode()
            open_checkpoint(text if what == "note" else NOTE, text if what == "key" else LINE)
        except (Tampered, UnicodeDecodeError):
            continue
        passed.append((place // 8, place % 8))

    assert passed == []


@pytest.mark.parametrize(
    "note",
    [
        "", "\n", NOTE[:-1], NOTE.partition("\n\n")[0] + "\n", NOTE.replace("48260", "048260"), NOTE + "x",
        NOTE.replace("\n\n", "\n\n\n"), "\n\n".join(["firsthand/oradesh-test\n-1\nAA==", NOTE.partition("\n\n")[2]]),
    ],
)  # fmt: skip
def test_cut_and_garbled_notes_are_refused(note):
    """Never opened, never another error."""
    with pytest.raises(Tampered):
        open_checkpoint(note, LINE)


def test_another_key_does_not_open_it():
    """Signed by somebody else in the same name: refused, whichever of the two is theirs."""
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    theirs = other.public_key().public_bytes_raw()

    with pytest.raises(Tampered):
        open_checkpoint(sign_checkpoint(HEAD, theirs, other.sign), LINE)
    with pytest.raises(Tampered):
        open_checkpoint(NOTE, verifier_key(HEAD.origin, theirs))
    with pytest.raises(Tampered):
        open_checkpoint(sign_checkpoint(HEAD, PUBLIC, other.sign), LINE)


def test_a_witness_may_sign_too():
    """Lines of other signers stand beside ours and change nothing."""
    witness = "— witness.example/w1 " + base64.b64encode(bytes(76)).decode() + "\n"

    assert open_checkpoint(NOTE + witness, LINE) == HEAD


def test_nothing_may_follow_the_signature():
    """An empty line, or words, after the line of our signature: not a head that somebody signed."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public = key.public_key().public_bytes_raw()
    note = sign_checkpoint(Checkpoint(origin="firsthand/oradesh", size=7, root=bytes(32)), public, key.sign)
    line = verifier_key("firsthand/oradesh", public)
    assert open_checkpoint(note, line).size == 7

    for more in ("\n", "\n\n", "كلمة\n"):
        with pytest.raises(Tampered):
            open_checkpoint(note + more, line)
