"""`scopitone up`, as an operator meets it: killed in every part, and the film is the same."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from common.film_request import Excerpt, FilmRequest
from services.cli.client import Client, Job
from tests.support.command import DEMO, scopitone
from tests.support.demo import demo_beats
from workers.engines.video.digest import video_digest

pytestmark = pytest.mark.slow
REQUEST = FilmRequest(
    theme="a fox crosses a snowy forest at night",
    height=180,
    excerpt=Excerpt(start=0, end=8),
    beats=demo_beats(),
)
COMMAND = Path(sys.executable).with_name("scopitone")
PATIENCE = 600.0
LEASE = "4"
"""Seconds; 60 in service. What hangs on it is the same."""
PARTS = {
    "worker": "services.cli.main worker",
    "orchestrator": "services.cli.main orchestrator",
    "webhooks": "services.cli.main webhooks",
    "api": "services.api",
    "broker": "valkey-server",
}


@dataclass
class Up:
    """A stack in a process of its own."""

    process: subprocess.Popen[str]
    client: Client
    folder: Path

    def part(self, name: str) -> psutil.Process:
        for process in psutil.Process(self.process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):  # one that was killed just now
                if PARTS[name] in " ".join(process.cmdline()):
                    return process
        pytest.fail(f"no {name} runs")


@contextmanager
def up(folder: Path) -> Iterator[Up]:
    command = [COMMAND, "up", "--port", "0", "--data-dir", folder, "--workers", "2"]
    with (folder.parent / "service.log").open("ab") as log:
        process = subprocess.Popen(
            list(map(str, command)),
            env={**os.environ, "SCOPITONE_LEASE_SECONDS": LEASE},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        found = re.search(r"http://\S+", said)
        assert found, said
        with Client.at(found[0]) as client:
            yield Up(process, client, folder.parent)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        process.stdout.close()


def submitted(running: Up) -> str:
    return running.client.submit(running.client.upload(DEMO), REQUEST).id


def until(running: Up, job_id: str, true: Callable[[Job], bool]) -> Job:
    end = time.monotonic() + PATIENCE
    for job in running.client.follow(job_id):
        if true(job):
            return job
        assert time.monotonic() < end, job
    pytest.fail(f"it ended before that: {job}")


def begun(stage: str) -> Callable[[Job], bool]:
    return lambda job: any(one.stage == stage and one.progress > 0 for one in job.stages)


def finished(job: Job) -> bool:
    return job.status == "succeeded"


def digest(running: Up, job_id: str, folder: Path) -> str:
    [film] = [one for one in running.client.artifacts(job_id) if one.stage == "assembly"]
    running.client.download(film, folder / "film.mp4")
    return video_digest(folder / "film.mp4")


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    """A stack that nobody disturbs."""
    with up(tmp_path_factory.mktemp("calm") / "data") as running:
        yield running


@pytest.fixture(scope="module")
def undisturbed(calm: Up, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The digest of a film made in calm."""
    job_id = submitted(calm)
    until(calm, job_id, finished)
    return digest(calm, job_id, tmp_path_factory.mktemp("undisturbed"))


def test_whatever_is_killed_the_film_is_the_same(undisturbed: str, tmp_path: Path) -> None:
    with up(tmp_path / "data") as running:
        job_id = submitted(running)
        until(running, job_id, begun("keyframes"))
        for part in PARTS:
            running.part(part).kill()
        until(running, job_id, begun("frames"))
        parts = psutil.Process(running.process.pid).children(recursive=True)
        running.process.kill()
        _, left = psutil.wait_procs(parts, timeout=10)
        assert not left, "a stack that is killed leaves nobody"
    with up(tmp_path / "data") as running:
        until(running, job_id, finished)
        assert digest(running, job_id, tmp_path) == undisturbed


def test_a_worker_that_was_frozen_changes_nothing_when_it_wakes(
    undisturbed: str, tmp_path: Path
) -> None:
    with up(tmp_path / "data") as running:
        job_id = submitted(running)
        until(running, job_id, begun("keyframes"))
        worker = running.part("worker")
        frozen = [worker, *worker.children(recursive=True)]
        for process in frozen:
            process.suspend()
        time.sleep(2 * float(LEASE) + 6)  # its leases are lost, and somebody noticed
        store = stored(tmp_path)
        for process in frozen:
            process.resume()
        until(running, job_id, finished)
        assert store.items() <= stored(tmp_path).items()
        assert digest(running, job_id, tmp_path) == undisturbed


def stored(folder: Path) -> dict[Path, int]:
    """Every object with the time of its last change."""
    objects = (folder / "data/store").glob("[a-z]*/*/*")
    return {path: path.stat().st_mtime_ns for path in objects}


def test_a_cancel_stops_the_work_within_ten_seconds(calm: Up) -> None:
    request = REQUEST.model_copy(update={"theme": "a lighthouse", "excerpt": None, "height": 360})
    job_id = calm.client.submit(calm.client.upload(DEMO), request).id
    until(calm, job_id, begun("keyframes"))
    calm.client.cancel(job_id)
    time.sleep(10)
    assert calm.client.job(job_id).status == "canceled"
    store = stored(calm.folder)
    time.sleep(3)
    assert stored(calm.folder) == store


def test_jobs_are_listed_shown_and_tried_again(calm: Up, undisturbed: str) -> None:
    here = {"SCOPITONE_DATA_DIR": str(calm.folder / "data")}
    listed = json.loads(scopitone("jobs", "list", "--json", environment=here).stdout)["jobs"]
    done = next(job["id"] for job in listed if job["status"] == "succeeded")
    assert "assembly    1/1  100%" in scopitone("jobs", "show", done, environment=here).stdout
    watched = scopitone("jobs", "watch", done, environment=here)
    assert (watched.returncode, watched.stdout.split()[1]) == (0, "succeeded")
    again = scopitone("jobs", "retry", done, environment=here)
    assert again.returncode == 65
    assert len([line for line in again.stderr.splitlines() if line]) == 1


def test_a_data_folder_is_used_by_one_stack(calm: Up) -> None:
    ran = scopitone("up", "--port", "0", "--data-dir", calm.folder / "data")
    assert ran.returncode == 65
    assert "another stack runs" in ran.stderr


def test_jobs_need_somebody_to_ask(tmp_path: Path) -> None:
    ran = scopitone("jobs", "list", environment={"SCOPITONE_DATA_DIR": str(tmp_path)})
    assert ran.returncode == 65
    assert "scopitone up" in ran.stderr
