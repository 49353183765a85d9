"""A worker that says it lives, and rests when it is told to."""

from collections.abc import Callable

from common.db.repository import workers
from common.db.session import Database
from workers.presence import Presence


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
    assert consumer.listening == {"scopitone.cpu"}


def three_strikes(database: Database) -> None:
    for _ in range(workers.MAX_STRIKES):
        database.run(lambda c: workers.strike(c, "w@here"))
