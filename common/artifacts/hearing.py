"""What a model answered about one stretch of a song."""

import hashlib
from typing import Literal, Self

from pydantic import Field, model_validator

from common.artifacts.document import Document, Seconds

Stretch = tuple[float, float]
"""Start and end in seconds, in the sound as it was decoded."""


class Hearing(Document):
    """An answer with all that it answers; sealed, for no row holds its digest."""

    format: Literal["scopitone.hearing/1"] = "scopitone.hearing/1"
    engine: str = Field(description="its fingerprint")
    question: str
    start: Seconds
    end: Seconds
    answer: str
    seal: str = Field(description="sha256 of the answer")

    @classmethod
    def of(cls, stretch: Stretch, *, engine: str, question: str, answer: str) -> Self:
        start, end = stretch
        return cls(
            engine=engine,
            question=question,
            start=start,
            end=end,
            answer=answer,
            seal=_seal(answer),
        )

    @model_validator(mode="after")
    def _sealed(self) -> Self:
        if self.seal != _seal(self.answer):
            raise ValueError("this is not what was heard")
        return self


def _seal(answer: str) -> str:
    return hashlib.sha256(answer.encode()).hexdigest()
