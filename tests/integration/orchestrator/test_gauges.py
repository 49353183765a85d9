"""What the orchestrator shows of the tables, and what it counts as it changes them."""

from math import isnan
from pathlib import Path

from sqlalchemy import update

from common import metrics
from common.db.session import Database
from common.db.tables import tasks
from common.metrics import REGISTRY
from services.orchestrator.gauges import refresh
from tests.support.films import Stage, submit


def shown(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(f"scopitone_{name}", labels)


def test_gauges_tell_of_films_tasks_and_slots(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    stage.turn()
    refresh(database)
    assert shown("revisions_open", status="queued") == 1
    assert shown("worker_slots", pool="cpu") == 4
    assert shown("tasks_due", pool="cpu") == 1
    assert (shown("inbox_facts"), shown("database_answers")) == (0, 1)
    stage.take_next()
    refresh(database)
    assert shown("tasks_running", pool="cpu") == 1
    assert shown("tasks_due", pool="cpu") is None


def test_the_oldest_task_counts_from_when_it_was_ready(database: Database) -> None:
    submit(database)
    Stage(database).turn()
    database.run(lambda c: c.execute(update(tasks).values(created_at=tasks.c.created_at - 90)))
    refresh(database)
    assert 90 <= (shown("oldest_due_task_seconds", pool="cpu") or 0) < 150


def test_a_task_for_later_is_delayed_and_not_due(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    lease = stage.take_next()
    stage.leases.retry_later(lease, code="retry_later", message="away", after=900)
    stage.turn()
    refresh(database)
    assert (shown("tasks_due", pool="cpu"), shown("tasks_delayed", pool="cpu")) == (0, 1)
    assert shown("oldest_due_task_seconds", pool="cpu") is None


def test_a_database_that_is_away_shows_nothing(tmp_path: Path) -> None:
    metrics.tasks_due.labels("cpu").set(3)
    refresh(Database(f"sqlite:///{tmp_path}/no/such/folder.db"))
    assert shown("tasks_due", pool="cpu") is None
    assert isnan(shown("inbox_facts") or 0)
    assert shown("database_answers") == 0


def test_a_dead_letter_and_the_film_it_ends_are_counted(database: Database) -> None:
    dead = {"stage": "analysis", "code": "song.unreadable"}
    before = shown("dead_letters_total", **dead) or 0
    films = shown("job_seconds_count", status="failed") or 0
    submit(database)
    stage = Stage(database)
    stage.leases.fail(stage.take_next(), code="song.unreadable", message="no", fatal=True)
    stage.turn()
    assert shown("dead_letters_total", **dead) == before + 1
    assert shown("job_seconds_count", status="failed") == films + 1


def test_a_lost_lease_is_counted_once(database: Database) -> None:
    before = shown("lease_expiries_total", stage="analysis") or 0
    submit(database)
    stage = Stage(database)
    stage.take_next()
    stage.turn()
    database.run(lambda c: c.execute(update(tasks).values(lease_expires_at=0.0)))
    stage.turn()
    stage.turn()
    assert shown("lease_expiries_total", stage="analysis") == before + 1


def test_hints_sent_again_are_told_apart(database: Database) -> None:
    first = shown("hints_sent_total", pool="cpu", again="no") or 0
    again = shown("hints_sent_total", pool="cpu", again="yes") or 0
    submit(database)
    stage = Stage(database)
    stage.turn()
    database.run(lambda c: c.execute(update(tasks).values(hint_again_at=0.0)))
    stage.turn()
    assert shown("hints_sent_total", pool="cpu", again="no") == first + 1
    assert shown("hints_sent_total", pool="cpu", again="yes") == again + 1
