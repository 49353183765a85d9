"""A concert: light beams in haze over a platform with band gear, hands and heads before it."""

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter import path
from workers.engines.painter.colour import Lab, lighter, mix, with_lightness
from workers.engines.painter.light import Light
from workers.engines.painter.place import Painting, Set
from workers.engines.painter.places.built.lighting import beam, signs
from workers.engines.painter.places.built.perspective import Board
from workers.engines.painter.sheet import Sheet

_FLOOR, _LIP = 0.70, 0.79
"""y of the platform's back edge and of its front edge."""


def paint(stage: Set) -> Painting:
    """Paint a platform seen from the crowd."""
    layers = [_backdrop(stage), _truss(stage), _beams(stage), _platform(stage), _gear(stage)]
    layers += [
        _haze(stage),
        _crowd(stage, "rows behind", 1.1, 0.90, 0.05),
        _crowd(stage, "crowd", 1.3, 0.985, 0.085),
    ]
    board = Board(frame=stage.frame(1.0), y=_LIP - 0.02)
    spots = tuple(board.spot(u * min(board.half, 0.9), 0.0, 0.30, 0.9) for u in (0.0, -0.38, 0.4))
    return Painting(layers=tuple(layers), spots=spots, outdoor=False)


def show_colours(light: Light) -> tuple[Lab, Lab, Lab]:
    """What the rig throws: the palette's accent, light and mid, bright."""
    accent, other, third = signs(light)
    if light.neon:
        return accent, other, third
    return (
        with_lightness(light.tones.accent, 0.76),
        with_lightness(mix(light.tones.light, light.key, 0.3), 0.86),
        with_lightness(mix(light.tones.mid, accent, 0.25), 0.70),
    )


def dark_hall(light: Light) -> Lab:
    """A hall is dark at any hour; daylight leaks in a little."""
    return with_lightness(
        mix(light.tones.shadow, light.tones.base, 0.45), 0.05 + 0.13 * light.exposure
    )


def _backdrop(stage: Set) -> Layer:
    """The cloth behind the band: dark above, glowing behind the platform, folds."""
    sheet, light = stage.sheet(0.15), stage.light
    hall, (warm, pale, third) = dark_hall(light), show_colours(light)
    sheet.flood(
        sheet.vertical(
            [
                (0.0, lighter(hall, -0.03)),
                (_FLOOR, mix(hall, third, 0.35)),
                (1.0, lighter(hall, -0.06)),
            ]
        )
    )
    sheet.glow((0.5, _FLOOR - 0.06), 0.95, third, strength=0.55, squash=0.62)
    sheet.glow((0.5, _FLOOR - 0.1), 0.5, warm, strength=0.7, squash=0.8)
    folds = np.sin(np.linspace(0, 140, sheet.frame.size[0], dtype=np.float32)) ** 3
    sheet.shade(np.broadcast_to(folds, sheet.pixels.shape[:2]), lightness=0.014)
    board = Board(frame=sheet.frame, y=_FLOOR - 0.22)
    for radius, share in ((0.235, 0.5), (0.205, 0.0)):
        ring = path.ellipse(sheet.frame, board.point(0, 0), (radius, radius))
        sheet.fill(ring, mix(warm, pale, 0.6) if share else mix(hall, warm, 0.5), opacity=0.85)
    sheet.glow(board.point(0, 0), 0.4, pale, strength=0.3, falloff=3)
    return sheet.layer("backdrop", 0.15)


def _truss(stage: Set) -> Layer:
    """The rig: a lattice beam on towers, with lamps hanging from it."""
    sheet, light = stage.sheet(0.45), stage.light
    frame = sheet.frame
    steel = lighter(mix(dark_hall(light), light.tones.mid, 0.12), 0.02)
    board = Board(frame=frame, y=0.115)
    reach = min(board.half, 1.0) * 0.94
    foot = -(_FLOOR - 0.115) / frame.down(1)
    for a, b in ((0.0, 0.045),):
        for v in (a, b):
            sheet.stroke(board.at([(-reach, v), (reach, v)]), 0.006, steel)
        steps = np.arange(-reach, reach, 0.045)
        for number, u in enumerate(steps):
            ends = (a, b) if number % 2 else (b, a)
            sheet.stroke(board.at([(u, ends[0]), (u + 0.045, ends[1])]), 0.003, steel)
    for side in (-1, 1):
        for offset in (0.0, 0.045):
            u = side * (reach - offset)
            sheet.stroke(board.at([(u, foot), (u, 0.045)]), 0.006, steel)
        for number, v in enumerate(np.arange(foot, 0.0, 0.045)):
            ends = (0.0, 0.045) if number % 2 else (0.045, 0.0)
            sheet.stroke(
                board.at([(side * (reach - ends[0]), v), (side * (reach - ends[1]), v + 0.045)]),
                0.003,
                steel,
            )
    _speakers(sheet, board, reach, foot, steel)
    return sheet.layer("rig", 0.45)


