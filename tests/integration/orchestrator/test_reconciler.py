"""Lost workers, late jobs and outages of the database."""

import pytest
from sqlalchemy import Connection

from common.db.repository import jobs, leases
from common.db.repository.duties import in_grace
from common.db.session import Database
from services.orchestrator.reconciler import reconcile
from tests.support.films import Stage, look, submit


def run_out(database: Database) -> None:
    """Every lease's time is up."""
    database.run(leases.expire_all)


def test_a_lost_worker_is_fenced_and_its_task_runs_again(database: Database) -> None:
    job, stage = submit(database), Stage(database)
    lost = stage.take_next()
    run_out(database)
    again = stage.take_next()
    assert (again.task_id, again.attempt) == (lost.task_id, 2)
    assert not stage.leases.renew(lost, progress=0.9).held
    assert not stage.leases.look(lost).held
    assert not stage.leases.complete(lost, result_sha256="f" * 64)
    assert not stage.leases.fail(lost, code="c", message="m", fatal=True)
    stage.finish(again)
    stage.play()
    assert look(database, job).revision.status == "succeeded"


def test_a_renewed_lease_does_not_run_out(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    lease = stage.take_next()
    run_out(database)
    assert stage.leases.renew(lease, progress=0.5).held
    stage.turn()
    assert stage.leases.look(lease).held


def test_a_task_that_kills_three_workers_is_a_dead_letter(database: Database) -> None:
    job, stage = submit(database), Stage(database)
    for _ in range(3):
        stage.take_next()
        run_out(database)
    stage.turn()
    revision = look(database, job).revision
    assert (revision.status, revision.error_code) == ("failed", "worker_lost")


def test_after_an_outage_no_lease_runs_out_at_first(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    lease = stage.take_next()
    run_out(database)
    be_silent(database, seconds=31)
    stage.turn()
    assert stage.leases.look(lease).held, "the first lease period is skipped"
    end_grace(database)
    stage.turn()
    assert not stage.leases.look(lease).held


def test_an_orchestrator_that_was_away_by_itself_lets_leases_run_out(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    lease = stage.take_next()
    run_out(database)
    for _ in range(2):
        be_silent(database, seconds=20)
        database.run(sign_in)
    stage.turn()
    assert not stage.leases.look(lease).held


def test_who_comes_first_after_an_outage_may_be_a_worker(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    lease = stage.take_next()
    run_out(database)
    be_silent(database, seconds=31)
    database.run(sign_in)
    stage.turn()
    assert stage.leases.look(lease).held


def sign_in(connection: Connection) -> bool:
    """As a worker's parent does every 15 s."""
    return in_grace(connection, lease=leases.LEASE_SECONDS)


def test_a_stack_that_restarts_waits_for_no_lease(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    lost = stage.take_next()
    be_silent(database, seconds=3600)
    run_out(database)
    again = stage.take_next()
    assert (again.task_id, again.attempt) == (lost.task_id, 2)


def be_silent(database: Database, *, seconds: float) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(f"UPDATE duties SET done_at = done_at - {seconds}")


def end_grace(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE duties SET grace_until = 0")


@pytest.mark.parametrize("begun", [False, True], ids=["queued", "at work"])
def test_a_job_past_its_deadline_is_aborted(database: Database, begun: bool) -> None:
    job, stage = submit(database, deadline_seconds=3600.0), Stage(database)
    if begun:
        stage.take_next()
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE revisions SET deadline_at = 1")
    stage.turn()
    revision = look(database, job).revision
    assert (revision.status, revision.error_code) == ("aborted", "deadline_passed")


def test_a_deadline_to_come_aborts_nothing(database: Database) -> None:
    job = submit(database, deadline_seconds=3600.0)
    Stage(database).play()
    assert look(database, job).revision.status == "succeeded"


def test_a_retry_may_have_a_deadline_of_its_own(database: Database) -> None:
    job, stage = submit(database, deadline_seconds=-1.0), Stage(database)
    stage.turn()
    database.run(lambda connection: jobs.retry_job(connection, job.tenant_id, job.id))
    stage.play()
    assert look(database, job).revision.status == "succeeded"


def test_reconciling_is_left_to_who_is_at_it(database: Database) -> None:
    if database.is_sqlite:
        assert reconcile(database), "a SQLite writer is alone anyway"
        return
    with database.write() as other:
        other.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('scopitone.machine'))")
        assert not reconcile(database)
    assert reconcile(database)
