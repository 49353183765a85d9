"""What the janitor removes, and what it must not, in each database and over a real store."""

from pathlib import Path

import pytest

from common.artifacts.song import Song
from common.db.failures import MissingRowError
from common.db.repository import costs, jobs, songs, tenants, usage
from common.db.repository.jobs import JobRow
from common.db.session import Database
from common.errors import RetryLaterError
from common.film_request import FilmRequest
from common.limits import KEPT, Retention
from common.storage.keys import hearing_key
from common.storage.local import LocalStorage
from services.janitor.sweeping import Swept, preview, sweep
from tests.support.films import TENANT, add_song, look, make_song, submit
from tests.support.service import Crew

DAY = 86_400


@pytest.fixture
def store(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "store")


@pytest.fixture
def crew(database: Database, store: LocalStorage) -> Crew:
    return Crew(database, store)


def sweep_all(crew: Crew, retention: Retention = KEPT) -> Swept:
    return sweep(crew.database, crew._storage, retention=retention)


def film(crew: Crew, theme: str, **asked: object) -> JobRow:
    job = submit(crew.database, request=FilmRequest(theme=theme), **asked)
    crew.play()
    return job


def age(database: Database, job: JobRow, days: float) -> None:
    seconds = days * DAY
    with database.write() as connection:
        connection.exec_driver_sql(
            f"UPDATE jobs SET created_at = created_at - {seconds} WHERE id = '{job.id}'"
        )
        connection.exec_driver_sql(
            f"UPDATE revisions SET finished_at = finished_at - {seconds} WHERE job_id = '{job.id}'"
        )


def keys(database: Database, job: JobRow) -> set[str]:
    with database.read() as connection:
        found = connection.exec_driver_sql(
            f"SELECT cache_key FROM tasks WHERE job_id = '{job.id}' AND cache_key IS NOT NULL"
        )
        return set(found.scalars())


def forget(database: Database, job: JobRow) -> None:
    database.run(lambda connection: jobs.delete_job(connection, TENANT, job.id))


def test_a_deleted_job_goes_with_all_that_is_its_alone(crew: Crew, store: LocalStorage) -> None:
    mine, other = film(crew, "a fox"), film(crew, "a boat")
    shared = keys(crew.database, mine) & keys(crew.database, other)
    alone = keys(crew.database, mine) - shared
    assert shared, "both films are of one song"
    assert alone
    forget(crew.database, mine)
    with pytest.raises(MissingRowError):
        look(crew.database, mine)
    swept = sweep_all(crew)
    assert swept.jobs == {"delete": 1}
    assert swept.objects.total() == len(alone)
    assert not any(store.has(key) for key in alone)
    assert all(store.has(key) for key in keys(crew.database, other))
    with crew.database.read() as connection:
        for table in ("tasks", "events", "revisions", "webhook_deliveries"):
            count = f"SELECT count(*) FROM {table}"
            if table != "webhook_deliveries":
                count += f" WHERE job_id = '{mine.id}'"
            assert connection.exec_driver_sql(count).scalar() == 0
        told = connection.exec_driver_sql(f"SELECT * FROM jobs WHERE id = '{mine.id}'").one()
    assert "fox" not in str(told)
    assert sweep_all(crew).is_empty


def test_a_job_under_way_is_stopped_first_and_needs_its_objects_until_then(crew: Crew) -> None:
    done = film(crew, "home")
    again = submit(crew.database, request=FilmRequest(theme="home"))
    crew.play(until="keyframes")
    forget(crew.database, done)
    sweep_all(crew)
    assert all(crew._storage.has(key) for key in keys(crew.database, again)), "it orders the same"
    forget(crew.database, again)
    assert not sweep_all(crew).jobs, "it is not over"
    crew.play()
    assert sweep_all(crew).jobs == {"delete": 1}
    assert not list(crew._storage.keys())


