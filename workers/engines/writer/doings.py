"""What a theme says is done, and by whom: "an old woman watering tomatoes while trains pass".

A theme is no prose: verbs come bent in any way, and half of them are as often the names of things
("two fishermen mend nets"). So it is cut into clauses, and in each the first word is sought that is
a verb by its form and by its neighbours; where that is in doubt it is none. Nothing here decides
who plays it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain
from typing import Any, Literal, NamedTuple

from common.lexicon import read
from common.music_words import names_music
from common.phrases import table

Kind = Literal["work", "go", "state", "once"]

_CUT = re.compile(
    r"[,;:.!?–—|()\"“”/]+|\s-\s|\b(?:and|while|as|when|whenever|until|then|but|before|after|"
    r"because|where|who|which|that|so|if)\b|"
    r"\bthe (?:day|night|moment|time|year|summer) (?=the\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_MOST_WORDS = 10
_NO_THINGS = frozenset(
    ("what", "how", "why", "that", "each", "other", "another", "everything", "nothing",
     "something", "anything", "everyone", "someone", "nobody", "years",
     "days", "hours", "minutes", "times", "miles", "weeks", "months")
)  # fmt: skip


class Form(NamedTuple):
    """A verb and how it is bent."""

    verb: str
    bent: Literal["base", "s", "ing", "past"]


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A doing: `subject` as the theme says it, or nothing where it says none; `rest` is what stands
    after the verb, with {their} for whose it is; `thing` what it is done to, with an article;
    `aim` what for: "to find water".
    """

    subject: str
    verb: str
    rest: str
    thing: str = ""
    aim: str = ""

    @property
    def kind(self) -> Kind:
        if self.verb == "fly" and self.thing:
            return "work"  # whoever flies a kite stays on the ground
        return _kinds()[self.verb]

    @property
    def many(self) -> bool:
        """Whether the subject is more than one."""
        return _is_many(self.subject.lower().split())


@lru_cache(maxsize=256)
def told(theme: str) -> tuple[Clause, ...]:
    """The doings of a theme in its order; none where it only names things, or in other tongues."""
    found: list[Clause] = []
    pending: list[str] = []
    for piece in _CUT.split(theme):
        spoken = _WORD.findall(piece.replace("’", "'"))
        clause = _clause(spoken, pending, found[-1] if found else None)
        if clause is None:
            pending = spoken if len(spoken) <= _MOST_WORDS else []
            continue
        pending = []
        if not names_music(f"{clause.subject} {clause.verb} {clause.rest}"):
            found.append(clause)
    return tuple(found)


def craft_of(said: Clause) -> Mapping[str, Any]:
    """The strokes of a doing (`data/deeds.toml`), if it is a common one."""
    crafts: Mapping[str, Mapping[str, Any]] = table("deeds")["craft"]
    for craft in crafts.values():
        named = said.verb in craft["verbs"] or _begins(said, craft["verbs"])
        if named and (said.thing or not craft.get("governs")):
            return craft
    return {}


def _begins(said: Clause, verbs: Sequence[str]) -> bool:
    """Whether a doing is one that takes several words: "falls in love with the moon"."""
    whole = f"{said.verb} {said.rest} "
    return any(" " in verb and whole.startswith(f"{verb} ") for verb in verbs)


def homes(theme: str) -> tuple[str, ...]:
    """Places where what is done is commonly done."""
    return tuple(home for said in told(theme) if (home := craft_of(said).get("home")))


def is_elsewhere(theme: str) -> bool:
    """Whether who does it is at home out of doors: a fisherman mends his nets by the sea."""
    return any({*read(said.subject).places} - {"room"} for said in told(theme))


@cache
def group_of(name: str) -> frozenset[str]:
    """A group of the words around verbs (`data/verbs.toml`)."""
    return frozenset(table("verbs")["around"][name].split())


def is_done(word: str, theme: str) -> bool:
    """Whether a word that may name several ("cooks") is what the theme says somebody does."""
    form = _forms().get(word)
    return form is not None and form.bent == "s" and form.verb in {one.verb for one in told(theme)}


