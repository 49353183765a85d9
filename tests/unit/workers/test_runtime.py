"""One task from its hint to its report."""

import dataclasses
import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from common.artifacts.song import Song
from common.config import Settings
from common.db.drafts import Expansion, FilmPlan, prelude_of
from common.errors import EngineError, RetryLaterError, StorageFullError
from common.film_request import FilmRequest
from common.pipeline import Order, Recipe
from common.storage.local import LocalStorage
from tests.support.leases import ScriptedLeases, lease_of
from tests.support.songs import imagined_song
from workers import runtime
from workers.engines.writer import BuiltinWriter
from workers.runtime import Bench, follow
from workers.stages.scripting import ScriptRequest, write_script
from workers.steps.desk import Desk
from workers.steps.perform import Batch

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


@pytest.mark.parametrize(
    "planned",
    [
        {"cache_key": f"poster/{'0' * 64}.jpg"},
        {"text": ORDER.model_dump_json().replace('"seed"', '"grain"')},
        {"text": ORDER.model_dump_json().replace("[]", '["an engine to come"]')},
    ],
    ids=["a stage changed", "an unknown field", "an unknown engine"],
)
def test_what_another_version_planned_is_handed_back(
    do, leases: ScriptedLeases, storage: LocalStorage, planned: dict[str, str]
) -> None:
    assert leases.lease is not None
    leases.lease = dataclasses.replace(leases.lease, **planned)  # type: ignore[arg-type]
    [(kind, said)] = do()
    assert (kind, str(said).split(":")[0]) == ("retry_later", "version.other")
    assert not [*storage.keys()]


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
    """Also when it is away for longer than the lease of a second."""
    back = threading.Timer(1.5, lambda: setattr(leases, "away", False))

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
    song = Song(
        sha256="0" * 64,
        name="song",
        samples=round(seconds * 1000),
        sample_rate=1000,
        channels=2,
        codec="vorbis",
        container="ogg",
    )
    asked = FilmRequest(theme="a lighthouse")
    prelude = prelude_of(Recipe(song=song, song_key=f"song/{'0' * 64}", request=asked))
    return FilmPlan.model_validate_json(prelude[-1].order)


class Ensemble:
    """Pictures begun at once, by a step of the test's own; `alone` notes those that were not."""

    def __init__(
        self, begin: Callable[[Desk], object] = lambda _: None, *, poison: int = -1
    ) -> None:
        self.begun: list[list[int | None]] = []
        self.alone: list[int | None] = []
        self._do, self._poison = begin, poison

    def begin(self, orders: Sequence[Order], desk: Desk) -> list[Step]:
        self.begun.append([order.scene for order in orders])
        self._do(desk)
        if self._poison in self.begun[-1]:
            raise EngineError("one of them is no picture")
        return [paint] * len(orders)

    def paint_alone(self, order: Order, desk: Desk, out: Path) -> None:
        self.alone.append(order.scene)
        if order.scene == self._poison:
            raise EngineError("no picture")
        paint(order, desk, out)


SCENES = [
    Order(stage="keyframes", scene=n, inputs={}, options={"image": {}, "brief": n})
    for n in range(3)
]


def paint_at_once(storage: LocalStorage, ensemble: Ensemble, **settings: float) -> ScriptedLeases:
    lead, *mates = (lease_of(order, task=7 + n) for n, order in enumerate(SCENES))
    leases = ScriptedLeases(lead, mates=mates)
    ensemble.leases = leases  # type: ignore[attr-defined]
    bench = Bench(
        settings=Settings(lease_seconds=1, **settings),
        storage=storage,
        leases=leases,  # type: ignore[arg-type]
        steps={"keyframes": ensemble.paint_alone},
        batches={"keyframes": Batch(lambda *_: 3, ensemble.begin)},
    )
    follow(bench, 7, 1)
    return leases


def test_tasks_of_one_shape_are_begun_at_once_and_end_each(storage: LocalStorage) -> None:
    ensemble = Ensemble()
    leases = paint_at_once(storage, ensemble)
    assert leases.by_task == [(7, "complete"), (8, "complete"), (9, "complete")]
    assert (ensemble.begun, ensemble.alone) == ([[0, 1, 2]], [])
    assert all(storage.has(order.key) for order in SCENES)


def test_gpu_seconds_are_shared_among_those_at_work(storage: LocalStorage) -> None:
    begun = time.monotonic()
    leases = paint_at_once(storage, Ensemble(lambda _: time.sleep(0.2)), gpus=1.0)
    assert 0.2 <= leases.gpu_seconds <= time.monotonic() - begun


def test_what_is_stored_is_not_begun_again(storage: LocalStorage) -> None:
    storage.put(SCENES[0].key, b"made before")
    ensemble = Ensemble()
    leases = paint_at_once(storage, ensemble)
    assert ensemble.begun == [[1, 2]]
    assert leases.reports[0] == ("complete", None)


@pytest.mark.parametrize(("what", "told"), [("lost", []), ("canceled", [(8, "release")])])
def test_who_has_to_stop_leaves_the_others_at_work(
    storage: LocalStorage, what: str, told: list[tuple[int, str]]
) -> None:
    def begin(desk: Desk) -> None:
        getattr(ensemble.leases, what).add(8)  # type: ignore[attr-defined]
        for step in range(50):
            desk.progress(step / 100)
            time.sleep(0.01)

    ensemble = Ensemble(begin)
    leases = paint_at_once(storage, ensemble)
    assert leases.by_task == [*told, (7, "complete"), (9, "complete")]
    assert [storage.has(order.key) for order in SCENES] == [True, False, True]


def test_of_those_that_cannot_be_done_at_once_one_is_at_fault(storage: LocalStorage) -> None:
    ensemble = Ensemble(poison=1)
    leases = paint_at_once(storage, ensemble)
    assert leases.by_task == [(7, "complete"), (8, "fatal"), (9, "complete")]
    assert ensemble.alone == [0, 1, 2]


def test_all_that_have_to_stop_end_the_work(storage: LocalStorage) -> None:
    def begin(desk: Desk) -> None:
        ensemble.leases.cancel = True  # type: ignore[attr-defined]
        for step in range(500):
            desk.progress(step / 1000)
            time.sleep(0.01)

    ensemble = Ensemble(begin)
    leases = paint_at_once(storage, ensemble)
    assert leases.kinds == ["release"] * 3
    assert not any(storage.has(order.key) for order in SCENES)
