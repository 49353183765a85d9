"""Who may speak to whom."""

from ipaddress import ip_address, ip_network

import pytest

from tests.support.chart import Manifest, example, manifests, named


def policy(component: str) -> Manifest:
    return named(manifests(example("hardened"), "networkpolicy"), f"films-{component}")


def reaches(found: Manifest, address: str) -> bool:
    """Whether an egress rule with a block lets it through."""
    blocks = [
        peer["ipBlock"]
        for rule in found["spec"]["egress"]
        for peer in rule.get("to", ())
        if "ipBlock" in peer
    ]
    there = ip_address(address)
    return any(
        there in ip_network(block["cidr"])
        and not any(there in ip_network(one) for one in block.get("except", ()))
        for block in blocks
        if ip_network(block["cidr"]).version == there.version
    )


@pytest.mark.parametrize("component", ["api", "webhooks"])
def test_webhooks_and_songs_by_url_leave_the_cluster_and_reach_nothing_private(component) -> None:
    found = policy(component)
    assert reaches(found, "93.184.216.34")
    assert reaches(found, "2606:2800:220:1:248:1893:25c8:1946")
    private = ("10.0.0.1", "169.254.169.254", "172.16.3.4", "192.168.1.1", "127.0.0.1", "fd00::1")
    assert not any(reaches(found, address) for address in private)


@pytest.mark.parametrize("component", ["orchestrator", "worker-cpu", "migration"])
def test_others_reach_the_stores_and_nothing_else(component: str) -> None:
    found = policy(component)
    assert reaches(found, "10.20.0.5")
    assert not reaches(found, "93.184.216.34")


def test_measurements_are_for_those_who_watch() -> None:
    for found in manifests(example("hardened"), "networkpolicy"):
        *_, measured = found["spec"]["ingress"]
        assert measured["ports"] == [{"port": 9090}]
        assert measured["from"][0]["namespaceSelector"]["matchLabels"]
