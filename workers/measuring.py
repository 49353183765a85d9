"""Measurements of a worker's processes, gathered in their parent, which answers `/metrics`.

Celery's children come and go, and each would have numbers of its own. They tell their parent what
happened in datagrams on a Unix socket; one that is lost, because the parent is busy or gone, is a
measurement lost and nothing else.
"""

import json
import os
import secrets
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from common import metrics

Outcome = Literal[
    "done", "stored", "failed", "later", "stalled", "released", "fenced", "unreported"
]
"""`stored`: the result was there already. `later`: a service did not answer. `released`: a cancel
or a shutdown. `fenced`: the lease was lost. `unreported`: it was to stop while the database
was away."""
_USES: Mapping[Outcome, str] = MappingProxyType({"done": "useful", "stored": "stored"})
_ADDRESS = "SCOPITONE_WORKER_EAR"
_MOST_BYTES = 4096


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """A process is ready for tasks; `warm_up` is seconds of loading, None without any."""

    warm_up: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unfit:
    """A process cannot begin, and neither will the one that Celery puts in its place."""

    problem: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """A task was claimed, `waited` seconds after it was ready."""

    stage: str
    waited: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """A claimed task was reported, or could not be; `code` is of the error if there was one.

    `gpu_seconds` are those of all GPUs that it held, `cost` is what they cost and `gpu` their type;
    `gpu_bytes` is what was taken of one's memory at most.
    """

    stage: str
    outcome: Outcome
    seconds: float
    gpu_seconds: float = 0.0
    cost: float = 0.0
    gpu: str = ""
    gpu_bytes: int = 0
    code: str | None = None


News = Begun | Unfit | Taken | Ended
_KINDS: dict[str, type[News]] = {kind.__name__: kind for kind in (Begun, Unfit, Taken, Ended)}


def tell(news: News) -> None:
    """From a worker's child to its parent; without a parent that listens, count it here."""
    address = os.environ.get(_ADDRESS)
    if address is None:
        count(news)
        return
    text = json.dumps({"kind": type(news).__name__, **asdict(news)}).encode()
    try:
        _mouth().sendto(text, f"\0{address}")
    except OSError:
        return  # the parent is busy or gone: see above


@cache
def _mouth() -> socket.socket:
    """This process's; a fork may share it, for nobody listens at it."""
    return socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)


def gpu_peak() -> int:
    """Bytes that torch took of the GPU at most since this was asked last; 0 where it took none.

    torch is not imported for this: who used a GPU has done so.
    """
    torch = sys.modules.get("torch")
    if torch is None or not torch.cuda.is_initialized():
        return 0
    peak = int(torch.cuda.max_memory_reserved())
    torch.cuda.reset_peak_memory_stats()
    return peak


def count(news: News) -> None:
    """Into the measurements of this process."""
    match news:
        case Begun():
            if news.warm_up is not None:
                metrics.warm_up_seconds.observe(news.warm_up)
        case Taken():
            metrics.task_wait_seconds.labels(news.stage).observe(news.waited)
        case Ended():
            _count_ended(news)


def _count_ended(news: Ended) -> None:
    metrics.task_seconds.labels(news.stage, news.outcome).observe(news.seconds)
    use = _USES.get(news.outcome, "wasted")
    if news.gpu_seconds:
        metrics.gpu_seconds.labels(news.stage, use).inc(news.gpu_seconds)
    if news.gpu_bytes:
        metrics.gpu_memory_peak.labels(news.stage).set(news.gpu_bytes)
    if news.cost:
        metrics.gpu_cost.labels(news.stage, news.gpu, use).inc(news.cost)
    if news.code is not None:
        metrics.task_problems.labels(news.stage, news.code).inc()
    if news.outcome == "fenced":
        metrics.fenced_writes.labels(news.stage).inc()


class Ear:
    """The parent's side: listens from its making until `close`, and counts what it hears.

    The address is in Linux' abstract space, which needs no file and dies with the process; children
    that are started from now on find it in their environment.

    Args:
        when_unfit: called, once, when a child says that it cannot begin.
    """

    def __init__(self, *, when_unfit: Callable[[], object] = lambda: None) -> None:
        address = f"scopitone-{os.getpid()}-{secrets.token_hex(4)}"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(f"\0{address}")
        os.environ[_ADDRESS] = address
        self.begun = threading.Event()
        """Set once a child is ready for tasks."""
        self.unfit: str | None = None
        """Why a child cannot begin."""
        self._when_unfit = when_unfit
        self._heard = time.monotonic()
        self._thread = threading.Thread(target=self._listen, name="ear", daemon=True)
        self._thread.start()

    def silent(self) -> float:
        """Seconds in which no child began, took or ended anything."""
        return time.monotonic() - self._heard

    def close(self) -> None:
        os.environ.pop(_ADDRESS, None)
        self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._socket.close()

    def _listen(self) -> None:
        while text := self._socket.recv(_MOST_BYTES):
            facts = json.loads(text)
            news = _KINDS[facts.pop("kind")](**facts)
            self._heard = time.monotonic()
            if isinstance(news, Begun):
                self.begun.set()
            elif isinstance(news, Unfit) and self.unfit is None:
                self.unfit = news.problem
                self._when_unfit()
            count(news)
