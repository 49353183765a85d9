"""Settings that are no secret."""

from common.config import Settings
from services.api.settings import ApiSettings
from tests.support.chart import EXAMPLES, container, environment, example, manifests, render


def test_every_variable_of_the_chart_is_a_setting_of_the_code() -> None:
    known = {f"SCOPITONE_{name.upper()}" for name in Settings.model_fields}
    known |= {f"SCOPITONE_API_{name.upper()}" for name in ApiSettings.model_fields}
    for name in EXAMPLES:
        texts = example(name)
        [settings] = manifests(texts, "configmap")
        used = set(settings["data"])
        for template in ("api-deployment", "orchestrator-deployment", "worker-deployment"):
            for workload in manifests(texts, template):
                main = workload["spec"]["template"]["spec"]["containers"][0]["name"]
                used |= set(environment(container(workload, main)))
        assert {one for one in used if one.startswith("SCOPITONE_")} <= known


def test_the_settings_are_ones_that_the_code_takes(monkeypatch) -> None:
    for name in EXAMPLES:
        [settings] = manifests(example(name), "configmap")
        for variable, value in settings["data"].items():
            monkeypatch.setenv(variable, value)
        taken = Settings()
        assert taken.store_address.startswith("s3://")
        assert taken.metrics_port == 9090


def test_prices_of_gpus_reach_the_code(monkeypatch) -> None:
    [settings] = manifests(example("gpu-mig"), "configmap")
    monkeypatch.setenv("SCOPITONE_GPU_PRICES", settings["data"]["SCOPITONE_GPU_PRICES"])
    assert Settings().gpu_prices == {"h100": 2.5, "h100-half": 1.3}


def test_a_collector_is_told_of_where_there_is_one() -> None:
    [settings] = manifests(example("hardened"), "configmap")
    assert settings["data"]["SCOPITONE_TRACING"] == "http://collector.watch:4318"
    [plain] = manifests(example("default"), "configmap")
    assert "SCOPITONE_TRACING" not in plain["data"]


def test_sentinels_and_the_name_of_their_server_go_together(monkeypatch) -> None:
    broker = {"url": "sentinel://:secret@one:26379;sentinel://:secret@two:26379/0"}
    [settings] = manifests(render({"broker": broker | {"master": "films"}}), "configmap")
    monkeypatch.setenv("SCOPITONE_BROKER_URL", broker["url"])
    monkeypatch.setenv("SCOPITONE_BROKER_MASTER", settings["data"]["SCOPITONE_BROKER_MASTER"])
    assert Settings().broker_master == "films"


def test_fetched_objects_fit_into_the_scratch_folder() -> None:
    [settings] = manifests(example("default"), "configmap")
    [api] = manifests(example("default"), "api-deployment")
    [scratch] = [one for one in api["spec"]["template"]["spec"]["volumes"] if "emptyDir" in one][:1]
    assert scratch["emptyDir"]["sizeLimit"] == "10Gi"
    assert int(settings["data"]["SCOPITONE_CACHE_BYTES"]) < 10 * 2**30


def test_a_language_model_is_told_of_and_its_key_is_somebody_else_s() -> None:
    texts = example("external-secrets")
    [settings] = manifests(texts, "configmap")
    assert settings["data"]["SCOPITONE_LANGUAGE_MODEL"] == "qwen3-8b"
    [worker] = manifests(texts, "worker-deployment")
    key = environment(container(worker))["SCOPITONE_LANGUAGE_KEY"]
    assert key == {"secretKeyRef": {"name": "films-language", "key": "key"}}
    [plain] = manifests(example("default"), "configmap")
    assert "SCOPITONE_LANGUAGE_URL" not in plain["data"]
