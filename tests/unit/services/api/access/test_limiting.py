import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.api.access.limiting import WINDOW, LocalCounter, take
from services.api.errors import RequestLimitError


class Clock:
    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("services.api.access.limiting.time", clock)
    return clock


def test_a_minute_s_worth_at_once_then_an_even_pace(clock: Clock) -> None:
    counter = LocalCounter()

    async def play() -> None:
        left = [(await take(counter, "a", 6)).remaining for _ in range(6)]
        assert left == [5, 4, 3, 2, 1, 0]
        with pytest.raises(RequestLimitError) as refusal:
            await take(counter, "a", 6)
        assert refusal.value.seconds == pytest.approx(10)
        assert (await take(counter, "b", 6)).remaining == 5, "another key is another key"
        clock.now += 10
        assert (await take(counter, "a", 6)).remaining == 0
        clock.now += WINDOW
        assert (await take(counter, "a", 6)).remaining == 5

    asyncio.run(play())


@given(
    limit=st.integers(1, 500),
    gaps=st.lists(st.floats(0, 20), min_size=1, max_size=200),
)
def test_no_minute_holds_more_than_twice_the_limit(limit: int, gaps: list[float]) -> None:
    clock, taken, pauses = Clock(), [], []

    async def play() -> None:
        counter = LocalCounter()
        for gap in gaps:
            clock.now += gap
            try:
                await take(counter, "a", limit)
            except RequestLimitError as refusal:
                pauses.append(refusal.seconds)
            else:
                taken.append(clock.now)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("services.api.access.limiting.time", clock)
        asyncio.run(play())
    assert all(0 < pause <= WINDOW for pause in pauses)
    for begin in taken:
        assert sum(begin <= at < begin + WINDOW for at in taken) <= 2 * limit


def test_keys_at_rest_are_forgotten(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.api.access.limiting._MOST", 10)
    counter = LocalCounter()

    async def play() -> None:
        for number in range(30):
            clock.now += 61
            await counter.add(str(number), 1.0)

    asyncio.run(play())
    assert len(counter._rests) <= 11