def gerund(verb: str) -> str:
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye")):
        return f"{verb[:-1]}ing"
    return f"{_doubled(verb)}ing"


def _clause(spoken: Sequence[str], pending: Sequence[str], before: Clause | None) -> Clause | None:
    if pending and spoken and spoken[0].lower() in _forms():
        spoken, pending = [*pending, *spoken], ()  # "a house that walks"
    lower = [word.lower() for word in spoken]
    for at in range(len(lower)):
        form = _forms().get(lower[at])
        ahead = [w for w in lower[:at] if w not in group_of("adverbs") | group_of("helpers")]
        if form is None or not _is_verb(lower, at, form, ahead, before, joined=bool(pending)):
            continue
        if at and lower[at - 1] in ("stop", "stops", "stopped", "stopping"):
            return None
        if group_of("not") & set(lower[:at]) or any(w.endswith("n't") for w in lower[:at]):
            return None
        subject = " ".join(
            w
            for w in spoken[:at]
            if w.lower() not in group_of("adverbs") | group_of("helpers") | group_of("modals")
        )
        if pending and subject:
            subject = f"{' '.join(pending)} and {subject}"
        if not subject and before is not None:
            subject = before.subject
        return _completed(subject, form.verb, spoken[at + 1 :], before)
    return None


def _is_verb(
    lower: Sequence[str],
    at: int,
    form: Form,
    ahead: Sequence[str],
    before: Clause | None,
    *,
    joined: bool,
) -> bool:
    """By the words around it: after an article it is a noun, and so on."""
    last = lower[at - 1] if at else ""
    after = lower[at + 1] if at + 1 < len(lower) else ""
    nouns = group_of("articles") | group_of("own") | group_of("numbers")
    names = nouns | _listed("manners") | {*table("hints")["adjectives"]}
    if last in names or last in group_of("prepositions") - group_of("adverbs"):
        return False
    governs = after in nouns | group_of("pronouns")
    opens = governs or after in group_of("prepositions")
    if form.bent == "ing":
        return bool(ahead) or opens or (after != "" and lower[at] not in _listed("manners"))
    if form.bent == "past":
        return bool(ahead) and governs
    doubtful = lower[at] in _listed("names")
    if not ahead:
        follows = before is not None and before.many == (form.bent == "base")
        return (governs and form.bent == "base") or (follows and (governs or not doubtful))
    many = joined or _is_many(ahead) or last in group_of("modals")
    return (form.bent == "base") == many and (many or opens or not after or not doubtful)


def _is_many(spoken: Sequence[str]) -> bool:
    if not spoken:
        return False
    if "of" in spoken[1:]:
        spoken = spoken[: spoken.index("of", 1)]
    last = spoken[-1]
    plural = last.endswith("s") and not last.endswith(("ss", "us", "is"))
    return (
        plural
        or last in group_of("plural")
        or "and" in spoken
        or bool(group_of("numbers") - {"one"} & {*spoken[:1]})
    )


def _completed(
    subject: str, verb: str, after: Sequence[str], before: Clause | None
) -> Clause | None:
    """The clause with what follows its verb, without the place and the hour: those a scene has."""
    words = [_plain(word, number, after) for number, word in enumerate(after)]
    if group_of("we") & {word.lower() for word in words}:
        return None
    head, *phrases = _phrases(words)
    aims = [p for p in phrases if head or _kinds()[verb] == "go" if _is_aim(p)][:1]
    phrases = [phrase for phrase in phrases if phrase not in aims]
    kept = [phrase for phrase in phrases if not _sets_the_scene(phrase)]
    if _kinds()[verb] == "state" and not head and not kept:
        kept = phrases
    while kept and len(head) + sum(map(len, kept)) > _MOST_WORDS:
        kept.pop()
    if len(head) > _MOST_WORDS:
        return None
    rest = [*head, *chain.from_iterable(kept)]
    aim = list(chain.from_iterable(aims))
    clause = Clause(
        subject=subject, verb=verb, rest=" ".join(rest), thing=_thing(head), aim=" ".join(aim)
    )
    if "it" not in (*rest, *aim):
        return clause
    if before is None or not before.thing:
        return None
    thing = f"the {before.thing.split(' ', 1)[-1]}"
    rest_, aim_ = (re.sub(r"\bit\b", thing, text) for text in (clause.rest, clause.aim))
    return replace(clause, rest=rest_, aim=aim_, thing=clause.thing or before.thing)


