"""Which addresses belong to the public Internet, by the special-purpose registries of IANA.

Python's own `is_global` changed its mind between patch releases, so the ranges stand here. Of IPv6
only global unicast (2000::/3) is public at all; forms that carry an IPv4 address inside are judged
by that address, because a translator at the edge of our network would deliver to it.
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_V4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(block), kind)
    for block, kind in (
        ("0.0.0.0/8", "of this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "of a carrier's NAT"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "of a cloud's own machinery"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "for documentation"),
        ("192.88.99.0/24", "of 6to4 relays"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "for benchmarks"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(block), kind)
    for block, kind in (
        ("::1/128", "loopback"),
        ("fc00::/7", "private (ULA)"),
        ("fe80::/10", "link-local"),
        ("ff00::/8", "multicast"),
        ("2001::/32", "of a Teredo tunnel"),
        ("2001::/23", "reserved for protocols"),
        ("2001:db8::/32", "for documentation"),
        ("3fff::/20", "for documentation"),
    )
)
_PUBLIC_V6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)
_LOW = 0xFFFF_FFFF


def meant(address: Address) -> Address:
    """The address where packets end up: the IPv4 inside a mapped or NAT64 one, else itself."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return IPv4Address(int(address) & _LOW)
    return address


@lru_cache(maxsize=1024)
def kind_of(address: Address) -> str | None:
    """What keeps an address from being public; None for one that is."""
    target = meant(address)
    if isinstance(target, IPv4Address):
        return next((kind for block, kind in _V4 if target in block), None)
    named = next((kind for block, kind in _V6 if target in block), None)
    if named is None and target not in _PUBLIC_V6:
        named = "reserved"
    return named or _kind_inside(target)


def _kind_inside(address: IPv6Address) -> str | None:
    """6to4 (RFC 3056) and ISATAP (RFC 5214) tunnel to the IPv4 address that they carry."""
    number = int(address)
    inside = address.sixtofour
    if number >> 32 & _LOW in _ISATAP:
        inside = IPv4Address(number & _LOW)
    kind = None if inside is None else kind_of(inside)
    return None if kind is None else f"a tunnel to {inside}, which is {kind}"


@lru_cache(maxsize=1024)
def is_allowed(address: Address, networks: tuple[Network, ...]) -> bool:
    """Whether an operator's list names the network that an address is really in."""
    target = meant(address)
    return any(target.version == block.version and target in block for block in networks)
