"""Jobs and songs as the API asks for them."""

import pytest

from common.db.failures import ConflictError, IdempotencyError, MissingRowError
from common.db.repository import events, jobs, lines, songs
from common.db.repository.intake import Idempotency, NewJob, create_job
from common.db.session import Database
from common.errors import InvalidInputError, ScopitoneError
from common.film_request import FilmRequest
from tests.support.films import TENANT, Stage, add_song, look, make_song, submit


def test_a_new_job_is_queued_and_can_be_read(database: Database) -> None:
    job = submit(database, metadata={"scene": [1, None]}, priority="interactive")
    assert look(database, job) == job
    assert (job.revision.status, job.revision.number, job.revision.priority) == (
        "queued",
        1,
        "interactive",
    )
    assert job.metadata == {"scene": [1, None]}
    assert FilmRequest.model_validate_json(job.request) == FilmRequest(theme="home")


def test_the_same_idempotency_key_gives_the_same_job(database: Database) -> None:
    key = Idempotency("mine", "0" * 64)
    new = NewJob(
        tenant_id=TENANT,
        song_id=add_song(database),
        request=FilmRequest(theme="x"),
        idempotency=key,
    )
    first, second = (database.run(lambda c: create_job(c, new)) for _ in range(2))
    assert (first.replayed, second.replayed) == (False, True)
    assert first.job == second.job
    with database.read() as connection:
        assert len(jobs.list_jobs(connection, TENANT)) == 1


def test_an_idempotency_key_belongs_to_one_request(database: Database) -> None:
    submit(database, idempotency=Idempotency("mine", "0" * 64))
    with pytest.raises(IdempotencyError):
        submit(database, idempotency=Idempotency("mine", "1" * 64))


def test_old_idempotency_keys_are_forgotten(database: Database) -> None:
    submit(database, idempotency=Idempotency("mine", "0" * 64))
    database.run(lambda connection: jobs.forget_idempotency(connection, seconds=-1))
    submit(database, idempotency=Idempotency("mine", "1" * 64))


def test_a_refusal_leaves_the_rest_of_the_transaction(database: Database) -> None:
    good = NewJob(tenant_id=TENANT, song_id=add_song(database), request=FilmRequest(theme="x"))
    bad = NewJob(tenant_id=TENANT, song_id="song_none", request=FilmRequest(theme="x"))
    worse = NewJob(
        tenant_id=TENANT, song_id=good.song_id, request=FilmRequest(theme="x", profile="none")
    )
    refused: list[type[ScopitoneError]] = []
    with database.write() as connection:
        for new in (good, bad, worse, good):
            try:
                create_job(connection, new)
            except ScopitoneError as problem:
                refused.append(type(problem))
    assert refused == [MissingRowError, InvalidInputError]
    with database.read() as connection:
        assert len(jobs.list_jobs(connection, TENANT)) == 2


def test_pages_show_every_job_once_newest_first(database: Database) -> None:
    made = [submit(database).id for _ in range(7)]
    seen: list[str] = []
    after = None
    with database.read() as connection:
        while page := jobs.list_jobs(connection, TENANT, after=after, most=3):
            seen += [job.id for job in page]
            after = page[-1].place
    assert seen == made[::-1]


def test_lists_can_be_of_one_status(database: Database) -> None:
    first, second = submit(database), submit(database)
    database.run(lambda connection: jobs.cancel_job(connection, TENANT, first.id))
    Stage(database).turn()
    with database.read() as connection:
        assert [job.id for job in jobs.list_jobs(connection, TENANT, status="queued")] == [
            second.id
        ]
        assert jobs.list_jobs(connection, TENANT, status="canceled")[0].id == first.id


def test_the_queue_is_counted_by_class_the_urgent_first(database: Database) -> None:
    made = [submit(database, priority=name) for name in ("batch", "interactive", "batch")]
    with database.read() as connection:
        places = [lines.queue_position(connection, job.revision, TENANT) for job in made]
    assert places == [1, 0, 2]


def test_what_the_last_jobs_took_is_known(database: Database) -> None:
    stage = Stage(database, slots=3)
    with database.read() as connection:
        assert lines.read_history(connection).interval is None
    submit(database)
    stage.play()
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE tasks SET finished_at = started_at + 2")
        connection.exec_driver_sql("UPDATE revisions SET finished_at = started_at + 20")
        history = lines.read_history(connection)
    assert (history.jobs, history.hands, history.running) == (1, 3, 0)
    assert history.shortest == pytest.approx(20)
    tasks = 3 + 4 * 3 + 3
    assert sum(history.busy.values()) == pytest.approx(2 * tasks)
    assert history.interval == pytest.approx(2 * tasks / 3)


def test_jobs_of_other_tenants_are_not_there(database: Database) -> None:
    job = submit(database)
    for ask in (jobs.get_job, jobs.cancel_job, jobs.retry_job, jobs.approve_job):
        with pytest.raises(MissingRowError), database.write() as connection:
            ask(connection, "another", job.id)


def test_only_what_ended_badly_can_be_tried_again(database: Database) -> None:
    job = submit(database)
    with pytest.raises(ConflictError, match="queued"), database.write() as connection:
        jobs.retry_job(connection, TENANT, job.id)
    Stage(database).play()
    with pytest.raises(ConflictError, match="succeeded"), database.write() as connection:
        jobs.retry_job(connection, TENANT, job.id)
    with pytest.raises(ConflictError, match="nothing awaits"), database.write() as connection:
        jobs.approve_job(connection, TENANT, job.id)


def test_the_same_sound_is_one_song(database: Database) -> None:
    assert add_song(database, 1) == add_song(database, 1) != add_song(database, 2)
    with database.read() as connection:
        assert len(songs.list_songs(connection, TENANT)) == 2
        first = songs.list_songs(connection, TENANT, most=1)[0]
        assert songs.list_songs(connection, TENANT, after=first.place)[0].song == make_song(1)


def test_a_song_is_new_once(database: Database) -> None:
    song = make_song()
    news = [
        database.run(
            lambda c: songs.add_song(c, tenant_id=TENANT, song=song, object_key="k", size=1)
        )[1]
        for _ in range(2)
    ]
    assert news == [True, False]


def test_a_song_in_use_is_not_deleted(database: Database) -> None:
    job = submit(database)
    with pytest.raises(ConflictError), database.write() as connection:
        songs.delete_song(connection, TENANT, job.song_id)
    Stage(database).play()
    with database.write() as connection:
        songs.delete_song(connection, TENANT, job.song_id)
        with pytest.raises(MissingRowError):
            songs.get_song(connection, TENANT, job.song_id)
    assert add_song(database) == job.song_id, "it comes back under its name"


def test_events_are_read_from_where_one_stopped(database: Database) -> None:
    job = submit(database)
    Stage(database).play()
    with database.read() as connection:
        everything = events.events_after(connection, job.id, 0)
        assert [event.sequence for event in everything] == list(range(1, len(everything) + 1))
        assert events.events_after(connection, job.id, 2, most=2) == everything[2:4]
        assert events.last_sequences(connection, [job.id]) == {job.id: len(everything)}
    assert everything[-1].data == {"revision": 1}