def _plain(word: str, number: int, after: Sequence[str]) -> str:
    """ "her dog" is {their} dog; "her" alone stays."""
    owns = word.lower() in group_of("own") and number + 1 < len(after)
    if owns and after[number + 1].lower() not in group_of("prepositions"):
        return "{their}"
    return word


def _phrases(words: Sequence[str]) -> list[list[str]]:
    """What the verb governs, and then each phrase from its preposition on."""
    parts: list[list[str]] = [[]]
    for number, word in enumerate(words):
        if word.lower() == "of" and len(parts) > 1:
            parts[-1].append(word)  # "across a lake of stars"
            continue
        if word.lower() in group_of("prepositions") - group_of("adverbs"):
            said = parts[-1]
            aimed = _is_aim(said) and not _sets_the_scene(words[number:])
            if aimed or (said and said[-1].lower() in group_of("prepositions")):
                parts[-1].append(word)  # "out of", "to look for"
                continue
            parts.append([word])
            continue
        parts[-1].append(word)
    return parts


def _sets_the_scene(phrase: Sequence[str]) -> bool:
    """ "on a rooftop", "at dawn", "in the rain"."""
    text = " ".join(phrase)
    reading = read(text)
    shown = reading.places or reading.hours or reading.weathers
    return bool(phrase[0].lower() in group_of("placing") and shown)


def _is_aim(phrase: Sequence[str]) -> bool:
    form = _forms().get(phrase[1].lower()) if len(phrase) > 1 else None
    return bool(phrase) and phrase[0].lower() == "to" and form is not None and form.bent == "base"


def _thing(head: Sequence[str]) -> str:
    """ "an old radio" of what the verb governs; what is somebody's own is no thing to set down."""
    kept = [word for word in head if word.lower() not in group_of("adverbs")]
    if (
        not kept
        or "{their}" in kept
        or len(kept) > 4
        or {*map(str.lower, kept)} & group_of("pronouns")
    ):
        return ""
    if {word.lower() for word in kept} & _NO_THINGS:
        return ""
    return " ".join(kept)


def _forms_of(verb: str) -> Iterator[tuple[str, Form]]:
    ends = verb.endswith(("s", "x", "z", "ch", "sh", "o"))
    y = verb.endswith("y") and verb[-2] not in "aeiou"
    yield verb, Form(verb, "base")
    yield f"{verb[:-1]}ies" if y else f"{verb}es" if ends else f"{verb}s", Form(verb, "s")
    yield gerund(verb), Form(verb, "ing")
    past = f"{verb}d" if verb.endswith("e") else f"{verb[:-1]}ied" if y else f"{_doubled(verb)}ed"
    yield past, Form(verb, "past")


def _doubled(verb: str) -> str:
    """ "run" is "runn" before an ending; "open", "visit" and "water" are not stressed there."""
    short = len(verb) >= 3 and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou"
    double = short and verb[-3] not in "aeiou" and not verb.endswith(("en", "er", "it", "el", "on"))
    exact = verb in ("sit", "knit", "begin", "spit")
    return f"{verb}{verb[-1]}" if (double and not verb.endswith("ow")) or exact else verb


@cache
def _forms() -> dict[str, Form]:
    forms: dict[str, Form] = {}
    for verb in _kinds():
        for word, form in _forms_of(verb):
            forms.setdefault(word, form)
    for pair in table("verbs")["past"].split(","):
        verb, past = pair.split()
        if verb in _kinds():
            forms.setdefault(past, Form(verb, "past"))
    return forms


@cache
def _kinds() -> dict[str, Kind]:
    kinds: tuple[Kind, ...] = ("once", "work", "go", "state")
    return {verb: kind for kind in reversed(kinds) for verb in _listed(kind)}


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(word.strip() for word in table("verbs")[name].split(","))
