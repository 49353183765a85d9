"""A worker told to stop (SIGTERM) while it is at a task: nothing is lost, whatever the grace."""

import signal
import time
from pathlib import Path

import redis

from tests.support.films import Stage
from tests.support.working import SOON, until, working


def test_a_task_is_finished_within_the_grace(
    broker: redis.Redis, broker_url: str, tmp_path: Path
) -> None:
    with working(tmp_path, broker_url, drain=SOON) as worker:
        until((tmp_path / "run/ready").exists)
        taken = 'scopitone_task_wait_seconds_count{stage="analysis"} 1.0'
        until(lambda: taken in worker.measured())
        worker.process.send_signal(signal.SIGTERM)
        time.sleep(1)
        assert worker.task() == ("running", 1)
        (tmp_path / "enough").touch()
        until(lambda: worker.task()[0] == "reported")
        assert worker.process.wait(SOON) == 0
        assert not (tmp_path / "run/ready").exists()
        stage = Stage(worker.database)
        assert stage.take_next().stage == "script"


def test_a_task_that_takes_longer_is_handed_back_and_costs_no_attempt(
    broker: redis.Redis, broker_url: str, tmp_path: Path
) -> None:
    with working(tmp_path, broker_url, drain=0.5) as worker:
        worker.process.send_signal(signal.SIGTERM)
        assert worker.process.wait(SOON) == 0
        assert worker.task() == ("reported", 1)
        again = Stage(worker.database).take_next()
        assert (again.stage, again.attempt) == ("analysis", 1)
