"""A broker keeps nothing of what a worker took; one that dies and comes back is heard again."""

import subprocess
from pathlib import Path

from services.cli.stack.valkey import valkey, wait_until_ready
from tests.support.broker import connected
from tests.support.films import Stage, submit
from tests.support.working import Working, until, working
from workers.hints import send_hints


def finished(worker: Working) -> int:
    with worker.database.read() as connection:
        count = (
            "SELECT count(*) FROM tasks WHERE stage = 'analysis' AND state IN ('reported', 'done')"
        )
        return int(connection.exec_driver_sql(count).scalar_one())


def test_a_worker_at_work_hears_of_the_next_task_from_a_broker_that_came_back(
    tmp_path: Path,
) -> None:
    program, url = valkey(tmp_path / "broker")

    def start() -> subprocess.Popen[bytes]:
        process = subprocess.Popen(program.command, stdin=subprocess.DEVNULL)
        wait_until_ready(url)
        return process

    broker = start()
    try:
        with connected(url) as client, working(tmp_path, url, drain=0.0) as worker:
            assert not [key for key in client.scan_iter() if b"unacked" in key]
            broker.kill()
            broker.wait()
            (tmp_path / "enough").touch()
            until(lambda: finished(worker) == 1)
            broker = start()
            submit(worker.database)
            stage = Stage(worker.database)
            stage.turn()
            send_hints([hint for hint in stage.broker if hint.stage == "analysis"])
            until(lambda: finished(worker) == 2)
    finally:
        broker.kill()
        broker.wait()
