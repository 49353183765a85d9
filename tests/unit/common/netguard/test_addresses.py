"""Every special range of both registries, and the forms of IPv6 that carry an IPv4 inside."""

from ipaddress import IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.netguard.addresses import is_allowed, kind_of

CLOSED = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1
127.255.255.254 168.63.129.16 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1
192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255
198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::10.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254
::ffff:0:127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b::10.1.2.3 64:ff9b:1::1 100::1
100:0:0:1::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 2001:20::1
2001:30::1 2001:db8::1 2002:7f00:1::1 2002:a00:1::1 2002:a9fe:a9fe::1 2002:c0a8:101::1 3fff::1
5f00::1 fc00::1 fd00:ec2::254 fdff::1 fe80::1 febf::1 fec0::1 ff02::1 ff0e::1 4000::1
2a00:1450::5efe:10.0.0.1 2a00:1450::200:5efe:192.168.1.1
"""
OPEN = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.0.0.1 128.0.0.1 168.63.129.17
172.15.0.1 172.32.0.1 192.167.1.1 192.169.1.1 198.17.0.1 198.20.0.1 223.255.255.255
2001:4860:4860::8888 2606:4700:4700::1111 2a00:1450:4001::200e ::ffff:8.8.8.8 64:ff9b::8.8.8.8
2002:808:808::1
"""


@pytest.mark.parametrize("text", CLOSED.split())
def test_what_is_not_public_is_told_by_its_kind(text: str) -> None:
    assert kind_of(ip_address(text))


@pytest.mark.parametrize("text", OPEN.split())
def test_what_is_public_is_open(text: str) -> None:
    assert kind_of(ip_address(text)) is None


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_judged_by_itself(inside: object) -> None:
    number = int(inside)  # type: ignore[call-overload]
    bare = kind_of(ip_address(number))
    for around in ("::ffff:0:0", "64:ff9b::"):
        assert kind_of(IPv6Address(int(IPv6Address(around)) + number)) == bare
    tunnel = kind_of(IPv6Address((0x2002 << 112) + (number << 80) + 1))
    assert (tunnel is None) == (bare is None)


def test_a_list_of_networks_opens_them_in_every_form() -> None:
    home = (ip_network("192.168.1.0/24"), ip_network("fd00::/8"))
    for text in ("192.168.1.7", "::ffff:192.168.1.7", "64:ff9b::192.168.1.7", "fd12::1"):
        assert is_allowed(ip_address(text), home)
    for text in ("192.168.2.7", "::ffff:10.0.0.1", "fe80::1"):
        assert not is_allowed(ip_address(text), home)