def _speakers(sheet: Sheet, board: Board, reach: float, foot: float, steel: Lab) -> None:
    """Line arrays hanging left and right, stacks under them."""
    for side in (-1, 1):
        for number in range(6):
            v = -0.05 - number * 0.04
            u = side * (reach - 0.10 - 0.004 * number**1.5)
            sheet.fill(board.box((u - 0.045, u + 0.045), (v, v + 0.034)), lighter(steel, -0.03))
            sheet.fill(
                board.box((u - 0.04, u + 0.04), (v + 0.004, v + 0.012)), lighter(steel, 0.05)
            )
        u = side * (reach - 0.10)
        for v in (foot, foot + 0.13):
            sheet.fill(board.box((u - 0.075, u + 0.075), (v, v + 0.12)), lighter(steel, -0.04))
            sheet.ellipse(board.point(u, v + 0.06), (0.042, 0.042), lighter(steel, 0.03))
            sheet.ellipse(board.point(u, v + 0.06), (0.018, 0.018), lighter(steel, -0.03))


def _beams(stage: Set) -> Layer:
    """Cones from the rig down to the platform and out over the crowd, with their lamps."""
    sheet, light, rng = stage.sheet(0.55), stage.light, stage.rng("beams")
    board = Board(frame=sheet.frame, y=0.115)
    reach, colours = min(board.half, 1.0) * 0.8, show_colours(light)
    drop = (_LIP - 0.115) / sheet.frame.down(1)
    for number, share in enumerate(np.linspace(-1, 1, 9)):
        top = board.point(share * reach, -0.01)
        lean = -share * rng.uniform(0.2, 0.9) * reach + rng.uniform(-0.2, 0.2)
        end = board.point(share * reach * 0.5 + lean * 0.6, -drop * rng.uniform(1.0, 1.25))
        paint = colours[number % 3]
        beam(sheet, top, end, (0.02, 0.24), paint, strength=0.42, fade=0.8)
        beam(sheet, top, end, (0.008, 0.07), lighter(paint, 0.12), strength=0.35, fade=1.1)
        sheet.glow(top, 0.07, lighter(paint, 0.1), strength=0.9, falloff=3)
        sheet.ellipse(top, (0.011, 0.009), with_lightness(paint, 0.97))
    return sheet.layer("beams", 0.55, living="flicker", pace=0.6)


def _platform(stage: Set) -> Layer:
    """The floor of the stage with pools of light, its front edge, the pit."""
    sheet, light = stage.sheet(0.7), stage.light
    frame, hall, (warm, pale, _) = sheet.frame, dark_hall(light), show_colours(light)
    left, right = frame.left - 0.02, frame.right + 0.02
    top = mix(hall, warm, 0.32)
    sheet.fill(
        path.rectangle(left, _FLOOR, right, _LIP),
        sheet.vertical([(_FLOOR, lighter(top, 0.12)), (_LIP, lighter(top, 0.02))]),
    )
    sheet.glow((0.5, (_FLOOR + _LIP) / 2), 0.42, pale, strength=0.7, squash=0.16, atop=True)
    for x in (0.24, 0.77):
        sheet.glow((x, (_FLOOR + _LIP) / 2), 0.25, warm, strength=0.6, squash=0.16, atop=True)
    sheet.fill(
        path.rectangle(left, _LIP, right, 1.4),
        sheet.vertical([(_LIP, lighter(hall, -0.02)), (1.0, lighter(hall, -0.10))]),
    )
    sheet.fill(
        path.rectangle(left, _LIP - 0.004, right, _LIP + 0.004), lighter(pale, -0.05), opacity=0.9
    )
    sheet.glow((0.5, _LIP), 0.9, warm, strength=0.25, squash=0.1, atop=True)
    return sheet.layer("platform", 0.7)


