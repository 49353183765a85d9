"""`scopitone admin` over the database and store of an installation."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from common.limits import KEPT
from common.storage.keys import hearing_key
from services.cli.main import _load, app
from services.janitor.sweeping import sweep
from tests.support.service import Service, service

Admin = Callable[..., Result]


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Service]:
    with service(tmp_path) as opened:
        yield opened


@pytest.fixture
def admin(api: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Admin:
    monkeypatch.setenv("SCOPITONE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SCOPITONE_DATABASE_URL", f"sqlite:///{tmp_path}/api.db")
    _load(["admin"])

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, ["admin", *words])

    return run


def test_each_job_says_what_it_waits_for(api: Service, admin: Admin) -> None:
    job = api.job()
    api.crew.play(until="keyframes")
    said = json.loads(admin("stuck", job, "--json").stdout)
    assert said["installation"] == []
    [running, *others] = said["jobs"][job]
    assert running.startswith("keyframes of scene 1 runs at worker-1, 0% done")
    assert all("was announced" in line for line in others)


def test_nobody_there_is_the_first_thing_said(api: Service, admin: Admin) -> None:
    api.job()
    with api.database.write() as connection:
        connection.exec_driver_sql("UPDATE workers SET seen_at = 0")
    said = admin("stuck").stdout
    assert "! no orchestrator has ever done its rounds here: start one" in said
    assert "! no worker was heard of for 45 s: start one" in said
    assert "queued" in said


def test_a_broker_that_is_away_is_named(
    api: Service, admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.job()
    monkeypatch.setenv("SCOPITONE_BROKER_URL", "redis://127.0.0.1:1/0")
    assert admin("stuck").stdout.startswith("! the broker does not answer: ")


def test_a_task_for_whom_there_is_no_pool_names_the_command(api: Service, admin: Admin) -> None:
    job = api.job()
    api.crew.turn()
    with api.database.write() as connection:
        connection.exec_driver_sql("""UPDATE workers SET pools = '["image"]'""")
    assert (
        "analysis has nobody to take it: scopitone worker --pool cpu" in admin("stuck", job).stdout
    )


def test_a_person_is_waited_for(api: Service, admin: Admin) -> None:
    job = api.job(approval="script")
    api.crew.play()
    assert "a person has to approve it" in admin("stuck", job).stdout


def test_a_job_that_is_over_is_not_stuck(api: Service, admin: Admin) -> None:
    job = api.film()
    assert "is under way" in str(admin("stuck", job).exception)
    assert admin("stuck").stdout == "no job is under way\n"


def test_dead_letters_are_listed_and_tried_again(api: Service, admin: Admin) -> None:
    job = api.job()
    api.crew.fail_next("keyframes")
    assert f"{job} keyframes of scene 1" in admin("dead-letters").stdout
    assert "engine.failed: the pencil broke" in admin("dead-letters").stdout
    assert admin("dead-letters", "--code", "worker_lost").stdout == ""
    assert "revision 2 is queued" in admin("redrive", "--code", "engine.failed").stdout
    api.crew.play()
    assert api.get(f"/v1/jobs/{job}").json()["status"] == "succeeded"
    assert admin("dead-letters").stdout == ""
    assert (
        "no task was given up for engine.failed"
        in admin("redrive", "--code", "engine.failed").output
    )
    assert "was given up" in str(admin("redrive", job).exception)


def test_a_worker_that_drains_takes_nothing_more(api: Service, admin: Admin) -> None:
    api.job()
    assert "worker-1: 0 of 4 at work, takes tasks" in admin("workers").stdout
    assert admin("drain", "worker-1").stdout == "worker-1 takes no more tasks\n"
    api.crew.turn()
    assert not api.crew.broker, "nobody is there to take it"
    [worker] = json.loads(admin("workers", "--json").stdout)["workers"]
    assert worker["drains"]
    assert api.crew.join(4) > 0, "it hears of it when it registers"
    admin("drain", "worker-1", "--undo")
    api.crew.turn()
    assert api.crew.broker
    assert "no worker w" in str(admin("drain", "w").exception)


def test_what_was_announced_in_vain_is_announced_anew(api: Service, admin: Admin) -> None:
    job = api.job()
    api.crew.turn()
    api.crew.broker.clear()
    api.crew.turn()
    assert not api.crew.broker
    assert admin("requeue", job).stdout == f"{job}: 1 tasks are announced anew\n"
    lease = api.crew.take_next()
    api.crew.leases.retry_later(lease, code="retry_later", message="away", after=3600)
    api.crew.turn()
    assert not api.crew.broker
    admin("requeue", job)
    assert api.crew.take_next().stage == lease.stage


def test_storage_is_compared_with_the_tables(api: Service, admin: Admin) -> None:
    api.film()
    assert admin("fsck", "--strays").exit_code == 0
    keys = list(api.storage.keys())
    film = next(key for key in keys if key.startswith("assembly/"))
    api.storage.delete(film)
    api.storage.put("frames/" + "0" * 64 + ".mp4", b"nobody's")
    checked = admin("fsck", "--strays")
    assert checked.exit_code == 1
    assert f"{film} is missing (assembly of job_" in checked.stdout
    assert "frames/" + "0" * 64 + ".mp4 is named by no row" in checked.stdout


def test_what_was_heard_is_nobody_s_once_its_song_is_gone(api: Service, admin: Admin) -> None:
    song = api.song()
    [key] = api.storage.keys("song/")
    heard = hearing_key(key, "0" * 64)
    api.storage.put(heard, b"a voice")
    assert "0 that no row names" in admin("fsck", "--strays").stderr
    api.client.delete(f"/v1/songs/{song}")
    assert "0 that no row names" in admin("fsck", "--strays").stderr, "the janitor will see to it"
    sweep(api.database, api.storage, retention=KEPT)
    api.storage.put(heard, b"by a worker that died after it")
    assert admin("fsck", "--strays").stdout == f"{heard} is named by no row\n"


def test_a_damaged_result_is_found_by_its_digest_and_removed(api: Service, admin: Admin) -> None:
    api.film()
    # What plays the workers reports another digest than that of what it stores.
    checked = admin("fsck", "--hashes", "--repair")
    assert checked.exit_code == 1
    assert "is not what was stored" in checked.stdout
    assert [key for key in api.storage.keys("") if not key.startswith("song/")] == []


def test_a_shared_database_is_not_changed_on_the_way(
    admin: Admin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.db"
    monkeypatch.setenv("SCOPITONE_DATABASE_URL", f"sqlite:///{other}")
    assert "of another version: scopitone db upgrade" in str(admin("stuck").exception)
    with sqlite3.connect(other) as made:
        assert made.execute("SELECT name FROM sqlite_master").fetchall() == []
    monkeypatch.delenv("SCOPITONE_DATABASE_URL")
    assert "no job is under way" in admin("stuck").stdout
