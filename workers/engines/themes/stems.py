"""English words without their endings, so that "gardens" finds "gardening".

A light stemmer in the manner of Porter's (1980), first and last steps only: plurals, -ed, -ing and
the commonest suffixes. It need not be right, only alike for a query and for what it looks for.
"""

from functools import lru_cache

from common.lexicon import words

_SUFFIXES = (
    "fulness", "ousness", "iveness", "ational", "ization", "lessly", "ically",
    "ness", "ment", "able", "ible", "less", "ious", "fully",
    "ing", "ies", "ied", "ful", "ous", "ity", "ive", "est",
    "ed", "es", "ly", "er", "al", "ic", "y", "s", "e",
)  # fmt: skip
_LEAST = 3
"""Letters that stay: "ring" does not become "r"."""
_COMMON = frozenset(
    """a an and are as at be but by for from has have i in into is it its like me my no not of off
    on one or our out over so some somebody someone something that the their them there they this
    to under up us very was we what where which who whose with without you your film video music
    song scene look looks feel feeling style theme vibe mood""".split()  # noqa: SIM905
)


def stems(text: str) -> tuple[str, ...]:
    """The telling words of a text, in order, without endings; a word may come twice."""
    return tuple(_stem(word) for word in words(text) if word not in _COMMON and len(word) > 1)


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for _ in range(2):
        cut = next((s for s in _SUFFIXES if word.endswith(s) and len(word) - len(s) >= _LEAST), "")
        if not cut or (cut == "s" and word.endswith("ss")):
            break
        word = word.removesuffix(cut)
        if len(word) > _LEAST and word[-1] == word[-2] and word[-1] not in "aeioulsz":
            word = word[:-1]
    return word
