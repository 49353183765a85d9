"""What is counted against a tenant's limits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from sqlalchemy import Connection

from common.db.repository.intake import NewJob, create_job
from common.db.repository.usage import queued_jobs, take_turn
from common.db.session import Database
from common.film_request import FilmRequest
from tests.support.films import TENANT, add_song


def test_of_two_who_ask_at_once_one_sees_what_the_other_added(database: Database) -> None:
    new = NewJob(tenant_id=TENANT, song_id=add_song(database), request=FilmRequest(theme="x"))
    counted = Event()

    def count(connection: Connection) -> int:
        take_turn(connection, TENANT)
        return queued_jobs(connection, TENANT, most=9)

    def add_slowly(connection: Connection) -> int:
        before = count(connection)
        counted.set()
        Event().wait(0.2)  # time for the other to ask
        create_job(connection, new)
        return before

    with ThreadPoolExecutor(1) as other:
        first = other.submit(database.run, add_slowly)
        assert counted.wait(10)
        seen = database.run(count)
        assert (first.result(), seen) == (0, 1)
