"""No place: discs, arcs and planes of the palette that overlap like cut paper, with light."""

import numpy as np
from numpy.typing import NDArray

from workers.engines.painter import colour
from workers.engines.painter.colour import Lab, mix, with_lightness
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.sheet import Sheet

CENTRE = (0.5, 0.47)


def paint(stage: Set) -> Painting:
    layers = [
        _ground(stage).layer("sky", 0.0),
        _rays(stage).layer("rays", 0.1, living="flicker", pace=0.3),
        _discs(stage).layer("discs", 0.25),
        _arcs(stage).layer("arcs", 0.45),
        _planes(stage).layer("planes", 0.7),
    ]
    for name, depth, count, size in (("shards", 0.9, 22, 0.030), ("foreground", 1.4, 9, 0.075)):
        sheet = _shards(stage, name, depth, count, size)
        stage.defocus(sheet, depth)
        layers.append(sheet.layer(name, depth, living="drift", pace=0.6 + depth))
    spots = (
        Spot(x=0.50, y=0.80, height=0.26),
        Spot(x=0.34, y=0.80, height=0.25),
        Spot(x=0.66, y=0.80, height=0.25),
        Spot(x=0.83, y=0.83, height=0.25),
        Spot(x=0.17, y=0.83, height=0.25),
    )
    return Painting(layers=tuple(layers), spots=spots, outdoor=False)


def _ladder(stage: Set) -> tuple[Lab, ...]:
    """The palette from dark to light at this hour's brightness, and the accent last."""
    light, tones = stage.light, stage.light.tones
    gain = 0.55 + 0.45 * light.exposure
    return tuple(
        with_lightness(c, float(c[0]) * gain)
        for c in (tones.shadow, tones.base, tones.mid, tones.light, tones.accent)
    )


def _ground(stage: Set) -> Sheet:
    sheet = stage.sheet(0.0)
    shadow, base, mid, _, accent = _ladder(stage)
    sheet.flood(sheet.radial(CENTRE, [(0.0, mix(mid, accent, 0.3)), (0.45, base), (1.1, shadow)]))
    sheet.grain(stage.rng("paper"), cells=(6, 6), lightness=0.02, octaves=5)
    return sheet


def _rays(stage: Set) -> Sheet:
    sheet, rng = stage.sheet(0.1), stage.rng("rays")
    light = _ladder(stage)[3]
    count, turn = 24, rng.uniform(0, 1)
    for k in range(0, count, 2):
        a, b = (2 * np.pi * (k + turn) / count, 2 * np.pi * (k + turn + 0.8) / count)
        tip = [
            (
                CENTRE[0] + sheet.frame.across(1.6) * np.cos(t),
                CENTRE[1] + sheet.frame.down(1.6) * np.sin(t),
            )
            for t in (a, b)
        ]
        sheet.fill(np.array([CENTRE, *tip]), light, opacity=0.10, soft=0.004)
    return sheet


def _discs(stage: Set) -> Sheet:
    sheet = stage.sheet(0.25)
    shadow, base, mid, light, accent = _ladder(stage)
    for radius, paint, opacity in (
        (0.43, base, 0.9),
        (0.345, mix(base, mid, 0.6), 1.0),
        (0.26, mid, 1.0),
        (0.17, accent, 1.0),
    ):
        sheet.ellipse(
            (CENTRE[0] + sheet.frame.across(0.008), CENTRE[1] + sheet.frame.down(0.012)),
            (radius * 1.02, radius * 1.02),
            shadow,
            opacity=0.45,
            soft=0.02,
        )
        sheet.ellipse(
            CENTRE,
            (radius, radius),
            sheet.vertical(
                [
                    (CENTRE[1] - radius, colour.lighter(paint, 0.05)),
                    (CENTRE[1] + radius, colour.lighter(paint, -0.06)),
                ]
            ),
            opacity=opacity,
        )
    sheet.glow(CENTRE, 0.5, light, strength=0.45 * stage.light.glow + 0.2, falloff=3)
    sheet.ellipse(CENTRE, (0.085, 0.085), colour.lighter(light, 0.04))
    return sheet


