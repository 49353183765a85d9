"""Small layered pictures, to move a camera over."""

import numpy as np

from common.artifacts.keyframes import Keyframe, Layer, Living, Sprite
from common.artifacts.script import Brief, MiseEnScene, Palette, Scene
from tests.support.clips import texture

OVERSCAN = 0.12
SIZE = (160, 90)
MAGENTA = (255, 0, 255)


def layered(
    *, sprites: tuple[Sprite, ...] = (), living: Living = "still", size: tuple[int, int] = SIZE
) -> Keyframe:
    """A backdrop, a ridge and a near post, textured; the ridge lives as asked."""
    height, width = _full(size)
    rows = np.arange(height)[:, None] / height
    columns = np.arange(width)[None] / width
    ridge = np.where(rows > 0.55 + 0.05 * np.sin(9 * columns), 255, 0)
    post = np.where(np.abs(columns - 0.2) < 0.04, 255, 0) * np.ones_like(ridge)
    layers = (
        _layer("backdrop", 0.0, np.full((height, width), 255), 1),
        _layer("ridge", 0.6, ridge, 2, living=living),
        _layer("post", 1.3, post, 3),
    )
    return _keyframe(layers, sprites, size)


def framed(*, size: tuple[int, int] = SIZE) -> Keyframe:
    """Green layers at many depths, magenta on their outermost pixels, which nobody may see."""
    height, width = _full(size)
    pixels = np.zeros((height, width, 4), dtype=np.uint8)
    pixels[:] = (*MAGENTA, 255)
    pixels[1:-1, 1:-1] = (0, 90, 0, 255)
    hollow = pixels.copy()
    hollow[1:-1, 1:-1, 3] = 0
    names: tuple[tuple[str, float, Living], ...] = (
        ("far", 0.0, "still"),
        ("cloud", 0.3, "drift"),
        ("water", 0.5, "water"),
        ("middle", 0.55, "still"),
        ("near", 1.0, "still"),
        ("leaves", 1.4, "sway"),
        ("wisps", 1.4, "drift"),
    )
    layers = tuple(
        Layer(name=name, pixels=hollow if number else pixels, depth=depth, living=living)
        for number, (name, depth, living) in enumerate(names)
    )
    return _keyframe(layers, (), size)


def flat(*, size: tuple[int, int] = SIZE) -> Keyframe:
    """A picture without layers."""
    return Keyframe(image=texture(size[1], size[0], seed=4))


def brief(camera: str, *, energy: float = 0.6, seed: int = 0) -> Brief:
    """A scene seen by such a camera."""
    stage = MiseEnScene(
        theme="dusk",
        objects=("ridge",),
        background="hills at dusk",
        colours=("blue",),
        lighting="soft",
        arrangement="centred",
        camera=camera,
    )
    scene = Scene(
        index=0,
        start=0.0,
        end=4.0,
        act="beginning",
        section="A",
        energy=energy,
        prompt="Hills at dusk.",
        mise_en_scene=stage,
        view="establishing",
        seed=seed,
    )
    colours = ("#101828", "#304060", "#708090", "#e0d0b0", "#e07030")
    names = ("shadow", "base", "mid", "light", "accent")
    palette = Palette(**dict(zip(names, colours, strict=True)))
    return Brief(scene=scene, cast=(), palette=palette, style="", keywords=tuple("abcde"))


def _full(size: tuple[int, int]) -> tuple[int, int]:
    width, height = size
    return height + 2 * round(height * OVERSCAN), width + 2 * round(width * OVERSCAN)


def _layer(
    name: str, depth: float, alpha: np.ndarray, seed: int, *, living: Living = "still"
) -> Layer:
    pixels = np.empty((*alpha.shape, 4), dtype=np.uint8)
    pixels[..., :3] = texture(*alpha.shape, seed=seed)
    pixels[..., 3] = alpha
    return Layer(name=name, pixels=pixels, depth=depth, living=living)


def _keyframe(
    layers: tuple[Layer, ...], sprites: tuple[Sprite, ...], size: tuple[int, int]
) -> Keyframe:
    image = np.zeros((size[1], size[0], 3), dtype=np.uint8)
    return Keyframe(image=image, layers=layers, sprites=sprites, overscan=OVERSCAN)
