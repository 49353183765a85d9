"""Weights are downloaded before workers need them."""

from tests.support.chart import container, example, manifests, pod


def test_it_pulls_what_is_named_into_the_claim() -> None:
    [job] = manifests(example("gpu-mig"), "models-job")
    assert container(job)["args"] == ["models", "pull", "sdxl", "svd-xt"]
    [models] = [one for one in pod(job)["volumes"] if one["name"] == "models"]
    assert models["persistentVolumeClaim"]["claimName"] == "models"


def test_what_it_pulls_are_models_that_there_are() -> None:
    from common.models import MODELS

    [job] = manifests(example("gpu-mig"), "models-job")
    assert set(container(job)["args"][2:]) <= set(MODELS)
