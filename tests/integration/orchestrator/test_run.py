"""Jobs from submission to their end, on each database, with the worker played by the test."""

from collections import Counter

import pytest

from common.db.repository import events, jobs, work
from common.db.session import Database
from common.db.states import CHAIN
from common.engine_options import EngineOptions
from common.film_request import FilmRequest
from common.pipeline import Recipe
from common.queues import pool_named
from tests.support.documents import make_analysis, make_script
from tests.support.films import TENANT, Stage, look, make_song, submit

SCENES = 3


def types(database: Database, job: jobs.JobRow) -> list[str]:
    with database.read() as connection:
        return [event.type for event in events.events_after(connection, job.id, 0)]


def test_a_job_comes_to_its_end(database: Database) -> None:
    job, stage = submit(database), Stage(database)
    worked = stage.play()
    assert look(database, job).revision.status == "succeeded"
    assert Counter(lease.stage for lease in worked) == {
        **dict.fromkeys(("analysis", "script", "expansion"), 1),
        **dict.fromkeys(CHAIN, SCENES),
        **dict.fromkeys(("assembly", "poster", "evaluation"), 1),
    }
    assert types(database, job) == [
        "job.queued",
        "job.started",
        "job.processing",
        *["scene.completed"] * SCENES,
        "job.succeeded",
    ]


def test_the_orders_are_those_of_the_local_loop(database: Database) -> None:
    submit(database)
    ordered = {lease.cache_key for lease in Stage(database).play()}
    recipe = Recipe(
        song=make_song(), song_key=f"song/{make_song().sha256}", request=FilmRequest(theme="home")
    )
    script = make_script()
    shots = recipe.shots(script=script, analysis=make_analysis())
    film = recipe.film(title=script.title, shots=shots)
    finale = [film, recipe.poster(script=script, shots=shots), recipe.scores(film)]
    orders = [recipe.analysis(), recipe.script(), *(one for shot in shots for one in shot), *finale]
    assert ordered == {None, *(order.key for order in orders)}


def test_a_worker_can_rebuild_its_order(database: Database) -> None:
    submit(database)
    for lease in Stage(database).play():
        if lease.stage != "expansion":
            assert lease.order().key == lease.cache_key
            assert lease.order().stage == lease.stage


def test_counts_and_scenes_are_there_to_show(database: Database) -> None:
    job = submit(database)
    Stage(database).play()
    revision = look(database, job).revision
    with database.read() as connection:
        counts = work.stage_counts(connection, [revision.id])
        scenes = work.list_scenes(connection, revision.id)
        film = work.result_key(connection, revision.id, "assembly")
        tasks = work.list_tasks(connection, revision.id)
    assert all(count.done == count.total and count.progress == 1 for count in counts)
    assert [scene.number for scene in scenes] == list(range(SCENES))
    assert scenes[0].start_frame == 0
    assert film in {task.cache_key for task in tasks if task.stage == "assembly"}


