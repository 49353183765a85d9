import pytest

from common.db.repository.work import StageCount
from common.db.states import Revision
from services.api.jobs.progress import WEIGHTS, eta_of, progress_of, share_of

RUNNING = Revision(id=1, job_id="job", number=1, status="processing", started_at=100.0)
DONE = Revision(id=1, job_id="job", number=1, status="succeeded", started_at=100.0)


def test_the_weights_share_out_the_whole() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_half_of_a_stage_is_half_its_weight() -> None:
    counts = [StageCount(1, "analysis", 1, 1, 1.0), StageCount(1, "frames", 4, 2, 0.5)]
    expected = WEIGHTS["analysis"] + WEIGHTS["frames"] / 2
    assert progress_of(RUNNING, counts) == pytest.approx(expected)


def test_what_is_done_is_done_whatever_the_last_heartbeat_said() -> None:
    assert share_of(StageCount(1, "frames", 2, 1, 0.1)) == 0.5
    assert share_of(StageCount(1, "frames", 0, 0, 0.0)) == 0.0


def test_only_success_is_all() -> None:
    counts = [StageCount(1, stage, 1, 1, 1.0) for stage in WEIGHTS]
    assert progress_of(RUNNING, counts) < 1.0
    assert progress_of(DONE, []) == 1.0


def test_the_rest_is_guessed_from_the_pace() -> None:
    assert eta_of(RUNNING, 0.25, now=110.0) == 30.0
    assert eta_of(RUNNING, 0.01, now=110.0) is None
    assert eta_of(DONE, 1.0, now=110.0) == 0.0
