"""Random histories on a real database, with webhooks: what the rules promise, the rows keep."""

import random
from collections import Counter

import pytest

from common.db.repository import events, jobs, leases, work
from common.db.repository.leases import Lease
from common.db.session import Database
from common.db.states import FINAL_EVENTS, OVER, WEBHOOK_EVENTS
from services.orchestrator.inbox import apply_facts
from tests.support.films import TENANT, Stage, look, submit


def mess_about(stage: Stage, dice: random.Random, held: list[Lease]) -> None:
    """One thing that may happen at any time."""
    database = stage.database
    match dice.choice(["claim"] * 4 + ["finish"] * 4 + ["fail", "later", "let go", "die", "flush"]):
        case "claim" if stage.broker:
            stage.broker.rotate(dice.randrange(3))
            held += filter(None, [stage.take()])
        case "finish" if held:
            stage.finish(held.pop())
        case "fail" if held:
            stage.leases.fail(held.pop(), code="c", message="m", fatal=dice.random() < 0.1)
        case "later" if held:
            stage.leases.retry_later(held.pop(), code="c", message="m", after=0)
        case "let go" if held:
            stage.leases.release(held.pop(0))
        case "die":
            database.run(leases.expire_all)
        case "flush":
            stage.broker.clear()
            hurry(database)
    stage.turn()


def hurry(database: Database) -> None:
    """No pause lasts."""
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE tasks SET not_before = 0")
        connection.exec_driver_sql("UPDATE tasks SET hint_again_at = 0 WHERE hinted_at > 0")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_a_job_ends_once(database: Database, seed: int) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO webhook_endpoints (id, tenant_id, url, secret, created_at)"
            " VALUES ('hook', 'default', 'https://x', 's', 0)"
        )
    dice, held = random.Random(seed), list[Lease]()
    job, stage = submit(database), Stage(database)
    for step in range(60):
        mess_about(stage, dice, held)
        if seed % 2 and step == 40:
            database.run(lambda connection: jobs.cancel_job(connection, TENANT, job.id))
    for _ in range(100):
        if look(database, job).revision.final:
            break
        hurry(database)
        stage.play()
        while held:
            stage.finish(held.pop())
        database.run(leases.expire_all)
    database.run(leases.expire_all)
    stage.turn()
    check(database, job)


def check(database: Database, job: jobs.JobRow) -> None:
    revision = look(database, job).revision
    assert revision.final
    with database.read() as connection:
        told = events.events_after(connection, job.id, 0)
        tasks = work.list_tasks(connection, revision.id)
        sent = connection.exec_driver_sql("SELECT sequence FROM webhook_deliveries").scalars().all()
    assert [event.sequence for event in told] == list(range(1, len(told) + 1))
    assert [event.type for event in told if event.type in FINAL_EVENTS] == [told[-1].type]
    assert told[-1].type == f"job.{revision.status}"
    assert {task.state for task in tasks} <= OVER
    assert max(Counter(sent).values(), default=0) <= 1
    assert set(sent) == {event.sequence for event in told if event.type in WEBHOOK_EVENTS}


def test_an_empty_inbox_costs_no_write(database: Database) -> None:
    submit(database)
    assert apply_facts(database) == 1
    with database.write():
        assert apply_facts(database) == 0


def test_a_fact_about_what_is_gone_is_dropped(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO inbox (fact, created_at) VALUES"
            """ ('{"fact":"claimed","task_id":99}', 0), """
            """ ('{"fact":"approved","revision_id":99}', 0)"""
        )
    assert apply_facts(database) == 2
    assert apply_facts(database) == 0
    assert "there no more" in caplog.text
