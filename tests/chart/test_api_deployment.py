"""The API: on loopback, behind the proxy beside it, drained before it stops."""

import json

from tests.support.chart import container, environment, example, manifests, pod


def test_requests_are_drained_before_it_is_told_to_stop() -> None:
    [api] = manifests(example("default"), "api-deployment")
    for name in ("api", "gateway"):
        stop = container(api, name)["lifecycle"]["preStop"]["exec"]["command"]
        assert stop == ["sleep", "10"]
    assert pod(api)["terminationGracePeriodSeconds"] > 10 + 20
    assert api["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0


def test_ready_is_asked_through_the_proxy_and_alive_of_a_file() -> None:
    [api] = manifests(example("default"), "api-deployment")
    assert container(api, "gateway")["readinessProbe"]["httpGet"]["path"] == "/readyz"
    alive = container(api, "api")["livenessProbe"]["exec"]["command"]
    assert alive == ["scopitone-probe", "alive", "60"]


def test_it_answers_to_its_names_and_no_other() -> None:
    [api] = manifests(example("external-secrets"), "api-deployment")
    hosts = json.loads(environment(container(api, "api"))["SCOPITONE_API_HOSTS"])
    assert set(hosts) == {
        "films.example.com",
        "films-api",
        "films-api.studio",
        "films-api.studio.svc",
    }


def test_its_secret_is_somebody_else_s_when_so_said() -> None:
    [api] = manifests(example("external-secrets"), "api-deployment")
    secret = environment(container(api, "api"))["SCOPITONE_API_SECRET"]
    assert secret == {"secretKeyRef": {"name": "films-stores", "key": "api"}}


def test_an_autoscaler_and_the_chart_do_not_both_count_replicas() -> None:
    assert "replicas" in manifests(example("default"), "api-deployment")[0]["spec"]
    assert "replicas" not in manifests(example("cpu-only"), "api-deployment")[0]["spec"]
