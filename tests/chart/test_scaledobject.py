"""Workers scale by the tasks that are running or due."""

import pytest
from helm_python import HelmValuesError

from common.db.repository.demand import demand_query
from tests.support.chart import example, manifests, named, render


def test_the_question_is_the_code_s_own() -> None:
    found = manifests(example("gpu-mig"), "scaledobject")
    video = named(found, "films-worker-video")
    [trigger] = video["spec"]["triggers"]
    assert trigger["metadata"]["query"] == demand_query(["video", "flow"])


def test_a_pod_is_wanted_for_as_many_tasks_as_it_does_side_by_side() -> None:
    sketch = named(manifests(example("cpu-only"), "scaledobject"), "films-worker-sketch")
    [trigger] = sketch["spec"]["triggers"]
    assert trigger["metadata"]["targetQueryValue"] == "4"
    assert trigger["metricType"] == "AverageValue"
    assert (sketch["spec"]["minReplicaCount"], sketch["spec"]["maxReplicaCount"]) == (0, 50)


def test_when_the_database_is_away_nobody_is_sent_home() -> None:
    for found in manifests(example("gpu-mig"), "scaledobject")[1:]:
        assert found["spec"]["fallback"]["behavior"] == "currentReplicasIfHigher"


def test_the_connection_comes_from_a_secret() -> None:
    for name, secret in (("gpu-mig", "scopitone-scaler"), ("hardened", "films-settings")):
        access = named(manifests(example(name), "scaledobject"), "films-demand")
        assert access["spec"]["secretTargetRef"][0]["name"] == secret


def test_every_pool_scales_and_no_deployment_counts_beside_it() -> None:
    texts = example("gpu-mig")
    targets = {
        one["spec"]["scaleTargetRef"]["name"] for one in manifests(texts, "scaledobject")[1:]
    }
    workers = manifests(texts, "worker-deployment")
    assert targets == {one["metadata"]["name"] for one in workers}
    assert not any("replicas" in one["spec"] for one in workers)


@pytest.mark.parametrize("keda", [{}, {"connection": "sqlite:////films.db"}])
def test_keda_without_postgresql_is_refused(keda: dict[str, str]) -> None:
    with pytest.raises(HelmValuesError, match="/keda"):
        render({"keda": {"enabled": True, **keda}})
