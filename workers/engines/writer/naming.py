"""Whom a theme names: people and animals, by what it calls them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from common.lexicon import Mention, mentions, words
from common.phrases import table
from workers.engines.writer.doings import group_of, is_done

_RIDDEN = ("bicycle", "motorcycle")
"""What is drawn with its rider: a cyclist is no walker beside it."""
_BAND = ("singer", "guitarist", "drummer")


@dataclass(frozen=True)
class Part:
    """A place in the cast before it has a face: what the theme calls it."""

    concept: str
    noun: str


def is_body(concept: str) -> bool:
    """Whether a concept is a person or an animal."""
    return any(concept in concepts for concepts in table("cast")["bodies"].values())


def is_animal(concept: str) -> bool:
    """Whether a concept is an animal."""
    bodies = table("cast")["bodies"]
    return any(concept in bodies[kind] for kind in ("beast", "flyer", "swimmer"))


def named(theme: str) -> list[Part]:
    """The people and animals of a theme, each once; several where it speaks of several."""
    spoken, parts = words(theme), _by_name(theme)
    seen = {m.start for m in mentions(theme, "subjects") if m.concept in _RIDDEN}
    for mention in mentions(theme, "subjects"):
        if mention.concept == "crowd":
            parts += _several(mention, spoken, parts)
            continue
        if not is_body(mention.concept) or mention.start in seen:
            continue
        seen.add(mention.start)
        if (compound := _compound(mention, theme)) is not None:
            seen.add(mention.start + len(mention.phrase.split()))
            parts.append(compound)
            continue
        if mention.plural and is_done(spoken[mention.start], theme):
            continue
        if mention.concept == "band":
            parts += _musicians(mention, spoken)
            continue
        noun = table("cast")["renamed"].get(mention.phrase, mention.phrase)
        if parts and noun != mention.phrase and mention.concept != "couple":
            continue  # "robots dancing" are no dancers beside the robots
        if parts and mention.phrase in ("wedding", "reunion"):
            continue  # the bride's own
        part = Part(mention.concept, _with_adjective(noun, mention, spoken))
        if noun in {other.noun.split()[-1] for other in parts}:
            continue
        herd = _is_herd(mention, spoken)
        parts += [part] * (
            3 if herd or _is_more(mention, spoken) else 2 if _is_pair(mention) else 1
        )
    return parts


def _several(mention: Mention, spoken: Sequence[str], parts: Sequence[Part]) -> list[Part]:
    """Friends are two or three, and a family father, mother and child; who else is many is none."""
    after = spoken[mention.start + 1 : mention.start + 2]
    if mention.phrase == "family" and after != ("of",) and not parts:
        return [Part("woman", "mother"), Part("man", "father"), Part("child", "child")]
    if mention.phrase == "friends":
        return [Part("traveller", "friend")] * (3 if "three" in spoken else 2)
    return []


def _compound(mention: Mention, theme: str) -> Part | None:
    """One person in two words: "a runaway bride", "the robot gardener"."""
    end = mention.start + len(mention.phrase.split())
    other = next(
        (m for m in mentions(theme, "subjects") if m.start == end and is_body(m.concept)), None
    )
    if (
        other is None
        or mention.plural
        or other.plural
        or {mention.concept, other.concept} & {"crowd", "band"}
    ):
        return None
    noun = f"{mention.phrase} {other.phrase}"
    if (
        noun not in theme.lower()
        or is_animal(other.concept)
        or other.phrase in table("cast")["renamed"]
    ):
        return None
    return Part(mention.concept if mention.concept in ("robot", "ghost") else other.concept, noun)


def _is_more(mention: Mention, spoken: Sequence[str]) -> bool:
    """ "Three knights", "five old friends": a film shows no more of them than three."""
    before = {*spoken[max(0, mention.start - 2) : mention.start]}
    return _is_pair(mention) and bool(before & (group_of("numbers") - {"one", "two"}))


def _is_herd(mention: Mention, spoken: Sequence[str]) -> bool:
    """ "a camel caravan", "a family of elephants"."""
    before = spoken[max(0, mention.start - 2) : mention.start]
    ahead = before[:1] if before[-1:] == ("of",) else ()
    return bool({*mention.phrase.split(), *ahead} & set(table("cast")["words"]["herds"]))


def _by_name(theme: str) -> list[Part]:
    """Those whom the theme calls by a first name, if it is written as one."""
    names: dict[str, list[str]] = table("cast")["names"]
    found: dict[str, Part] = {}
    for word in re.findall(r"[^\W\d_]+", theme):
        for concept in ("woman", "man"):
            if word[:1].isupper() and word.lower() in names[concept]:
                found[word] = Part(concept, word)
    return list(found.values())


def _is_pair(mention: Mention) -> bool:
    several = ("women", "men", "wolves", "fishermen", "mice", "geese", "children", "foxes")
    return mention.plural or mention.concept == "couple" or mention.phrase in several


def _musicians(mention: Mention, spoken: Sequence[str]) -> list[Part]:
    """A band is three; one who plays is one."""
    if mention.phrase.endswith("ist") or mention.phrase in ("drummer", "trumpeter"):
        return [Part("band", _with_adjective(mention.phrase, mention, spoken))]
    return [Part("singer" if noun == "singer" else "band", noun) for noun in _BAND]


def _with_adjective(noun: str, mention: Mention, spoken: Sequence[str]) -> str:
    before = spoken[mention.start - 1] if mention.start else ""
    known = before in table("cast")["adjectives"]["any"]
    return f"{before} {noun}" if known and before not in noun else noun
