"""The way in by the Gateway API."""

from tests.support.chart import example, manifests


def test_it_leads_to_the_api_without_a_time_limit() -> None:
    [route] = manifests(example("external-secrets"), "httproute")
    [rule] = route["spec"]["rules"]
    assert rule["backendRefs"] == [{"name": "films-api", "port": 80}]
    assert rule["timeouts"]["request"] == "0s"
    assert route["spec"]["hostnames"] == ["films.example.com"]
