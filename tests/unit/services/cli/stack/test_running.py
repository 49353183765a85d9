"""Which parts a stack has, and what it takes for its own."""

from pathlib import Path

import pytest

from common.config import Settings
from common.db.migrations import upgrade
from common.db.session import Database
from common.errors import RetryLaterError
from services.cli.stack.children import StackError
from services.cli.stack.running import Stack, broker_of, fresh_start, watching
from tests.support.films import Stage, submit


def test_a_broker_that_is_named_is_used(tmp_path: Path) -> None:
    there = "redis://queue.example:6379/3"
    assert broker_of(Settings(data_dir=tmp_path, broker_url=there), log=None) == (None, there)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("shared", [False, True])
def test_only_the_leases_of_a_database_of_its_own_are_ended(tmp_path: Path, shared: bool) -> None:
    own = Settings(data_dir=tmp_path)
    settings = own.model_copy(update={"database_url": own.database_address if shared else ""})
    database = Database(own.database_address)
    upgrade(database)
    stage = Stage(database)
    submit(database)
    lease = stage.take_next()
    fresh_start(settings, database)()
    assert stage.leases.look(lease).held is shared
    database.close()


def test_no_two_parts_show_their_measurements_on_one_port(tmp_path: Path) -> None:
    parts = ("orchestrator", "webhooks", "worker", "api")
    assert {watching(Settings(), part)["SCOPITONE_METRICS_PORT"] for part in parts} == {"0"}
    told = [watching(Settings(metrics_port=9090, run_dir=tmp_path), part) for part in parts]
    assert [one["SCOPITONE_METRICS_PORT"] for one in told] == ["9090", "9091", "9092", "0"]
    assert len({one["SCOPITONE_RUN_DIR"] for one in told}) == len(parts)


def test_what_fails_because_a_part_ended_says_so() -> None:
    stack = Stack(None, "redis://127.0.0.1:1/0", [])
    with pytest.raises(RetryLaterError), stack.blamed():
        raise RetryLaterError("the API does not answer")
    stack.problem = StackError("the worker process does not stay up (code 1)")
    with pytest.raises(StackError, match="worker"), stack.blamed():
        raise RetryLaterError("the API does not answer")
