"""Jobs that are accepted side by side and written together."""

import pytest
from sqlalchemy import Connection, select

from common.db.failures import IdempotencyError, MissingRowError
from common.db.repository.endpoints import NewEndpoint
from common.db.repository.intake import Idempotency, Intake, NewJob
from common.db.repository.jobs import get_job, list_jobs
from common.db.session import Database
from common.db.tables import inbox
from common.film_request import FilmRequest
from tests.support.films import TENANT, add_song


def asked(song: str, theme: str = "home", **more: object) -> NewJob:
    request = FilmRequest(theme=theme)
    return NewJob(tenant_id=TENANT, song_id=song, request=request, **more)  # type: ignore[arg-type]


def facts(connection: Connection) -> list[str]:
    return list(connection.scalars(select(inbox.c.fact).order_by(inbox.c.id)))


def test_each_of_a_group_is_the_job_that_can_be_read(database: Database) -> None:
    song = add_song(database)
    with database.write() as connection:
        intake = Intake(connection)
        first = intake.accept(asked(song, "one", deadline_seconds=60.0))
        second = intake.accept(asked(song, "two", metadata={"a": 1}))
        assert list_jobs(connection, TENANT) == []
        intake.write()
        made = [one.created.job for one in (first, second)]
        assert made == [get_job(connection, TENANT, job.id) for job in made]
        assert [FilmRequest.model_validate_json(job.request).theme for job in made] == [
            "one",
            "two",
        ]
        assert made[0].revision.deadline_at == made[0].created_at + 60
        numbers = [f'"revision_id":{job.revision.id},' for job in made]
        assert all(number in fact for number, fact in zip(numbers, facts(connection), strict=True))


def test_one_that_is_refused_leaves_the_others(database: Database) -> None:
    song, key = add_song(database), Idempotency("mine", "0" * 64)
    with database.write() as connection:
        intake = Intake(connection)
        first = intake.accept(asked(song, idempotency=key))
        with pytest.raises(MissingRowError):
            intake.accept(asked("song_none"))
        with pytest.raises(IdempotencyError):
            intake.accept(asked(song, idempotency=Idempotency("mine", "1" * 64)))
        intake.write()
        assert list_jobs(connection, TENANT) == [first.created.job]


def test_a_key_finds_the_job_beside_it(database: Database) -> None:
    song, key = add_song(database), Idempotency("mine", "0" * 64)
    with database.write() as connection:
        intake = Intake(connection)
        first, again = (intake.accept(asked(song, idempotency=key)) for _ in range(2))
        intake.write()
        assert again.created.replayed
        assert again.created.job == first.created.job
        assert len(facts(connection)) == 1


def test_a_webhook_belongs_to_its_job(database: Database) -> None:
    song, hook = add_song(database), NewEndpoint(url="https://8.8.8.8/", secret="s")
    with database.write() as connection:
        intake = Intake(connection)
        plain = intake.accept(asked(song))
        told = intake.accept(asked(song, webhook=hook))
        intake.write()
        assert plain.created.webhook is None
        assert told.created.webhook is not None
        assert told.created.webhook.job_id == told.created.job.id
