"""Land and its light: ridges one behind another, mountain faces, ground planes, rocks."""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.engines.painter import noise, path
from workers.engines.painter.colour import Lab, lighter, mix
from workers.engines.painter.frame import Frame
from workers.engines.painter.light import Light
from workers.engines.painter.place import Set
from workers.engines.painter.sheet import Sheet

Line = NDArray[np.float64]
FloatField = NDArray[np.float32]
_SNOW_COVER = 0.75
"""How much of open ground the snow hides."""


@dataclass(frozen=True, kw_only=True)
class Ridge:
    """A silhouette of land.

    Attributes:
        name: of its random draws.
        depth: of its layer.
        level: y of its middle.
        height: of its relief, in units.
        scale: length of its largest hills, in units.
        form: soft hills, dunes (sharp crests, smooth flanks), or peaks.
        gain: ruggedness of hills.
    """

    name: str
    depth: float
    level: float
    height: float
    scale: float
    form: Literal["hills", "dunes", "peaks"] = "hills"
    gain: float = 0.45


def ridge_line(stage: Set, frame: Frame, ridge: Ridge) -> tuple[Line, Line]:
    """x and y of a ridge over the whole layer."""
    x, rng = frame.columns(), stage.rng(ridge.name)
    along = x / frame.across(1)
    if ridge.form == "peaks":
        relief = 2 * noise.peaks(rng, along, scale=ridge.scale) - 1
    elif ridge.form == "dunes":
        soft = noise.ridge(rng, along, scale=ridge.scale, octaves=2, gain=0.3)
        relief = 1 - 2.2 * np.abs(soft)
    else:
        relief = noise.ridge(rng, along, scale=ridge.scale, gain=ridge.gain)
    return x, ridge.level - frame.down(ridge.height) * relief


def paint_ridge(
    sheet: Sheet, line: tuple[Line, Line], top: Lab, foot: Lab, *, fall: float = 0.3
) -> None:
    """Fill a ridge from its crest's colour to its foot's, `fall` of the picture below."""
    crest = float(np.min(line[1]))
    paint = sheet.vertical([(crest, top), (crest + fall, foot)])
    sheet.fill(path.under(*line, sheet.frame.bottom + 0.05), paint)


def far_ridge(stage: Set, ridge: Ridge, *, mist: float = 0.55, rim: float = 0.3) -> Sheet:
    """A ridge with haze gathering at its foot and light along its crest."""
    sheet, light = stage.sheet(ridge.depth), stage.light
    line = ridge_line(stage, sheet.frame, ridge)
    body = light.silhouette(ridge.depth)
    paint_ridge(sheet, line, body, mix(body, light.haze, mist))
    sheet.grain(stage.rng(ridge.name + " grain"), cells=(7, 16), lightness=0.016)
    sheet.rim(light.towards, 0.006, light.key, strength=rim * (1 - 0.6 * light.night))
    return sheet


def below(sheet: Sheet, line: tuple[Line, Line]) -> FloatField:
    """How far below a line each pixel is, in units (negative above), shape (h, w)."""
    matrix = sheet.frame.to_shares
    columns = np.arange(sheet.frame.size[0]) * matrix[0, 0] + matrix[0, 2]
    rows = np.arange(sheet.frame.size[1]) * matrix[1, 1] + matrix[1, 2]
    crest = np.interp(columns, *line)
    gap = (rows[:, None] - crest[None, :]) / sheet.frame.down(1)
    return np.asarray(gap, np.float32)


