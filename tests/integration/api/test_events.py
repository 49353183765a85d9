"""Events as a stream: whole, resumable, live, and over when the job is."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.support.service import Service, served, service

GRACE = 9.0
"""Seconds; uvicorn would cut a stream that goes on after ten."""
KINDS = ["job.queued", "job.started", "job.processing", *["scene.completed"] * 3, "job.succeeded"]


def read(text: str) -> list[dict[str, object]]:
    """Events of a stream: `id`, `event` and what `data` says."""
    blocks = [block for block in text.split("\n\n") if block.startswith("id:")]
    events = [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]
    return [{**event, "data": json.loads(event["data"])} for event in events]


def test_a_job_that_is_over_is_told_whole(api: Service) -> None:
    job = api.film()
    answer = api.get(f"/v1/jobs/{job}/events")
    events = read(answer.text)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert [event["event"] for event in events] == KINDS
    assert [event["id"] for event in events] == [str(n) for n in range(1, 8)]
    assert events[0]["data"]["job_id"] == job
    assert events[0]["data"]["created_at"].endswith("Z")


def test_a_client_comes_back_where_it_left(api: Service) -> None:
    path = f"/v1/jobs/{api.film()}/events"
    assert [event["id"] for event in read(api.get(path, Last_Event_ID="5").text)] == ["6", "7"]
    assert api.get(path, Last_Event_ID="7").status_code == 204
    for nonsense in ("", "-1", "1e9", "9" * 400, "x"):
        assert len(read(api.get(path, Last_Event_ID=nonsense).text)) == 7


def test_after_a_retry_the_stream_goes_on_to_the_new_end(api: Service) -> None:
    job = api.job()
    api.crew.fail_next("script")
    api.client.post(f"/v1/jobs/{job}/retry")
    api.crew.play()
    kinds = [event["event"] for event in read(api.get(f"/v1/jobs/{job}/events").text)]
    assert kinds.count("job.failed") == 1
    assert kinds[-1] == "job.succeeded"


@pytest.fixture
def live(tmp_path: Path) -> Iterator[tuple[Service, str]]:
    """A stage, and the address of an API process over the same database."""
    with service(tmp_path) as stage, served(tmp_path, SCOPITONE_API_PING_SECONDS="0.2") as address:
        yield stage, address


@pytest.mark.slow
def test_many_clients_hear_of_a_job_as_it_happens(live: tuple[Service, str]) -> None:
    stage, address = live
    job = stage.job()
    heard: dict[int, list[str]] = {}

    def listen(number: int) -> None:
        with httpx.stream("GET", f"{address}/v1/jobs/{job}/events", timeout=60) as answer:
            text = "".join(answer.iter_text())
        heard[number] = [str(event["event"]) for event in read(text)]
        assert ": still here" in text

    listeners = [threading.Thread(target=listen, args=(number,)) for number in range(20)]
    for listener in listeners:
        listener.start()
    time.sleep(1.0)
    stage.crew.play()
    for listener in listeners:
        listener.join()
    assert list(heard.values()) == [KINDS] * 20


@pytest.mark.slow
def test_waiting_ends_when_the_job_does(live: tuple[Service, str]) -> None:
    stage, address = live
    body = {"song_id": stage.song(), "theme": "home"}
    crew = threading.Timer(1.0, stage.crew.play)
    crew.start()
    answer = httpx.post(f"{address}/v1/jobs", json=body, headers={"Prefer": "wait=50"}, timeout=60)
    crew.join()
    assert (answer.status_code, answer.json()["status"]) == (200, "succeeded")
    assert answer.headers["preference-applied"] == "wait=50"


@pytest.mark.slow
def test_a_server_that_stops_ends_its_streams(tmp_path: Path) -> None:
    with service(tmp_path) as stage:
        job = stage.job()
        with ExitStack() as streams:
            with served(tmp_path) as address:
                path = f"{address}/v1/jobs/{job}/events"
                answer = streams.enter_context(httpx.stream("GET", path, timeout=60))
                pieces = answer.iter_text()
                assert next(pieces).startswith("retry:")
                told = time.monotonic()
            assert time.monotonic() - told < GRACE
            assert not list(pieces)
