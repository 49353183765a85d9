"""What grows: conifers, leafy trees, grass, flowers, ferns; outlines and painted plants."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from workers.engines.painter import path
from workers.engines.painter.colour import Lab, lighter, mix
from workers.engines.painter.frame import Frame
from workers.engines.painter.light import Light
from workers.engines.painter.sheet import Sheet

Points = NDArray[np.float64]


def conifer(
    frame: Frame,
    at: tuple[float, float],
    height: float,
    rng: Generator,
    *,
    slim: float = 0.36,
    tiers: int = 7,
) -> Points:
    """The outline of a fir standing at a point; height in units, slim = width / height."""
    steps = np.linspace(0.03, 0.88, tiers)
    left: list[tuple[float, float]] = []
    right: list[tuple[float, float]] = []
    for step in steps:
        reach = height * slim * 0.5 * (0.12 + 0.88 * step) * rng.uniform(0.8, 1.15, 2)
        drop = 0.05 + 0.02 * step
        for side, points in ((-1, left), (1, right)):
            tip = reach[0 if side < 0 else 1]
            points.append((side * tip, step + drop))
            points.append((side * tip * 0.42, step + drop * 0.6))
    trunk = height * 0.022
    outline = [
        (0.0, 0.0),
        *right,
        (trunk, 0.9),
        (trunk, 1.0),
        (-trunk, 1.0),
        (-trunk, 0.9),
        *left[::-1],
    ]
    shape = np.array(outline)
    x = at[0] + frame.across(1) * shape[:, 0]
    y = at[1] - frame.down(height) * (1 - shape[:, 1])
    return np.stack([x, y], axis=1)


def paint_conifer(
    sheet: Sheet,
    at: tuple[float, float],
    height: float,
    rng: Generator,
    light: Light,
    body: Lab,
    *,
    lit: float = 0.5,
) -> None:
    """A fir with light on the side that faces the key."""
    state = rng.bit_generator.state
    outline = conifer(sheet.frame, at, height, rng)
    sheet.fill(outline, body)
    side = np.sign(light.towards[0]) or 1.0
    clip = outline.copy()
    inward = (clip[:, 0] - at[0]) * side
    clip[:, 0] = np.where(inward > 0, clip[:, 0], at[0] + side * sheet.frame.across(height * 0.02))
    sheet.fill(clip, mix(body, light.key, 0.22), opacity=lit)
    rng.bit_generator.state = state
    rng.uniform(size=16)


def leafy_tree(  # noqa: PLR0913 - a tree has many measures
    sheet: Sheet,
    at: tuple[float, float],
    height: float,
    rng: Generator,
    light: Light,
    *,
    leaf: str = "#5d8a4c",
    bark: str = "#5a4636",
    depth: float = 1.0,
    wide: float = 0.75,
) -> None:
    """A round-crowned tree: trunk, branches, a crown of leaf masses with light on top."""
    frame = sheet.frame
    trunk = light.shaded(light.pigment(bark), depth=depth)
    lean = rng.uniform(-0.04, 0.04)
    crown = (at[0] + frame.across(height * lean), at[1] - frame.down(height * 0.66))
    stem = np.array(
        [at, (at[0] + frame.across(height * lean * 0.4), at[1] - frame.down(height * 0.3)), crown]
    )
    sheet.stroke(stem, [height * 0.085, height * 0.05, height * 0.02], trunk, smooth=True)
    for side in (-1, 1):
        tip = (crown[0] + side * frame.across(height * 0.2), crown[1] - frame.down(height * 0.02))
        start = at[1] - frame.down(height * 0.36)
        sheet.stroke([(at[0], start), tip], [height * 0.035, height * 0.01], trunk)
    green = light.pigment(leaf)
    crown_masses(sheet, crown, height * 0.36, rng, light, green, depth=depth, wide=wide)


def crown_masses(  # noqa: PLR0913 - as a tree
    sheet: Sheet,
    centre: tuple[float, float],
    radius: float,
    rng: Generator,
    light: Light,
    pigment: Lab,
    *,
    depth: float = 1.0,
    wide: float = 0.9,
    masses: int = 9,
) -> None:
    """A cloud of leaves: dark masses, then lighter ones towards the light, then dabs."""
    frame = sheet.frame
    angle = rng.uniform(0, 2 * np.pi, masses)
    away = np.sqrt(rng.uniform(0.05, 1, masses)) * 0.62
    spots = np.stack([np.cos(angle) * away * wide * 1.25, np.sin(angle) * away * 0.8], axis=1)
    sizes = rng.uniform(0.38, 0.58, masses) * radius
    dark, bright = light.shaded(pigment, depth=depth), light.lit(pigment, depth=depth)
    tone = (lighter(dark, -0.03), mix(dark, bright, 0.5), bright, mix(bright, light.key, 0.3))
    for level, (shrink, drift) in enumerate(((1.12, 0.0), (0.86, 0.16), (0.6, 0.34), (0.3, 0.5))):
        move = np.array(light.towards) * drift
        shapes = []
        for spot, size in zip(spots, sizes, strict=True):
            if level >= 2 and (spot @ np.array(light.towards)) < rng.uniform(-0.5, 0.2):
                continue
            place = (spot + move * 0.6) * radius
            point = (centre[0] + frame.across(place[0]), centre[1] + frame.down(place[1]))
            shapes.append(
                path.blob(
                    frame, point, (size * shrink * 1.15, size * shrink), rng, rough=0.16, knots=8
                )
            )
        if shapes:
            sheet.fill(
                shapes, tone[level], opacity=1.0 if level == 0 else 0.8, soft=0.0015, atop=level > 0
            )


def bush(
    sheet: Sheet,
    at: tuple[float, float],
    size: float,
    rng: Generator,
    light: Light,
    *,
    leaf: str = "#5d8a4c",
    depth: float = 1.0,
) -> None:
    """A rounded bush standing at a point, `size` units high."""
    centre = (at[0], at[1] - sheet.frame.down(size * 0.42))
    crown_masses(
        sheet, centre, size * 0.62, rng, light, light.pigment(leaf), depth=depth, wide=1.2, masses=7
    )


def blades(
    frame: Frame,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    height: float,
    rng: Generator,
    *,
    thick: float = 0.07,
    lean: float = 0.35,
) -> list[Points]:
    """Grass: one curved blade a root, heights about `height` units."""
    shapes = []
    for root_x, root_y in zip(x, y, strict=True):
        tall = height * rng.uniform(0.5, 1.15)
        bend = tall * rng.normal(0.05, lean)
        half = tall * thick * 0.5
        line = [
            (-half, 0),
            (bend * 0.25 - half * 0.7, 0.55),
            (bend, 1),
            (bend * 0.3 + half * 0.7, 0.5),
            (half, 0),
        ]
        shapes.append(
            np.array([(root_x + frame.across(a), root_y - frame.down(tall * b)) for a, b in line])
        )
    return shapes


def grass_fringe(
    sheet: Sheet,
    line: tuple[Points, Points],
    height: float,
    rng: Generator,
    paint: Lab,
    *,
    count: int = 260,
    opacity: float = 1.0,
) -> None:
    """Blades all along a line: a meadow's edge, a foreground."""
    x = np.sort(rng.uniform(line[0][0], line[0][-1], count))
    y = np.interp(x, *line) + sheet.frame.down(0.004)
    sheet.fill(blades(sheet.frame, x, y, height, rng), paint, opacity=opacity)


