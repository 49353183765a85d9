"""A worker that says it lives, and rests when it is told to."""

import os
import signal
from collections.abc import Callable

import pytest

from common.db.repository import workers
from common.db.session import Database
from tests.support.films import Stage, submit
from workers.measuring import Ear
from workers.presence import DEAF_SECONDS, Presence


class HeardConsumer:
    """What a presence asks of Celery's consumer, done at once and written down."""

    def __init__(self) -> None:
        self.listening: set[str] = set()

    def call_soon(self, act: Callable[[str], None], queue: str) -> None:
        act(queue)

    def add_task_queue(self, queue: str) -> None:
        self.listening.add(queue)

    def cancel_task_queue(self, queue: str) -> None:
        self.listening.discard(queue)


def test_a_registered_worker_has_slots_until_it_leaves(database: Database) -> None:
    presence = Presence(database, name="w@here", pools=["cpu", "flow"], slots=2)
    presence.register()
    with database.read() as connection:
        assert workers.live_slots(connection) == {"cpu": 2, "flow": 2}
    presence.leave()
    with database.read() as connection:
        assert not workers.live_slots(connection)


def test_a_worker_told_to_rest_leaves_its_queues_alone(database: Database) -> None:
    consumer = HeardConsumer()
    consumer.listening = {"scopitone.cpu"}
    presence = Presence(database, name="w@here", pools=["cpu"], slots=1)
    presence._consumer = consumer
    presence.register()
    three_strikes(database)
    presence.register()
    assert consumer.listening == {"scopitone.cpu"}, "it is the last one"
    Presence(database, name="w@there", pools=["cpu"], slots=1).register()
    three_strikes(database)
    presence.register()
    assert not consumer.listening
    database.run(lambda c: workers.leave(c, "w@here"))
    presence.register()
    assert consumer.listening == {"scopitone.cpu", "scopitone.cpu.again"}


def test_a_worker_that_is_called_in_vain_ends(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(os, "kill", lambda _pid, number: told.append(number))
    silence = DEAF_SECONDS + 1
    ear = Ear()
    ear.begun.set()
    monkeypatch.setattr(ear, "silent", lambda: silence)
    presence = Presence(database, name="w@here", pools=["cpu"], slots=1, ear=ear)
    submit(database)
    stage = Stage(database)
    stage.turn()
    presence.register()
    assert not told, "it was called once"
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE tasks SET hints = 3")
    silence = 1.0
    presence.register()
    assert not told, "its processes were heard of"
    silence = DEAF_SECONDS + 1
    Presence(database, name="v@here", pools=["flow"], slots=1, ear=ear).register()
    assert not told, "it was another's pool"
    presence.register()
    assert told == [signal.SIGTERM]
    ear.close()


def three_strikes(database: Database) -> None:
    for _ in range(workers.MAX_STRIKES):
        database.run(lambda c: workers.strike(c, "w@here"))
