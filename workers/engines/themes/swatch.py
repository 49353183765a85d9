"""What an aesthetic looks like: its first place and thing by the painter, over its palette."""

import cv2
import numpy as np
from numpy.typing import NDArray

from common.aesthetics import Aesthetic
from common.artifacts.script import Brief, MiseEnScene, Scene
from common.storage.png import encode_png
from workers.engines.painter import Painter
from workers.stages.keyframes import make_keyframe

_BAND = 0.14
"""Share of the height that the palette takes, at the foot."""


def paint_swatch(one: Aesthetic, *, size: tuple[int, int] = (480, 270)) -> bytes:
    """A PNG of (width, height) pixels; equal arguments give equal bytes."""
    width, height = size
    band = _palette(one, width, max(1, round(_BAND * height)))
    above = (width, height - len(band))
    picture = make_keyframe(brief=_brief(one), size=above, engine=Painter()).image
    return encode_png(np.concatenate([picture, band]))


def _palette(one: Aesthetic, width: int, height: int) -> NDArray[np.uint8]:
    row = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in one.palette], np.uint8)
    band = cv2.resize(row[None], (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(band, np.uint8)


def _brief(one: Aesthetic) -> Brief:
    place = one.settings[0]
    seen = MiseEnScene(
        theme=one.name,
        objects=one.objects[:2],
        background=place,
        colours=(),
        lighting=f"{one.lighting}, {one.hour}" if one.hour else one.lighting,
        arrangement="rule of thirds",
        camera=one.camera,
    )
    scene = Scene(
        index=0, start=0, end=1, act="beginning", section="A", energy=0.5, prompt=place,
        mise_en_scene=seen, view="establishing", seed=0,
    )  # fmt: skip
    return Brief(scene=scene, cast=(), palette=one.colours, style=one.name, keywords=())
