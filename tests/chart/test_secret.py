"""What is secret and given among the values."""

from tests.support.chart import example, manifests


def test_nothing_is_in_it_when_all_secrets_are_somebody_else_s() -> None:
    [secret] = manifests(example("external-secrets"), "secret")
    assert not secret["stringData"]


def test_urls_of_the_values_are_in_it() -> None:
    [secret] = manifests(example("minimal"), "secret")
    assert set(secret["stringData"]) == {"database-url", "broker-url"}


def test_trial_stores_have_urls_of_their_own() -> None:
    [secret] = manifests(example("trial"), "secret")
    told = secret["stringData"]
    assert told["database-url"] == "postgresql://scopitone:change-me-now@films-postgresql/scopitone"
    assert told["broker-url"] == "redis://films-valkey:6379/0"
