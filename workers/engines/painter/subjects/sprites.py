"""Draw an instant of something alive."""

from math import sqrt

import numpy as np

from common.artifacts.keyframes import Sprite
from common.errors import EngineError
from workers.engines.painter.subjects import (
    afloat,
    deep,
    flying,
    insects,
    machines,
    road,
    sea,
    shorelife,
    waterfowl,
    wings,
)
from workers.engines.painter.subjects.actor import DETAIL_PX, Actor, Moment
from workers.engines.painter.subjects.drawing import Cutout, rgb
from workers.engines.painter.subjects.figure import actors as people
from workers.engines.painter.subjects.figure.roles import ROLES
from workers.engines.painter.subjects.quadrupeds import rig as quadrupeds

ACTORS: dict[str, Actor] = {
    **people.ACTORS,
    **quadrupeds.ACTORS,
    **wings.ACTORS,
    **sea.ACTORS,
    **deep.ACTORS,
    **insects.ACTORS,
    **shorelife.ACTORS,
    **waterfowl.ACTORS,
    **road.ACTORS,
    **machines.ACTORS,
    **afloat.ACTORS,
    **flying.ACTORS,
}
SPRITE_KINDS = frozenset(ACTORS)
GROUNDED = frozenset(people.ACTORS) | frozenset(quadrupeds.ACTORS)
SHADED, DIM = 0.30, 0.62
"""Share of a height over which the ground takes light away, and what it leaves at the foot."""


def _actor(kind: str) -> Actor:
    if kind not in ACTORS:
        raise EngineError(f"the painter knows no sprite {kind!r}; known: {sorted(ACTORS)}")
    return ACTORS[kind]


def draw_sprite(sprite: Sprite, *, phase: float, height_px: int) -> Cutout:
    """Paint a sprite at a point of its cycle.

    Args:
        phase: position in the cycle; 0 and 1 are the same instant. Walkers meet the ground with
            a foot at 0 and at 0.5.
        height_px: pixels of the sprite's natural height. What reaches beyond it (a raised arm, a
            hat, a trailing scarf) makes the cutout larger, never the figure smaller.

    Returns:
        The cutout, lit by `sprite.light` and mixed with `sprite.haze`. Its anchor is a whole
        pixel, so that all phases of a cycle are sampled alike.

    Raises:
        EngineError: a kind that the painter does not know.
    """
    actor = _actor(sprite.kind)
    moment = Moment(sprite=sprite, phase=phase % 1.0, detail=height_px >= DETAIL_PX)
    light = tuple(value**2.2 for value in rgb(sprite.light))
    drawing = actor.draw(moment)
    drawing.light = _light_of(sprite)
    cutout = drawing.render(
        height_px,
        light=(light[0], light[1], light[2]),
        haze=rgb(sprite.haze),
        haze_amount=sprite.haze_amount,
    )
    if sprite.kind in GROUNDED:
        _grounded(cutout, height_px)
    if sprite.facing != "left":
        return cutout
    pixels = np.ascontiguousarray(cutout.pixels[:, ::-1])
    return Cutout(pixels=pixels, anchor=(pixels.shape[1] - cutout.anchor[0], cutout.anchor[1]))


def _light_of(sprite: Sprite) -> tuple[float, float]:
    """Where the light comes from to a drawing that looks along +x."""
    ahead = -sprite.lit_from if sprite.facing == "left" else sprite.lit_from
    across = min(max(ahead, -0.75), 0.75)
    return across, sqrt(1 - across * across)


def _grounded(cutout: Cutout, height_px: int) -> None:
    """Less light reaches what is near the ground: feet stand in it and are not pasted on."""
    foot, reach = round(cutout.anchor[1]), max(2, round(SHADED * height_px))
    top = max(0, foot - reach)
    rows = cutout.pixels[top : foot + 1, :, :3]
    share = np.clip((foot - np.arange(top, top + len(rows))) / reach, 0, 1)
    rows[...] = rows * (DIM + (1 - DIM) * share)[:, None, None]


def sprite_metres(sprite: Sprite) -> float:
    """Natural height in metres, a cast member's own where there is a sheet."""
    if sprite.sheet is not None and sprite.kind in ROLES:
        return people.METRES * sprite.sheet.height
    return _actor(sprite.kind).metres


def cycle_seconds(sprite: Sprite) -> float:
    """Seconds of one cycle at natural speed; of breathing or dancing when it stays in place."""
    actor = _actor(sprite.kind)
    if sprite.kind in ROLES:
        sheet = people.sheet_of(sprite)
        if sprite.travel == 0:
            return 2.0 if sheet.gait == "dance" else 4.0
        return people.PACE[sheet.gait] * (0.6 + 0.4 * min(sheet.height, 1.1))
    return actor.idle if sprite.travel == 0 else actor.seconds


def stride(sprite: Sprite) -> float:
    """Share of its own height that the sprite travels in a cycle, so that feet do not slide."""
    if sprite.kind in ROLES:
        return people.stride_of(people.sheet_of(sprite))
    return _actor(sprite.kind).stride
