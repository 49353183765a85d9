"""A worker whose processes cannot begin: it ends with one line, and takes no task."""

import os
import subprocess
import sys
from pathlib import Path

import redis

from tests.support.databases import migrated


def test_a_worker_without_steps_ends_and_says_why(
    broker: redis.Redis, broker_url: str, tmp_path: Path
) -> None:
    environment = {
        "SCOPITONE_DATA_DIR": str(tmp_path),
        "SCOPITONE_DATABASE_URL": migrated(tmp_path / "films.db"),
        "SCOPITONE_BROKER_URL": broker_url,
        "SCOPITONE_STEPS": "tests.support.documents",
    }
    ended = subprocess.run(
        [sys.executable, "-m", "services.cli.main", "worker", "--pool", "cpu"],
        env={**os.environ, **environment},
        capture_output=True,
        timeout=120,
        check=False,
        text=True,
    )
    assert ended.returncode == 70
    assert ended.stderr.splitlines()[-1] == (
        "scopitone: error: a process of this worker cannot begin: "
        "AttributeError: module 'tests.support.documents' has no attribute 'STEPS'"
    )
