"""The way in by an Ingress."""

import pytest
from helm_python import HelmValuesError

from tests.support.chart import example, manifests, render


def test_it_leads_to_the_api_under_its_certificate() -> None:
    [ingress] = manifests(example("cpu-only"), "ingress")
    [rule] = ingress["spec"]["rules"]
    assert rule["host"] == "films.example.com"
    assert rule["http"]["paths"][0]["backend"]["service"]["name"] == "films-api"
    assert ingress["spec"]["tls"][0]["secretName"] == "films-tls"


def test_one_without_a_host_is_refused() -> None:
    with pytest.raises(HelmValuesError, match="/ingress"):
        render({"ingress": {"enabled": True}})