def faces(
    sheet: Sheet, stage: Set, line: tuple[Line, Line], *, name: str, smooth: float = 0.02
) -> FloatField:
    """Which faces of a mountain look at the light, -1 to 1: spurs that run down from the crest.

    Each pixel takes the slope of the crest above it, found by walking up a slanting, wavering path.
    """
    gap = below(sheet, line)
    width = sheet.frame.size[0]
    matrix = sheet.frame.to_shares
    columns = np.arange(width) * matrix[0, 0] + matrix[0, 2]
    crest = np.interp(columns, *line).astype(np.float32)[None, :]
    sigma = max(1.0, smooth * sheet.frame.unit)
    slope = np.gradient(cv2.GaussianBlur(crest, (0, 0), sigma)[0], columns) / sheet.frame.aspect
    facing = np.tanh(4.0 * slope * np.sign(-stage.light.towards[0] or 1.0) * -1).astype(np.float32)
    waver = sheet.texture(stage.rng(name), (5, 7), octaves=4)
    walk = (waver * (0.10 * np.clip(gap * 4, 0, 1)) + gap * 0.12) * sheet.frame.unit
    index = np.clip(np.arange(width, dtype=np.float32)[None, :] + walk, 0, width - 1)
    return np.asarray(facing[index.astype(np.int32)] + 0.25 * waver, np.float32)


def ground(
    sheet: Sheet,
    stage: Set,
    line: tuple[Line, Line],
    near: Lab,
    far: Lab,
    *,
    cells: tuple[float, float] = (6, 42),
    name: str = "ground",
    rough: float = 0.03,
) -> None:
    """A plane from a line at the horizon to the viewer, with texture lying flat on it."""
    top = float(np.min(line[1]))
    if stage.light.snowed:
        near, far = (mix(paint, stage.light.snow, _SNOW_COVER) for paint in (near, far))
    paint = sheet.vertical([(top, far), (top + 0.14, mix(far, near, 0.55)), (1.05, near)])
    sheet.fill(path.under(*line, sheet.frame.bottom + 0.05), paint)
    sheet.grain(stage.rng(name), cells=cells, lightness=rough, octaves=4)


def flat_line(frame: Frame, y: float) -> tuple[Line, Line]:
    """A level line across the layer."""
    x = np.array([frame.left - 0.02, frame.right + 0.02])
    return x, np.full(2, y)


def rock(
    sheet: Sheet,
    stage: Set,
    at: tuple[float, float],
    size: tuple[float, float],
    name: str,
    *,
    tint: str = "#6b6a66",
    depth: float = 1.0,
) -> None:
    """A boulder lying at a point, size (width, height) in units, with a lit and a dark side."""
    rng, light, frame = stage.rng(name), stage.light, sheet.frame
    pigment = light.pigment(tint)
    turns = np.sort(rng.uniform(0, np.pi, 7))
    top = np.stack(
        [
            at[0] - frame.across(size[0] / 2) * np.cos(turns) * rng.uniform(0.85, 1.1, 7),
            at[1] - frame.down(size[1]) * np.sin(turns) ** 0.7 * rng.uniform(0.8, 1.05, 7),
        ],
        axis=1,
    )
    foot = [
        [at[0] + frame.across(size[0] * 0.56), at[1]],
        [at[0], at[1] + frame.down(size[1] * 0.1)],
        [at[0] - frame.across(size[0] * 0.56), at[1]],
    ]
    outline = np.concatenate([top, foot])
    shadow = mix(light.shaded(pigment, depth=depth), light.tones.shadow, 0.45)
    sheet.ellipse(
        (at[0], at[1] + frame.down(0.004)),
        (size[0] * 0.62, size[1] * 0.13),
        shadow,
        opacity=0.5,
        soft=0.006,
    )
    sheet.fill(outline, light.shaded(pigment, depth=depth))
    side = 1 if light.towards[0] > 0 else -1
    offset = np.array([frame.across(size[0] * 0.18) * side, -frame.down(size[1] * 0.12)])
    middle = np.array([at[0], at[1] - frame.down(size[1] * 0.4)])
    facet = middle + (outline - middle) * [0.75, 0.85] + offset
    sheet.fill(facet, light.lit(pigment, depth=depth), atop=True, soft=0.002)


def tuned(light: Light, tint: str, depth: float, by: float = 0.0) -> Lab:
    """A natural colour as seen in this light at a depth, a little lighter or darker."""
    return lighter(light.lit(light.pigment(tint), depth=depth), by)