def _arc(sheet: Sheet, radius: float, start: float, end: float) -> NDArray[np.float64]:
    t = np.linspace(start, end, 80)
    return np.stack(
        [
            CENTRE[0] + sheet.frame.across(radius) * np.cos(t),
            CENTRE[1] + sheet.frame.down(radius) * np.sin(t),
        ],
        1,
    )


def _arcs(stage: Set) -> Sheet:
    sheet, rng = stage.sheet(0.45), stage.rng("arcs")
    paints = _ladder(stage)
    for radius, wide in (
        (0.31, 0.012),
        (0.39, 0.004),
        (0.475, 0.020),
        (0.53, 0.004),
        (0.60, 0.034),
        (0.70, 0.006),
    ):
        start = rng.uniform(0, 2 * np.pi)
        line = _arc(sheet, radius, start, start + rng.uniform(1.4, 4.6))
        sheet.stroke(line, wide, paints[int(rng.integers(2, 5))], opacity=0.95)
        tip = line[-1]
        sheet.ellipse(
            (float(tip[0]), float(tip[1])), (wide * 1.1 + 0.005, wide * 1.1 + 0.005), paints[4]
        )
    return sheet


def _planes(stage: Set) -> Sheet:
    """Great triangles that rise from below, like hills of paper."""
    sheet, rng = stage.sheet(0.7), stage.rng("planes")
    shadow, base, mid, light, _ = _ladder(stage)
    for k, (x, top, half) in enumerate(
        (
            (0.16, 0.52, 0.34),
            (0.86, 0.46, 0.38),
            (0.50, 0.72, 0.42),
            (0.32, 0.80, 0.3),
            (0.72, 0.82, 0.32),
        )
    ):
        tip, middle = top + rng.normal(0, 0.02), x + rng.normal(0, 0.02)
        shade = mix(base, shadow, 0.15 + 0.16 * k)
        sheet.fill(np.array([(middle - half, 1.2), (middle, tip), (middle + half, 1.2)]), shade)
        face = np.array([(middle - half, 1.2), (middle, tip), (middle + half * 0.12, 1.2)])
        sheet.fill(
            face, sheet.vertical([(tip, mix(shade, mix(mid, light, 0.3), 0.55)), (1.0, shade)])
        )
    sheet.grain(rng, cells=(40, 40), lightness=0.018)
    return sheet


def _shards(stage: Set, name: str, depth: float, count: int, size: float) -> Sheet:
    sheet, rng = stage.sheet(depth), stage.rng(name)
    paints = _ladder(stage)
    for k in range(count):
        angle = rng.uniform(0, 2 * np.pi)
        away = rng.uniform(0.36, 0.9) if depth < 1 else rng.uniform(0.62, 1.0)
        at = (
            CENTRE[0] + sheet.frame.across(away) * np.cos(angle) * 1.2,
            CENTRE[1] + sheet.frame.down(away) * np.sin(angle) * 0.75,
        )
        radius, turn = size * rng.uniform(0.4, 1.4), rng.uniform(0, 6.28)
        sides = (3, 4, 24)[k % 3]
        t = turn + np.linspace(0, 2 * np.pi, sides, endpoint=False)
        shape = np.stack(
            [
                at[0] + sheet.frame.across(radius) * np.cos(t),
                at[1] + sheet.frame.down(radius) * np.sin(t),
            ],
            1,
        )
        paint = paints[int(rng.integers(1, 5))]
        sheet.fill(
            shape + np.array([sheet.frame.across(0.005), sheet.frame.down(0.008)]),
            paints[0],
            opacity=0.4,
            soft=0.005,
        )
        sheet.fill(shape, paint)
        half = np.concatenate([shape[: len(shape) // 2 + 1], [at]])
        sheet.fill(half, colour.lighter(paint, 0.09), opacity=0.8)

    return sheet
