"""Chance that can be repeated: every decision draws from its own named source."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

_PLAIN = frozenset(
    """the and with from into over under along between beside before above below through where
    their them they this that while every light slowly still last open""".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Draws:
    """Sources of chance; a decision added elsewhere does not disturb this one."""

    seed: int
    theme: str

    def of(self, *name: object) -> Random:
        return Random(f"{self.seed}/{self.theme}/{'/'.join(map(str, name))}")


class Deck:
    """Deals the least used phrase first, by chance among equals."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._used: Counter[str] = Counter()

    def deal(self, options: Sequence[str], *, beside: str = "") -> str:
        """One of the options; if possible one that repeats no telling word of `beside`."""
        told = content_words(beside)
        fresh = [option for option in options if not told & content_words(option)] or options
        choice = min(fresh, key=lambda option: (self._used[option], self._chance.random()))
        self._used[choice] += 1
        return choice


@lru_cache(maxsize=4096)
def content_words(text: str) -> frozenset[str]:
    """The words that a reader would notice twice."""
    words = (word.strip(".,;'").lower().rstrip("s*") for word in text.split())
    return frozenset(word for word in words if len(word) > 3 and word not in _PLAIN)
