"""A film under way when the service is upgraded to a version that makes some stage otherwise."""

from types import MappingProxyType

import pytest

from common import pipeline
from common.costs import Charge
from common.db.repository.events import events_after
from common.db.repository.leases import Lease
from common.db.repository.usage import gpu_seconds
from common.db.session import Database
from common.errors import OtherVersionError
from tests.support.films import TENANT, Stage, look, submit


def upgrade(monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    """From here on this process is of a version that makes a stage otherwise."""
    stages = dict(pipeline.STAGES)
    before = stages[stage]  # type: ignore[index]
    stages[stage] = before._replace(version=before.version + 1)  # type: ignore[index]
    monkeypatch.setattr(pipeline, "STAGES", MappingProxyType(stages))


def work(stage: Stage, lease: Lease) -> str:
    """As the runtime does: the key of what was made, empty where it was handed back."""
    try:
        key = "" if lease.stage == "expansion" and lease.film_plan() else lease.order().key
    except OtherVersionError as problem:
        charge = Charge(gpu_seconds=2.0, cost=0.5)
        code, message = problem.code, str(problem)
        assert stage.leases.retry_later(lease, code=code, message=message, after=0, charge=charge)
        return ""
    stage.finish(lease)
    return key


def made(stage: Stage) -> set[str]:
    """Work until nothing is left, and return all keys."""
    keys = set()
    while stage.turn() or stage.broker:
        while stage.broker:
            if (lease := stage.take()) is not None:
                keys.add(work(stage, lease))
    return keys


def attempts(database: Database) -> set[int]:
    with database.read() as connection:
        return set(connection.exec_driver_sql("SELECT attempt FROM tasks").scalars())


def test_it_is_planned_anew_and_what_did_not_change_is_kept(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, stage = submit(database), Stage(database)
    old = stage.play(until="frames")
    upgrade(monkeypatch, "frames")
    new = made(stage)
    revision = look(database, job).revision
    assert (revision.number, revision.status) == (1, "succeeded")
    assert attempts(database) == {1}
    assert not stage.finish(old[-1]), "who works at what is not wanted any more is fenced"
    frames = {lease.cache_key for lease in old if lease.stage == "frames"}
    assert {lease.cache_key for lease in old} - frames <= new | {None}
    assert not frames & new
    with database.read() as connection:
        events = [event.type for event in events_after(connection, job.id, 0)]
        spent = gpu_seconds(connection, TENANT, since=0)
    assert events.count("job.started") == events.count("job.succeeded") == 1
    assert spent == 2.0


def test_a_film_whose_changed_stages_are_done_goes_on(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, stage = submit(database), Stage(database)
    old = stage.play(until="keyframes")
    stage.finish(old[-1])
    upgrade(monkeypatch, "analysis")
    new = made(stage)
    assert look(database, job).revision.status == "succeeded"
    assert not [key for key in new if key.startswith(("analysis", "script"))]


def test_a_worker_of_another_version_hands_back_what_is_not_for_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, stage = submit(database), Stage(database)
    lease = stage.play(until="frames")[-1]
    with monkeypatch.context() as there:
        upgrade(there, "frames")
        assert work(stage, lease) == ""
    made(stage)
    assert look(database, job).revision.status == "succeeded"
    assert attempts(database) == {1}


def test_an_expansion_is_for_those_who_would_begin_the_film_so(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, stage = submit(database), Stage(database)
    old = stage.play(until="expansion")
    upgrade(monkeypatch, "script")
    assert work(stage, old[-1]) == ""
    new = made(stage)
    assert look(database, job).revision.status == "succeeded"
    assert {key.split("/")[0] for key in new} >= {"analysis", "script", "frames"}
