from common.db.repository.hints import Crew, crews_of
from services.orchestrator.lookahead import HINTS_PER_SLOT, Lookahead

CREW = Crew(("cpu",), 2, {"cpu": 2})


def test_work_that_takes_long_needs_one_hint_a_slot() -> None:
    now = 0.0
    pacing = Lookahead(lambda: now)
    for _ in range(50):
        now += 1.0
        assert pacing.most(CREW, 1) == 2 * HINTS_PER_SLOT
        pacing.sent(CREW, 2)


def test_what_is_taken_at_once_is_sent_ahead_and_then_less_again() -> None:
    now, allowed = 0.0, []
    pacing = Lookahead(lambda: now)
    for _ in range(20):
        now += 0.03
        allowed.append(pacing.most(CREW, 0))  # all were taken
        pacing.sent(CREW, allowed[-1])
    assert allowed == sorted(allowed)
    assert allowed[-1] == 24
    now += 5.0
    assert pacing.most(CREW, 24) == 2


def test_workers_that_share_a_pool_are_one_crew() -> None:
    crews = crews_of([(["cpu", "flow"], 2), (["image"], 1), (["flow"], 3)])
    assert sorted(crews) == [
        Crew(("cpu", "flow"), 5, {"cpu": 2, "flow": 5}),
        Crew(("image",), 1, {"image": 1}),
    ]
