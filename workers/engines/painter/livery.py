"""A part as a live sprite: its colour, the light on it, the haze before it."""

from types import MappingProxyType

from common import lexicon
from common.artifacts.keyframes import Sprite
from workers.engines.painter import colour
from workers.engines.painter.light import Light, rgb_multiplier
from workers.engines.painter.parts import PERSONS, Part
from workers.engines.painter.place import OVERSCAN
from workers.engines.painter.plan import Plan
from workers.engines.painter.subjects.actor import UNCOLOURED

PACE = 0.03
"""Shares of the layers' width a second; the camera refines it by the stride."""
COLOURED = frozenset(["rowboat", "car", "boat", "bicycle", "balloon", "bus", "motorcycle"])
"""Vehicles that take the palette's accent."""
COATS = MappingProxyType({
    "white": "#ece9e2", "polar": "#ece9e2", "arctic": "#ece9e2", "snowy": "#ece9e2",
    "black": "#2e2d34", "grey": "#85868c", "gray": "#85868c", "silver": "#a9adb3",
    "red": "#b5452f", "golden": "#d6a144", "blue": "#4a6fa5", "green": "#4f8a4a",
    "pink": "#e08aa0", "purple": "#7c5a9c",
})  # fmt: skip
"""What colour words mean of animals."""


def _coat(part: Part) -> str:
    """An animal's colour where its name tells: a white horse, a polar bear."""
    if part.sheet is None or part.kind in PERSONS:
        return UNCOLOURED
    named = lexicon.words(part.sheet.name)
    return next((COATS[word] for word in named if word in COATS), UNCOLOURED)


def sprite(part: Part, plan: Plan, light: Light, index: int) -> Sprite:
    """A part as a live sprite, in shares of the layers."""
    whole = 1 + 2 * OVERSCAN
    travel = PACE * (1 if part.facing == "right" else -1) if part.travels else 0.0
    thick = 0.22 if light.weather in ("fog", "storm", "rain", "snowfall") else 0.1
    return Sprite(
        kind=part.kind,
        sheet=part.sheet,
        holds=part.holds,
        seated=part.seated,
        rider=part.rider,
        x=(part.x + OVERSCAN) / whole,
        y=(part.y + OVERSCAN) / whole,
        height=part.height / whole,
        depth=part.depth,
        facing=part.facing,
        travel=travel,
        phase=(0.13 + 0.37 * index) % 1.0,
        colour=colour.to_hex(light.tones.accent) if part.kind in COLOURED else _coat(part),
        light=rgb_multiplier(light),
        lit_from=light.towards[0],
        haze=colour.to_hex(light.haze),
        haze_amount=thick * {"establishing": 1.3, "medium": 1.0, "close": 0.5}[plan.view]
        + 0.25 * (1 - min(part.depth, 1.0)),
    )
