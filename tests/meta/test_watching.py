"""Dashboards and alerts ask for measurements that there are, and alerts lead somewhere."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from common.metrics import REGISTRY

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "helm/scopitone/files"
BOARDS = sorted((FILES / "dashboards").glob("*.json"))
ALERTS = FILES / "alerts.yaml"
SUFFIXES = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_count", "_sum")}


def known() -> dict[str, set[str]]:
    """The labels of each series that processes show."""
    labels = {}
    for metric in set(REGISTRY._names_to_collectors.values()):
        [family] = list(metric.collect())
        own = set(getattr(metric, "_labelnames", ()))
        for suffix in SUFFIXES[family.type]:
            labels[f"{family.name}{suffix}"] = own | ({"le"} if suffix == "_bucket" else set())
    return labels


def expressions() -> Iterator[tuple[str, str]]:
    for path in BOARDS:
        for panel in json.loads(path.read_text())["panels"]:
            for target in panel["targets"]:
                yield f"{path.stem}: {panel['title']}", target["expr"]
    for rule in rules():
        yield rule["alert"], rule["expr"]


def rules() -> list[dict[str, object]]:
    groups = yaml.safe_load(ALERTS.read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


@pytest.mark.parametrize(("where", "expression"), list(expressions()))
def test_it_asks_for_series_and_labels_that_there_are(where: str, expression: str) -> None:
    series = known()
    names = set(re.findall(r"\bscopitone_\w+", expression))
    assert names
    assert names <= set(series)
    for name, matchers in re.findall(r"(\bscopitone_\w+)\{(.*?)\}", expression):
        assert set(re.findall(r"(\w+)=", matchers)) <= series[name]
    labels = set().union(*(series[name] for name in names))
    for grouped in re.findall(r"by \((.*?)\)", expression):
        assert {one.strip() for one in grouped.split(",")} <= labels


def test_every_measurement_is_looked_at_somewhere() -> None:
    asked = " ".join(expression for _, expression in expressions())
    unseen = {name for name in known() if name.removesuffix("_bucket") not in asked}
    families = {re.sub("_(bucket|count|sum|total)$", "", name) for name in unseen}
    seen = {re.sub("_(bucket|count|sum|total)$", "", one) for one in re.findall(r"\w+", asked)}
    assert families - seen <= {"scopitone_write_group_size"}


def test_every_alert_has_a_section_in_the_runbook() -> None:
    runbook = (ROOT / "docs/operations.md").read_text()
    headings = {line.strip("# ").lower() for line in runbook.splitlines() if line.startswith("#")}
    for rule in rules():
        link = rule["annotations"]["runbook_url"]  # type: ignore[index]
        assert link == f"docs/operations.md#{str(rule['alert']).lower()}"
        assert str(rule["alert"]).lower() in headings


def test_prometheus_itself_reads_the_rules_where_it_is_installed() -> None:
    tests = ROOT / "deploy/prometheus/alerts_test.yaml"
    if promtool := shutil.which("promtool"):
        for words in (["check", "rules", ALERTS], ["test", "rules", tests]):
            ran = subprocess.run([promtool, *words], capture_output=True, check=False)
            assert ran.returncode == 0, ran.stdout
    names = {rule["alert"] for rule in rules()}
    tried = {
        case["alertname"]
        for test in yaml.safe_load(tests.read_text())["tests"]
        for case in test["alert_rule_test"]
    }
    assert tried < names
