"""What models heard in a song, kept in storage as the song's own objects.

A key is a digest of all that may change the answer: the song, the part of it that was decoded, the
stretch, the question, and the engine with its weights. Why these are no tasks and have no rows:
docs/decisions/0014-what-was-heard-is-the-song-s.md.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cached_property

from common.artifacts.hearing import Hearing, Stretch
from common.catalogue import ENGINES
from common.errors import InvalidInputError
from common.film_request import Excerpt
from common.logs import get_logger
from common.pipeline import Order
from common.storage.base import MissingObjectError
from common.storage.keys import hearing_key, hearings_of
from workers.steps.desk import Desk

VERSION = 1
"""Of the sound that engines are handed: raised where a song is decoded otherwise."""

_log = get_logger(__name__)


class SongMemory:
    """What one engine heard in an order's song.

    One listing tells what is there, and each answer is one read: a song has 10 to 60 segments.
    """

    def __init__(self, order: Order, desk: Desk, *, engine: str) -> None:
        self._desk, self._song = desk, order.inputs["song"]
        self._engine = ENGINES[engine].fingerprint
        self._excerpt = Excerpt.model_validate(order.options["excerpt"] or {})

    def recall(self, question: str, stretches: Sequence[Stretch]) -> Mapping[Stretch, str]:
        told = {one: self._told(question, one) for one in stretches}
        return {one: answer for one, answer in told.items() if answer is not None}

    def keep(self, question: str, answers: Mapping[Stretch, str]) -> None:
        """Store each answer, unless the order or the song is nobody's any more.

        A janitor removes a song first and then what was heard in it: what is put here is seen by
        the janitor, or the song's absence is seen here.
        """
        storage = self._desk.storage
        self._desk.before_storing()
        for stretch, answer in answers.items():
            storage.put(
                self._key(question, stretch), self._hearing(question, stretch, answer).to_json()
            )
        if not storage.has(self._song):
            for stretch in answers:
                storage.delete(self._key(question, stretch))

    @cached_property
    def _there(self) -> frozenset[str]:
        return frozenset(self._desk.storage.keys(hearings_of(self._song)))

    def _told(self, question: str, stretch: Stretch) -> str | None:
        """The answer that is stored. A damaged one is removed, so that the next can be kept."""
        key = self._key(question, stretch)
        if key not in self._there:
            return None
        try:
            hearing = Hearing.from_json(self._desk.storage.get(key))
            if hearing == self._hearing(question, stretch, hearing.answer):
                return hearing.answer
            _log.warning("what was heard is of another stretch; heard anew", key=key)
        except MissingObjectError:
            return None
        except InvalidInputError as damage:
            _log.warning("what was heard is damaged; heard anew", key=key, problem=str(damage))
        self._desk.storage.delete(key)
        return None

    def _hearing(self, question: str, stretch: Stretch, answer: str) -> Hearing:
        return Hearing.of(stretch, engine=self._engine, question=question, answer=answer)

    def _key(self, question: str, stretch: Stretch) -> str:
        facts = {
            "version": VERSION,
            "song": self._song,
            "excerpt": self._excerpt.model_dump(mode="json"),
            "stretch": stretch,
            "engine": self._engine,
            "question": question,
        }
        digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
        return hearing_key(self._song, digest)
