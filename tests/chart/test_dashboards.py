"""Dashboards for Grafana's sidecar."""

import json

from tests.support.chart import CHART, example, manifests


def test_each_dashboard_is_a_configmap_as_it_stands_in_its_file() -> None:
    found = manifests(example("keda-off"), "dashboards")
    files = {path.name: path.read_text() for path in (CHART / "files/dashboards").glob("*.json")}
    assert {name: json.loads(text) for one in found for name, text in one["data"].items()} == {
        name: json.loads(text) for name, text in files.items()
    }
    assert all(one["metadata"]["labels"]["grafana_dashboard"] == "1" for one in found)
