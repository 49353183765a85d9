"""The API: it asks for keys, and is drained before it stops."""

import json

from services.api.serve import check_host
from services.api.settings import ApiSettings
from tests.support.chart import container, environment, example, manifests, pod


def test_requests_are_drained_before_it_is_told_to_stop() -> None:
    [api] = manifests(example("default"), "api-deployment")
    stop = container(api)["lifecycle"]["preStop"]["exec"]["command"]
    assert stop == ["sleep", "10"]
    assert pod(api)["terminationGracePeriodSeconds"] > 10 + 20
    assert api["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0


def test_ready_is_asked_and_alive_is_the_age_of_a_file() -> None:
    [api] = manifests(example("default"), "api-deployment")
    ready = container(api)["readinessProbe"]["httpGet"]
    assert (ready["path"], ready["httpHeaders"][0]["value"]) == ("/readyz", "localhost")
    assert container(api)["livenessProbe"]["exec"]["command"] == ["scopitone-probe", "alive", "60"]


def test_it_asks_for_keys_and_replicas_count_requests_together() -> None:
    [api] = manifests(example("default"), "api-deployment")
    told = environment(container(api))
    assert told["SCOPITONE_API_KEYS"] == "required"
    assert told["SCOPITONE_API_LIMITER_URL"] == told["SCOPITONE_BROKER_URL"]
    assert container(api)["args"] == ["api", "--host", "0.0.0.0"]


def test_who_says_that_users_are_known_already_is_believed() -> None:
    [api] = manifests(example("hardened"), "api-deployment")
    told = environment(container(api))
    assert "SCOPITONE_API_KEYS" not in told
    settings = ApiSettings(anyone=told["SCOPITONE_API_ANYONE"])
    check_host("0.0.0.0", settings)


def test_it_answers_to_its_names_and_no_other() -> None:
    [api] = manifests(example("external-secrets"), "api-deployment")
    hosts = json.loads(environment(container(api))["SCOPITONE_API_HOSTS"])
    assert set(hosts) == {
        "films.example.com",
        "films-api",
        "films-api.studio",
        "films-api.studio.svc",
    }


def test_its_secret_is_somebody_else_s_when_so_said() -> None:
    [api] = manifests(example("external-secrets"), "api-deployment")
    secret = environment(container(api))["SCOPITONE_API_SECRET"]
    assert secret == {"secretKeyRef": {"name": "films-stores", "key": "api"}}


def test_an_autoscaler_and_the_chart_do_not_both_count_replicas() -> None:
    assert "replicas" in manifests(example("default"), "api-deployment")[0]["spec"]
    assert "replicas" not in manifests(example("cpu-only"), "api-deployment")[0]["spec"]
