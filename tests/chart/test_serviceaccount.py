"""Whom Pods act as."""

from tests.support.chart import example, manifests, pod


def test_a_cloud_s_identity_is_named_on_it() -> None:
    texts = example("external-secrets")
    [account] = manifests(texts, "serviceaccount")
    assert "eks.amazonaws.com/role-arn" in account["metadata"]["annotations"]
    for workload in (one for one in manifests(texts) if one["kind"] == "Deployment"):
        assert pod(workload)["serviceAccountName"] == account["metadata"]["name"]


def test_no_pod_gets_a_token_for_the_cluster() -> None:
    for one in manifests(example("default")):
        if one["kind"] in {"Deployment", "Job"}:
            assert pod(one)["automountServiceAccountToken"] is False
