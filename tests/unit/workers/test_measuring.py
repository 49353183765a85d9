"""News from a worker's processes on their way to `/metrics`."""

import sys
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from common.metrics import REGISTRY
from workers.measuring import Begun, Ear, Ended, Taken, gpu_peak, tell


def shown(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(f"scopitone_{name}", labels) or 0.0


@pytest.fixture
def ear() -> Iterator[Ear]:
    listening = Ear()
    yield listening
    listening.close()


def test_what_children_tell_is_counted_by_their_parent(ear: Ear) -> None:
    before = shown("task_seconds_count", stage="poster", outcome="done")
    tell(Ended(stage="poster", outcome="done", seconds=2.0))
    end = time.monotonic() + 3
    while shown("task_seconds_count", stage="poster", outcome="done") == before:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_process_that_has_begun_is_noticed(ear: Ear) -> None:
    assert not ear.begun.is_set()
    tell(Begun(warm_up=12.0))
    assert ear.begun.wait(3)


def test_a_parent_that_is_gone_costs_only_the_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCOPITONE_WORKER_EAR", "scopitone-nobody")
    tell(Begun())


def test_without_a_parent_it_is_counted_here() -> None:
    fenced = shown("fenced_writes_total", stage="frames")
    full = shown("task_problems_total", stage="frames", code="storage_full")
    waited = shown("task_wait_seconds_sum", stage="frames")
    tell(Taken(stage="frames", waited=3.0))
    tell(Ended(stage="frames", outcome="fenced", seconds=1.0))
    tell(Ended(stage="frames", outcome="later", seconds=1.0, code="storage_full"))
    assert shown("fenced_writes_total", stage="frames") == fenced + 1
    assert shown("task_problems_total", stage="frames", code="storage_full") == full + 1
    assert shown("task_wait_seconds_sum", stage="frames") == waited + 3


def test_memory_of_a_gpu_is_asked_of_torch_where_it_used_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    assert gpu_peak() == 0
    used, forgotten = SimpleNamespace(), []
    used.is_initialized = lambda: True
    used.max_memory_reserved = lambda: 7 * 2**30
    used.reset_peak_memory_stats = lambda: forgotten.append(True)
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(cuda=used))
    tell(Ended(stage="video", outcome="done", seconds=1.0, gpu_bytes=gpu_peak()))
    assert shown("gpu_memory_peak_bytes", stage="video") == 7 * 2**30
    assert forgotten


def test_money_is_counted_by_type_of_gpu() -> None:
    before = shown("gpu_cost_total", stage="video", gpu="h100", use="useful")
    tell(Ended(stage="video", outcome="done", seconds=1.0, gpu_seconds=1.0, cost=0.5, gpu="h100"))
    assert shown("gpu_cost_total", stage="video", gpu="h100", use="useful") == before + 0.5


def test_gpu_time_is_useful_or_stored_or_wasted() -> None:
    uses = {"done": "useful", "stored": "stored", "failed": "wasted", "released": "wasted"}
    before = {use: shown("gpu_seconds_total", stage="video", use=use) for use in uses.values()}
    for outcome in uses:
        tell(Ended(stage="video", outcome=outcome, seconds=1.0, gpu_seconds=2.0))  # type: ignore[arg-type]
    told = {use: shown("gpu_seconds_total", stage="video", use=use) for use in before}
    assert {use: told[use] - before[use] for use in told} == {
        "useful": 2.0,
        "stored": 2.0,
        "wasted": 4.0,
    }
