"""What a scene asks to see in the sky or the air besides the weather.

Aurora, rainbow, comets, fireworks, another world, falling leaves, a waterfall: subjects that nobody
sets on the ground.
"""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter import colour, noise, path, terrain
from workers.engines.painter.colour import Lab, lab, mix, saturate, with_lightness
from workers.engines.painter.place import Set
from workers.engines.painter.places.space import globe
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.sky import stars


def celestial_layers(stage: Set, *, indoors: bool) -> list[Layer]:
    """Layers for the celestial and scenic concepts of a set; none of the sky's indoors."""
    asked, layers = set(stage.concepts), []
    if not indoors:
        if "aurora" in stage.light.lamps:
            layers.append(aurora(stage))
        for name, paint in (("rainbow", _rainbow), ("planet", _planet), ("firework", _fireworks)):
            if name in asked:
                layers.append(paint(stage))
        if "comet" in asked or ("star" in asked and stage.light.night):
            layers.append(_comet(stage))
        if "star" in asked and stage.light.hour == "dusk":
            layers.append(stars(stage, bottom=0.5, count=160, name="evening stars"))
        if stage.light.weather == "storm":
            layers.append(_lightning(stage))
        if "waterfall" in asked:
            layers.append(_waterfall(stage))
    if "leaf" in asked:
        layers.append(_leaves(stage))
    return layers


def aurora(stage: Set) -> Layer:
    """Curtains of light: bright folded hems with rays that fade upwards."""
    sheet, rng, tones = stage.sheet(0.03), stage.rng("aurora"), stage.light.tones
    green = with_lightness(mix(saturate(tones.accent, 1.1), lab(0.8, 0.17, 155), 0.65), 0.80)
    violet = with_lightness(mix(tones.mid, lab(0.6, 0.15, 310), 0.6), 0.58)
    width, height = sheet.frame.size
    x = np.linspace(sheet.frame.left, sheet.frame.right, width)
    rows = np.linspace(sheet.frame.top, sheet.frame.bottom, height)[:, None]
    for level, tall in ((0.40, 0.42), (0.27, 0.32), (0.50, 0.26)):
        fold = 0.09 * noise.ridge(rng, x, scale=0.5, octaves=3) + 0.05 * (x - 0.5)
        hem = level + fold
        rays = 0.55 + 0.45 * noise.ridge(rng, x, scale=0.045, octaves=3)
        gate = np.clip(0.6 + 0.9 * noise.ridge(rng, x, scale=0.6, octaves=2), 0, 1)
        up = (hem[None, :] - rows) / (tall * np.clip(0.5 + rays, 0.4, 1.4)[None, :])
        body = np.where(up > 0, np.clip(1 - up, 0, 1) ** 1.8, np.clip(1 + up * 14, 0, 1))
        mask = np.asarray(body * (np.clip(rays, 0.1, 1) * gate)[None, :], np.float32)
        sheet.wash(mask, sheet.vertical([(level - tall, violet), (level, green)]), opacity=0.7)
    return sheet.layer("aurora", 0.03, living="drift", pace=0.4)


def _rainbow(stage: Set) -> Layer:
    sheet, frame = stage.sheet(0.08), stage.frame(0.08)
    t = np.linspace(np.pi, 2 * np.pi, 90)
    centre, radius = (0.36, 0.74), 0.56
    for k, hue in enumerate((25, 60, 100, 145, 200, 260, 305)):
        size = radius - 0.017 * k
        arc = np.stack(
            [centre[0] + frame.across(size) * np.cos(t), centre[1] + frame.down(size) * np.sin(t)],
            1,
        )
        sheet.stroke(
            arc, 0.021, lab(0.55 + 0.30 * stage.light.exposure, 0.13, hue), opacity=0.42, soft=0.004
        )
    return sheet.layer("rainbow", 0.08)


def _planet(stage: Set) -> Layer:
    sheet, light = stage.sheet(0.03), stage.light
    tones, level = light.tones, 0.35 + 0.3 * light.exposure
    tints = (
        with_lightness(mix(tones.base, light.sky_middle, 0.4), level * 0.75),
        with_lightness(mix(tones.mid, light.sky_middle, 0.3), level),
        with_lightness(mix(tones.light, light.sky_middle, 0.2), level + 0.22),
    )
    globe(sheet, stage, (0.27, 0.25), 0.17, tints, "sky planet")
    return sheet.layer("planet", 0.03)


