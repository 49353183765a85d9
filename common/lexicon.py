"""Which places, hours, weathers, lights, subjects, moods and colours a text names, and what belongs
where.

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
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_REMEMBERED = 4096
"""Texts: a writer tries many sentences made of the same few phrases."""

_OTHER_KINDS = ("hours", "weathers", "lights", "subjects", "moods", "colours", "motions", "holding",
                "postures", "interiors")  # fmt: skip


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
    motions: tuple[str, ...] = ()
    """`go` where somebody moves along, `stay` where somebody stays."""
    holding: tuple[str, ...] = ()
    """What somebody has in the hands."""
    postures: tuple[str, ...] = ()
    interiors: tuple[str, ...] = ()
    """What a room is for, where it is not for living in."""
    named_places: int = 0
    """How many of `places` are named; the others are brought along."""


class Mention(NamedTuple):
    """A concept where a text names it."""

    concept: str
    phrase: str
    """As the lexicon lists it: "fox" for "Foxes"."""
    plural: bool
    start: int
    """Index of its first word in `words(text)`."""


@lru_cache(maxsize=1024)
def read(text: str) -> Reading:
    """Read what a text names that can be pictured; any text will do, also an empty one."""
    spoken = _without_possessive(words(text))
    named = _ids("places", spoken)
    brought = _ids("implied_places", spoken)
    return Reading(
        places=named + tuple(place for place in brought if place not in named),
        named_places=len(named),
        **{kind: _ids(kind, spoken) for kind in _OTHER_KINDS},
    )


def concepts(kind: str) -> tuple[str, ...]:
    """All concept ids of a kind ("places", "subjects", ...) in the order of the data file."""
    return tuple(_data()[kind])


@lru_cache(maxsize=_REMEMBERED)
def mentions(text: str, kind: str) -> tuple[Mention, ...]:
    """Every mention of a kind ("subjects", ...), with the words that made it."""
    return tuple(_entries(kind, _without_possessive(words(text))))


def at_home(subject: str, place: str) -> bool:
    """Whether a subject is something that one expects at a place."""
    kind = next(kind for kind in _data()["kinds"] if subject in _listed("kinds", kind))
    return place in _listed("homes", kind) or shown_anyhow(subject, place)


def possible(subject: str, place: str) -> bool:
    """Whether a subject can be at a place at all: what is large does not go under a roof."""
    return not (subject in bounded("large") and place in bounded("roofed"))


def shown_anyhow(subject: str, place: str) -> bool:
    """Whether the picture of a place has the subject in any case."""
    return subject in _listed("own", place)


def bounded(group: str) -> frozenset[str]:
    """The ids of a group of `bounds`: `submerged`, `large`, `roofed`, `glazed`."""
    return _listed("bounds", group)


@lru_cache(maxsize=_REMEMBERED)
def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: lower case, without accents and hyphens.

    A pictograph counts as its Unicode name, so that a fox may be drawn as well as written.
    """
    plain = unicodedata.normalize("NFKD", _named_pictographs(text.translate(_APOSTROPHES)))
    plain = plain.casefold()
    return tuple(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def _entries(kind: str, text: tuple[str, ...]) -> Iterator[Mention]:
    """Concepts of one kind: a phrase may name a place and a subject at once."""
    table = _table(kind)
    at = 0
    while at < len(text):
        for length in range(table.reach.get(text[at], 0), 0, -1):
            form = text[at : at + length]
            if form in table.concepts:
                base = table.bases.get(form, form)
                for concept in table.concepts[form]:
                    yield Mention(concept, " ".join(base), base != form, at)
                at += length
                break
        else:
            at += 1


def _named_pictographs(text: str) -> str:
    return "".join(
        f" {unicodedata.name(c, '')} " if unicodedata.category(c) == "So" else c for c in text
    )


def _ids(kind: str, text: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.concept for mention in _entries(kind, text)))


def _without_possessive(phrase: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.removesuffix("'s") for word in phrase)


class _Table(NamedTuple):
    """The phrases of a kind in every form: their concepts, the listed form of those that are
    plurals, and how many words the longest phrase has that begins with a word."""

    concepts: Mapping[tuple[str, ...], tuple[str, ...]]
    bases: Mapping[tuple[str, ...], tuple[str, ...]]
    reach: Mapping[str, int]


@cache
def _table(kind: str) -> _Table:
    """Idioms are in every kind and stand for no concept where none lists them."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    plurals: dict[tuple[str, ...], tuple[str, ...]] = {}
    for concept, phrases in _data()[kind].items():
        for phrase in phrases.split(","):
            base = _without_possessive(words(phrase))
            found.setdefault(base, {})[concept] = None
            for plural in _plurals(base):
                found.setdefault(plural, {})[concept] = None
                plurals[plural] = base
    for idiom in _data()["idioms"]["nothing"].split(","):
        found.setdefault(_without_possessive(words(idiom)), {})
    reach: dict[str, int] = {}
    for form in found:
        reach[form[0]] = max(reach.get(form[0], 0), len(form))
    return _Table({form: tuple(ids) for form, ids in found.items()}, plurals, reach)


def _plurals(phrase: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
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
def _listed(kind: str, name: str) -> frozenset[str]:
    return frozenset(item.strip() for item in _data()[kind][name].split(",") if item.strip())


@cache
def _data() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = tomllib.loads(
        files("common").joinpath("lexicon.toml").read_text(encoding="utf-8")
    )
    return data
