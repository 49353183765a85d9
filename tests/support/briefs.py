"""Briefs for picture engines."""

from common.artifacts.script import Brief, CastSheet, MiseEnScene, Palette, Scene, View

TEAL = Palette(shadow="#0b1d2e", base="#1d4e63", mid="#4fa3a5", light="#e8f1dc", accent="#f2c14e")
HERO = CastSheet(name="Mara", description="Mara, a woman in a red coat", hair="long")


def brief(
    background: str,
    *objects: str,
    view: View = "establishing",
    cast: tuple[CastSheet, ...] = (),
    lighting: str = "",
    arrangement: str = "rule of thirds",
    palette: Palette = TEAL,
    seed: int = 1,
) -> Brief:
    """A brief of one scene that shows these objects before this background."""
    mise_en_scene = MiseEnScene(
        theme="", objects=objects, background=background, colours=(), lighting=lighting,
        arrangement=arrangement, camera="",
    )  # fmt: skip
    scene = Scene(
        index=0, start=0, end=4, act="beginning", section="A", energy=0.5, prompt=background,
        mise_en_scene=mise_en_scene, view=view, cast=tuple(c.name for c in cast), seed=seed,
    )  # fmt: skip
    return Brief(scene=scene, cast=cast, palette=palette, style="", keywords=())