def test_intermediates_go_first_then_the_film(crew: Crew, store: LocalStorage) -> None:
    job = film(crew, "home")
    retention = Retention(intermediates_days=2, films_days=10)
    age(crew.database, job, 1)
    assert sweep_all(crew, retention).is_empty
    age(crew.database, job, 2)
    before = list(store.keys())
    wanted = preview(crew.database, store, retention=retention)
    assert list(store.keys()) == before, "a look removes nothing"
    assert look(crew.database, job).trimmed_at is None
    swept = sweep_all(crew, retention)
    assert (swept.jobs, swept.objects, swept.bytes) == (wanted.jobs, wanted.objects, wanted.bytes)
    kinds = {key.partition("/")[0] for key in store.keys()}  # noqa: SIM118 - a method of ours
    assert {"analysis", "script", "assembly", "evaluation"} <= kinds
    assert not kinds & {"keyframes", "animation", "warping", "frames"}
    assert look(crew.database, job).expired_at is None
    age(crew.database, job, 8)
    assert sweep_all(crew, retention).jobs == {"expire": 1}
    assert look(crew.database, job).expired_at is not None
    assert not list(store.keys())
    assert sweep_all(crew, retention).is_empty


def test_each_tenant_has_its_own_time(crew: Crew) -> None:
    job = film(crew, "home")
    age(crew.database, job, 50)
    with crew.database.write() as connection:
        tenants.change_tenant(connection, TENANT, retention={"films_days": "none"})
    assert sweep_all(crew, Retention(films_days=1)).is_empty
    with crew.database.write() as connection:
        tenants.change_tenant(connection, TENANT, retention={"films_days": "40"})
    assert sweep_all(crew).jobs == {"expire": 1}


def give_song(database: Database, song: Song, tenant: str) -> str:
    key = f"song/{song.sha256}"
    return database.run(
        lambda c: songs.add_song(c, tenant_id=tenant, song=song, object_key=key, size=1)[0].id
    )


def test_a_song_s_bytes_stay_while_another_tenant_has_them(crew: Crew, store: LocalStorage) -> None:
    database, song = crew.database, make_song()
    key = f"song/{song.sha256}"
    store.put(key, b"sound")
    database.run(lambda connection: tenants.add_tenant(connection, "other"))
    mine, theirs = add_song(database), give_song(database, song, "other")
    database.run(lambda connection: songs.delete_song(connection, TENANT, mine))
    assert sweep_all(crew).songs == 1
    assert store.has(key)
    database.run(lambda connection: songs.delete_song(connection, "other", theirs))
    sweep_all(crew)
    assert not store.has(key)
    assert give_song(database, song, TENANT) == mine, "and it may come again"
    with database.read() as connection:
        assert songs.get_song(connection, TENANT, mine).song == song


def hear(store: LocalStorage, song_key: str, number: int = 1) -> list[str]:
    made = [hearing_key(song_key, f"{n:064x}") for n in range(number)]
    for key in made:
        store.put(key, b"a voice")
    return made


def test_what_was_heard_goes_with_the_song_and_not_before(crew: Crew, store: LocalStorage) -> None:
    database, song, other = crew.database, make_song(), make_song(7)
    key, others = f"song/{song.sha256}", f"song/{other.sha256}"
    store.put(key, b"sound")
    heard, kept = hear(store, key, 30), hear(store, others)
    database.run(lambda connection: tenants.add_tenant(connection, "other"))
    mine, theirs = add_song(database), give_song(database, song, "other")
    database.run(lambda connection: songs.delete_song(connection, TENANT, mine))
    assert "hearing" not in preview(database, store, retention=KEPT).objects
    assert not sweep_all(crew).objects, "the other tenant's song is heard no second time"
    assert all(map(store.has, heard))
    database.run(lambda connection: songs.delete_song(connection, "other", theirs))
    wanted = preview(database, store, retention=KEPT)
    assert all(map(store.has, heard)), "a look removes nothing"
    for gone in heard[:10]:
        store.delete(gone)  # by a round that was cut off
    swept = sweep_all(crew)
    assert wanted.objects == {"song": 1, "hearing": 30}
    assert swept.objects == {"song": 1, "hearing": 20}
    assert list(store.keys()) == kept
    assert sweep_all(crew).is_empty


@pytest.mark.parametrize("removed", [1, 3, 4])
def test_a_round_that_is_cut_off_is_taken_up(
    crew: Crew, store: LocalStorage, tmp_path: Path, removed: int
) -> None:
    key = f"song/{make_song().sha256}"
    store.put(key, b"sound")
    hear(store, key, 3)
    mine = add_song(crew.database)
    crew.database.run(lambda connection: songs.delete_song(connection, TENANT, mine))
    with pytest.raises(RetryLaterError):
        sweep(crew.database, Weary(tmp_path / "store", after=removed), retention=KEPT)
    assert len(list(store.keys())) == 4 - removed
    assert sweep_all(crew).songs == 1
    assert not list(store.keys())
    assert sweep_all(crew).is_empty