def test_an_old_hint_claims_nothing(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    stage.turn()
    hint = stage.broker.popleft()
    assert stage.leases.claim(hint.task_id, hint.attempt + 1) is None
    assert stage.leases.claim(hint.task_id, hint.attempt) is not None
    assert stage.leases.claim(hint.task_id, hint.attempt) is None


def test_an_error_runs_again_after_a_pause_and_then_kills(database: Database) -> None:
    job, stage = submit(database), Stage(database)
    for attempt in (1, 2, 3):
        lease = stage.take_next()
        assert lease.attempt == attempt
        assert stage.leases.fail(lease, code="engine.failed", message="no")
        stage.turn()
        assert not stage.broker, "it has to wait"
        make_due(database)
    revision = look(database, job).revision
    assert (revision.status, revision.error_code) == ("failed", "engine.failed")
    assert (revision.error_stage, revision.error_message) == ("analysis", "no")


def make_due(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE tasks SET not_before = 0")


def test_a_fatal_error_is_not_tried_again(database: Database) -> None:
    job, stage = submit(database), Stage(database)
    stage.leases.fail(stage.take_next(), code="song.unreadable", message="no", fatal=True)
    stage.turn()
    assert look(database, job).revision.status == "failed"


def test_a_service_that_does_not_answer_spends_no_attempt(database: Database) -> None:
    job, stage = submit(database), Stage(database)
    for _ in range(6):
        lease = stage.take_next()
        assert lease.attempt == 1
        assert stage.leases.retry_later(lease, code="retry_later", message="away", after=0)
    stage.play()
    assert look(database, job).revision.status == "succeeded"


def test_a_worker_shut_down_spends_no_attempt(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    stage.leases.release(stage.take_next())
    assert stage.take_next().attempt == 1


def test_one_scene_that_dies_fails_the_job_and_keeps_the_rest(database: Database) -> None:
    job, stage = submit(database), Stage(database)
    poison = stage.play(until="animation")[-1]
    stage.leases.fail(poison, code="engine.failed", message="no", fatal=True)
    stage.play()
    revision = look(database, job).revision
    assert (revision.error_stage, revision.error_scene) == ("animation", poison.scene)
    with database.read() as connection:
        states = Counter(task.state for task in work.list_tasks(connection, revision.id))
    assert states["dead"] == 1
    assert states["done"] >= 3
    assert not set(states) & {"ready", "waiting", "running", "reported"}


def test_another_revision_after_a_failure_succeeds(database: Database) -> None:
    job, stage = submit(database), Stage(database)
    stage.leases.fail(stage.take_next(), code="engine.failed", message="no", fatal=True)
    stage.turn()
    again = database.run(lambda connection: jobs.retry_job(connection, TENANT, job.id))
    assert (again.revision.number, again.revision.status) == (2, "queued")
    stage.play()
    assert look(database, job).revision.status == "succeeded"
    assert types(database, job).count("job.failed") == 1
    with database.read() as connection:
        first = connection.exec_driver_sql("SELECT status FROM revisions WHERE number = 1")
        assert first.scalar() == "failed"
        numbers = [event.sequence for event in events.events_after(connection, job.id, 0)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_cancel_stops_what_runs_and_what_waits(database: Database) -> None:
    job, stage = submit(database), Stage(database)
    lease = stage.play(until="animation")[-1]
    database.run(lambda connection: jobs.cancel_job(connection, TENANT, job.id))
    stage.turn()
    assert look(database, job).revision.status == "canceled"
    assert stage.leases.look(lease) == (True, True)
    assert stage.leases.renew(lease, progress=0.5).cancel_requested
    assert stage.leases.release(lease)
    stage.play()
    with database.read() as connection:
        states = {task.state for task in work.list_tasks(connection, job.revision.id)}
    assert states == {"done", "canceled"}
    assert types(database, job)[-1] == "job.canceled"


def test_a_second_cancel_changes_nothing(database: Database) -> None:
    job, stage = submit(database), Stage(database)
    for _ in range(2):
        database.run(lambda connection: jobs.cancel_job(connection, TENANT, job.id))
    stage.turn()
    database.run(lambda connection: jobs.cancel_job(connection, TENANT, job.id))
    stage.turn()
    assert types(database, job) == ["job.queued", "job.canceled"]


@pytest.mark.parametrize("gate", ["script", "keyframes"])
def test_a_job_waits_for_approval(database: Database, gate: str) -> None:
    job, stage = submit(database, approval=gate), Stage(database)
    before = {lease.stage for lease in stage.play()}
    assert look(database, job).revision.status == "awaiting_approval"
    assert ("keyframes" in before) == (gate == "keyframes")
    assert "animation" not in before
    database.run(lambda connection: jobs.approve_job(connection, TENANT, job.id))
    stage.play()
    assert look(database, job).revision.status == "succeeded"


def test_a_fact_that_cannot_be_read_holds_up_no_other(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO inbox (fact, created_at) VALUES ('{}', 0)")
    job, stage = submit(database), Stage(database)
    stage.play()
    assert look(database, job).revision.status == "succeeded"
    assert "cannot be applied" in caplog.text


def test_every_stage_has_a_pool(database: Database) -> None:
    submit(database)
    stage = Stage(database)
    stage.turn()
    assert all(pool_named(hint.pool) == hint.pool for hint in stage.broker)


def test_a_film_made_from_words_is_finished_without_a_picture(database: Database) -> None:
    engines = EngineOptions(animator="wan-t2v")
    asked = FilmRequest(theme="home", profile="quality", engines=engines)
    job, stage = submit(database, request=asked), Stage(database)
    worked = stage.play()
    assert "keyframes" not in {lease.stage for lease in worked}
    assert len([lease for lease in worked if lease.stage == "animation"]) == 3
    assert look(database, job).revision.status == "succeeded"
