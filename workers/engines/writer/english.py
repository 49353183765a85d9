"""The little grammar that the templates need: agreement, articles, possessives, titles."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

_IRREGULAR: Mapping[str, str] = MappingProxyType({"have": "has", "are": "is"})
_PRONOUNS: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        "she": ("she", "her", "her", "herself"),
        "he": ("he", "him", "his", "himself"),
        "it": ("it", "it", "its", "itself"),
        "they": ("they", "them", "their", "themselves"),
    }
)
_VERB = re.compile(r"([A-Za-z]+)\*")
_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)


class Subject(NamedTuple):
    """Who a clause is about: "the two lovers" are `they` and plural."""

    call: str
    pronoun: str
    plural: bool = False


def clause(template: str, subject: Subject) -> str:
    """Fill a template of `actions.toml`: verbs marked *, {they}, {them}, {their}, {whose}."""
    verb = (lambda m: m[1]) if subject.plural else (lambda m: third_person(m[1]))
    they, them, their, themselves = _PRONOUNS[subject.pronoun]
    return _VERB.sub(verb, template).format(
        they=they, them=them, their=their, themselves=themselves, whose=possessive(subject.call)
    )


def third_person(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def possessive(noun: str) -> str:
    """Of "the dancer in gold" only the dancer: nobody says "the dancer in gold's hand"."""
    noun = noun.split(" in ", maxsplit=1)[0]
    return f"{noun}'" if noun.endswith("s") else f"{noun}'s"


def with_article(noun: str) -> str:
    """ "a fox", "an old fox"; by letter, which is right for our nouns but "hour" and "unicorn"."""
    vowel = noun[:1].lower() in "aeiou" and not noun.lower().startswith(("uni", "eu", "one", "use"))
    return f"{'an' if vowel else 'a'} {noun}"


def plural(noun: str) -> str:
    for ending, many in (("man", "men"), ("child", "children"), ("wolf", "wolves")):
        if noun.endswith(ending) and not noun.endswith("human"):
            return noun.removesuffix(ending) + many
    if noun in ("fish", "deer", "samurai", "sheep"):
        return noun
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def sentence(text: str) -> str:
    text = re.sub(r",(?:\s*,)+", ",", " ".join(text.split())).rstrip(" .,")
    return f"{text[:1].upper()}{text[1:]}."


def title(text: str, *, longest: int = 60) -> str:
    """The first clause of a theme as a title; other scripts stay as they are."""
    first = re.split(r"[,;:.!?|\n]", text.strip("\"'“”‘’ "))[0].strip() or text.strip()
    if len(first) > longest:
        first = first[:longest].rsplit(" ", 1)[0].rstrip()
    words = [
        word if number and word in _SMALL else word[:1].upper() + word[1:]
        for number, word in enumerate(first.split())
    ]
    return " ".join(words)
