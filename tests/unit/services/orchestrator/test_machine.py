"""The rules of jobs and tasks: single transitions, and thousands of random histories."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.db.drafts import Expansion
from common.db.facts import (
    Approved,
    CancelRequested,
    DeadlinePassed,
    Expanded,
    Failed,
    Released,
    Report,
    Submitted,
    Succeeded,
)
from common.db.states import FINAL, FINAL_EVENTS, OVER, Task, TaskStage
from services.orchestrator.machine import MAX_WORKER_DEATHS
from services.orchestrator.rules import REVISION_RULES, TASK_RULES
from tests.support.world import EXPANSION, PRELUDE, World


def success(task: Task) -> Report:
    if task.stage == "expansion":
        return Expanded(task_id=task.id, attempt=task.attempt, expansion=EXPANSION)
    return Succeeded(task_id=task.id, attempt=task.attempt, result_sha256="0" * 64)


def failure(task: Task, kind: str = "error") -> Report:
    return Failed(task_id=task.id, attempt=task.attempt, kind=kind, code="c", message="m")  # type: ignore[arg-type]


def stranger(task: Task) -> Report:
    """The worker would not make it as it was planned."""
    return Failed(
        task_id=task.id, attempt=task.attempt, kind="retry_later", code="version.other", message="m"
    )


def work(world: World, *, until: TaskStage | None = None) -> Task | None:
    """Everything goes well until a task of that stage is claimed, which is returned."""
    while world.letters or world.some("ready"):
        while world.letters:
            world.deliver()
        for task in world.some("ready"):
            world.now = max(world.now, task.not_before)
            running = world.claim(task)
            if task.stage == until:
                return running
            world.report(running, success(running))
    return None


def test_a_film_takes_all_its_tasks_and_one_last_word() -> None:
    world = World()
    work(world)
    assert world.revision.status == "succeeded"
    assert {task.state for task in world.tasks.values()} == {"done"}
    assert len(world.tasks) == len(PRELUDE) + len(EXPANSION.tasks)
    assert [event.type for event in world.events] == [
        "job.queued",
        "job.started",
        "job.processing",
        "scene.completed",
        "scene.completed",
        "job.succeeded",
    ]


def test_a_writer_that_listens_waits_for_what_was_heard() -> None:
    world = World()
    listening = [
        replace(PRELUDE[0], stage=stage, cache_key=stage) for stage in ("harmony", "understanding")
    ]
    world.letters = [Submitted(revision_id=1, prelude=(PRELUDE[0], *listening, *PRELUDE[1:]))]
    running = work(world, until="script")
    assert running is not None
    assert {task.stage: task.state for task in world.tasks.values()} == {
        "analysis": "done",
        "harmony": "done",
        "understanding": "done",
        "script": "running",
        "expansion": "waiting",
    }
    world.report(running, success(running))
    work(world)
    assert world.revision.status == "succeeded"


def test_assembly_waits_for_every_scene() -> None:
    world = World()
    work(world, until="assembly")
    assert all(task.state == "done" for task in world.tasks.values() if task.scene is not None)


def test_pauses_between_errors_double() -> None:
    world = World()
    pauses = []
    for _ in range(2):
        work(world, until="analysis")
        (running,) = world.some("running")
        world.report(running, failure(running))
        begun = world.now
        while world.letters:
            world.deliver()
        pauses.append(world.tasks[running.id].not_before - begun)
    assert pauses[1] == 2 * pauses[0] > 0


def test_a_fatal_error_spends_all_attempts_at_once() -> None:
    world = World()
    running = work(world, until="analysis")
    assert running
    world.report(running, failure(running, "fatal"))
    work(world)
    assert world.revision.status == "failed"
    assert (world.revision.error_code, world.revision.error_stage) == ("c", "analysis")


def test_worker_deaths_are_counted_apart_from_errors() -> None:
    world = World()
    for round_ in range(2):
        for end in ("death", "error"):
            running = work(world, until="analysis")
            assert running
            assert running.errors == round_
            if end == "death":
                world.expire(running)
            else:
                world.report(running, failure(running))
    assert world.revision.status == "starting"
    running = work(world, until="analysis")
    assert running
    assert (running.attempt, running.worker_deaths, running.errors) == (5, 2, 2)


def test_three_dead_workers_are_enough() -> None:
    world = World()
    for _ in range(MAX_WORKER_DEATHS):
        running = work(world, until="animation")
        assert running
        world.expire(running)
        for other in world.some("running"):
            world.report(other, success(other))
    work(world)
    assert world.revision.error_code == "worker_lost"


def test_a_lease_that_was_renewed_does_not_expire() -> None:
    world = World()
    running = work(world, until="analysis")
    assert running
    stale = world.tasks[running.id]
    world.tasks[running.id] = replace(stale, lease_expires_at=1e9)
    assert world.expire(stale).refusal == "not_expired"


def test_a_report_that_came_first_wins_over_the_reconciler() -> None:
    world = World()
    running = work(world, until="analysis")
    assert running
    world.report(running, success(running))
    assert world.expire(running).refusal == "not_expired"
    work(world)
    assert world.revision.status == "succeeded"


def test_a_failure_lets_running_tasks_end_and_keeps_their_results() -> None:
    world = World()
    first = work(world, until="animation")
    second = world.claim(world.some("ready")[0])
    assert first
    world.report(first, failure(first, "fatal"))
    while world.letters:
        world.deliver()
    world.report(second, success(second))
    while world.letters:
        world.deliver()
    assert world.tasks[second.id].state == "done"
    assert world.revision.status == "failed"


def test_what_another_version_planned_is_planned_anew() -> None:
    world = World(approval="script")
    work(world)
    world.apply(Approved(revision_id=1))
    running = work(world, until="frames")
    assert running
    other = world.some("running")[0]
    world.report(running, stranger(running))
    while world.letters:
        world.deliver()
    assert world.revision.status == "starting"
    assert {task.stage: task.state for task in world.tasks.values()} == {
        "analysis": "ready",
        "script": "waiting",
        "expansion": "waiting",
    }
    assert world.apply(success(other)).refusal == "late"
    work(world)
    assert world.revision.status == "awaiting_approval", "nobody has seen this script"
    world.apply(Approved(revision_id=1))
    work(world)
    assert world.revision.status == "succeeded"
    assert (world.count("job.started"), world.count("job.succeeded")) == (1, 1)


def test_what_ends_or_has_not_begun_is_not_planned_anew() -> None:
    world = World()
    world.deliver()
    running = world.claim(world.some("ready")[0])
    world.report(running, stranger(running))
    world.deliver(1)
    assert (world.revision.status, world.tasks[running.id].state) == ("queued", "ready")
    running = work(world, until="frames")
    assert running
    world.report(running, stranger(running))
    world.apply(CancelRequested(revision_id=1))
    while world.letters:
        world.deliver()
    assert (world.revision.status, world.tasks[running.id].state) == ("canceled", "canceled")


def test_a_deadline_counts_only_once_it_is_past() -> None:
    world = World(deadline_at=100.0)
    assert world.apply(DeadlinePassed(revision_id=1)).refusal == "not_due"
    world.now = 100.0
    world.apply(DeadlinePassed(revision_id=1))
    assert (world.revision.status, world.revision.error_code) == ("aborted", "deadline_passed")


def test_what_succeeds_elsewhere_is_held_against_who_failed() -> None:
    world = World()
    running = work(world, until="analysis")
    assert running
    world.report(running, failure(running))
    while world.letters:
        world.deliver()
    (again,) = world.some("ready")
    world.report(running := world.claim(again, worker="another"), success(running))
    work(world)
    assert world.strikes == ["w"]


def test_word_of_a_claim_may_come_after_its_success() -> None:
    world = World()
    world.deliver()
    (ready,) = world.some("ready")
    running = world.claim(ready)
    world.report(running, success(running))
    world.deliver(1)
    assert world.revision.status == "starting"
    assert world.deliver().refusal == "over"
    assert world.count("job.started") == 1


@pytest.mark.parametrize(
    "expansion",
    [
        Expansion(scenes=(), tasks=()),
        replace(EXPANSION, tasks=EXPANSION.tasks[1:]),
        replace(EXPANSION, tasks=(*EXPANSION.tasks, EXPANSION.tasks[0])),
        replace(EXPANSION, scenes=EXPANSION.scenes[1:]),
    ],
    ids=["empty", "a task missing", "a task doubled", "a scene missing"],
)
def test_an_expansion_that_could_never_end_fails_the_job(expansion: Expansion) -> None:
    world = World()
    running = work(world, until="expansion")
    assert running
    world.report(running, Expanded(task_id=running.id, attempt=1, expansion=expansion))
    work(world)
    assert (world.revision.status, world.revision.error_code) == ("failed", "plan.invalid")


def test_an_expansion_cannot_end_without_scenes() -> None:
    world = World()
    running = work(world, until="expansion")
    assert running
    world.report(running, Succeeded(task_id=running.id, attempt=1))
    work(world)
    assert world.revision.error_code == "plan.invalid"


def test_a_prelude_of_nothing_fails_the_job() -> None:
    world = World()
    world.letters = [Submitted(revision_id=1, prelude=())]
    world.deliver()
    assert (world.revision.status, world.count("job.failed")) == ("failed", 1)


def test_approval_of_nothing_is_refused() -> None:
    world = World()
    assert world.apply(Approved(revision_id=1)).refusal == "not_waiting"
    world.apply(CancelRequested(revision_id=1))
    assert world.apply(Approved(revision_id=1)).refusal == "over"


def test_final_states_have_no_way_out() -> None:
    assert not {before for before, _ in REVISION_RULES} & FINAL
    assert not {before for before, _ in TASK_RULES} & OVER


Choose = Callable[[Sequence[Any]], Any]


class History:
    """A world in which anything may happen in any order; every step is checked."""

    def __init__(self, world: World, choose: Choose) -> None:
        self.world = world
        self._choose = choose
        self._ended: str | None = None

    def play(self, moves: list[str]) -> None:
        for move in moves:
            getattr(self, f"_{move}")()
            self._check()

    def end(self) -> None:
        """From here on all goes well: there must be an end, whatever happened before."""
        for _ in range(200):
            if self.world.revision.final and not self.world.letters:
                break
            work(self.world)
            for running in self.world.some("running"):
                self.world.report(running, success(running))
            if self.world.revision.status == "awaiting_approval":
                self.world.apply(Approved(revision_id=1))
            self._check()
        assert self.world.revision.final, f"stuck as {self.world.revision.status}"
        for running in self.world.some("running"):
            self.world.report(running, success(running))
        while self.world.letters:
            self.world.deliver()
        self._check()
        assert {task.state for task in self.world.tasks.values()} <= OVER

    def _check(self) -> None:
        world = self.world
        last_words = [event for event in world.events if event.type in FINAL_EVENTS]
        assert len(last_words) == world.revision.final
        if world.revision.final:
            assert world.events[-1] is last_words[0]
            assert self._ended in {None, world.revision.status}
            self._ended = world.revision.status
        elif not world.letters and world.revision.status != "awaiting_approval":
            assert world.some("ready") or world.some("running"), "nobody can go on"

    def _one(self, tasks: list[Task]) -> Task | None:
        return self._choose(tasks) if tasks else None

    def _claim(self) -> None:
        due = [one for one in self.world.some("ready") if one.not_before <= self.world.now]
        if task := self._one(due):
            self.world.claim(task, worker=self._choose(["v", "w"]))

    def _report(self) -> None:
        if task := self._one(self.world.some("running")):
            kind = self._choose(["ok"] * 8 + ["error", "retry_later", "fatal"])
            self.world.report(task, success(task) if kind == "ok" else failure(task, kind))

    def _release(self) -> None:
        if task := self._one(self.world.some("running")):
            self.world.report(task, Released(task_id=task.id, attempt=task.attempt))

    def _upgrade(self) -> None:
        if task := self._one(self.world.some("running")):
            self.world.report(task, stranger(task))

    def _die(self) -> None:
        if task := self._one(self.world.some("running")):
            self.world.expire(task)

    def _deliver(self) -> None:
        if self.world.letters:
            self.world.deliver(self._choose(range(len(self.world.letters))))

    def _repeat(self) -> None:
        """The same letter twice, as if its deletion had been lost."""
        if self.world.letters and not isinstance(self.world.letters[0], Submitted):
            self.world.apply(self.world.letters[0])

    def _wait(self) -> None:
        self.world.now += self._choose([1.0, 10.0, 100.0])

    def _cancel(self) -> None:
        self.world.letters.append(CancelRequested(revision_id=1))

    def _approve(self) -> None:
        self.world.letters.append(Approved(revision_id=1))

    def _deadline(self) -> None:
        self.world.apply(DeadlinePassed(revision_id=1))


COMMON = ["claim", "report", "deliver", "deliver", "wait"]
RARE = ["release", "die", "repeat", "approve", "upgrade"]
LAST = ["cancel", "deadline"]
MOVES = st.lists(
    st.one_of(*[st.sampled_from(COMMON)] * 10, st.sampled_from(RARE), st.sampled_from(LAST)),
    max_size=120,
)


@settings(max_examples=300, deadline=None)
@given(
    moves=MOVES,
    approval=st.sampled_from(["none", "script", "keyframes"]),
    deadline=st.sampled_from([None, 50.0, 1e9]),
    data=st.data(),
)
def test_no_history_gets_stuck_or_ends_twice(
    moves: list[str], approval: str, deadline: float | None, data: st.DataObject
) -> None:
    world = World(approval=approval, deadline_at=deadline)  # type: ignore[arg-type]
    history = History(world, lambda choices: data.draw(st.sampled_from(choices)))
    history.play(moves)
    history.end()


def test_every_rule_is_used_and_no_other() -> None:
    made: set[tuple[str, str]] = set()
    dice = random.Random(1)
    for _ in range(1500):
        approval = dice.choice(["none", "script", "keyframes"])
        world = World(approval=approval, deadline_at=dice.choice([None, 100.0]))
        history = History(world, dice.choice)
        ends = dice.choice([[], [], LAST])
        history.play(dice.choices(COMMON * 4 + RARE + ends, k=dice.randrange(200)))
        history.end()
        made |= world.made
    assert made == {*REVISION_RULES, *TASK_RULES}
