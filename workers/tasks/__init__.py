"""Tasks as Celery knows them: a name on the wire over `workers.runtime`.

Celery imports this package in the worker and in each of its processes; a message of a stage runs
the shell of that name in one of the latter.
"""

from typing import Any

from celery.signals import setup_logging, worker_process_init, worker_process_shutdown

from common import logs, tracing
from common.config import Settings
from workers import runtime


def _log(**_told: Any) -> None:
    logs.configure(Settings(), service="worker")


def _begin(sender: str, **_told: Any) -> None:
    runtime.begin(Settings(), worker=sender)


def _end(**_told: Any) -> None:
    tracing.flush()


setup_logging.connect(_log)
worker_process_init.connect(_begin)
worker_process_shutdown.connect(_end)
