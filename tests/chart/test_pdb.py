"""Evictions take one Pod of a kind at a time."""

from tests.support.chart import example, manifests


def test_there_is_one_for_each_deployment_and_it_selects_its_pods() -> None:
    texts = example("gpu-mig")
    budgets = manifests(texts, "pdb")
    workloads = [one for one in manifests(texts) if one["kind"] == "Deployment"]
    selectors = [one["spec"]["selector"]["matchLabels"] for one in budgets]
    assert all(one["spec"]["maxUnavailable"] == 1 for one in budgets)
    for workload in workloads:
        labels = workload["spec"]["template"]["metadata"]["labels"]
        assert sum(selector.items() <= labels.items() for selector in selectors) == 1
    assert len(budgets) == len(workloads)
