"""A database to try the chart with."""

import pytest
from helm_python import HelmError

from tests.support.chart import container, environment, example, manifests, named, render


def test_its_password_is_the_one_in_the_url() -> None:
    texts = example("trial")
    found = manifests(texts, "trial-postgresql")
    [database] = [one for one in found if one["kind"] == "StatefulSet"]
    source = environment(container(database))["POSTGRES_PASSWORD"]["secretKeyRef"]
    secret = named(manifests(texts, "secret"), source["name"])
    assert secret["stringData"][source["key"]] in secret["stringData"]["database-url"]


def test_it_is_not_started_without_a_password() -> None:
    with pytest.raises(HelmError, match=r"trial\.postgresql\.password"):
        render({"trial": {"postgresql": {"enabled": True}}})


def test_a_password_that_would_break_the_url_is_refused() -> None:
    with pytest.raises(HelmError, match="/trial/postgresql/password"):
        render({"trial": {"postgresql": {"enabled": True, "password": "p@ss/word!"}}})