def tufts(
    sheet: Sheet,
    rng: Generator,
    span: tuple[float, float],
    tones: tuple[Lab, Lab],
    *,
    count: int,
    height: float = 0.05,
) -> None:
    """Tufts of grass over a ground plane, larger and darker (towards tones[1]) as they near."""
    for _ in range(count):
        near, x = rng.uniform(0, 1), rng.uniform(-0.12, 1.12)
        y = span[0] + (span[1] - span[0]) * near
        roots = x + rng.normal(0, 0.006, 5)
        shape = blades(
            sheet.frame, roots, np.full(5, y), height * (0.35 + 0.65 * near), rng, lean=0.5
        )
        sheet.fill(shape, mix(tones[0], tones[1], 0.2 + 0.7 * near * rng.random()), opacity=0.9)


def flower_head(
    sheet: Sheet, at: tuple[float, float], size: float, rng: Generator, petal: Lab, heart: Lab
) -> None:
    """A simple open flower, size in units; below 6 pixels a dab is all one sees."""
    if size * sheet.frame.unit < 6:
        sheet.ellipse(at, (size / 2, size / 2.4), petal)
        return
    turn = rng.uniform(0, 6.28)
    petals = []
    for k in range(5):
        angle = turn + k * 2 * np.pi / 5
        away = size * 0.27
        point = (
            at[0] + sheet.frame.across(away * np.cos(angle)),
            at[1] + sheet.frame.down(away * 0.8 * np.sin(angle)),
        )
        petals.append(
            path.ellipse(sheet.frame, point, (size * 0.26, size * 0.17), degrees=np.degrees(angle))[
                ::4
            ]
        )
    sheet.fill(petals, petal)
    sheet.ellipse(at, (size * 0.13, size * 0.11), heart)
