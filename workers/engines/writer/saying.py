"""When a film says what its theme says is done, and when it tells the steps of it."""

from workers.engines.writer.deeds import Deed
from workers.engines.writer.doings import Clause
from workers.engines.writer.story import Part

_SELDOM = 9
"""Scenes without the doing itself, after which it is said whole again."""
_OFTENER = 3
"""The same where it is done to somebody, and there are no steps that remember them."""


class Saying:
    """When a doing is said whole: where a part of the story begins, and seldom else.

    The turn is what stands in its way.
    """

    def __init__(self) -> None:
        self._parts: dict[Clause, set[Part]] = {}
        self._since: dict[Clause, int] = {}

    def is_due(self, deed: Deed | None, part: Part) -> bool:
        if deed is None or deed.silent or part == "turn":
            return False
        met = deed.others and not deed.strokes("development", 0.5)
        seldom = self._since.get(deed.said, 0) >= (_OFTENER if met else _SELDOM)
        return part not in self._parts.get(deed.said, ()) or seldom

    def note(self, deed: Deed | None, part: Part, *, whole: bool) -> None:
        """Remember a scene of a doing."""
        if deed is None:
            return
        self._since[deed.said] = 0 if whole else self._since.get(deed.said, 0) + 1
        if whole:
            self._parts.setdefault(deed.said, set()).add(part)
