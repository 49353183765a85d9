"""Which parts a stack has."""

from pathlib import Path

from common.config import Settings
from services.cli.stack.running import broker_of


def test_a_broker_that_is_named_is_used(tmp_path: Path) -> None:
    there = "redis://queue.example:6379/3"
    assert broker_of(Settings(data_dir=tmp_path, broker_url=there), log=None) == (None, there)
    assert not list(tmp_path.iterdir())