class Weary(LocalStorage):
    """Gives up after so many removals: hearings go first, the song last."""

    def __init__(self, root: Path, *, after: int) -> None:
        super().__init__(root)
        self._left = after

    def delete(self, key: str) -> None:
        super().delete(key)
        self._left -= 1
        if self._left == 0:
            raise RetryLaterError("the store has gone")


def test_what_is_put_in_mid_sweep_goes_too(crew: Crew, store: LocalStorage, tmp_path: Path) -> None:
    key = f"song/{make_song().sha256}"
    store.put(key, b"sound")
    mine = add_song(crew.database)
    crew.database.run(lambda connection: songs.delete_song(connection, TENANT, mine))
    swept = sweep(crew.database, Overtaken(tmp_path / "store"), retention=KEPT)
    assert swept.objects == {"song": 1, "hearing": 1}
    assert not list(store.keys())


class Overtaken(LocalStorage):
    """A worker keeps what it heard in the moment before the song goes."""

    def delete(self, key: str) -> None:
        if key.startswith("song/"):
            hear(self, key)
        super().delete(key)


def test_a_job_under_way_keeps_what_was_heard(crew: Crew, store: LocalStorage) -> None:
    job = submit(crew.database, request=FilmRequest(theme="home"))
    with crew.database.write() as connection:  # as when both happen in one moment
        connection.exec_driver_sql(
            f"UPDATE songs SET deleted_at = 1, sweep = 'delete' WHERE id = '{job.song_id}'"
        )
    heard = hear(store, f"song/{make_song().sha256}")
    assert not sweep_all(crew).objects
    assert list(store.keys()) == heard


def test_songs_go_when_nobody_asked_for_so_long(crew: Crew, store: LocalStorage) -> None:
    database = crew.database
    used = film(crew, "home")
    unused = add_song(database, number=5)
    database.run(lambda c: songs.correct_song(c, TENANT, unused, {"tempo": "half"}))
    with database.write() as connection:
        connection.exec_driver_sql(f"UPDATE songs SET created_at = created_at - {40 * DAY}")
    assert sweep_all(crew, Retention(songs_days=30)).songs == 1
    with database.read() as connection:
        kept = [row.id for row in songs.list_songs(connection, TENANT)]
    assert unused not in kept
    assert kept == [used.song_id]
    assert add_song(database, number=5) == unused
    with database.read() as connection:
        assert songs.get_song(connection, TENANT, unused).edits is None, "it came anew"
    age(database, used, 31)
    assert sweep_all(crew, Retention(songs_days=30)).songs == 1


def test_what_a_deleted_job_cost_stays_counted(crew: Crew) -> None:
    job = film(crew, "home")
    with crew.database.write() as connection:
        connection.exec_driver_sql("UPDATE tasks SET gpu_seconds = 2 WHERE stage = 'frames'")
        before = usage.gpu_seconds(connection, TENANT, since=0)
    assert before == 6
    forget(crew.database, job)
    sweep_all(crew)
    with crew.database.read() as connection:
        assert usage.gpu_seconds(connection, TENANT, since=0) == before
        assert usage.gpu_seconds(connection, TENANT, since=4e9) == 0


def test_money_of_deleted_jobs_stays_apart_from_time_without_a_price(crew: Crew) -> None:
    job = film(crew, "home")
    with crew.database.write() as connection:
        connection.exec_driver_sql("UPDATE tasks SET gpu_seconds = 2 WHERE stage = 'frames'")
        connection.exec_driver_sql(
            "UPDATE tasks SET gpu_seconds = 3, cost = 0.5 WHERE stage = 'keyframes'"
        )
        before = costs.tenant_costs(connection, since=0)
    assert before == [costs.TenantCost(TENANT, 15, 1.5, 6)]
    forget(crew.database, job)
    sweep_all(crew)
    with crew.database.read() as connection:
        assert costs.tenant_costs(connection, since=0) == before
        assert costs.tenant_costs(connection, since=4e9) == []


def test_an_expired_job_can_be_made_again(crew: Crew) -> None:
    job = submit(crew.database)
    crew.fail_next("script")
    crew.play()
    age(crew.database, job, 3)
    assert sweep_all(crew, Retention(films_days=1)).jobs == {"expire": 1}
    crew.database.run(lambda connection: jobs.retry_job(connection, TENANT, job.id))
    crew.play()
    assert look(crew.database, job).expired_at is None
    assert all(crew._storage.has(key) for key in keys(crew.database, job))
