"""Tables are brought up to date before anything else changes."""

from tests.support.chart import container, environment, example, manifests, named


def test_it_runs_before_an_installation_and_an_upgrade() -> None:
    [job] = manifests(example("default"), "migration-job")
    assert job["metadata"]["annotations"]["helm.sh/hook"] == "pre-install,pre-upgrade"
    assert container(job)["args"] == ["db", "upgrade"]
    source = environment(container(job))["SCOPITONE_DATABASE_URL"]
    assert source["secretKeyRef"]["name"] == "scopitone-database"


def test_a_url_among_the_values_comes_to_it_before_the_chart_s_own_secret() -> None:
    found = manifests(example("minimal"), "migration-job")
    secret, job = found
    assert secret["kind"] == "Secret"
    hooks = [one["metadata"]["annotations"] for one in found]
    assert int(hooks[0]["helm.sh/hook-weight"]) < int(hooks[1]["helm.sh/hook-weight"])
    source = environment(container(job))["SCOPITONE_DATABASE_URL"]
    assert source["secretKeyRef"] == {"name": secret["metadata"]["name"], "key": "url"}


def test_beside_a_trial_database_it_is_an_ordinary_job() -> None:
    job = named(manifests(example("trial"), "migration-job"), "films-migration-1")
    assert "annotations" not in job["metadata"]
    assert job["spec"]["backoffLimit"] >= 10
