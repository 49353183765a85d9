"""The janitor."""

from services.cli.main import COMMANDS
from tests.support.chart import container, environment, example, manifests


def test_it_is_one_and_a_command_of_the_api_s_image() -> None:
    [found] = manifests(example("default"), "janitor-deployment")
    [command] = container(found)["args"]
    assert command in COMMANDS
    assert found["spec"]["replicas"] == 1


def test_it_reaches_the_bucket_as_workers_do() -> None:
    [found] = manifests(example("trial"), "janitor-deployment")
    told = environment(container(found))
    assert told["AWS_ACCESS_KEY_ID"]["secretKeyRef"]["name"] == "trial-bucket"
