"""What a worker may do under its lease, and what it may not without."""

import threading

from common.db.repository.leases import Lease, Leases
from common.db.session import Database
from tests.support.films import Stage, submit


def test_of_many_workers_one_gets_the_lease(database: Database, url: str) -> None:
    submit(database)
    stage = Stage(database)
    stage.turn()
    hint = stage.broker[0]
    won: list[Lease] = []

    def claim(worker: str) -> None:
        mine = Database(url, connections=1)
        if lease := Leases(mine, worker=worker).claim(hint.task_id, hint.attempt):
            won.append(lease)
        mine.close()

    threads = [threading.Thread(target=claim, args=(f"w{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_a_lease_says_what_to_do(database: Database) -> None:
    job = submit(database)
    lease = Stage(database).take_next()
    assert (lease.stage, lease.scene, lease.attempt) == ("analysis", None, 1)
    assert (lease.job_id, lease.tenant_id) == (job.id, "default")


def test_renewal_moves_the_end_and_carries_progress(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    lease = stage.take_next()
    ends = [end_of(database, lease)]
    assert Leases(database, worker="w", seconds=600).renew(lease, progress=0.25) == (True, False)
    ends.append(end_of(database, lease))
    assert 500 < ends[1] - ends[0] < 600
    with database.read() as connection:
        shown = connection.exec_driver_sql("SELECT max(progress) FROM tasks").scalar()
    assert shown == 0.25


def end_of(database: Database, lease: Lease) -> float:
    with database.read() as connection:
        answer = connection.exec_driver_sql(
            f"SELECT lease_expires_at FROM tasks WHERE id = {lease.task_id}"
        )
        return float(answer.scalar_one())


def test_a_report_ends_the_lease(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    lease = stage.take_next()
    assert stage.leases.complete(lease, result_sha256="0" * 64)
    assert not stage.leases.complete(lease, result_sha256="0" * 64)
    assert not stage.leases.renew(lease, progress=1.0).held


def test_a_task_that_is_not_due_cannot_be_claimed(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    lease = stage.take_next()
    stage.leases.retry_later(lease, code="retry_later", message="away", after=60)
    stage.turn()
    assert not stage.broker
    assert stage.leases.claim(lease.task_id, lease.attempt) is None
