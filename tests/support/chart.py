"""The chart, rendered by Helm itself: once for each set of values."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import helm_python as helm
import yaml

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "helm/scopitone"
EXAMPLES = sorted(path.name.removesuffix("-values.yaml") for path in (CHART / "ci").glob("*.yaml"))
TEMPLATES = sorted(path.stem for path in (CHART / "templates").glob("[!_]*.yaml"))

Manifest = Mapping[str, Any]


@cache
def _chart() -> helm.Chart:
    return helm.Chart.load(str(CHART))


def render(values: Mapping[str, Any]) -> dict[str, str]:
    """Text by template, of a release `films` in the namespace `studio`."""
    texts = _chart().render(dict(values), name="films", namespace="studio")
    return {Path(name).name: text for name, text in texts.items()}


@cache
def example(name: str) -> dict[str, str]:
    """What one of the chart's `ci` files gives."""
    values = yaml.safe_load((CHART / f"ci/{name}-values.yaml").read_text())
    return render(values or {})


def manifests(texts: Mapping[str, str], template: str | None = None) -> list[Manifest]:
    """All objects, or those of one template."""
    return list(_manifests(texts, template))


def _manifests(texts: Mapping[str, str], template: str | None) -> Iterator[Manifest]:
    for name, text in texts.items():
        if name.endswith(".yaml") and template in {None, name.removesuffix(".yaml")}:
            yield from filter(None, yaml.safe_load_all(text))


def named(found: list[Manifest], name: str) -> Manifest:
    """The only one of that name."""
    [one] = [manifest for manifest in found if manifest["metadata"]["name"] == name]
    return one


def pod(workload: Manifest) -> Manifest:
    spec: Manifest = workload["spec"]["template"]["spec"]
    return spec


def container(workload: Manifest, name: str | None = None) -> Manifest:
    """The container of that name, or the only one."""
    found = [one for one in pod(workload)["containers"] if name in {None, one["name"]}]
    assert len(found) == 1
    only: Manifest = found[0]
    return only


def environment(one: Manifest) -> dict[str, Any]:
    """Variables by name: the text, or where it is from."""
    return {item["name"]: item.get("value", item.get("valueFrom")) for item in one["env"]}
