"""Signs of life in a folder."""

from pathlib import Path

from common.config import Settings
from common.signs import Signs


def test_signs_of_a_process_before_this_one_are_gone(tmp_path: Path) -> None:
    (tmp_path / "ready").touch()
    Signs(Settings(run_dir=tmp_path)).give("alive")
    assert [path.name for path in tmp_path.iterdir()] == ["alive"]


def test_alive_is_given_at_once_and_ready_can_be_taken_back(tmp_path: Path) -> None:
    signs = Signs(Settings(run_dir=tmp_path / "run"))
    signs.keep_alive()
    signs.give("ready")
    assert (tmp_path / "run/alive").exists()
    signs.take_back("ready")
    signs.take_back("ready")
    assert not (tmp_path / "run/ready").exists()


def test_without_a_folder_nothing_is_written() -> None:
    signs = Signs(Settings())
    signs.keep_alive()
    signs.give("ready")
    signs.take_back("ready")
