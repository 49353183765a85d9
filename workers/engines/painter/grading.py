"""The grade of a shot: one palette through the whole film, cooler at first, warmer at last.

Only `base`, `mid` and `light` move, and only a little: towards the darker neighbour and without
colour at the beginning, towards a warm light at the end, brighter and more saturated where the
music is strong. So a film changes its mood and keeps its colours.
"""

from common.artifacts.script import Brief, Palette
from workers.engines.painter.colour import (
    Lab,
    from_hex,
    lab,
    mix,
    saturate,
    to_hex,
    with_lightness,
)

_WARM = lab(0.78, 0.10, 65)
_COOL = lab(0.62, 0.06, 250)
_TURN = {"beginning": 0.10, "middle": 0.0, "end": 0.22}
"""Share of the tint in a colour, by act."""


def graded(brief: Brief) -> Palette:
    """The palette of a brief as its scene shows it."""
    act, palette = brief.scene.act, brief.palette
    strength = brief.scene.energy - 0.5
    tint = _WARM if act == "end" else _COOL

    def shifted(text: str, reach: float) -> str:
        seen: Lab = from_hex(text)
        level = float(seen[0])
        seen = mix(seen, with_lightness(tint, level), _TURN[act] * reach)
        seen = saturate(seen, 1 + 0.45 * strength)
        return to_hex(with_lightness(seen, min(0.98, level + 0.07 * strength * reach)))

    return palette.model_copy(
        update={
            "base": shifted(palette.base, 0.8),
            "mid": shifted(palette.mid, 1.0),
            "light": shifted(palette.light, 0.5),
        }
    )
