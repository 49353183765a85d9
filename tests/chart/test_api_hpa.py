"""How many APIs there are."""

from tests.support.chart import example, manifests


def test_it_scales_the_api_by_its_cpu() -> None:
    [hpa] = manifests(example("cpu-only"), "api-hpa")
    assert hpa["spec"]["scaleTargetRef"]["name"] == "films-api"
    assert (hpa["spec"]["minReplicas"], hpa["spec"]["maxReplicas"]) == (2, 6)


def test_there_is_none_unless_asked_for() -> None:
    assert not manifests(example("default"), "api-hpa")
