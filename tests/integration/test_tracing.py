"""One trace a job: a film through the API, the orchestrator and what runs every task.

The steps themselves write at once something of the right kind.
"""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from common import tracing
from common.config import Settings
from common.pipeline import Order
from tests.support.service import Service, result_of, service
from workers.runtime import Bench, follow
from workers.steps.desk import Desk
from workers.steps.table import STEPS

CLIENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
PRELUDE = ["submit", "analysis", "script", "expansion"]


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Service]:
    with service(tmp_path) as opened:
        yield opened


@pytest.fixture
def told() -> Iterator[InMemorySpanExporter]:
    exporter, provider = InMemorySpanExporter(), TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracing.use(provider)
    yield exporter
    tracing.use(None)


def write(order: Order, _desk: Desk, out: Path) -> None:
    out.write_bytes(result_of(order.stage, order.key))


def work(api: Service) -> None:
    """All that is to be done, as a worker does it."""
    bench = Bench(
        settings=Settings(data_dir=api.folder, gpus=1),
        storage=api.storage,
        leases=api.crew.leases,
        steps=dict.fromkeys(STEPS, write),
    )
    while api.crew.turn() or api.crew.broker:
        while api.crew.broker:
            hint = api.crew.broker.popleft()
            follow(bench, hint.task_id, hint.attempt)


def test_a_film_is_one_trace_in_that_of_who_asked(api: Service, told: InMemorySpanExporter) -> None:
    job = api.post_job({"traceparent": CLIENT}, song_id=api.song()).json()["id"]
    work(api)
    assert api.get(f"/v1/jobs/{job}").json()["status"] == "succeeded"
    spans = told.get_finished_spans()
    assert {f"{span.context.trace_id:032x}" for span in spans} == {CLIENT.split("-")[1]}
    first, *rest = spans
    assert [span.name for span in spans[:4]] == PRELUDE
    assert {"keyframes", "animation", "warping", "frames"} < {span.name for span in rest}
    assert {parent(span) for span in rest} == {first.context.span_id}
    assert {facts(span)["scopitone.job"] for span in spans} == {job}
    frames = next(span for span in rest if span.name == "frames")
    assert facts(frames)["scopitone.outcome"] == "done"
    assert facts(frames)["scopitone.gpu_seconds"] > 0
    film = rest[-1]
    assert (film.name, facts(film)["scopitone.status"]) == ("film", "succeeded")
    assert film.start_time is not None
    assert all(film.start_time <= span.start_time + 10**9 for span in rest if span.start_time)


def parent(span: ReadableSpan) -> int | None:
    return None if span.parent is None else span.parent.span_id


def facts(span: ReadableSpan) -> dict[str, float]:
    return dict(span.attributes or {})  # type: ignore[arg-type]


def test_a_job_that_fails_says_where(api: Service, told: InMemorySpanExporter) -> None:
    api.job()
    api.crew.fail_next("script")
    film = told.get_finished_spans()[-1]
    assert film.name == "film"
    assert film.status.status_code is StatusCode.ERROR
    assert facts(film)["scopitone.code"] == "engine.failed"


def test_a_refused_request_makes_no_job_and_says_so(
    api: Service, told: InMemorySpanExporter
) -> None:
    assert api.post_job(song_id="song_of_nobody").status_code == 422
    [span] = told.get_finished_spans()
    assert span.status.status_code is StatusCode.ERROR


def test_a_job_of_before_has_no_trace(api: Service) -> None:
    job = api.job()
    with api.database.read() as connection:
        row = connection.exec_driver_sql(f"SELECT traceparent FROM jobs WHERE id = '{job}'")
        assert row.scalar_one() is None


class Collector(BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    got: list[ExportTraceServiceRequest]

    def do_POST(self) -> None:
        assert self.path == "/v1/traces"
        body = self.rfile.read(int(self.headers["content-length"]))
        self.got.append(ExportTraceServiceRequest.FromString(body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Nothing."""


def test_spans_reach_a_collector(tmp_path: Path) -> None:
    Collector.got = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Collector) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        tracing.begin(Settings(data_dir=tmp_path, tracing=address), service="worker")
        try:
            tracing.child("frames", CLIENT, scene=1).end()
            tracing.flush()
        finally:
            tracing.use(None)
            server.shutdown()
    [request] = Collector.got
    [of] = request.resource_spans
    assert [span.name for span in of.scope_spans[0].spans] == ["frames"]
    named = {one.key: one.value.string_value for one in of.resource.attributes}
    assert named["service.name"] == "scopitone-worker"
