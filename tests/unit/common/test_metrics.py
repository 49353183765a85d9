"""Names of measurements, and the port they are shown on."""

from collections.abc import Iterator

import pytest

from common.config import Settings
from common.metrics import REGISTRY, expose


def families() -> Iterator[tuple[str, str, str]]:
    for family in REGISTRY.collect():
        yield family.name, family.type, family.documentation


@pytest.mark.parametrize(("name", "kind", "said"), list(families()))
def test_names_follow_the_conventions_of_prometheus(name: str, kind: str, said: str) -> None:
    assert name.startswith("scopitone_")
    assert said.endswith(".")
    if kind == "histogram":
        assert name.endswith(("_seconds", "_bytes", "_size"))
    assert not name.endswith("_total"), "the library adds it to counters"


def test_no_port_is_opened_unless_one_is_named() -> None:
    expose(Settings())
