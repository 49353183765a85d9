"""Tasks that one worker does at once, each under a lease of its own."""

import pytest
from sqlalchemy import func, select, update

from common.db.repository import leases as lease_rows
from common.db.repository.leases import Lease, Leases
from common.db.session import Database
from common.db.tables import tasks, workers
from common.film_request import FilmRequest
from tests.support.films import Stage, submit

PAINTED = FilmRequest(theme="home", profile="quality")


def taken(database: Database, *, slots: int = 1, most: int = 7) -> tuple[Stage, list[Lease]]:
    """A film whose pictures are being painted at once, by a worker that was told of one."""
    submit(database, request=PAINTED)
    stage = Stage(database, slots=slots)
    lead = stage.play(until="keyframes")[-1]
    return stage, [lead, *stage.leases.join(lead, most=most)]


def alone(stage: Stage) -> Lease:
    """The next picture that a worker is told of; what comes before is finished."""
    lease = stage.play(until="keyframes")[-1]
    assert (lease.stage, lease.attempt > 1) == ("keyframes", True)
    assert stage.leases.join(lease, most=7) == ()
    return lease


def test_ready_pictures_of_one_film_are_taken_along(database: Database) -> None:
    stage, held = taken(database)
    assert [lease.scene for lease in held] == [0, 1, 2]
    assert len({lease.token for lease in held}) == 3
    other = Leases(database, worker="other")
    assert all(other.claim(lease.task_id, 1) is None for lease in held)
    assert all(stage.finish(lease) for lease in held)


@pytest.mark.parametrize(("slots", "most", "number"), [(2, 7, 2), (3, 7, 1), (1, 1, 2), (1, 0, 1)])
def test_what_others_have_hands_for_and_what_is_too_much_stays(
    database: Database, slots: int, most: int, number: int
) -> None:
    _, held = taken(database, slots=slots, most=most)
    assert len(held) == number


def test_hands_that_are_busy_are_not_waited_for(database: Database) -> None:
    submit(database, request=PAINTED)
    stage = Stage(database, slots=2)
    first = stage.play(until="keyframes")[-1]
    second = stage.take_next()
    assert second.stage == "keyframes"
    assert [lease.scene for lease in stage.leases.join(first, most=7)] == [2]


def test_drawn_pictures_are_taken_one_by_one(database: Database) -> None:
    submit(database)
    stage = Stage(database, slots=1)
    lead = stage.play(until="keyframes")[-1]
    assert lead.shape is None
    assert stage.leases.join(lead, most=7) == ()


def test_another_film_s_pictures_are_not_taken(database: Database) -> None:
    submit(database, request=PAINTED)
    _, held = taken(database)
    assert len({lease.revision_id for lease in held}) == 1


def test_one_lost_lease_is_one_lost_task(database: Database) -> None:
    stage, (first, lost, third) = taken(database)
    run_out(database, lost)
    stage.turn()
    assert not stage.leases.renew(lost, progress=0.5).held
    assert not stage.finish(lost)
    assert all(stage.leases.renew(one, progress=0.5).held for one in (first, third))
    assert all(stage.finish(one) for one in (first, third))
    assert alone(stage).task_id == lost.task_id


def run_out(database: Database, lease: Lease) -> None:
    with database.write() as connection:
        mine = update(tasks).where(tasks.c.id == lease.task_id)
        connection.execute(mine.values(lease_expires_at=1.0))


def test_a_poison_scene_does_not_take_its_mates_along(database: Database) -> None:
    stage, (poison, *_) = taken(database)
    database.run(lease_rows.expire_all)
    second = alone(stage)
    assert second.task_id == poison.task_id
    for _ in range(2):
        assert stage.finish(alone(stage))
    run_out(database, second)
    run_out(database, alone(stage))
    stage.turn()
    with database.read() as connection:
        pictures = select(tasks.c.state, tasks.c.worker_deaths).where(tasks.c.stage == "keyframes")
        rows = connection.execute(pictures.order_by(tasks.c.id)).all()
    assert [tuple(row) for row in rows] == [("dead", 3), ("done", 1), ("done", 1)]


def test_a_death_is_held_against_its_worker_once(database: Database) -> None:
    stage, held = taken(database)
    database.run(lease_rows.expire_all)
    other = Stage(database, worker="worker-2")
    stage.turn()
    for _ in held:
        hint = stage.broker.popleft() if stage.broker else other.broker.popleft()
        lease = other.leases.claim(hint.task_id, hint.attempt)
        assert lease is not None
        other.finish(lease)
        stage.turn()
    with database.read() as connection:
        struck = select(workers.c.strikes).where(workers.c.name == "worker-1")
        assert connection.scalar(struck) == 1


def test_one_that_is_to_be_canceled_is_let_go_alone(database: Database) -> None:
    stage, (first, second, third) = taken(database)
    with database.write() as connection:
        mine = update(tasks).where(tasks.c.id == second.task_id)
        connection.execute(mine.values(cancel_requested=True))
    asked = [stage.leases.look(one) for one in (first, second, third)]
    assert [one.cancel_requested for one in asked] == [False, True, False]
    assert all(one.held for one in asked)
    assert stage.leases.release(second)
    assert stage.finish(first)
    assert stage.finish(third)


def test_a_film_painted_at_once_is_finished(database: Database) -> None:
    stage, held = taken(database)
    for lease in held:
        stage.finish(lease)
    stage.play()
    with database.read() as connection:
        left = select(func.count()).where(tasks.c.state != "done")
        assert connection.scalar(left) == 0
