"""
JSON that does not fit, made to fit: the slow way, taken only after the fast way refused.

Accepts what careless programs write (NaN, control characters inside strings, half of a surrogate pair, numbers where
text is due, null anywhere) and leaves out what is of no use, one value at a time, so that a good record is not lost
for one bad field.
"""

from __future__ import annotations

import json
import types
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin

import msgspec

from firsthand.readers.json_values import DEPTH_LIMIT, too_deep

Shape = TypeVar("Shape", bound=msgspec.Struct)


class Flaw(NamedTuple):
    """
    Why a record cannot be read.

    Attributes:
        code: As in `Rejected`.
        why: Part of a sentence that begins with the place of the record.
    """

    code: str
    why: str


def read_loosely(raw: bytes) -> object | Flaw:
    """Decode JSON by the tolerant rules of this module; NUL bytes around the record are passed over."""
    record = raw.strip(b"\0 \t\r\n")
    if not record:
        return Flaw("nul-bytes", "only NUL bytes, as a crash or a full disk leaves them")
    if too_deep(record):
        return Flaw("too-deep", f"brackets nest deeper than {DEPTH_LIMIT}")
    try:
        text = record.decode("utf-8")
    except UnicodeDecodeError as error:
        return Flaw("not-utf8", f"byte {error.start} is not UTF-8; convert the file if it is in another encoding")
    try:
        read: object = json.loads(text.removeprefix("\ufeff"), strict=False, parse_constant=_nothing)
        return read
    except (ValueError, RecursionError) as error:
        return Flaw("not-json", f"not valid JSON ({str(error)[:120]})")


def _nothing(_word: str) -> None:
    """NaN and Infinity say nothing."""


def clean(text: str) -> str:
    """Put U+FFFD for halves of surrogate pairs, which no database and no page can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def fit(value: object, shape: type[Shape]) -> Shape:
    """
    Make a struct of whatever object there is; fields that do not fit take their defaults.

    Args:
        value: As `read_loosely` gives it; anything but an object gives the defaults.
        shape: Every field has a default.
    """
    found: dict[str, Any] = {}
    if isinstance(value, dict):
        for field in msgspec.structs.fields(shape):
            if field.encode_name in value:
                fitted = _fit(value[field.encode_name], field.type)
                if fitted is not None:
                    found[field.name] = fitted
    return shape(**found)


def shaped(value: object, shape: type[Shape]) -> Shape:
    """As `fit`, and quickly where the value fits as it stands; numbers written as text count as numbers."""
    try:
        return msgspec.convert(value, shape, strict=False)
    except (ValueError, RecursionError):
        return fit(value, shape)


def _fit(value: object, wanted: Any) -> Any:
    """Give the value as `wanted`, or None."""
    origin, arguments = get_origin(wanted), get_args(wanted)
    if value is None:
        return None
    if origin in (Union, types.UnionType):
        tried = (_fit(value, each) for each in arguments if each is not type(None))
        return next((each for each in tried if each is not None), None)
    if origin in (list, tuple):
        rows = value if isinstance(value, list) else []
        fitted = [each for row in rows if (each := _fit(row, arguments[0])) is not None]
        return fitted if origin is list else tuple(fitted)
    if wanted is msgspec.Raw:
        return msgspec.Raw(json.dumps(clean_all(value)).encode())
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return fit(value, wanted) if isinstance(value, dict) else None
    return _fit_word(value, wanted)


def _fit_word(value: object, wanted: type) -> Any:
    if wanted is str:
        if isinstance(value, str):
            return clean(value)
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else None
    if wanted is int and isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
    if wanted is int and isinstance(value, bool):
        return None
    return value if isinstance(value, wanted) else None


def clean_all(value: Any) -> Any:
    """Clean every text of a decoded value, keys included."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean_all(each) for each in value]
    if isinstance(value, dict):
        return {clean(key): clean_all(each) for key, each in value.items()}
    return value
