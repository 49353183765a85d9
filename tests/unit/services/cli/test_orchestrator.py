"""When the orchestrator looks at its broker."""

from collections.abc import Sequence

import pytest

from common.db.repository.hints import HintTo
from common.errors import InvalidInputError, RetryLaterError
from services.cli.orchestrator import looking_first

HINT = HintTo(task_id=7, attempt=1, stage="frames", pool="flow", priority="batch")


def test_the_broker_is_looked_at_before_the_first_hint_and_after_each_outage() -> None:
    told: list[str] = []
    away = False

    def send(hints: Sequence[HintTo]) -> None:
        if away:
            raise RetryLaterError("the broker is away")
        told.append("sent")

    sending = looking_first(send, lambda: told.append("looked"))
    for _ in range(2):
        sending([HINT])
    away = True
    with pytest.raises(RetryLaterError):
        sending([HINT])
    away = False
    sending([HINT])
    assert told == ["looked", "sent", "sent", "looked", "sent"]


def test_nothing_is_sent_to_a_broker_of_another() -> None:
    sent: list[HintTo] = []

    def check() -> None:
        raise InvalidInputError("another installation")

    with pytest.raises(InvalidInputError, match="another"):
        looking_first(sent.extend, check)([HINT])
    assert not sent
