"""The chart as a whole: linted, valid on every cluster, safe, and refusing what cannot work."""

import json
import re
import runpy
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import helm_python as helm
import pytest
import yaml
from helm_python import HelmValuesError
from kubernetes_validate import utils as schemas

from tests.support.chart import (
    CHART,
    EXAMPLES,
    TEMPLATES,
    Manifest,
    container,
    example,
    manifests,
    render,
)

OLDEST, NEWEST = "1.29", "1.37"
OTHERS_KINDS = {
    "HTTPRoute",
    "PodMonitor",
    "PrometheusRule",
    "ScaledObject",
    "TriggerAuthentication",
}
"""Of custom resources, whose schemas are not Kubernetes' own."""


def test_there_are_eight_examples_and_more_would_be_tested_too() -> None:
    assert len(EXAMPLES) >= 8


def test_each_template_has_a_test_file() -> None:
    tests = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    assert {name.replace("-", "_") for name in TEMPLATES} <= tests


def test_helm_s_own_linter_has_nothing_to_complain_about() -> None:
    found = helm.lint(str(CHART))
    assert not found["errors"]
    assert {one["error"] for one in found["messages"]} <= {"icon is recommended"}


@pytest.fixture(scope="module")
def _schemas_read_once() -> Iterator[None]:
    """Else all of Kubernetes' definitions are read from disk for every manifest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schemas, "schema_contents", cache(schemas.schema_contents))
        yield


@pytest.mark.usefixtures("_schemas_read_once")
@pytest.mark.parametrize("version", [OLDEST, NEWEST])
def test_every_manifest_is_one_that_kubernetes_knows(version: str) -> None:
    """Each once, however many examples have it."""
    every = (manifest for name in EXAMPLES for manifest in manifests(example(name)))
    different = {re.sub(r'"checksum/.*?", ', "", json.dumps(one)): one for one in every}
    for manifest in different.values():
        if manifest["kind"] not in OTHERS_KINDS:
            schemas.validate(manifest, version, strict=True)


def containers(manifest: Manifest) -> list[Manifest]:
    template = manifest.get("spec", {}).get("template", {})
    return list(template.get("spec", {}).get("containers", ()))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_pod_meets_the_restricted_standard_and_writes_no_root(name: str) -> None:
    for manifest in manifests(example(name)):
        for one in containers(manifest):
            security = one["securityContext"]
            assert security["allowPrivilegeEscalation"] is False
            assert security["readOnlyRootFilesystem"] is True
            assert security["capabilities"] == {"drop": ["ALL"]}
            pod = manifest["spec"]["template"]["spec"]["securityContext"]
            assert pod["runAsNonRoot"] is True
            assert pod["seccompProfile"] == {"type": "RuntimeDefault"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_two_objects_have_one_name_and_all_say_whose_they_are(name: str) -> None:
    found = manifests(example(name))
    names = [(one["kind"], one["metadata"]["name"]) for one in found]
    assert len(set(names)) == len(names)
    assert all(one["metadata"]["labels"]["app.kubernetes.io/instance"] == "films" for one in found)
    assert all(len(one["metadata"]["name"]) <= 63 for one in found)


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"database": {"url": "sqlite:////data/films.db"}}, "/database/url.*sqlite"),
        ({"storage": {"url": "/data/store"}}, "/storage/url"),
        ({"broker": {"url": "amqp://queue"}}, "/broker/url"),
        ({"databse": {}}, "databse"),
        ({"config": {"extra": {"HOME": "/"}}}, "HOME.*SCOPITONE_"),
        ({"costs": {"gpuHour": {"h100": 0}}}, "/costs/gpuHour/h100"),
        ({"service": {"port": "http"}}, "/service/port"),
    ],
)
def test_wrong_values_are_refused_by_name(values: dict[str, object], problem: str) -> None:
    with pytest.raises(HelmValuesError, match=problem):
        render(values)


def test_what_all_containers_are_to_know_comes_to_the_jobs_too() -> None:
    proxy = {"name": "HTTPS_PROXY", "value": "http://proxy.example.com:3128"}
    pull = {"prePull": {"enabled": True, "claim": "models"}}
    found = manifests(render({"extraEnv": [proxy], "models": pull}))
    working = [one for one in found if one["kind"] in {"Deployment", "Job"}]
    assert [one["kind"] for one in working].count("Job") == 2
    for one in working:
        assert proxy in container(one)["env"]


def test_the_readme_s_table_is_that_of_the_values() -> None:
    table = runpy.run_path(str(CHART.parent / "values_table.py"))
    readme = (CHART / "README.md").read_text()
    assert table["with_table"](readme) == readme
    keys = {one.key for one in table["values"]()}
    leaves = set(leaves_of(yaml.safe_load((CHART / "values.yaml").read_text())))
    unsaid = {leaf for leaf in leaves if not any(f"{leaf}.".startswith(f"{key}.") for key in keys)}
    assert not unsaid


def leaves_of(values: Mapping[str, object], prefix: str = "") -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, dict) and value:
            yield from leaves_of(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def test_the_notes_say_what_is_missing_and_what_comes_next() -> None:
    notes = example("default")["NOTES.txt"]
    assert "Secret scopitone-database, key url" in notes
    assert "scopitone keys create" in notes
    assert "port-forward svc/films-api" in notes
    assert "for trying only" in example("trial")["NOTES.txt"]
    walled = render({"networkPolicy": {"enabled": True}})["NOTES.txt"]
    assert "NOTHING MAY REACH THE BUCKET" in walled
    assert "BUCKET" not in example("hardened")["NOTES.txt"]
