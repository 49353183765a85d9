"""The Celery configuration and what it refuses."""

import pytest
from celery.app.defaults import DEFAULTS

from common.config import Settings
from common.db.states import CHAIN, FINALE, PRELUDE
from common.errors import InvalidInputError
from common.pipeline import STAGES
from common.queues import POOLS
from workers.app import TASKS, app, configuration, queues_in_order, refuse_unsafe, task_name

KNOWN = configuration(Settings(broker_url="redis://nowhere"))


def test_every_setting_is_one_that_celery_knows() -> None:
    assert not set(KNOWN) - set(DEFAULTS)


def test_no_result_is_kept_and_no_message_can_run_code() -> None:
    assert KNOWN["result_backend"] is None
    assert KNOWN["accept_content"] == ["json"]


def test_a_task_leaves_no_timer_with_its_worker() -> None:
    """Celery's timers stay until their time, also of tasks that are done long since."""
    assert KNOWN["task_time_limit"] is None
    assert app.conf.task_soft_time_limit is None


def test_every_stage_has_a_task_of_its_name() -> None:
    app.loader.import_default_modules()
    assert set(TASKS) == {*STAGES, "expansion"}
    assert {*PRELUDE, *CHAIN, *FINALE} <= set(TASKS)
    assert {task_name(stage) for stage in TASKS} <= set(app.tasks)


def test_the_interactive_come_before_the_batch() -> None:
    queues = queues_in_order()
    assert set(queues) == {queue for pool in POOLS for queue in queues_in_order([pool])}
    classes = [queue.rsplit(".", 1)[-1] for queue in queues]
    assert classes.index("batch") > max(
        place for place, name in enumerate(classes) if name == "interactive"
    )


def test_what_a_dead_worker_left_comes_before_everything() -> None:
    queues = queues_in_order(["cpu", "image"])
    assert queues[:2] == ("scopitone.cpu.again", "scopitone.image.again")


def test_a_worker_takes_only_its_pool_s_queues() -> None:
    assert queues_in_order(["video"]) == (
        "scopitone.video.again",
        "scopitone.video.interactive",
        "scopitone.video.batch",
    )
    assert queues_in_order(["control"]) == ("scopitone.control.again", "scopitone.control")


def test_a_solo_worker_must_not_shut_down_softly() -> None:
    refuse_unsafe(pool="solo", soft_shutdown=0)
    refuse_unsafe(pool="prefork", soft_shutdown=10)
    with pytest.raises(InvalidInputError, match="prefork"):
        refuse_unsafe(pool="solo", soft_shutdown=10)
