"""Processes that perform orders, and the news of how far they are.

Each process keeps to one numeric thread, so that a film does not hang on how many there are, and
ends when its parent does, however that one died.
"""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from typing import NamedTuple

from common.cards import StageName
from common.config import Settings
from common.errors import EngineError
from common.pipeline import Order
from common.storage.local import LocalStorage
from workers.engines.threads import use_one_thread
from workers.steps.desk import Desk
from workers.steps.perform import perform
from workers.steps.table import STEPS

_STEP = 0.01
"""Smaller advances are not reported."""


class Progress(NamedTuple):
    """A step is `share` done, 0 to 1; `scene` is None for work on the whole film."""

    stage: StageName
    scene: int | None
    share: float


Watch = Callable[[Progress], None]
News = SimpleQueue[Progress | None]


class Crew:
    """A pool of worker processes over one local store."""

    def __init__(self, executor: ProcessPoolExecutor) -> None:
        self._executor = executor

    def run(self, chains: Sequence[Sequence[Order]]) -> None:
        """Perform all orders: those of a chain in turn, chains side by side.

        Raises:
            ScopitoneError: the first failure; what was finished stays stored.
        """
        futures = [self._executor.submit(_perform_all, tuple(chain)) for chain in chains]
        try:
            for future in _failures_first(futures):
                future.result()
        except BrokenProcessPool:
            raise EngineError(
                "a worker process died (out of memory?); run again to resume"
            ) from None
        finally:
            for future in futures:
                future.cancel()


@contextmanager
def open_crew(*, store: Path, settings: Settings, watch: Watch) -> Iterator[Crew]:
    """Start the processes; on the way out, also by Ctrl-C, they are gone."""
    use_one_thread()
    context = multiprocessing.get_context("spawn")
    news: News = context.SimpleQueue()
    reader = threading.Thread(target=_read, args=(news, watch), daemon=True)
    reader.start()
    executor = ProcessPoolExecutor(
        max_workers=settings.workers or len(os.sched_getaffinity(0)),
        mp_context=context,
        initializer=_begin,
        initargs=(store, settings, news),
    )
    try:
        yield Crew(executor)
    except BaseException:
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
        news.put(None)
        reader.join()


def _failures_first(futures: Sequence[Future[None]]) -> Iterator[Future[None]]:
    pending = set(futures)
    while pending:
        done, pending = wait(pending, timeout=1, return_when="FIRST_EXCEPTION")
        yield from done


def _read(news: News, watch: Watch) -> None:
    while (progress := news.get()) is not None:
        watch(progress)


class _Bench(NamedTuple):
    """What a worker process keeps from order to order."""

    store: Path
    settings: Settings
    news: News


_bench: _Bench


def _begin(store: Path, settings: Settings, news: News) -> None:
    global _bench  # noqa: PLW0603 - the pool's own way to hand a process its surroundings
    use_one_thread()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bench = _Bench(store, settings, news)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _perform_all(orders: tuple[Order, ...]) -> None:
    for order in orders:
        perform(
            order,
            Desk(
                storage=LocalStorage(_bench.store),
                settings=_bench.settings,
                progress=_reporter(order),
            ),
            steps=STEPS,
        )


def _reporter(order: Order) -> Callable[[float], None]:
    told = -1.0

    def report(share: float) -> None:
        nonlocal told
        if share >= 1 or share >= told + _STEP:
            told = share
            with contextlib.suppress(OSError):
                _bench.news.put(Progress(order.stage, order.scene, share))

    return report