def _comet(stage: Set) -> Layer:
    sheet, light = stage.sheet(0.03), stage.light
    head = with_lightness(mix(light.tones.light, light.key, 0.5), 0.97)
    for tip, long, thick in (((0.30, 0.30), 0.42, 0.010), ((0.58, 0.14), 0.16, 0.004)):
        t = np.linspace(0, 1, 14)
        tail = np.stack(
            [tip[0] + sheet.frame.across(long) * t, tip[1] - sheet.frame.down(long * 0.55) * t], 1
        )
        for wide, opacity in ((5.0, 0.10), (2.2, 0.22), (0.8, 0.7)):
            sheet.stroke(tail, list(thick * wide * (1 - t) + 1e-4), head, opacity=opacity)
        sheet.glow(tip, thick * 9, head, strength=0.6, falloff=3)
        sheet.ellipse(tip, (thick * 0.8, thick * 0.8), head)
    return sheet.layer("comet", 0.03, living="twinkle", pace=0.4)


_BURSTS = ((0.30, 0.20, 0.19), (0.62, 0.14, 0.15), (0.80, 0.30, 0.11), (0.13, 0.34, 0.09))
"""Where rockets burst, and how far their sparks have come, in units."""


def _fireworks(stage: Set) -> Layer:
    """Balls of sparks, each falling a little and ending in a bright point, and a rocket's trail."""
    sheet, rng, light = stage.sheet(0.09), stage.rng("fireworks"), stage.light
    tints = [
        with_lightness(mix(tone, lab(0.8, 0.16, hue), 0.6), 0.82)
        for tone, hue in ((light.tones.accent, 85), (light.tones.light, 20), (light.tones.mid, 250))
    ]
    for number, (x, y, reach) in enumerate(_BURSTS):
        tint = tints[number % len(tints)]
        sheet.glow((x, y), 1.5 * reach, tint, strength=0.30, falloff=2.5)
        for angle in np.linspace(0, 2 * np.pi, round(26 + 120 * reach), endpoint=False):
            far = reach * rng.uniform(0.8, 1.05)
            t = np.linspace(0.25, 1.0, 8)
            across, down = np.cos(angle) * far * t, np.sin(angle) * far * t + 0.28 * far * t**3
            line = np.stack([x + sheet.frame.across(1) * across, y + sheet.frame.down(1) * down], 1)
            sheet.stroke(line, list(0.0032 * t**0.5), tint, opacity=0.75)
            end = (float(line[-1, 0]), float(line[-1, 1]))
            sheet.ellipse(end, (0.0034, 0.0034), with_lightness(tint, 0.97))
    x, y, _ = _BURSTS[0]
    trail = np.array([(x + 0.03, y + 0.5), (x + 0.012, y + 0.3), (x, y)])
    sheet.stroke(trail, [0.0, 0.002, 0.003], tints[0], opacity=0.35, smooth=True)
    return sheet.layer("fireworks", 0.09, living="twinkle", pace=1.5)


def _lightning(stage: Set) -> Layer:
    sheet, rng, light = stage.sheet(0.1), stage.rng("lightning"), stage.light
    flash = with_lightness(mix(light.tones.light, lab(0.9, 0.05, 265), 0.4), 0.97)
    x, y = rng.uniform(0.2, 0.8), -0.05
    bolt = [(x, y)]
    while y < 0.58:
        x, y = x + rng.normal(0, 0.022), y + rng.uniform(0.02, 0.06)
        bolt.append((x, y))
    line = np.array(bolt)
    sheet.glow((float(line[2, 0]), 0.05), 0.7, flash, strength=0.22, squash=0.5, falloff=3.5)
    sheet.stroke(line, list(np.linspace(0.030, 0.012, len(line))), flash, opacity=0.16, soft=0.012)
    sheet.stroke(line, list(np.linspace(0.007, 0.002, len(line))), flash)
    start = len(line) // 2
    branch = [tuple(line[start])]
    for _ in range(5):
        branch.append(
            (branch[-1][0] + rng.uniform(0.01, 0.04), branch[-1][1] + rng.uniform(0.02, 0.05))
        )
    sheet.stroke(np.array(branch), list(np.linspace(0.004, 0.001, 6)), flash, opacity=0.9)
    return sheet.layer("lightning", 0.1, living="flicker", pace=2.0)


