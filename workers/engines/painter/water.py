"""Water: planes that mirror the sky, glints, waves."""

import numpy as np

from workers.engines.painter import colour, noise, path
from workers.engines.painter.colour import Lab, mix
from workers.engines.painter.place import Set
from workers.engines.painter.sheet import Sheet


def water_colours(stage: Set, *, tint: str = "#2f6f86") -> tuple[Lab, Lab]:
    """The colour of water at the horizon and at the viewer's feet."""
    light = stage.light
    own = light.shaded(light.pigment(tint, keep=0.5))
    far = mix(light.sky_horizon, own, 0.25)
    near = mix(mix(light.sky_top, own, 0.6), light.tones.shadow, 0.2)
    return colour.lighter(far, -0.04), colour.lighter(near, -0.05)


def paint_water(
    sheet: Sheet, stage: Set, top: float, *, bottom: float = 1.2, tint: str = "#2f6f86"
) -> None:
    """A plane from `top` down that mirrors the sky, with ripples and the light's path on it."""
    far, near = water_colours(stage, tint=tint)
    frame = sheet.frame
    body = path.rectangle(frame.left - 0.02, top, frame.right + 0.02, bottom)
    span = min(bottom, 1.1) - top
    paint = sheet.vertical(
        [(top, far), (top + 0.3 * span, mix(far, near, 0.5)), (top + span, near)]
    )
    sheet.fill(body, paint)
    sheet.grain(stage.rng("ripples"), cells=(5, 70), lightness=0.02, octaves=3)
    glints(sheet, stage, top, top + span, mix(far, stage.light.key, 0.35), count=150, opacity=0.35)
    glints(sheet, stage, top, top + span, near, count=110, opacity=0.35, name="troughs")
    light_path(sheet, stage, top, top + span)


def glints(  # noqa: PLR0913 - strokes of many kinds
    sheet: Sheet,
    stage: Set,
    top: float,
    bottom: float,
    paint: Lab,
    *,
    count: int,
    opacity: float,
    name: str = "glints",
    centre: float | None = None,
    spread: float = 0.7,
) -> None:
    """Short level strokes that grow with nearness; around `centre` if given."""
    rng, frame = stage.rng(name), sheet.frame
    near = rng.uniform(0, 1, count) ** 1.7
    x = rng.uniform(-0.15, 1.15, count)
    if centre is not None:
        width = spread * (0.16 + 0.5 * near)
        x = centre + frame.across(1) * width * rng.normal(0, 0.4, count)
    y = top + (bottom - top) * near
    length = (0.012 + 0.10 * near) * rng.uniform(0.5, 1.5, count)
    thick = 0.0012 + 0.0065 * near
    strokes = [
        path.ellipse(frame, (x[i], y[i]), (length[i] / 2, thick[i] / 2))[::4] for i in range(count)
    ]
    sheet.fill(strokes, paint, opacity=opacity, atop=True)


def light_path(sheet: Sheet, stage: Set, top: float, bottom: float, *, spread: float = 0.3) -> None:
    """Sun or moon broken on the water below it."""
    light = stage.light
    if light.weather not in ("clear", "wind"):
        return
    strength = {"dawn": 0.85, "day": 0.5, "dusk": 0.9, "night": 0.7}[light.hour]
    centre = light.sun[0]
    sheet.glow((centre, top), 0.45, light.key, strength=0.45 * strength, squash=0.6, atop=True)
    glints(
        sheet,
        stage,
        top,
        bottom,
        colour.lighter(light.key, 0.06),
        count=170,
        opacity=strength,
        name="path",
        centre=centre,
        spread=spread,
    )


def wave_row(  # noqa: PLR0913 - a swell has many measures
    sheet: Sheet,
    stage: Set,
    y: float,
    *,
    height: float,
    scale: float,
    paint: Lab,
    crest: Lab,
    name: str,
    foot: Lab | None = None,
) -> None:
    """One swell: a dark body with light along its crest; lengths in units."""
    rng, frame = stage.rng(name), sheet.frame
    x = frame.columns()
    along = x / frame.across(1)
    swell = noise.ridge(rng, along, scale=scale, octaves=3, gain=0.35)
    line = y - frame.down(height) * (1 - np.abs(swell) * 1.6)
    low = paint if foot is None else foot
    body = sheet.vertical([(y - frame.down(height), paint), (y + frame.down(height * 3), low)])
    sheet.fill(path.under(x, line, frame.bottom + 0.05), body)
    lit = np.clip(0.5 - np.abs(swell), 0, 0.5) * 2
    widths = 0.0008 + height * 0.16 * lit**2
    sheet.stroke(
        np.stack([x, line + frame.down(1) * widths / 2], 1), list(widths), crest, opacity=0.75
    )


def jetty(sheet: Sheet, stage: Set) -> None:
    """Planks that run out over water from below the picture, the far end at y 0.79."""
    light, rng = stage.light, stage.rng("jetty")
    wood = light.pigment("#80664d")
    lit, dark = light.lit(wood), light.shaded(wood)
    near, far = (0.28, 0.72, 1.16), (0.46, 0.56, 0.79)
    posts = [
        path.rectangle(x - 0.004, y - 0.03, x + 0.004, y + 0.10)
        for x, y in ((0.458, 0.80), (0.562, 0.80), (0.405, 0.90), (0.615, 0.90))
    ]
    sheet.fill(posts, mix(dark, light.tones.shadow, 0.4))
    count = 16
    for k in range(count):
        a, b = (k / count) ** 1.5, ((k + 0.9) / count) ** 1.5
        edge = [
            [
                far[0] + (near[0] - far[0]) * t,
                far[1] + (near[1] - far[1]) * t,
                far[2] + (near[2] - far[2]) * t,
            ]
            for t in (a, b)
        ]
        plank = np.array(
            [
                [edge[0][0], edge[0][2]],
                [edge[0][1], edge[0][2]],
                [edge[1][1], edge[1][2]],
                [edge[1][0], edge[1][2]],
            ]
        )
        sheet.fill(plank, mix(dark, lit, 0.45 + 0.5 * rng.random()))
    sheet.grain(rng, cells=(4, 60), lightness=0.03)
