"""What can be chosen: engines with their licences, and profiles that name a set of them."""

from types import MappingProxyType
from typing import Literal

from common.artifacts.document import Value
from common.errors import InvalidInputError

StageName = Literal[
    "analysis",
    "script",
    "keyframes",
    "animation",
    "warping",
    "frames",
    "assembly",
    "poster",
    "evaluation",
]


class EngineCard(Value):
    """An engine as an operator and a cache key see it."""

    name: str
    fingerprint: str
    """Changes whenever the same input may give another output: code version or pinned weights."""
    licence: str
    commercial: bool
    summary: str


class Profile(Value):
    """A named choice of engines and of the shot lengths in seconds that suit them."""

    name: str
    summary: str
    tracker: str
    writer: str
    painter: str
    animator: str
    interpolator: str
    shortest_shot: float
    longest_shot: float


_CARDS = (
    EngineCard(
        name="madmom",
        fingerprint="madmom-0.17.post1/4",
        licence="code BSD-3-Clause, models CC BY-NC-SA 4.0",
        commercial=False,
        summary="beat and downbeat networks, decoded together",
    ),
    EngineCard(
        name="onset",
        fingerprint="onset/3",
        licence="Apache-2.0",
        commercial=True,
        summary="beats from onset strength by dynamic programming, no trained model",
    ),
    EngineCard(
        name="writer",
        fingerprint="writer/4",
        licence="Apache-2.0",
        commercial=True,
        summary="scripts from the theme and the music, no language model",
    ),
    EngineCard(
        name="painter",
        fingerprint="painter/4",
        licence="Apache-2.0",
        commercial=True,
        summary="layered pictures composed from the mise-en-scène",
    ),
    EngineCard(
        name="camera",
        fingerprint="camera/6",
        licence="Apache-2.0",
        commercial=True,
        summary="layers moved in 2.5-D, drawn at the warped times",
    ),
    EngineCard(
        name="flow",
        fingerprint="flow/2",
        licence="Apache-2.0",
        commercial=True,
        summary="frames between frames by bidirectional optical flow",
    ),
)
ENGINES = MappingProxyType({card.name: card for card in _CARDS})

_PROFILES = (
    Profile(
        name="sketch",
        summary="an animatic drawn on the CPU; nothing to download",
        tracker="madmom",
        writer="writer",
        painter="painter",
        animator="camera",
        interpolator="flow",
        shortest_shot=1.8,
        longest_shot=6.5,
    ),
)
PROFILES = MappingProxyType({profile.name: profile for profile in _PROFILES})


def profile(name: str) -> Profile:
    """The profile of that name.

    Raises:
        InvalidInputError: there is none; the message lists those there are.
    """
    try:
        return PROFILES[name]
    except KeyError:
        known = ", ".join(PROFILES)
        raise InvalidInputError(f"no profile called {name!r}; there is: {known}") from None
