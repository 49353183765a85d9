"""A revision in memory, as the machine and its workers would make it: for tests of the rules.

What SQL does in `services.orchestrator.execution` and `common.db.repository.leases` is done here on
plain values, so that thousands of histories can be tried in a second.
"""

import itertools
from collections import Counter
from dataclasses import replace

from common.db.drafts import FilmPlan, TaskDraft, expand, prelude_of
from common.db.facts import (
    Claimed,
    Fact,
    Failed,
    LeaseExpired,
    Report,
    Submitted,
    TaskFact,
)
from common.db.states import Approval, Revision, Task, TaskState
from common.errors import OtherVersionError
from common.film_request import FilmRequest
from common.pipeline import Recipe
from services.orchestrator.machine import transition
from services.orchestrator.rules import REVISION_RULES, TASK_RULES
from services.orchestrator.steps import (
    Anew,
    Announce,
    Effect,
    ForgetWork,
    InsertTask,
    Release,
    Step,
    StopTasks,
    Strike,
    View,
    counted,
)
from tests.support.documents import make_analysis, make_script
from tests.support.films import make_song

LEASE = 60.0
RECIPE = Recipe(song=make_song(), song_key="song/0", request=FilmRequest(theme="home"))
PRELUDE = prelude_of(RECIPE)
EXPANSION = expand(
    FilmPlan.model_validate_json(PRELUDE[-1].order),
    script=make_script((0.0, 6.0, 12.0)),
    analysis=make_analysis(),
)
"""Two scenes."""


class World:
    """One revision with its tasks, its letters to the orchestrator and the events it told."""

    def __init__(self, *, approval: Approval = "none", deadline_at: float | None = None) -> None:
        self.now = 0.0
        self.revision = Revision(
            id=1,
            job_id="job",
            number=1,
            status="queued",
            approval=approval,
            deadline_at=deadline_at,
        )
        self.tasks: dict[int, Task] = {}
        self.letters: list[Fact] = [Submitted(revision_id=1, prelude=PRELUDE)]
        self.events: list[Announce] = []
        self.strikes: list[str] = []
        self.made: set[tuple[str, str]] = set()
        self._tokens, self._numbers = itertools.count(), itertools.count(1)

    def some(self, state: TaskState) -> list[Task]:
        return [task for task in self.tasks.values() if task.state == state]

    def claim(self, task: Task, *, worker: str = "w") -> Task:
        """As `Leases.claim` does on a task that is ready and due."""
        running = replace(
            task,
            state="running",
            lease_owner=worker,
            lease_token=str(next(self._tokens)),
            lease_expires_at=self.now + LEASE,
            progress=0.0,
        )
        self._put(running)
        self.letters.append(Claimed(task_id=task.id))
        return running

    def report(self, task: Task, report: Report) -> None:
        """As every report of `Leases` does under its token."""
        self._put(replace(task, state="reported", lease_token=None, lease_expires_at=None))
        self.letters.append(report)

    def expire(self, task: Task) -> Step:
        """Time passes, nobody renews, the reconciler comes."""
        assert task.lease_expires_at is not None
        assert task.lease_token is not None
        self.now = max(self.now, task.lease_expires_at)
        return self.apply(LeaseExpired(task_id=task.id, token=task.lease_token))

    def deliver(self, number: int = 0) -> Step:
        return self.apply(self.letters.pop(number))

    def apply(self, fact: Fact) -> Step:
        if isinstance(fact, TaskFact) and fact.task_id not in self.tasks:
            return Step(revision=self.revision, refusal="late")
        step = transition(self._view(fact), fact, now=self.now)
        if step.refusal is None:
            self._carry_out(step)
        return step

    def count(self, kind: str) -> int:
        return sum(event.type == kind for event in self.events)

    def _view(self, fact: Fact) -> View:
        if not isinstance(fact, TaskFact):
            return View(revision=self.revision)
        task = self.tasks[fact.task_id]
        others = (one for one in self.tasks.values() if one.id != task.id and one.state != "done")
        left = Counter(one.stage for one in others) if counted(self.revision, task) else None
        other = isinstance(fact, Failed) and fact.code == OtherVersionError.code
        anew = Anew(prelude=PRELUDE, same_script=False) if other else None
        return View(revision=self.revision, task=task, left=left, anew=anew)

    def _carry_out(self, step: Step) -> None:
        if step.task is not None:
            self._put(step.task)
        if step.revision.status != self.revision.status:
            change = (self.revision.status, step.revision.status)
            assert change in REVISION_RULES
            self.made.add(change)
        self.revision = step.revision
        for effect in step.effects:
            self._do(effect)

    def _do(self, effect: Effect) -> None:
        match effect:
            case ForgetWork():
                self.tasks.clear()
            case InsertTask():
                self._insert(effect.draft, effect.state)
            case Release():
                self._release(effect)
            case StopTasks():
                for task in [*self.some("waiting"), *self.some("ready")]:
                    self._put(replace(task, state="canceled"))
            case Announce():
                self.events.append(effect)
            case Strike():
                self.strikes.append(effect.worker)

    def _insert(self, draft: TaskDraft, state: TaskState) -> None:
        number = next(self._numbers)
        self.tasks[number] = Task(id=number, stage=draft.stage, scene=draft.scene, state=state)

    def _release(self, effect: Release) -> None:
        for task in self.some("waiting"):
            if task.stage == effect.stage and effect.scene in {None, task.scene}:
                self._put(replace(task, state="ready", not_before=self.now))

    def _put(self, task: Task) -> None:
        change = (self.tasks[task.id].state, task.state)
        if change[0] != change[1]:
            assert change in TASK_RULES
            self.made.add(change)
        self.tasks[task.id] = task
