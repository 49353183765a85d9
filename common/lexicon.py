"""Which places, hours, weathers, lights, subjects, moods and colours a text names.

Whoever writes the script and whoever paints it must take the same words for the same thing, and
people put these words into free text that they may edit afterwards. So both read that text here.
The words are data (`lexicon.toml`). Matching is by whole words, without regard to case, accents,
hyphens, plurals or possessives; of several phrases of a kind the longest is taken and its words
are not read again (a "rock star" is a singer and no rock). Nothing is negated or parsed: "no rain"
is rain.
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

_OTHER_KINDS = ("hours", "weathers", "lights", "subjects", "moods", "colours")


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
    spoken = _without_possessive(words(text))
    named = tuple(dict.fromkeys(_entries("places", spoken)))
    brought = tuple(dict.fromkeys(_entries("implied_places", spoken)))
    return Reading(
        places=named + tuple(place for place in brought if place not in named),
        named_places=len(named),
        **{kind: tuple(dict.fromkeys(_entries(kind, spoken))) for kind in _OTHER_KINDS},
    )


def concepts(kind: str) -> tuple[str, ...]:
    """All concept ids of a kind ("places", "subjects", ...) in the order of the data file."""
    return tuple(_data()[kind])


def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: lower case, without accents and hyphens."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    return tuple(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def _entries(kind: str, text: tuple[str, ...]) -> Iterator[str]:
    """Concepts of one kind: a phrase may name a place and a subject at once."""
    phrases, reach = _phrases(kind)
    at = 0
    while at < len(text):
        for length in range(reach.get(text[at], 0), 0, -1):
            named = phrases.get(text[at : at + length])
            if named is not None:
                yield from named
                at += length
                break
        else:
            at += 1


def _without_possessive(phrase: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.removesuffix("'s") for word in phrase)


@cache
def _phrases(kind: str) -> tuple[Mapping[tuple[str, ...], tuple[str, ...]], Mapping[str, int]]:
    """Every phrase of a kind in every form with its concepts, and the words in the longest
    phrase that begins with a word. Idioms are in every kind and stand for no concept."""
    table: dict[tuple[str, ...], dict[str, None]] = {}
    for concept, phrases in _data()[kind].items():
        for phrase in phrases.split(","):
            for form in _forms(_without_possessive(words(phrase))):
                table.setdefault(form, {})[concept] = None
    for idiom in _data()["idioms"]["nothing"].split(","):
        table[_without_possessive(words(idiom))] = {}
    reach: dict[str, int] = {}
    for form in table:
        reach[form[0]] = max(reach.get(form[0], 0), len(form))
    return {form: tuple(found) for form, found in table.items()}, reach


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
