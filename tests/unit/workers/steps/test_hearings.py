"""What is remembered of a song, by what, for whom, and for how long."""

from collections.abc import Iterator

import pytest

from common.artifacts.hearing import Hearing
from common.config import Settings
from common.pipeline import Order
from common.storage.keys import hearings_of
from common.storage.memory import MemoryStorage
from workers.steps.desk import Desk
from workers.steps.hearings import SongMemory

SONG, OTHER = "song/" + "0" * 64, "song/" + "1" * 64
FIRST, SECOND = (0.0, 4.25), (4.25, 1 / 3 + 8)


class CountingStorage(MemoryStorage):
    """Tells how often it was asked what."""

    def __init__(self) -> None:
        super().__init__()
        self.listings = self.reads = 0

    def keys(self, prefix: str = "") -> Iterator[str]:
        self.listings += 1
        return super().keys(prefix)

    def get(self, key: str) -> bytes:
        self.reads += 1
        return super().get(key)


@pytest.fixture
def storage() -> CountingStorage:
    store = CountingStorage()
    store.put(SONG, b"sound")
    store.put(OTHER, b"another")
    return store


def memory(
    storage: MemoryStorage,
    *,
    song: str = SONG,
    excerpt: dict[str, float] | None = None,
    engine: str = "clap",
    **desk: object,
) -> SongMemory:
    order = Order(stage="understanding", inputs={"song": song}, options={"excerpt": excerpt})
    given = Desk(storage=storage, settings=Settings(), **desk)  # type: ignore[arg-type]
    return SongMemory(order, given, engine=engine)


def heard(storage: MemoryStorage, song: str = SONG) -> list[str]:
    return list(storage.keys(hearings_of(song)))


def test_what_was_kept_is_recalled_by_whoever_asks_the_same(storage: CountingStorage) -> None:
    answers = {FIRST: "0.1 -1e-07", SECOND: "a naïve flute\n"}
    memory(storage).keep("q", answers)
    assert memory(storage).recall("q", [SECOND, (0.0, 4.0), FIRST]) == answers
    assert memory(storage, excerpt={"start": 0.0}).recall("q", [FIRST, SECOND]) == answers
    assert len(heard(storage)) == 2
    assert storage.listings == 3
    assert storage.reads == 4, "what is not there is not asked for"


def test_another_song_part_engine_question_or_stretch_is_not_known(storage: MemoryStorage) -> None:
    memory(storage).keep("q", {FIRST: "drums"})
    strangers = [
        memory(storage, song=OTHER),
        memory(storage, excerpt={"start": 1.0}),
        memory(storage, excerpt={"start": 0.0, "end": 20.0}),
        memory(storage, engine="lp-musiccaps"),
    ]
    assert not any(one.recall("q", [FIRST]) for one in strangers)
    assert not memory(storage).recall("r", [FIRST])
    assert not memory(storage).recall("q", [(0.0, 4.250001)])
    for one in strangers:
        one.keep("q", {FIRST: "a voice"})
    assert memory(storage).recall("q", [FIRST]) == {FIRST: "drums"}
    assert len(heard(storage)) == 4


def test_another_version_of_an_engine_hears_anew(
    storage: MemoryStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory(storage).keep("q", {FIRST: "drums"})
    newer = memory(storage)
    monkeypatch.setattr(newer, "_engine", "clap/99")
    assert not newer.recall("q", [FIRST])


def test_the_first_answer_stays(storage: MemoryStorage) -> None:
    memory(storage).keep("q", {FIRST: "drums"})
    memory(storage).keep("q", {FIRST: "a voice"})
    assert memory(storage).recall("q", [FIRST]) == {FIRST: "drums"}


def other_stretch(data: bytes) -> bytes:
    told = Hearing.from_json(data)
    return Hearing.of((1.0, 2.0), engine=told.engine, question="q", answer="drums").to_json()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[:40], id="torn"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda _: b"\xff\x00", id="no text"),
        pytest.param(lambda data: data.replace(b"drums", b"drugs"), id="flipped"),
        pytest.param(other_stretch, id="another's"),
    ],
)
def test_a_damaged_one_is_heard_anew_and_mended(storage: MemoryStorage, damage: object) -> None:
    memory(storage).keep("q", {FIRST: "drums"})
    [key] = heard(storage)
    data = storage.get(key)
    storage.delete(key)
    storage.put(key, damage(data))  # type: ignore[operator]
    assert memory(storage).recall("q", [FIRST]) == {}
    memory(storage).keep("q", {FIRST: "drums"})
    assert memory(storage).recall("q", [FIRST]) == {FIRST: "drums"}


def test_one_that_goes_between_listing_and_reading_is_heard_anew(storage: MemoryStorage) -> None:
    kept = memory(storage)
    kept.keep("q", {FIRST: "drums", SECOND: "a voice"})
    assert kept.recall("q", [FIRST])
    for key in heard(storage):
        storage.delete(key)
    assert kept.recall("q", [SECOND]) == {}


def test_nothing_is_kept_of_a_song_that_was_removed(storage: MemoryStorage) -> None:
    late = memory(storage)
    storage.delete(SONG)
    late.keep("q", {FIRST: "drums", SECOND: "a voice"})
    assert not heard(storage)


def test_nothing_is_kept_for_an_order_that_was_taken_away(storage: MemoryStorage) -> None:
    def fenced() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        memory(storage, before_storing=fenced).keep("q", {FIRST: "drums"})
    assert not heard(storage)
