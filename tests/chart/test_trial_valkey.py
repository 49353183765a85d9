"""A broker to try the chart with."""

from tests.support.chart import container, example, manifests


def test_it_evicts_nothing_and_writes_nothing() -> None:
    [broker] = [
        one for one in manifests(example("trial"), "trial-valkey") if one["kind"] == "StatefulSet"
    ]
    words = container(broker)["args"]
    assert words[words.index("--maxmemory-policy") + 1] == "noeviction"
    assert words[words.index("--save") + 1] == ""
