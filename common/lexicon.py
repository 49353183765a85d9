"""Which places, hours, weathers, lights, subjects, moods and colours a text names.

Whoever writes the script and whoever paints it must take the same words for the same thing, and
people put these words into free text that they may edit afterwards. So both read that text here.
The words are data (`lexicon.toml`). Matching is by whole words, without regard to case, accents,
hyphens, plurals or possessives; of several phrases the longest is taken and its words are not
read again ("northern lights" are no lamps). Nothing is negated or parsed: "no rain" is rain.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})

Entry = tuple[str, str]
"""A kind of thing and the concept: ("places", "sea")."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Concept ids of a text in the order in which they are first mentioned.

    Places that the text names come before places that its subjects only bring along (a
    lighthouse stands by the sea unless the text says where).
    """

    places: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    weathers: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    named_places: int = 0
    """How many of `places` are named; the others are brought along."""


@lru_cache(maxsize=1024)
def read(text: str) -> Reading:
    """Read what a text names that can be pictured; any text will do, also an empty one."""
    found: dict[str, dict[str, None]] = {}
    for kind, concept in _entries(words(text)):
        found.setdefault(kind, {})[concept] = None
    named = found.get("places", {})
    return Reading(
        places=tuple(named | found.get("implied_places", {})),
        hours=tuple(found.get("hours", ())),
        weathers=tuple(found.get("weathers", ())),
        lights=tuple(found.get("lights", ())),
        subjects=tuple(found.get("subjects", ())),
        moods=tuple(found.get("moods", ())),
        colours=tuple(found.get("colours", ())),
        named_places=len(named),
    )


def concepts(kind: str) -> tuple[str, ...]:
    """All concept ids of a kind ("places", "subjects", ...) in the order of the data file."""
    return tuple(_data()[kind])


def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: lower case, without accents and hyphens."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    return tuple(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def _entries(text: tuple[str, ...]) -> Iterator[Entry]:
    phrases, longest = _phrases()
    at = 0
    while at < len(text):
        for length in range(min(longest, len(text) - at), 0, -1):
            entries = phrases.get(_without_possessive(text[at : at + length]))
            if entries:
                yield from entries
                at += length
                break
        else:
            at += 1


def _without_possessive(phrase: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.removesuffix("'s") for word in phrase)


@cache
def _phrases() -> tuple[Mapping[tuple[str, ...], tuple[Entry, ...]], int]:
    """Every phrase in every form with all that it stands for, and the length of the longest."""
    table: dict[tuple[str, ...], dict[Entry, None]] = {}
    for kind, concept_words in _data().items():
        for concept, phrases in concept_words.items():
            for phrase in (concept, *phrases.split(",")):
                for form in _forms(_without_possessive(words(phrase))):
                    table.setdefault(form, {})[kind, concept] = None
    return {form: tuple(entries) for form, entries in table.items()}, max(map(len, table))


def _forms(phrase: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield phrase
    *first, last = phrase
    if len(last) < 3:
        return
    if last.endswith(("s", "x", "z", "ch", "sh")):
        yield (*first, f"{last}es")
    elif last.endswith("y") and last[-2] not in "aeiou":
        yield (*first, f"{last[:-1]}ies")
    else:
        yield (*first, f"{last}s")


@cache
def _data() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = tomllib.loads(
        files("common").joinpath("lexicon.toml").read_text(encoding="utf-8")
    )
    return data
