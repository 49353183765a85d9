"""Tasks as Celery knows them: a name on the wire over `workers.runtime`.

Celery imports this package in the worker and in each of its processes; a message of a stage runs
the shell of that name in one of the latter.
"""

import os
from typing import Any

from celery.signals import setup_logging, worker_process_init, worker_process_shutdown

from common import logs, tracing
from common.config import Settings
from common.errors import ScopitoneError
from workers import runtime
from workers.measuring import Unfit, tell

_UNFIT_EXIT = 70
_MOST_LETTERS = 500
"""Of a problem: it is told in one datagram, and read in one line."""


def _log(**_told: Any) -> None:
    logs.configure(Settings(), service="worker")


def _begin(sender: str, **_told: Any) -> None:
    """Begin, or end: Celery only logs what a signal's receiver raises, and would go on to give
    tasks to a process that has no steps."""
    try:
        runtime.begin(Settings(), worker=sender)
    except Exception as problem:
        named = isinstance(problem, ScopitoneError)
        why = str(problem) if named else f"{type(problem).__name__}: {problem}"
        tell(Unfit(problem=why[:_MOST_LETTERS]))
        os._exit(_UNFIT_EXIT)


def _end(**_told: Any) -> None:
    tracing.flush()


setup_logging.connect(_log)
worker_process_init.connect(_begin)
worker_process_shutdown.connect(_end)
