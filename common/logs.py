"""Structured log lines: JSON for a collector, aligned text for a person.

Whatever a thread binds with `bound` (job, task, attempt) stands in every line that it writes until
the block ends, also in lines of libraries that log in the ordinary way.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, Processor

from common.config import Settings

_FACTS: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
_QUIET = (
    "botocore",
    "urllib3",
    "numba",
    "matplotlib",
    "alembic",
    "celery.bootsteps",
    "celery.worker.strategy",
    "celery.app.trace",
)
"""Libraries of which only warnings matter here."""


def get_logger(name: str) -> FilteringBoundLogger:
    """A logger whose lines carry their facts as keywords: `log.info("claimed", stage="frames")`."""
    logger: FilteringBoundLogger = structlog.get_logger(name)
    return logger


def configure(settings: Settings, *, service: str) -> None:
    """Log to stderr from here on; call once at the start of a process."""
    finish: tuple[Processor, ...] = (
        (structlog.processors.format_exc_info, structlog.processors.JSONRenderer())
        if settings.log_json
        else (
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            ),
        )
    )
    facts: tuple[Processor, ...] = (*_FACTS, _naming(service))
    structlog.configure(
        processors=[*facts, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=facts,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *finish],
        )
    )
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(settings.log_level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _naming(service: str) -> Processor:
    def name(_logger: object, _method: str, event: EventDict) -> EventDict:
        return {**event, "service": service}

    return name


@contextmanager
def bound(**facts: object) -> Iterator[None]:
    """These facts stand in every line of this thread until the block ends."""
    with structlog.contextvars.bound_contextvars(**facts):
        yield
