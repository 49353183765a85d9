"""A machine reads /openapi.json and tries what a stranger would: nothing breaks, nothing surprises.

A fixed seed and a bounded number of examples. Songs are valid, cut off, noise or nothing; ids come
from jobs that are over and from thin air; links between operations are followed. A crew plays the
jobs that are submitted meanwhile, so that every stream of events ends.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from common.db.repository.keys import SCOPES, create_key
from tests.support.command import ROOT
from tests.support.service import Service, served, service

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "unsupported_method",
    "allow_header_conformance",
    "use_after_free",
    "negative_data_rejection",
)


def some_ids(stage: Service) -> dict[str, list[str]]:
    """A song, jobs of it that succeeded, failed and were canceled, a talk, who was told of them."""
    song = stage.song()
    hook = stage.client.post("/v1/webhook-endpoints", json={"url": "https://8.8.8.8/"}).json()
    done, failed, canceled = stage.film(song=song), stage.job(song), stage.job(song)
    stage.client.post(f"/v1/jobs/{canceled}/cancel")
    stage.crew.fail_next("script")
    stage.crew.play()
    talk = stage.client.post("/v1/dialogues", json={"job_id": done}).json()
    told = stage.get(hook["urls"]["deliveries"]).json()["data"]
    return {
        "songs": [song],
        "jobs": [done, failed, canceled],
        "endpoints": [hook["id"]],
        "dialogues": [talk["id"]],
        "deliverys": [one["id"] for one in told],
    }


@contextmanager
def played(stage: Service) -> Iterator[None]:
    """Every job submitted from here on is played to its end."""
    stop = threading.Event()

    def play() -> None:
        while not stop.wait(0.05):
            stage.crew.play()

    crew = threading.Thread(target=play)
    crew.start()
    try:
        yield
    finally:
        stop.set()
        crew.join()


@pytest.mark.slow
@pytest.mark.parametrize("keys", ["off", "required"])
def test_no_answer_is_a_surprise(tmp_path: Path, keys: str) -> None:
    with service(tmp_path) as stage:
        ids = tmp_path / "ids.json"
        ids.write_text(json.dumps(some_ids(stage)))
        key = stage.database.run(lambda c: create_key(c, "default", title="t", scopes=SCOPES))[0]
        environment = {"SCOPITONE_API_MAX_WAIT_SECONDS": "1", "SCOPITONE_API_KEYS": keys}
        with played(stage), served(tmp_path, **environment) as address:
            ran = schemathesis(address, tmp_path, ids, key=key if keys == "required" else None)
        with stage.database.read() as connection:  # deleted ones included
            accepted = connection.exec_driver_sql("SELECT count(*) FROM jobs").scalar_one()
    assert ran.returncode == 0, ran.stdout[-6000:] + (tmp_path / "api.log").read_text()[-3000:]
    assert accepted > 3, "no generated job was accepted"
    assert "Traceback" not in (tmp_path / "api.log").read_text()
    assert key not in (tmp_path / "api.log").read_text()


def schemathesis(
    address: str, folder: Path, ids: Path, *, key: str | None
) -> subprocess.CompletedProcess[str]:
    """All of it without a key; with one, what the documents show and little of what they do not.

    Bounded by number, not by time: what a slow machine leaves out would be its last operations.
    """
    command = [str(Path(sys.executable).with_name("st")), "run", f"{address}/openapi.json"]
    options = ["--seed=20250417", "--max-examples=2", "--no-color"]
    if key is not None:
        options += ["--header", f"Authorization: Bearer {key}", "--phases=examples,fuzzing"]
    options += ["--checks", ",".join(CHECKS), "--continue-on-failure", "--no-shrink"]
    options += ["--warnings=off", "--request-timeout=20", "--generation-database=none"]
    environment = {
        "SCHEMATHESIS_HOOKS": "tests.support.schemathesis_hooks",
        "SCOPITONE_TEST_IDS": str(ids),
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [*command, *options],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
