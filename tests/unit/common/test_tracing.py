"""Spans where somebody traces, and nothing at all where nobody does."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from common import tracing
from common.config import Settings

CLIENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def told() -> Iterator[InMemorySpanExporter]:
    exporter, provider = InMemorySpanExporter(), TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracing.use(provider)
    yield exporter
    tracing.use(None)


def test_a_span_knows_its_job_s_trace(told: InMemorySpanExporter) -> None:
    with tracing.request("submit", CLIENT) as first:
        first.note(job="job_1", code=None)
    span = tracing.child("frames", first.traceparent, start=100.0, scene=2)
    span.end(at=103.0)
    span.end(at=200.0)
    submit, frames = told.get_finished_spans()
    assert f"{submit.context.trace_id:032x}" == CLIENT.split("-")[1]
    assert submit.parent is not None
    assert f"{submit.parent.span_id:016x}" == CLIENT.split("-")[2]
    assert submit.attributes == {"scopitone.job": "job_1"}
    assert frames.parent is not None
    assert frames.parent.span_id == submit.context.span_id
    assert (frames.start_time, frames.end_time) == (100 * 10**9, 103 * 10**9)


@pytest.mark.parametrize("asked", [None, "", "nonsense", "00-0-0-00"])
def test_without_a_trace_of_the_client_s_one_begins(
    told: InMemorySpanExporter, asked: str | None
) -> None:
    with tracing.request("submit", asked) as span:
        assert span.traceparent is not None
    [only] = told.get_finished_spans()
    assert only.parent is None


def test_what_raises_has_failed(told: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match="no"), tracing.request("submit", None):
        raise ValueError("no")
    [span] = told.get_finished_spans()
    assert span.status.status_code is StatusCode.ERROR


def test_a_job_that_nobody_traced_stays_untold(told: InMemorySpanExporter) -> None:
    tracing.child("frames", None).end()
    assert told.get_finished_spans() == ()


def test_where_nothing_is_traced_nothing_is_imported() -> None:
    program = (
        "import sys\n"
        "from common import tracing\n"
        "from common.config import Settings\n"
        "tracing.begin(Settings(tracing=''), service='test')\n"
        f"with tracing.request('submit', '{CLIENT}') as span:\n"
        "    span.note(job='j')\n"
        f"tracing.child('frames', '{CLIENT}').end()\n"
        "tracing.flush()\n"
        "assert span.traceparent is None and not tracing.is_on()\n"
        "print([name for name in sys.modules if name.startswith('opentelemetry')])\n"
    )
    told = subprocess.check_output([sys.executable, "-c", program], text=True)
    assert told.strip() == "[]"


def test_a_collector_that_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="tracing"):
        Settings(tracing="collector:4318")
