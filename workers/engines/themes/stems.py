"""English words without their endings, so that "gardens" finds "gardening"."""

from functools import lru_cache

import snowballstemmer

from common.lexicon import words

_STEMMER = snowballstemmer.stemmer("english")
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
    stem: str = _STEMMER.stemWord(word)
    return stem
