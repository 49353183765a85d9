"""A brief in the few words that an image model can read.

CLIP reads 77 tokens, of which two mark start and end; what comes after them is cut off wherever it
happens to be. A brief is longer than that. So its parts are taken in the order of their weight as
long as they fit, and what has to stay out is chosen: first the arrangement and the aesthetic, which
a still shows least, never the sentence, the people or the colours. Sentence and people are
shortened, clause by clause, before they push anything else aside.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from common.artifacts.script import Brief

Count = Callable[[str], int]
"""Tokens in a text, without the marks of start and end."""

MOST = 75
_SENTENCE, _PERSON, _OTHER = 32, 18, 12
"""Tokens that one part may take of them."""
_PEOPLE = MOST - _SENTENCE - _OTHER
"""That all of them together may take, so that the colours always fit: their parts part this."""
_CLAUSE = re.compile(r",\s+|;\s+|\s+(?=(?:and|while|as|with|that|who|which)\s)")


class Wording(NamedTuple):
    """A text for a model, and the parts of the brief that are not in it."""

    text: str
    left_out: tuple[str, ...]


class _Part(NamedTuple):
    """`weight`: lower goes first; parts stand in the text in the order in which they come."""

    text: str
    weight: int
    most: int


def wording(brief: Brief, count: Count, *, most: int = MOST) -> Wording:
    """The text of a brief that fits into `most` tokens."""
    parts = [part for part in _parts(brief) if part.text]
    chosen: dict[int, str] = {}
    for place in sorted(range(len(parts)), key=lambda n: parts[n].weight):
        part = parts[place]
        said = ", ".join(chosen[n] for n in sorted(chosen))
        if part.text.lower() in said.lower():
            continue
        text = shortened(part.text, part.most, count)
        joined = ", ".join((chosen | {place: text})[n] for n in sorted({*chosen, place}))
        if text and count(joined) <= most:
            chosen[place] = text
    text = ", ".join(chosen[n] for n in sorted(chosen))
    left_out = [part.text for n, part in enumerate(parts) if chosen.get(n) != part.text]
    return Wording(text, tuple(one for one in left_out if one.lower() not in text.lower()))


def shortened(text: str, most: int, count: Count) -> str:
    """A text of at most so many tokens: whole clauses from its start, or else whole words."""
    if count(text) <= most:
        return text
    for separator in (_CLAUSE, re.compile(r"\s+")):
        ends = [match.start() for match in separator.finditer(text)]
        fitting = [text[:end] for end in ends if end and count(text[:end]) <= most]
        if fitting:
            return fitting[-1]
    return ""


def _parts(brief: Brief) -> Iterator[_Part]:
    stage = brief.scene.mise_en_scene
    yield _Part(brief.scene.prompt.strip().rstrip("."), 0, _SENTENCE)
    for person in brief.cast:
        most = min(_PERSON, _PEOPLE // len(brief.cast) - 1)  # and a comma
        yield _Part(person.description.strip(), 1, most)
    yield _Part(f"{brief.scene.view} shot", 3, _OTHER)
    yield _Part(stage.background, 4, _OTHER)
    yield _Part(stage.lighting, 5, _OTHER)
    yield _Part(" and ".join(stage.colours), 2, _OTHER)
    yield _Part(brief.style, 2, _OTHER)
    for keyword in brief.keywords:
        yield _Part(keyword, 6, _OTHER)
    yield _Part(stage.theme, 7, _OTHER)
    yield _Part(stage.arrangement, 8, _OTHER)
