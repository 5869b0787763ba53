"""
What a written address leads to, read so that it cannot be read in two ways.

Rules. Where two programs might read an address differently, it is refused and never repaired: user names, backslashes,
controls, white space, an escape in the host, an encoded NUL, CR or LF. A host that any program would take for a number
(``127.1``, ``0x7f.1``, ``2130706433``, ``①②⑦.⓪.⓪.①``) becomes the address that it stands for, and that is judged.

Names in other scripts are turned into ASCII by the standard library, which knows IDNA 2003 (RFC 3490). The letters that IDNA
2008 (RFC 5891) reads differently would lead to another host than a browser goes to, so they are refused: such a name is given
in its ``xn--`` form. Whether two names look alike is not judged: nothing here is a link that somebody clicks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote

from firsthand.shell.broker.addresses import Address, Denial, verdict
from firsthand.shell.broker.terms import Allowance

MAX_URL = 8_192
"""Characters. RFC 9110 4.1 asks for at least 8,000 to be supported; longer ones are no address of a page."""

DEFAULT_PORT = {"http": 80, "https": 443}

SPECIAL = {
    "localhost": "RFC 6761",
    "local": "RFC 6762",
    "internal": "ICANN board resolution 2024.07.29.06",
    "home.arpa": "RFC 8375",
    "invalid": "RFC 6761",
    "alt": "RFC 9476",
    "onion": "RFC 7686; only through a Tor proxy",
}
"""Names that never lead to the public network, with who says so."""

AMBIGUOUS = frozenset("ßẞς\u200c\u200d")
"""Letters that IDNA 2003 and 2008 read differently (RFC 5894 7.2)."""

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?", re.DOTALL)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_PORT = re.compile(r"[0-9]{0,5}", re.ASCII)
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.ASCII)
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """
    One thing to ask one host for.

    Attributes:
        host: Lower case, ASCII, without a final dot; an IPv6 address without brackets.
        address: Set when the host is an address, in whatever form it was written.
        path: With the query, without the fragment, in ASCII.
    """

    scheme: str
    host: str
    port: int
    path: str
    address: Address | None = None

    @property
    def authority(self) -> str:
        """Host and port, as the header ``Host`` has them."""
        host = f"[{self.host}]" if isinstance(self.address, IPv6Address) else self.host
        return host if DEFAULT_PORT.get(self.scheme) == self.port else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address as it was understood."""
        return f"{self.scheme}://{self.authority}{self.path}"


def check_url(
    text: str, *, ports: Collection[int] = (80, 443), allow: Collection[Allowance] = (), onion: bool = False
) -> Target | Denial:
    """
    Read an address of the web strictly, and judge what can be judged without asking anybody.

    Args:
        text: As written; it is neither stripped nor repaired.
        ports: That may be connected to.
        allow: For tests only, see `Allowance`.
        onion: Whether ``.onion`` may pass, because a proxy resolves it.
    """
    if len(text) > MAX_URL:
        return Denial(code="url-long", why=f"The address has {len(text)} characters; {MAX_URL} are allowed.")
    odd = next(
        (one for one in text if one in " \\" or unicodedata.category(one) in ("Cc", "Cs", "Zs", "Zl", "Zp")), None
    )
    if odd is not None:
        return Denial(code="url-character", why=f"The address holds U+{ord(odd):04X}, which programs read differently.")
    found = _URL.fullmatch(text)
    scheme = found[1].lower() if found else ""
    if not found or scheme not in DEFAULT_PORT:
        return Denial(code="url-scheme", why="Only http:// and https:// are fetched.")
    if re.search("%0[0d]", text, re.IGNORECASE) or re.search("%0a", found[3], re.IGNORECASE):
        return Denial(code="url-character", why="The address holds an encoded NUL or line end.")
    path = quote((found[3] or "/") + (found[4] or ""), safe=_PRINTABLE)
    place = check_place(found[2], DEFAULT_PORT[scheme], ports=ports, allow=allow, onion=onion)
    if isinstance(place, Denial):
        return place
    return Target(scheme=scheme, host=place.host, port=place.port, path=path, address=place.address)


