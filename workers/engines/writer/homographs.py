"""Words that are a thing and a doing: who waves is by no sea, who trains at no station."""

from collections.abc import Sequence

from common.lexicon import mentions, words
from workers.engines.writer.doings import group_of
from workers.engines.writer.naming import is_body

_STANDS_IN = "thus"
"""It names nothing, and leaves every other word in its place."""


def without_doings(theme: str) -> str:
    """The theme as the lexicon may read it: such a verb gives way where somebody does it.

    Only where its subject stands right before it, and agrees with it in number; a single one has an
    article, or it might be a compound ("monster waves").
    """
    spoken, doings = words(theme), group_of("homographs")
    somebody = _somebody(theme, spoken)
    told = [
        _STANDS_IN
        if (word in doings and somebody.get(at) == "many")
        or (word.removesuffix("s") in doings and word.endswith("s") and somebody.get(at) == "one")
        else word
        for at, word in enumerate(spoken)
    ]
    return theme if told == list(spoken) else " ".join(told)


def _somebody(theme: str, spoken: Sequence[str]) -> dict[int, str]:
    """Right after whom a word stands, by its index: "one" or "many"."""
    definite = group_of("articles") | group_of("own")
    after = {
        mention.start + len(mention.phrase.split()): "many" if mention.plural else "one"
        for mention in mentions(theme, "subjects")
        if is_body(mention.concept)
        and (mention.plural or definite & {*spoken[max(0, mention.start - 2) : mention.start]})
    }
    for at, word in enumerate(spoken):
        if word in ("he", "she", "who"):
            after[at + 1] = "one"
        elif word in group_of("plural"):
            after[at + 1] = "many"
    return after
