"""What can happen to a revision or to a task: the left side of every transition.

Workers and the API write facts into the inbox, in the transaction that makes them true; the
orchestrator applies them in order. They are stored as JSON, and a worker one version older writes
them too: a new field needs a default, and a field goes only in the version after its last use.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from common.db.drafts import Expansion, TaskDraft


@dataclass(frozen=True, kw_only=True, slots=True)
class Submitted:
    """A revision was made. `prelude` is done in turn and ends with the expansion."""

    revision_id: int
    prelude: tuple[TaskDraft, ...]
    fact: Literal["submitted"] = "submitted"


@dataclass(frozen=True, kw_only=True, slots=True)
class CancelRequested:
    revision_id: int
    fact: Literal["cancel_requested"] = "cancel_requested"


@dataclass(frozen=True, kw_only=True, slots=True)
class Approved:
    """A person approved what the revision waits for."""

    revision_id: int
    fact: Literal["approved"] = "approved"


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlinePassed:
    revision_id: int
    fact: Literal["deadline_passed"] = "deadline_passed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """A worker holds the lease of a task of the prelude: the job has started."""

    task_id: int
    fact: Literal["claimed"] = "claimed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Succeeded:
    """The result lies in storage under the task's key, with this digest."""

    task_id: int
    attempt: int
    result_sha256: str | None = None
    gpu_seconds: float = 0.0
    cost: float = 0.0
    fact: Literal["succeeded"] = "succeeded"


@dataclass(frozen=True, kw_only=True, slots=True)
class Expanded:
    """The script was read: these are the scenes and all work that is left."""

    task_id: int
    attempt: int
    expansion: Expansion
    fact: Literal["expanded"] = "expanded"


@dataclass(frozen=True, kw_only=True, slots=True)
class Failed:
    """An attempt failed.

    Attributes:
        kind: `error` may go better next time, `retry_later` is not the task's fault and spends no
            attempt, `fatal` will not mend.
        retry_after: seconds to wait at least, None for the machine's own choice.
    """

    task_id: int
    attempt: int
    kind: Literal["error", "retry_later", "fatal"]
    code: str
    message: str
    retry_after: float | None = None
    gpu_seconds: float = 0.0
    cost: float = 0.0
    fact: Literal["failed"] = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Released:
    """A worker let go of a task: it was told to cancel, or is being shut down."""

    task_id: int
    attempt: int
    gpu_seconds: float = 0.0
    cost: float = 0.0
    fact: Literal["released"] = "released"


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaseExpired:
    """Nobody renewed that lease in time: the worker died, hangs, or is cut off."""

    task_id: int
    token: str
    fact: Literal["lease_expired"] = "lease_expired"


Report = Succeeded | Expanded | Failed | Released
"""How a lease ended, in its worker's own words."""
TaskFact = Claimed | Report | LeaseExpired
RevisionFact = Submitted | CancelRequested | DeadlinePassed | Approved
Fact = TaskFact | RevisionFact

_JSON: TypeAdapter[Fact] = TypeAdapter(Annotated[Fact, Field(discriminator="fact")])


def to_json(fact: Fact) -> str:
    return _JSON.dump_json(fact).decode()


def from_json(text: str) -> Fact:
    return _JSON.validate_json(text)
