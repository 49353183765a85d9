"""One task from its hint to its report."""

import hashlib
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from common.artifacts.song import Song
from common.config import Settings
from common.db.drafts import Expansion, FilmPlan
from common.errors import EngineError, RetryLaterError, StorageFullError
from common.film_request import FilmRequest
from common.pipeline import Order
from common.storage.local import LocalStorage
from tests.support.leases import ScriptedLeases, lease_of
from tests.support.songs import imagined_song
from workers import runtime
from workers.engines.writer import BuiltinWriter
from workers.runtime import Bench, follow
from workers.stages.scripting import ScriptRequest, write_script
from workers.steps.desk import Desk

ORDER = Order(stage="poster", inputs={}, options={})
PICTURE = b"a picture"
Step = Callable[[Order, Desk, Path], None]


def paint(_order: Order, _desk: Desk, out: Path) -> None:
    out.write_bytes(PICTURE)


@pytest.fixture
def leases() -> ScriptedLeases:
    return ScriptedLeases(lease_of(ORDER))


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "store")


@pytest.fixture
def do(leases: ScriptedLeases, storage: LocalStorage) -> Callable[..., list[tuple[str, object]]]:
    """Follow the hint with a step of the test's own, and return what was reported."""

    def run(step: Step = paint, *, attempt: int = 1, **settings: Any) -> list[tuple[str, object]]:
        bench = Bench(
            settings=Settings(lease_seconds=1, **settings),
            storage=storage,
            leases=leases,  # type: ignore[arg-type]
            steps={"poster": step},
        )
        follow(bench, 7, attempt)
        return leases.reports

    return run


def raising(error: Exception) -> Step:
    def step(_order: Order, _desk: Desk, _out: Path) -> None:
        raise error

    return step


def test_a_result_is_stored_before_it_is_reported(do, storage: LocalStorage) -> None:
    assert do() == [("complete", hashlib.sha256(PICTURE).hexdigest())]
    assert storage.get(ORDER.key) == PICTURE


def test_what_is_stored_already_is_not_done_again(do, storage: LocalStorage) -> None:
    storage.put(ORDER.key, b"made before")
    assert do(raising(AssertionError("did it again"))) == [("complete", None)]
    assert storage.get(ORDER.key) == b"made before"


def test_of_two_who_store_the_row_gets_the_first_one_s_digest(do, storage: LocalStorage) -> None:
    def step(order: Order, desk: Desk, out: Path) -> None:
        storage.put(order.key, b"the other was first")
        paint(order, desk, out)

    assert do(step) == [("complete", hashlib.sha256(b"the other was first").hexdigest())]


def test_a_hint_out_of_date_is_dropped(do) -> None:
    assert do(attempt=2) == []


def test_a_database_that_is_away_at_the_claim_changes_nothing(do, leases: ScriptedLeases) -> None:
    leases.away = True
    assert do() == []


@pytest.mark.parametrize(
    ("error", "report"),
    [
        (RetryLaterError("storage is away"), ("retry_later", "retry_later: storage is away")),
        (StorageFullError("no room"), ("retry_later", "storage_full: no room")),
        (EngineError("no such codec"), ("fatal", "engine.failed: no such codec")),
        (ValueError("shapes differ"), ("fail", "internal: ValueError: shapes differ")),
        (MemoryError(), ("fail", "out_of_memory: not enough memory")),
    ],
)
def test_the_class_of_an_error_says_what_happens_next(do, error, report) -> None:
    assert do(raising(error)) == [report]


@pytest.mark.parametrize("error", [None, EngineError("no such codec"), RetryLaterError("away")])
def test_gpus_that_a_task_held_are_told_however_it_ended(do, leases, error) -> None:
    def step(order: Order, desk: Desk, out: Path) -> None:
        time.sleep(0.05)
        if error is not None:
            raise error
        paint(order, desk, out)

    do(step, gpus=2.0, gpu_type="l4", gpu_prices={"l4": 36.0})
    assert 0.1 <= leases.gpu_seconds < 1.0
    assert leases.cost == pytest.approx(leases.gpu_seconds / 100)


def test_without_a_gpu_none_is_told(do, leases: ScriptedLeases) -> None:
    do()
    assert leases.gpu_seconds == 0


def test_a_canceled_step_lets_go_and_stores_nothing(
    do, leases: ScriptedLeases, storage: LocalStorage
) -> None:
    def step(order: Order, desk: Desk, out: Path) -> None:
        leases.cancel = True
        for _ in range(500):
            desk.progress(0.5)
            time.sleep(0.01)
        paint(order, desk, out)

    assert do(step) == [("release", None)]
    assert not storage.has(ORDER.key)


def test_a_fenced_step_reports_and_stores_nothing(
    do, leases: ScriptedLeases, storage: LocalStorage
) -> None:
    def step(order: Order, desk: Desk, out: Path) -> None:
        leases.held = False
        time.sleep(0.1)  # beyond what the renewal vouches for
        paint(order, desk, out)

    assert do(step) == []
    assert not storage.has(ORDER.key)


def test_a_report_waits_for_the_database(do, leases: ScriptedLeases) -> None:
    back = threading.Timer(0.3, lambda: setattr(leases, "away", False))

    def step(order: Order, desk: Desk, out: Path) -> None:
        paint(order, desk, out)
        leases.away = True
        back.start()

    assert [kind for kind, _ in do(step)] == ["complete"]


def test_an_expansion_orders_the_work_on_every_scene(
    leases: ScriptedLeases, storage: LocalStorage, tmp_path: Path
) -> None:
    analysis, spans = imagined_song(shots=3)
    script = write_script(
        analysis=analysis,
        spans=spans,
        request=ScriptRequest(theme="a lighthouse", style="", mv_type="animation", seed=1),
        writer=BuiltinWriter(),
    )
    plan = film_plan(seconds=analysis.duration)
    storage.put(plan.analysis_key, analysis.to_json())
    storage.put(plan.script_key, script.to_json())
    leases.lease = lease_of(plan.model_dump_json(), stage="expansion")
    bench = Bench(
        settings=Settings(data_dir=tmp_path),
        storage=storage,
        leases=leases,  # type: ignore[arg-type]
        steps={},
    )
    follow(bench, 7, 1)
    [(kind, expansion)] = leases.reports
    assert kind == "complete_expansion"
    assert isinstance(expansion, Expansion)
    assert len(expansion.scenes) == 3
    assert len(expansion.tasks) == 3 * 4 + 3


def test_a_process_that_is_stopping_claims_nothing(
    leases: ScriptedLeases, storage: LocalStorage
) -> None:
    bench = Bench(
        settings=Settings(),
        storage=storage,
        leases=leases,  # type: ignore[arg-type]
        steps={},
    )
    bench.stopping.set()
    leases.claim = raising(AssertionError("claimed"))  # type: ignore[assignment]
    follow(bench, 7, 1)


def test_a_task_needs_a_process_that_has_begun() -> None:
    with pytest.raises(AssertionError, match="begin"):
        runtime.carry_out(7, 1)


def film_plan(*, seconds: float) -> FilmPlan:
    return FilmPlan(
        song=Song(
            sha256="0" * 64,
            name="song",
            samples=round(seconds * 1000),
            sample_rate=1000,
            channels=2,
            codec="vorbis",
            container="ogg",
        ),
        song_key=f"song/{'0' * 64}",
        request=FilmRequest(theme="a lighthouse"),
        analysis_key=f"analysis/{'1' * 64}.json",
        script_key=f"script/{'2' * 64}.json",
    )
