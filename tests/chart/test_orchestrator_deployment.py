"""The orchestrator."""

from services.cli.main import COMMANDS
from tests.support.chart import container, environment, example, manifests


def test_it_is_a_command_of_the_api_s_image() -> None:
    [found] = manifests(example("default"), "orchestrator-deployment")
    [command] = container(found)["args"]
    assert command in COMMANDS
    assert container(found)["image"].endswith("/api:0.1.0")


def test_it_is_told_of_database_and_broker() -> None:
    [found] = manifests(example("external-secrets"), "orchestrator-deployment")
    told = environment(container(found))
    assert told["SCOPITONE_DATABASE_URL"]["secretKeyRef"]["key"] == "postgresql"
    assert told["SCOPITONE_BROKER_URL"]["secretKeyRef"]["key"] == "valkey"
    assert {"name": "ca", "mountPath": "/etc/scopitone/ca", "readOnly": True} in container(found)[
        "volumeMounts"
    ]
