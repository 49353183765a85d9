"""Who and what plays in a picture: the kinds that are staged alike, and a part with its place."""

from dataclasses import dataclass
from typing import Literal

from common import lexicon
from common.artifacts.keyframes import Sprite
from common.artifacts.script import CastSheet
from workers.engines.painter import subjects
from workers.engines.painter.plan import ANIMALS, PEOPLE, VEHICLES

ADULT = 1.75
"""Metres."""
PERSONS = PEOPLE | {"human", "guitarist"}
FLYING = frozenset({
    "bird", "owl", "butterfly", "bee", "plane", "balloon", "kite", "dragon", "rocket",
    "satellite", "feather",
})  # fmt: skip
AFLOAT = frozenset(
    [
        "rowboat",
        "submarine",
        "boat",
        "ship",
        "whale",
        "fish",
        "jellyfish",
        "shark",
        "octopus",
        "swan",
        "duck",
        "turtle",
    ]
)
HERDS = frozenset({
    "camel", "cow", "giraffe", "sheep", "horse", "deer", "elephant", "penguin", "lion", "tiger",
    "wolf", "fox", "dog", "bear", "zebra", "donkey", "goat", "pig",
})  # fmt: skip
LOOKALIKES = frozenset({
    "squirrel", "mouse", "zebra", "donkey", "goat", "pig", "swan", "duck", "turtle",
})  # fmt: skip
"""Animals that the lexicon takes for others and that are drawn where somebody is called so."""
BEASTS = frozenset(["horse", "camel", "elephant", "donkey", "zebra"])
"""What one rides."""
CYCLES = frozenset(["bicycle", "motorcycle"])
BROAD = frozenset(["table", "bed", "bench", "piano", "drum", "tent", "house", "rock", "fountain"])
"""What stands on as much ground as it is high, or more."""

Facing = Literal["left", "right", "camera", "away"]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part to be played: a kind, where its foot is, how high it is, what it wears."""

    kind: str
    x: float
    y: float
    height: float
    facing: Facing
    sheet: CastSheet | None = None
    depth: float = 1.0
    afloat: bool = False
    travels: bool = False
    holds: str = ""
    seated: bool = False
    rider: CastSheet | None = None


@dataclass(frozen=True, kw_only=True)
class Role:
    """A kind that waits for its place."""

    kind: str
    sheet: CastSheet | None = None
    rider: CastSheet | None = None

    @property
    def size(self) -> float:
        """Natural height against an adult's; the small are drawn larger."""
        if self.sheet is not None and self.kind in PERSONS:
            return self.sheet.height
        natural = subjects.natural_height(self.kind) / ADULT
        return float(natural if natural > 1 else natural**0.72)

    @property
    def living(self) -> bool:
        return self.kind in subjects.SPRITE_KINDS


def kind_of(sheet: CastSheet) -> str:
    """The kind that a member of the cast is drawn as."""
    named = lexicon.words(sheet.name) if sheet.species in ANIMALS else ()
    return next((word for word in named if word in LOOKALIKES), sheet.species)


def breadth(role: Role) -> float:
    """Width over height of a live kind; things stand within their height."""
    if role.kind not in subjects.SPRITE_KINDS:
        return 1.0
    trial = Sprite(kind=role.kind, sheet=role.sheet, x=0, y=0, height=1, depth=1)
    shape = subjects.draw_sprite(trial, phase=0.0, height_px=32).pixels.shape
    return float(max(0.4, shape[1] / 32))


def footing(part: Part | Sprite) -> float:
    """Half of what touches the ground, as a share of the height: the breadth of its shadow."""
    if part.kind in VEHICLES:
        return 0.75
    if part.kind in ANIMALS | LOOKALIKES and part.kind in subjects.SPRITE_KINDS:
        return 0.36 * breadth(Role(kind=part.kind))
    return 0.8 if part.kind in BROAD else 0.22


def within(value: float, low: float, high: float) -> float:
    """The value, held between two others."""
    return min(max(value, low), high)
