"""The proxy beside the API."""

import re

from tests.support.chart import container, example, manifests, pod


def configuration(name: str) -> str:
    [settings] = manifests(example(name), "gateway")
    return str(settings["data"]["nginx.conf"])


def test_nobody_comes_in_without_a_password() -> None:
    assert "auth_basic_user_file /etc/gateway/htpasswd;" in configuration("default")
    [api] = manifests(example("default"), "api-deployment")
    [users] = [one for one in pod(api)["volumes"] if one["name"] == "htpasswd"]
    assert users["secret"]["secretName"] == "scopitone-gateway"
    assert "/etc/gateway" in {one["mountPath"] for one in container(api, "gateway")["volumeMounts"]}


def test_who_says_that_users_are_known_already_is_believed() -> None:
    text = configuration("hardened")
    assert "auth_basic" not in text
    assert "Authorization" not in text, "what they show passes through"


def test_only_health_is_open_and_measurements_are_not_there() -> None:
    text = configuration("default")
    bare = re.findall(r"location = (\S+) \{ (?:proxy_set|return)", text)
    assert bare == ["/healthz", "/readyz", "/metrics"]
    assert "location = /metrics { return 404; }" in text


def test_events_and_songs_pass_as_they_come() -> None:
    text = configuration("default")
    assert "proxy_buffering off;" in text
    assert "proxy_request_buffering off;" in text
    assert "client_max_body_size 0;" in text
