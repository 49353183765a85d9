"""Alerts, as they stand in their file."""

import yaml

from tests.support.chart import CHART, example, manifests, render


def test_its_groups_are_those_of_the_file() -> None:
    [rule] = manifests(example("keda-off"), "prometheusrule")
    assert rule["spec"] == yaml.safe_load((CHART / "files/alerts.yaml").read_text())


def test_alerts_point_to_where_the_runbook_is_read() -> None:
    there = "https://wiki.example.com/scopitone"
    texts = render({"monitoring": {"prometheusRule": True, "runbookUrl": there}})
    [rule] = manifests(texts, "prometheusrule")
    for alert in rule["spec"]["groups"][0]["rules"]:
        assert alert["annotations"]["runbook_url"].startswith(f"{there}#")