def _gear(stage: Set) -> Layer:
    """Drums on a riser, amplifiers, a microphone stand at either side."""
    sheet, light = stage.sheet(0.72), stage.light
    dark = lighter(dark_hall(light), -0.05)
    warm, pale, _ = show_colours(light)
    board = Board(frame=sheet.frame, y=_FLOOR + 0.03)
    sheet.fill(board.box((-0.2, 0.2), (0, 0.035)), lighter(dark, 0.03))
    for u, v, radius in (
        (0.0, 0.085, 0.05),
        (-0.1, 0.085, 0.032),
        (0.1, 0.08, 0.035),
        (-0.045, 0.145, 0.026),
        (0.045, 0.145, 0.026),
    ):
        sheet.ellipse(board.point(u, v), (radius, radius * 0.9), dark)
        sheet.ellipse(board.point(u, v), (radius * 0.75, radius * 0.68), mix(dark, warm, 0.3))
    for u, v in ((-0.16, 0.19), (0.16, 0.2), (-0.1, 0.225), (0.115, 0.235)):
        sheet.stroke(board.at([(u, 0.03), (u, v)]), 0.003, dark)
        sheet.ellipse(board.point(u, v), (0.042, 0.006), mix(dark, pale, 0.6), degrees=8)
    for u in (-0.45, -0.33, 0.36, 0.48):
        sheet.fill(board.box((u - 0.05, u + 0.05), (-0.01, 0.13)), dark)
        sheet.fill(board.box((u - 0.042, u + 0.042), (0.0, 0.095)), lighter(dark, 0.035))
        sheet.ellipse(board.point(u + 0.03, 0.112), (0.003, 0.003), warm)
    sheet.rim((0.0, -1.0), 0.004, lighter(warm, 0.1), strength=0.9)
    stage.defocus(sheet, 0.72)
    return sheet.layer("gear", 0.72)


def _haze(stage: Set) -> Layer:
    """Smoke that drifts over the platform's edge."""
    sheet, light = stage.sheet(0.95), stage.light
    warm, _pale, third = show_colours(light)
    cloud = np.clip(sheet.texture(stage.rng("smoke"), (2.5, 5), octaves=4) * 0.6 + 0.25, 0, 1)
    rows = np.arange(sheet.frame.size[1]) * sheet.frame.to_shares[1, 1] + sheet.frame.top
    band = np.exp(-(((rows - _LIP + 0.04) / 0.10) ** 2)).astype(np.float32)
    sheet.wash(np.asarray(cloud * band[:, None], np.float32), mix(warm, third, 0.5), opacity=0.42)
    return sheet.layer("smoke", 0.95, living="drift", pace=0.7)


def _crowd(stage: Set, name: str, depth: float, level: float, size: float) -> Layer:
    """Heads and raised hands against the light."""
    sheet, rng, light = stage.sheet(depth), stage.rng(name), stage.light
    dark = lighter(dark_hall(light), -0.045 - 0.03 * depth)
    board = Board(frame=sheet.frame, y=level)
    u = -board.half * 1.6
    while u < board.half * 1.6:
        v, tall = rng.uniform(-0.015, 0.02), size * rng.uniform(0.9, 1.1)
        lean, arms, wave = rng.uniform(-0.1, 0.1), rng.random(2), rng.uniform(-0.15, 0.15, 2)
        sheet.ellipse(board.point(u, v), (tall * 0.34, tall * 0.42), dark, degrees=lean * 50)
        body = [
            (u - tall * 0.85, -0.5),
            (u - tall * 0.8, v - tall * 0.75),
            (u - tall * 0.25, v - tall * 0.4),
            (u + tall * 0.25, v - tall * 0.4),
            (u + tall * 0.8, v - tall * 0.75),
            (u + tall * 0.85, -0.5),
        ]
        sheet.fill(board.at(body), dark)
        for side, chance, swing in zip((-1, 1), arms, wave, strict=True):
            if chance < 0.3:
                hand = (u + side * tall * 0.55 + swing * tall, v + tall * (1.1 + chance))
                arm = [
                    (u + side * tall * 0.72, v - tall * 0.8),
                    (u + side * tall * 0.85, v + tall * 0.2),
                    hand,
                ]
                sheet.stroke(
                    board.at(arm), [tall * 0.3, tall * 0.22, tall * 0.16], dark, smooth=True
                )
                sheet.ellipse(board.point(*hand), (tall * 0.13, tall * 0.17), dark)
        u += size * rng.uniform(1.1, 1.75)
    warm, pale, _ = show_colours(light)
    sheet.rim((0.0, -1.0), 0.005, mix(warm, pale, 0.4), strength=0.75)
    stage.defocus(sheet, depth)
    return sheet.layer(name, depth, living="sway", pace=0.8)
