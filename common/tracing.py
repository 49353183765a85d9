"""One trace a job, from the request through every task, where a collector is named.

The job's row carries the trace (`traceparent`, W3C Trace Context); whoever works for the job adds a
span. A process begins once it is the one that works: after it was forked or spawned, since the
sender of spans is a thread. Nothing of OpenTelemetry is imported before that, or without a
collector; then every span here is `NOTHING`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from common.config import Settings
from common.errors import InvalidInputError

if TYPE_CHECKING:
    from opentelemetry.context import Context
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Span as Recorded

_BRAND = "scopitone"
_LEAVING_MS = 2000
"""To send the last spans in, at the end of a process."""
Fact = str | int | float | bool | None

_provider: TracerProvider | None = None


class Span:
    """A piece of work in a trace, until it is ended."""

    def __init__(self, recorded: Recorded | None = None) -> None:
        self._recorded = recorded

    def note(self, **facts: Fact) -> None:
        """Say something of it; what is None is left out."""
        if self._recorded is None:
            return
        known = {f"{_BRAND}.{name}": value for name, value in facts.items() if value is not None}
        self._recorded.set_attributes(known)

    def fail(self) -> None:
        """It did not go well."""
        if self._recorded is not None:
            from opentelemetry.trace import StatusCode  # noqa: PLC0415 - see above

            self._recorded.set_status(StatusCode.ERROR)

    @property
    def traceparent(self) -> str | None:
        """What others need to add to its trace."""
        if self._recorded is None:
            return None
        from opentelemetry.trace import set_span_in_context  # noqa: PLC0415 - see above
        from opentelemetry.trace.propagation.tracecontext import (  # noqa: PLC0415
            TraceContextTextMapPropagator,
        )

        carrier: dict[str, str] = {}
        TraceContextTextMapPropagator().inject(carrier, set_span_in_context(self._recorded))
        return carrier.get("traceparent")

    def end(self, *, at: float | None = None) -> None:
        """It is over, now or at a POSIX time. What is over stays as it was."""
        if self._recorded is not None and self._recorded.is_recording():
            self._recorded.end(_nanoseconds(at))


NOTHING = Span()


def check(settings: Settings) -> None:
    """Raises:
    InvalidInputError: a collector is named, and what it takes to speak to it is not installed.
    """
    if settings.tracing and not _is_installed():
        raise InvalidInputError(
            "SCOPITONE_TRACING is set, and OpenTelemetry is not installed: "
            "pip install 'scopitone[tracing]'"
        )


def _is_installed() -> bool:
    return bool(find_spec("opentelemetry") and find_spec("opentelemetry.exporter"))


def begin(settings: Settings, *, service: str) -> None:
    """Trace from now on what this process does, if a collector is named.

    Raises:
        InvalidInputError: as `check`.
    """
    check(settings)
    if not settings.tracing:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415
        OTLPSpanExporter,
    )
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    named = Resource.create({"service.name": f"{_BRAND}-{service}"})
    provider = TracerProvider(resource=named, shutdown_on_exit=False)
    address = f"{settings.tracing.rstrip('/')}/v1/traces"
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address)))
    use(provider)


def use(provider: TracerProvider | None) -> None:
    """Trace with this one; None traces nothing."""
    global _provider  # noqa: PLW0603 - one a process, and in nobody's arguments
    _provider = provider


def flush() -> None:
    """Send what is over: before a process ends, however it does."""
    if _provider is not None:
        _provider.force_flush(_LEAVING_MS)


def is_on() -> bool:
    return _provider is not None


def child(name: str, parent: str | None, *, start: float | None = None, **facts: Fact) -> Span:
    """A span of a job's trace, from now or a POSIX time; of a job without a trace, nothing."""
    if _provider is None or parent is None:
        return NOTHING
    return _opened(name, _within(parent), start, facts)


@contextmanager
def request(name: str, parent: str | None, **facts: Fact) -> Iterator[Span]:
    """The span that a job's trace begins with, in the trace of whoever asks if they have one."""
    if _provider is None:
        yield NOTHING
        return
    span = _opened(name, None if parent is None else _within(parent), None, facts)
    try:
        yield span
    except Exception:
        span.fail()
        raise
    finally:
        span.end()


def _opened(name: str, within: Context | None, start: float | None, facts: dict[str, Fact]) -> Span:
    assert _provider is not None
    from opentelemetry.context import Context  # noqa: PLC0415 - see above

    tracer = _provider.get_tracer(_BRAND)
    span = Span(tracer.start_span(name, within or Context(), start_time=_nanoseconds(start)))
    span.note(**facts)
    return span


def _within(traceparent: str) -> Context:
    from opentelemetry.context import Context  # noqa: PLC0415 - see above
    from opentelemetry.trace.propagation.tracecontext import (  # noqa: PLC0415
        TraceContextTextMapPropagator,
    )

    return TraceContextTextMapPropagator().extract({"traceparent": traceparent}, Context())


def _nanoseconds(time: float | None) -> int | None:
    return None if time is None else int(time * 1e9)
