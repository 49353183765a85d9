"""Who has a data folder, and how others find out."""

import os
from pathlib import Path

import pytest

from common.errors import InvalidInputError, UnwritableOutputError
from services.cli.stack.instance import Instance, announce, running_instance, sole_use

HERE = Instance("http://127.0.0.1:8000", os.getpid())


def test_a_running_instance_is_found_until_it_ends(tmp_path: Path) -> None:
    assert running_instance(tmp_path) is None
    with sole_use(tmp_path):
        assert running_instance(tmp_path) is None
        announce(tmp_path, HERE)
        assert running_instance(tmp_path) == HERE
    assert running_instance(tmp_path) is None


def test_a_note_left_by_one_that_was_killed_is_not_believed(tmp_path: Path) -> None:
    with sole_use(tmp_path):
        announce(tmp_path, HERE)
        note = (tmp_path / "instance.json").read_bytes()
    (tmp_path / "instance.json").write_bytes(note)
    assert running_instance(tmp_path) is None


def test_a_folder_has_one_instance(tmp_path: Path) -> None:
    with (
        sole_use(tmp_path),
        pytest.raises(InvalidInputError, match="another stack"),
        sole_use(tmp_path),
    ):
        pass


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnwritableOutputError), sole_use(tmp_path / "file/data"):
        pass
