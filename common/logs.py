"""Structured log lines: JSON for a collector, aligned text for a person.

Whatever a thread binds with `bound` (job, task, attempt) stands in every line that it writes until
the block ends, also in lines of libraries that log in the ordinary way.
"""

import logging
import re
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


_SECRETS = re.compile(
    r"(?P<key>scpt_)[0-9a-z]{20,}"
    r"|(?P<hook>whsec_)[0-9A-Za-z+/=]{16,}"
    r"|(?P<bearer>Bearer )[^\s\"']+"
    r"|(?P<link>(?i:signature|x-amz-credential|x-amz-security-token)=)[^&\s\"']+"
    r"|(?P<user>://[^/\s:@\"']{0,200}:)[^/\s@\"']{1,200}(?=@)"
)
"""Keys, webhook secrets, signed links, passwords in URLs: each with what stays before it."""


def without_secrets(text: str) -> str:
    """The text with four asterisks in place of whatever opens something."""
    return _SECRETS.sub(lambda found: f"{found[found.lastgroup or 0]}****", text)


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """The last thing that sees a line, of whatever library, with its trace."""

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


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
        _Formatter(
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