def _leaves(stage: Set) -> Layer:
    sheet, rng, light = Sheet(stage.screen), stage.rng("leaves"), stage.light
    tints = ("#c8502c", "#e09a35", "#a8682f", "#d9b44a")
    for _ in range(int(44 * max(stage.aspect, 0.8) / 1.5)):
        at, size = (rng.uniform(-0.12, 1.12), rng.uniform(-0.11, 1.13)), rng.uniform(0.006, 0.016)
        tint = light.lit(light.pigment(tints[int(rng.integers(4))], keep=0.7))
        angle = rng.uniform(0, 6.28)
        form = np.array([(-1, 0), (-0.3, -0.42), (0.5, -0.3), (1, 0), (0.5, 0.3), (-0.3, 0.42)])
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        shape = form @ turn.T * size * [sheet.frame.across(1), sheet.frame.down(1)] + at
        outline = path.smooth(shape, steps=3)
        again = outline - np.array([0.0, sheet.frame.bottom - sheet.frame.top])
        sheet.fill([outline, again], colour.lighter(tint, rng.uniform(-0.06, 0.06)))
    return sheet.layer("falling leaves", 1.25, living="fall", pace=0.35)


def _waterfall(stage: Set) -> Layer:
    """A cliff at the side of the picture with water that drops from it into mist."""
    sheet, rng, light = stage.sheet(0.62), stage.rng("waterfall"), stage.light
    rock = light.fade(light.shaded(light.pigment("#6a655f")), 0.62)
    top, foot = 0.26, 0.80
    cliff = np.array(
        [
            (1.3, top - 0.08),
            (0.99, top - 0.05),
            (0.93, top),
            (0.80, top + 0.01),
            (0.74, top + 0.06),
            (0.71, 0.5),
            (0.67, 0.62),
            (0.64, foot),
            (1.3, foot + 0.1),
        ]
    )
    sheet.fill(
        cliff,
        sheet.vertical([(top, colour.lighter(rock, 0.05)), (foot, mix(rock, light.haze, 0.5))]),
    )
    _strata(sheet, stage, rock)
    white = with_lightness(mix(light.tones.light, light.key, 0.3), 0.42 + 0.54 * light.exposure)
    body = path.smooth(
        [
            (0.81, top + 0.012),
            (0.925, top + 0.004),
            (0.93, 0.5),
            (0.945, foot),
            (0.79, foot),
            (0.805, 0.5),
        ],
        steps=4,
    )
    sheet.fill(
        body, sheet.vertical([(top, white), (foot, mix(white, light.haze, 0.25))]), opacity=0.92
    )
    for x in rng.uniform(0.81, 0.925, 19):
        start, end = top + rng.uniform(0, 0.2), rng.uniform(0.5, foot)
        sheet.stroke(
            [(x, start), (x + rng.normal(0, 0.004), end)],
            [0.0015, 0.005],
            mix(white, rock, 0.45),
            opacity=0.5,
            atop=True,
        )
    for _ in range(12):
        at = (0.865 + rng.normal(0, 0.05), foot - rng.uniform(-0.01, 0.05))
        sheet.glow(at, rng.uniform(0.05, 0.12), white, strength=0.4, squash=0.6)
    return sheet.layer("waterfall", 0.62, living="water", pace=2.0)


def _strata(sheet: Sheet, stage: Set, rock: Lab) -> None:
    line = terrain.flat_line(sheet.frame, 0.3)
    relief = terrain.faces(sheet, stage, line, name="strata")
    lit = mix(rock, stage.light.key, 0.25)
    sheet.wash(np.asarray(np.clip(relief * 3, 0, 1), np.float32), lit, opacity=0.6, atop=True)
    sheet.grain(stage.rng("strata grain"), cells=(30, 12), lightness=0.035)
    sheet.rim(stage.light.towards, 0.006, stage.light.key, strength=0.4)
