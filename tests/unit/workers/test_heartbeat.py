"""A lease kept alive beside a step, and what stops the step."""

import threading
import time
from collections.abc import Callable

import pytest

from tests.support.leases import ScriptedLeases, lease_of
from workers.heartbeat import LOST_EXIT, Heartbeat, Pace, StoppedError, Why, now

QUICK = Pace(lease=1.0, budget=30.0, renew=0.05, look=0.02, grace=0.1)
SOON = 3.0
"""Seconds within which anything here must have happened, also on a busy machine."""


class Beaten:
    """A heartbeat under test, with what it reported and how it left."""

    def __init__(
        self,
        leases: ScriptedLeases,
        pace: Pace = QUICK,
        *,
        claimed: float | None = None,
        tasks: int = 1,
    ) -> None:
        self.reported: list[Why] = []
        self.left: list[int] = []
        self.stopping = threading.Event()
        self.heartbeat = Heartbeat(
            leases,  # type: ignore[arg-type]
            [lease_of("{}", task=7 + number) for number in range(tasks)],
            pace=pace,
            claimed=now() if claimed is None else claimed,
            stopping=self.stopping,
            report=lambda _lease, why: self.reported.append(why),
            leave=self.left.append,
        )
        self.hold = self.heartbeat.holds[0]

    def stopped(self, *, step: float = 1e-6) -> Why:
        """Work like a step that tells its progress, until it is stopped."""
        end = time.monotonic() + SOON
        share = 0.1
        while time.monotonic() < end:
            share += step
            try:
                self.hold.progress(share)
            except StoppedError as stop:
                return stop.why
            time.sleep(0.01)
        pytest.fail("nothing stopped the step")


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def leases() -> ScriptedLeases:
    return ScriptedLeases(lease_of("{}"))


def test_a_lease_is_renewed_with_the_progress_made(leases: ScriptedLeases) -> None:
    beaten = Beaten(leases)
    with beaten.heartbeat:
        beaten.hold.progress(0.4)
        until(lambda: leases.renewals.count(0.4) >= 2)
    assert not beaten.left


def test_a_lost_lease_stops_the_step(leases: ScriptedLeases) -> None:
    beaten = Beaten(leases)
    with beaten.heartbeat:
        leases.held = False
        assert beaten.stopped() == "fenced"


def test_a_cancel_stops_the_step(leases: ScriptedLeases) -> None:
    beaten = Beaten(leases)
    with beaten.heartbeat:
        leases.cancel = True
        assert beaten.stopped() == "canceled"


def test_a_shutdown_stops_the_step(leases: ScriptedLeases) -> None:
    beaten = Beaten(leases)
    with beaten.heartbeat:
        beaten.stopping.set()
        assert beaten.stopped() == "shutdown"


def test_a_shutdown_lets_a_step_finish_for_a_while(leases: ScriptedLeases) -> None:
    beaten = Beaten(leases, QUICK._replace(drain=0.3))
    with beaten.heartbeat:
        begun = time.monotonic()
        beaten.stopping.set()
        assert beaten.stopped() == "shutdown"
    assert time.monotonic() - begun >= 0.3


def test_a_database_that_is_away_for_less_than_a_lease_stops_nothing(
    leases: ScriptedLeases,
) -> None:
    beaten = Beaten(leases)
    with beaten.heartbeat:
        leases.away = True
        time.sleep(0.3)
        leases.away = False
        beaten.hold.ensure_held()


def test_a_database_that_is_away_for_longer_stops_nothing_either(leases: ScriptedLeases) -> None:
    beaten = Beaten(leases, QUICK._replace(lease=0.2))
    with beaten.heartbeat:
        leases.away = True
        time.sleep(0.5)
        beaten.hold.progress(0.5)
        beaten.hold.ensure_held()
        leases.away, leases.held = False, False
        assert beaten.stopped() == "fenced", "the database has the last word"


def test_silence_beyond_its_budget_ends_the_process_of_a_deaf_step(leases: ScriptedLeases) -> None:
    beaten = Beaten(leases, QUICK._replace(budget=0.1))
    with beaten.heartbeat:
        until(lambda: beaten.left)
    assert (beaten.reported, beaten.left) == (["stalled"], [LOST_EXIT])


def test_a_step_that_repeats_itself_makes_no_progress(leases: ScriptedLeases) -> None:
    beaten = Beaten(leases, QUICK._replace(budget=0.2))
    with beaten.heartbeat:
        assert beaten.stopped(step=0.0) == "stalled"


def test_nothing_is_stored_under_a_lost_lease(leases: ScriptedLeases) -> None:
    beaten = Beaten(leases, QUICK._replace(look=10.0))
    with beaten.heartbeat:
        beaten.hold.ensure_held()
        leases.held = False
        with pytest.raises(StoppedError, match="fenced"):
            beaten.hold.ensure_held()


def test_a_lease_that_was_just_renewed_needs_no_question(leases: ScriptedLeases) -> None:
    beaten = Beaten(leases, QUICK._replace(look=10.0, sure=SOON))
    with beaten.heartbeat:
        beaten.hold.ensure_held()
    assert not leases.renewals


def test_a_lease_counts_from_before_it_was_taken(leases: ScriptedLeases) -> None:
    beaten = Beaten(leases, QUICK._replace(look=10.0, sure=SOON), claimed=now() - 2 * SOON)
    with beaten.heartbeat:
        leases.held = False
        with pytest.raises(StoppedError, match="fenced"):
            beaten.hold.ensure_held()


def test_a_step_that_ends_in_time_keeps_its_process(leases: ScriptedLeases) -> None:
    beaten = Beaten(leases)
    with beaten.heartbeat:
        leases.cancel = True
        assert beaten.stopped() == "canceled"
    time.sleep(2 * QUICK.grace)
    assert not beaten.left


def test_one_of_several_that_is_lost_leaves_the_others_their_process(
    leases: ScriptedLeases,
) -> None:
    beaten = Beaten(leases, tasks=2)
    first, second = beaten.heartbeat.holds
    with beaten.heartbeat:
        leases.lost.add(first.lease.task_id)
        until(lambda: first.why)
        time.sleep(3 * QUICK.grace)
        second.progress(0.5)
    assert (first.why, second.why, beaten.left) == ("fenced", None, [])


def test_one_that_was_let_go_is_not_asked_about(leases: ScriptedLeases) -> None:
    beaten = Beaten(leases, tasks=2)
    first, second = beaten.heartbeat.holds
    with beaten.heartbeat:
        beaten.heartbeat.let_go(first)
        leases.lost.add(first.lease.task_id)
        until(lambda: len(leases.renewals) >= 3)
    assert (first.why, second.why) == (None, None)


def test_who_waits_for_its_turn_is_not_silent(leases: ScriptedLeases) -> None:
    beaten = Beaten(leases, QUICK._replace(budget=0.2))
    with beaten.heartbeat:
        end = time.monotonic() + 0.5
        while time.monotonic() < end:
            beaten.hold.await_turn()
            time.sleep(0.01)
    assert beaten.hold.why is None


def test_the_design_s_pace() -> None:
    pace = Pace.for_lease(60.0, budget=120.0)
    assert (pace.renew, pace.look) == (15.0, 3.0)
    assert pace.look + pace.grace < 10, "a cancel has to stop the work within 10 s"