def check_place(
    authority: str, default: int | None, *, ports: Collection[int] = (80, 443), allow: Collection[Allowance] = (),
    onion: bool = False,
) -> Target | Denial:  # fmt: skip
    """
    Read and judge ``host:port``, as it stands in an address or after CONNECT.

    Args:
        default: The port when none is written; None when one must be.

    Returns:
        A target without scheme and path.
    """
    if "@" in authority:
        return Denial(code="url-user", why="The address holds a user name.")
    if authority.startswith("[") and "]" not in authority:
        return Denial(code="url-host", why="The address opens a bracket and does not close it.")
    cut = authority.rfind("]") + 1 if authority.startswith("[") else authority.find(":")
    stated, colon, number = (
        (authority, "", "") if cut < 0 else (authority[:cut], authority[cut : cut + 1], authority[cut + 1 :])
    )
    if colon not in ("", ":") or not _PORT.fullmatch(number) or not (number or default):
        return Denial(code="url-port", why="The port cannot be read.")
    port = int(number) if number else default or 0
    host = _host(stated)
    if isinstance(host, Denial):
        return host
    address = None if isinstance(host, str) else host
    place = Target(scheme="", host=str(host), port=port, path="", address=address)
    if address is not None and (no := judged(address, port, ports=ports, allow=allow)):
        return no
    if address is None and (no := _special(place.host, onion=onion)):
        return no
    if port not in ports and not any(one.port == port for one in allow):
        return Denial(code="url-port", why=f"Port {port} is not among those that may be connected to.")
    return place


def judged(address: Address, port: int, *, ports: Collection[int], allow: Collection[Allowance]) -> Denial | None:
    """Say why this address must not be connected to at this port, a test's allowance considered."""
    if any(address in one.network and port == one.port for one in allow):
        return None
    return verdict(address)


def _host(stated: str) -> str | Address | Denial:
    if stated.startswith("["):
        try:
            address = IPv6Address(stated[1:-1])
        except AddressValueError:
            return Denial(code="url-host", why="What stands in brackets is no IPv6 address.")
        return address
    if not stated or len(stated) > 253:
        return Denial(
            code="url-host", why="The address names no host." if not stated else "The host's name is too long."
        )
    if AMBIGUOUS & set(stated):
        return Denial(code="url-idna", why="The host's name can be read in two ways; give its xn-- form.")
    try:
        host = stated.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        return Denial(code="url-host", why="The host's name cannot be read.")
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(one) for one in labels):
        return Denial(code="url-host", why="The host's name holds what no name may hold.")
    return _as_number(labels) if _NUMBER.fullmatch(labels[-1]) else host


def _as_number(labels: list[str]) -> IPv4Address | Denial:
    """Read what the old ``inet_aton`` takes for an address (URL Standard, "IPv4 parser"; POSIX inet_addr)."""
    try:
        values = [_part(one) for one in labels]
    except ValueError:
        values = []
    if not 0 < len(values) < 5 or any(one > 255 for one in values[:-1]) or values[-1] >= 256 ** (5 - len(values)):
        return Denial(code="url-host", why="The host ends in a number and is no IPv4 address.")
    return IPv4Address(sum(one << 8 * (3 - at) for at, one in enumerate(values[:-1])) + values[-1])


def _part(label: str) -> int:
    if not _NUMBER.fullmatch(label):
        raise ValueError(label)
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    return int(label, 8 if label.startswith("0") else 10)


def _special(host: str, *, onion: bool) -> Denial | None:
    if onion and host.endswith(".onion"):
        return None
    for name, source in SPECIAL.items():
        if host == name or host.endswith(f".{name}"):
            return Denial(code="name-denied", why=f"{host}: names under {name} lead nowhere outside ({source}).")
    if "." not in host:
        return Denial(code="name-denied", why=f"{host}: a name without a dot is one of the local network.")
    return None
