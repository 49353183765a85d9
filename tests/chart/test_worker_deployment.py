"""Pools of workers."""

import kubernetes_validate
import pytest
from helm_python import HelmError

from common.queues import POOLS
from tests.support.chart import (
    EXAMPLES,
    Manifest,
    container,
    environment,
    example,
    manifests,
    named,
    pod,
    render,
)


def workers(name: str) -> list[Manifest]:
    return manifests(example(name), "worker-deployment")


def worker(name: str, pool: str) -> Manifest:
    return named(workers(name), f"films-worker-{pool}")


def test_a_worker_is_killed_only_after_it_had_time_to_hand_its_task_back() -> None:
    for name in EXAMPLES:
        for found in workers(name):
            drain = float(environment(container(found))["SCOPITONE_DRAIN_SECONDS"])
            assert pod(found)["terminationGracePeriodSeconds"] >= drain + 30


def test_its_command_names_its_queues() -> None:
    words = container(worker("gpu-mig", "video"))["args"]
    assert words == ["worker", "--pool", "video", "--pool", "flow", "--concurrency", "1"]
    assert set(POOLS) > {"video", "flow"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_queue_is_served_or_films_would_wait_for_ever(name: str) -> None:
    words = [word for found in workers(name) for word in container(found)["args"]]
    assert set(POOLS) <= set(words)
    assert "NO POOL SERVES" not in example(name)["NOTES.txt"]


def test_the_notes_name_queues_that_nobody_serves() -> None:
    notes = render({"workers": {"cpu": {"pools": ["control", "cpu", "language", "flow"]}}})
    assert "NO POOL SERVES: image, video." in notes["NOTES.txt"]


def test_a_queue_is_served_with_torch_or_without() -> None:
    gpu = {"pools": ["image", "video"], "image": "worker-gpu", "gpu": {"count": 1}}
    with pytest.raises(HelmError, match=r"queue image .* workers\.gpu .* workers\.cpu"):
        render({"workers": {"gpu": gpu}})


def test_a_slice_of_a_gpu_is_a_resource_like_another() -> None:
    sliced = container(worker("gpu-mig", "image"))["resources"]["limits"]
    assert sliced["nvidia.com/mig-3g.40gb"] == 1
    assert container(worker("gpu-mig", "video"))["resources"]["limits"]["nvidia.com/gpu"] == 1
    assert "nvidia.com/gpu" not in container(worker("gpu-mig", "cpu"))["resources"]["limits"]


def test_tasks_are_told_what_share_of_a_gpu_they_hold() -> None:
    gpu = {"pools": ["image"], "image": "worker-gpu", "gpu": {"count": 1}, "concurrency": 2}
    cpu = {"pools": ["control", "cpu", "language"]}
    found = manifests(render({"workers": {"cpu": cpu, "gpu": gpu}}), "worker-deployment")
    told = {one["metadata"]["name"]: environment(container(one)) for one in found}
    assert float(told["films-worker-gpu"]["SCOPITONE_GPUS"]) == 0.5
    assert "SCOPITONE_GPUS" not in told["films-worker-cpu"]


def test_a_pool_s_gpus_have_the_price_that_is_named_for_their_type() -> None:
    assert environment(container(worker("gpu-mig", "image")))["SCOPITONE_GPU_TYPE"] == "h100-half"
    unnamed = {"pools": ["image"], "gpu": {"count": 1, "type": "a100"}}
    with pytest.raises(HelmError, match=r'workers.gpu.gpu.type is "a100".*no price'):
        render({"workers": {"gpu": unnamed}, "costs": {"gpuHour": {"h100": 2.5}}})


def test_weights_are_where_the_pool_says() -> None:
    for pool, kind in (("image", "persistentVolumeClaim"), ("preview", "hostPath")):
        found = worker("gpu-mig", pool)
        [volume] = [one for one in pod(found)["volumes"] if one["name"] == "models"]
        assert kind in volume
        assert environment(container(found))["SCOPITONE_MODELS"] == "/models"
    assert "SCOPITONE_MODELS" not in environment(container(worker("gpu-mig", "cpu")))


def test_weights_in_an_image_are_a_volume_of_newer_clusters() -> None:
    models = {"mode": "image", "image": "registry.example.com/models:1"}
    [found] = manifests(render({"workers": {"cpu": {"models": models}}}), "worker-deployment")
    kubernetes_validate.validate(found, "1.33", strict=True)


def test_life_is_a_file_and_ready_is_another() -> None:
    one = container(worker("gpu-mig", "image"))
    assert one["livenessProbe"]["exec"]["command"] == ["scopitone-probe", "alive", "60"]
    assert one["readinessProbe"]["exec"]["command"] == ["scopitone-probe", "ready", "60"]
    start = one["startupProbe"]
    assert start["failureThreshold"] * start["periodSeconds"] == 600


def test_a_pool_takes_what_it_does_not_say_from_the_defaults() -> None:
    assert pod(worker("gpu-mig", "image"))["runtimeClassName"] == "nvidia"
    assert "runtimeClassName" not in pod(worker("gpu-mig", "video"))
    assert pod(worker("gpu-mig", "preview"))["terminationGracePeriodSeconds"] == 120
    names = {one["metadata"]["name"] for one in workers("gpu-mig")}
    assert "films-worker-off" not in names


def test_shared_memory_is_as_large_as_asked() -> None:
    [shm] = [one for one in pod(worker("gpu-mig", "video"))["volumes"] if one["name"] == "shm"]
    assert shm["emptyDir"] == {"medium": "Memory", "sizeLimit": "8Gi"}


def test_the_cluster_s_autoscaler_leaves_its_node_alone() -> None:
    notes = worker("default", "cpu")["spec"]["template"]["metadata"]["annotations"]
    assert notes["cluster-autoscaler.kubernetes.io/safe-to-evict"] == "false"


@pytest.mark.parametrize(
    ("pool", "problem"),
    [
        ({"pools": ["gpu"]}, "must be one of"),
        ({"pools": []}, r"workers\.cpu\.pools names no queue"),
        ({"models": {"mode": "pvc"}}, r"workers\.cpu\.models\.claim"),
        ({"gpus": 1}, "additional properties 'gpus' not allowed"),
    ],
)
def test_a_pool_that_cannot_work_is_refused(pool: dict[str, object], problem: str) -> None:
    with pytest.raises(HelmError, match=problem):
        render({"workers": {"cpu": pool}})
