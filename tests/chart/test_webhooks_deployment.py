"""The webhook sender."""

from services.cli.main import COMMANDS
from tests.support.chart import container, example, manifests, pod


def test_it_is_a_command_of_the_api_s_image() -> None:
    [found] = manifests(example("default"), "webhooks-deployment")
    [command] = container(found)["args"]
    assert command in COMMANDS


def test_it_has_time_to_end_attempts_under_way() -> None:
    from services.webhooks.posting import SECONDS

    [found] = manifests(example("default"), "webhooks-deployment")
    assert pod(found)["terminationGracePeriodSeconds"] > SECONDS + 1
