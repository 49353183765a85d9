"""What a worker may do in the cluster: mark Pods, and nothing else."""

from tests.support.chart import container, environment, example, manifests, pod


def test_workers_may_patch_pods_and_no_more() -> None:
    role, binding = manifests(example("gpu-mig"), "rbac")
    assert role["rules"] == [{"apiGroups": [""], "resources": ["pods"], "verbs": ["patch"]}]
    assert binding["subjects"][0]["name"] == "films"
    assert binding["roleRef"]["name"] == role["metadata"]["name"]


def test_only_workers_get_the_token_and_know_their_pod() -> None:
    texts = example("gpu-mig")
    for found in (one for one in manifests(texts) if one["kind"] == "Deployment"):
        is_worker = "-worker-" in found["metadata"]["name"]
        assert pod(found)["automountServiceAccountToken"] is is_worker
    [first, *_] = manifests(texts, "worker-deployment")
    told = list(environment(container(first)).items())
    assert ("SCOPITONE_POD", "$(POD_NAMESPACE)/$(POD_NAME)") in told
    names = [name for name, _ in told]
    assert names.index("POD_NAME") < names.index("SCOPITONE_POD"), "else it is not filled in"


def test_there_is_none_unless_asked_for() -> None:
    assert not manifests(example("default"), "rbac")
