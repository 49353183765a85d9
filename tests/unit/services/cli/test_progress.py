"""The board where nobody watches: plain lines."""

import pytest

from services.cli.progress import board
from workers.crew import Progress


def test_a_stage_that_tells_its_end_twice_is_done_once(capsys: pytest.CaptureFixture[str]) -> None:
    with board(quiet=False) as lines:
        for share in (0.5, 1.0, 1.0):
            lines.hear(Progress("analysis", None, share))
    assert capsys.readouterr().err.splitlines() == ["hearing the song: done"]


def test_counts_that_are_shown_again_are_done_once(capsys: pytest.CaptureFixture[str]) -> None:
    with board(quiet=False) as lines:
        for done in (1, 2, 2):
            lines.show({"frames": (done, 2, done / 2)})
    assert capsys.readouterr().err.splitlines() == ["drawing frames: done"]
