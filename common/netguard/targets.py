"""Reading a URL that a stranger gave us, by a narrower grammar than any client's.

Two readers that disagree on one URL are how guards are passed: what browsers, `inet_aton` and
Python each make of `http://0x7f.1\\@a.example/` differs. So each odd form is refused by name, and
what remains means one thing to everybody. The narrow form is put together anew from its parts.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Literal, cast
from urllib.parse import quote, urlsplit

from common.netguard.addresses import Address
from common.netguard.errors import RefusedAddressError

MOST_CHARACTERS = 2000
Scheme = Literal["http", "https"]
_PORTS = {"http": 80, "https": 443}
_BAD_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6679, 6697, 10080}
    | set(range(6665, 6670))
)
"""Those above 1023 that browsers refuse (Fetch standard, 2.9): other protocols listen there and
can be fooled with HTTP."""
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")


@dataclass(frozen=True)
class Target:
    """Where a request goes. `host` is lower case and without brackets; `path` has the query."""

    scheme: Scheme
    host: str
    port: int
    path: str

    @cached_property
    def address(self) -> Address | None:
        """The host, if it is an address and not a name."""
        if ":" in self.host:
            return IPv6Address(self.host)
        return IPv4Address(self.host) if _NUMBER.fullmatch(self.host.split(".")[-1]) else None

    @property
    def authority(self) -> str:
        """As the Host header says it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


@lru_cache(maxsize=1024)
def read_target(url: str) -> Target:
    """Take a URL apart; kept for the next request, since it costs as much as signing one.

    Raises:
        RefusedAddressError: not of the one form that we take.
    """
    if len(url) > MOST_CHARACTERS:
        raise RefusedAddressError(f"the URL is longer than {MOST_CHARACTERS} characters")
    if _FORBIDDEN.search(url):
        raise RefusedAddressError("a URL holds no spaces, control characters or backslashes")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise RefusedAddressError("this is not a URL") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.netloc:
        raise RefusedAddressError("a URL begins with https:// or http:// and a host")
    if "@" in parts.netloc:
        raise RefusedAddressError("a URL with a user name or password in it is refused")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        path += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    target = Target(
        scheme=cast("Scheme", scheme),
        host=_host(parts.netloc),
        port=_checked_port(port, scheme),
        path=path,
    )
    if len(target.url) > MOST_CHARACTERS:
        raise RefusedAddressError(f"the URL is longer than {MOST_CHARACTERS} ASCII characters")
    return target


def _host(authority: str) -> str:
    if authority.startswith("["):
        inside, bracket, after = authority[1:].partition("]")
        if not bracket or (after and not after.startswith(":")):
            raise RefusedAddressError("this is not a URL")
        return _sixth(inside)
    host = authority.partition(":")[0].lower()
    if not host.isascii():
        raise RefusedAddressError("write the host in its ASCII form (xn--…)")
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _fourth(host)
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise RefusedAddressError(f"{host[:100]!r} is not the name of a host")
    return host


def _fourth(host: str) -> str:
    try:
        return str(IPv4Address(host))
    except AddressValueError:
        raise RefusedAddressError("write an IPv4 address as four decimal numbers") from None


def _sixth(inside: str) -> str:
    try:
        if not inside.isascii() or "%" in inside:
            raise AddressValueError
        return str(IPv6Address(inside))
    except AddressValueError:
        raise RefusedAddressError("this is not an IPv6 address") from None


def _checked_port(port: int | None, scheme: str) -> int:
    if port is None:
        return _PORTS[scheme]
    if port not in _PORTS.values() and (port < 1024 or port in _BAD_PORTS):
        raise RefusedAddressError(f"port {port} is refused: use 80, 443, or one from 1024 on")
    return port
