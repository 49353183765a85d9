"""Facts as they lie in the inbox."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from common.db import facts
from common.db.facts import from_json, to_json
from tests.support.world import EXPANSION, PRELUDE


@given(
    st.one_of(
        *(
            st.from_type(kind)
            for kind in (
                facts.CancelRequested,
                facts.Approved,
                facts.DeadlinePassed,
                facts.Claimed,
                facts.LeaseExpired,
            )
        ),
        st.builds(
            facts.Failed,
            retry_after=st.none() | st.floats(0, 1e6),
            gpu_seconds=st.floats(0, 1e6),
        ),
        st.builds(facts.Succeeded, gpu_seconds=st.floats(0, 1e6)),
        st.builds(facts.Released, gpu_seconds=st.floats(0, 1e6), cost=st.floats(0, 1e6)),
    )
)
def test_what_is_written_is_read(fact: facts.Fact) -> None:
    assert from_json(to_json(fact)) == fact


def test_plans_are_carried_whole() -> None:
    for fact in (
        facts.Submitted(revision_id=1, prelude=PRELUDE),
        facts.Expanded(task_id=1, attempt=2, expansion=EXPANSION),
    ):
        assert from_json(to_json(fact)) == fact


def test_a_worker_one_version_older_may_leave_out_what_has_a_default() -> None:
    old = '{"fact": "succeeded", "task_id": 1, "attempt": 1}'
    assert from_json(old) == facts.Succeeded(task_id=1, attempt=1)


def test_a_fact_of_no_known_kind_is_refused() -> None:
    with pytest.raises(ValidationError):
        from_json('{"fact": "gossip", "task_id": 1}')
