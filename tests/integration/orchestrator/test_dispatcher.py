"""Which hints leave, and when."""

import threading
from collections import Counter
from collections.abc import Sequence

import pytest

from common.db.repository import hints, tenants, workers
from common.db.repository.hints import HintTo
from common.db.repository.leases import expire_all
from common.db.session import Database
from common.errors import RetryLaterError
from services.orchestrator.dispatcher import dispatch
from services.orchestrator.lookahead import HINTS_PER_SLOT, Lookahead
from services.orchestrator.run import Orchestrator
from tests.support.films import Stage, look, submit


def test_a_pool_without_workers_gets_no_hint(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    database.run(lambda connection: workers.leave(connection, stage.worker))
    stage.turn()
    assert not stage.broker
    with database.read() as connection:
        assert hints.backlog(connection) == {"cpu": 1}


def test_no_more_hints_are_out_than_the_workers_can_soon_use(database: Database) -> None:
    for _ in range(9):
        submit(database)
    stage = Stage(database, slots=2)
    stage.turn()
    assert len(stage.broker) == HINTS_PER_SLOT * 2
    assert stage.take()
    stage.turn()
    assert len(stage.broker) == HINTS_PER_SLOT * 2


def test_an_unheard_hint_is_sent_again_ever_later(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    stage.turn()
    pauses = []
    for _ in range(4):
        stage.broker.clear()
        stage.turn()
        assert not stage.broker, "too early"
        pauses.append(pause(database))
        with database.write() as connection:
            connection.exec_driver_sql("UPDATE tasks SET hint_again_at = 0")
        stage.turn()
        assert len(stage.broker) == 1
    assert pauses == pytest.approx([10, 20, 40, 40], abs=0.1)


def pause(database: Database) -> float:
    with database.read() as connection:
        answer = connection.exec_driver_sql(
            "SELECT hint_again_at - hinted_at FROM tasks WHERE hinted_at IS NOT NULL"
        )
        return float(answer.scalar_one())


def test_urgent_jobs_come_first(database: Database) -> None:
    for _ in range(5):
        submit(database, priority="batch")
    urgent = submit(database, priority="interactive")
    stage = Stage(database, slots=2)
    stage.turn()
    assert [hint.priority for hint in stage.broker] == ["interactive", "batch"]
    lease = stage.take()
    assert lease is not None
    assert lease.job_id == urgent.id


def test_what_a_dead_worker_left_goes_before_all_that_waits(database: Database) -> None:
    for _ in range(3):
        submit(database)
    stage = Stage(database, slots=1)
    first = stage.take_next()
    assert stage.finish(first)
    lost = stage.take_next()
    stage.turn()
    assert len(stage.broker) == HINTS_PER_SLOT, "there is room for no other"
    database.run(expire_all)
    stage.turn()
    assert [hint.lost for hint in stage.broker] == [False, True]
    assert stage.broker[-1][:2] == (lost.task_id, lost.attempt + 1)


def test_a_film_is_finished_before_another_is_begun(database: Database) -> None:
    order = [submit(database).id for _ in range(4)]
    stage = Stage(database, slots=1)
    worked = [lease.job_id for lease in stage.play()]
    assert list(dict.fromkeys(worked)) == order
    assert worked == sorted(worked, key=order.index)


def test_tenants_share_by_weight(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO tenants (id, title, weight, created_at) VALUES ('big', 'big', 3, 0)"
        )
    mine = [submit(database) for _ in range(16)]
    theirs = {job.id for job in mine[8:]}
    stage = Stage(database, slots=4)
    database.run(lambda connection: workers.leave(connection, stage.worker))
    stage.turn()
    with database.write() as connection:
        last = mine[7].id
        connection.exec_driver_sql(f"UPDATE tasks SET tenant_id = 'big' WHERE job_id > '{last}'")
    stage.join(8)
    stage.turn()
    leases = [lease for _ in range(8) if (lease := stage.take())]
    assert Counter(lease.job_id in theirs for lease in leases) == {True: 6, False: 2}


def test_only_so_many_jobs_of_a_tenant_run_at_once(database: Database) -> None:
    """The begun go on first, then who waited longest; interactive before batch."""
    order = [submit(database) for _ in range(4)]
    urgent = submit(database, priority="interactive")
    with database.write() as connection:
        tenants.change_tenant(connection, "default", limits={"running_jobs": "2"})
    stage = Stage(database, slots=8)
    begun = set()
    stage.turn()
    while stage.broker:
        lease = stage.take()
        assert lease is not None
        begun.add(lease.job_id)
        with database.read() as connection:
            running = connection.exec_driver_sql(
                "SELECT count(*) FROM revisions WHERE status IN ('starting', 'processing')"
            ).scalar_one()
        assert running <= 2
        stage.finish(lease)
        stage.turn()
        if len(begun) == 2:
            assert begun == {urgent.id, order[0].id}
    assert begun == {job.id for job in [*order, urgent]}


def not_now(_hints: Sequence[HintTo]) -> None:
    raise RetryLaterError("the broker is away")


def test_hints_the_broker_did_not_take_leave_when_it_is_back(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    stage.turn()
    (hint,) = stage.broker
    unhint(database)

    pacing = Lookahead(lambda: 0.0)
    with pytest.raises(RetryLaterError):
        dispatch(database, not_now, pacing=pacing)
    stage.broker.clear()
    assert dispatch(database, stage.send, pacing=pacing) == 1
    assert stage.broker[0] == hint


def test_what_a_dead_worker_left_stays_first_while_the_broker_is_away(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    stage.take_next()
    database.run(expire_all)
    away = Orchestrator(database, send=not_now)
    with pytest.raises(RetryLaterError):
        away.tick()
    submit(database)
    stage.turn()
    assert [hint.lost for hint in stage.broker] == [True, False]


def unhint(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE tasks SET hinted_at = NULL, hint_again_at = NULL")


def test_a_worker_whose_failures_succeed_elsewhere_is_sent_to_rest(database: Database) -> None:
    bad = Stage(database, worker="bad")
    for _ in range(3):
        submit(database)
        assert bad.join(4) == 0
        lease = bad.take_next()
        bad.leases.fail(lease, code="c", message="m")
        bad.turn()
        with database.write() as connection:
            connection.exec_driver_sql("UPDATE tasks SET not_before = 0")
        good = Stage(database, worker="good")
        good.play()
    assert bad.join(4) > 200
    with database.read() as connection:
        assert workers.live_slots(connection)["cpu"] == 4, "only the good one's"


def test_workers_not_heard_of_have_no_slots(database: Database) -> None:
    Stage(database)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE workers SET seen_at = seen_at - 46")
        assert not workers.live_slots(connection)
        workers.forget_gone(connection, seconds=45)
        assert connection.exec_driver_sql("SELECT count(*) FROM workers").scalar() == 0


def test_the_loop_goes_on_until_told_to_stop(database: Database) -> None:
    job, stage, stop = submit(database), Stage(database), threading.Event()
    failures = [RetryLaterError("away")]

    def send(chosen: Sequence[HintTo]) -> None:
        if failures:
            raise failures.pop()
        stage.send(chosen)
        stop.set()

    loop = threading.Thread(target=Orchestrator(database, send=send).run, args=(stop,))
    loop.start()
    loop.join(20)
    assert stop.is_set()
    assert len(stage.broker) == 1
    assert look(database, job).revision.status == "queued"
