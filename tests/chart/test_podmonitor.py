"""Measurements are collected from every process."""

from tests.support.chart import container, example, manifests


def test_it_asks_every_pod_that_has_the_port() -> None:
    texts = example("keda-off")
    [monitor] = manifests(texts, "podmonitor")
    [endpoint] = monitor["spec"]["podMetricsEndpoints"]
    for workload in (one for one in manifests(texts) if one["kind"] == "Deployment"):
        labels = workload["spec"]["template"]["metadata"]["labels"]
        assert monitor["spec"]["selector"]["matchLabels"].items() <= labels.items()
        main = workload["spec"]["template"]["spec"]["containers"][0]["name"]
        assert endpoint["port"] in {one["name"] for one in container(workload, main)["ports"]}
    assert monitor["metadata"]["labels"]["release"] == "prometheus"
