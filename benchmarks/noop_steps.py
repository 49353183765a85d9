"""Stages that do nothing, for what the queue itself costs: `SCOPITONE_STEPS=benchmarks.noop_steps`.

Analysis and script are real documents of `SCENES` scenes, since the expansion reads them; every
other result is one empty file. All go through claim, lease, store and report as ever.
"""

import os
from pathlib import Path
from types import MappingProxyType

from common.artifacts.analysis import Analysis, Curve, Section
from common.artifacts.script import MiseEnScene, Palette, Scene, Script
from common.pipeline import STAGES, Order
from workers.steps.desk import Desk
from workers.steps.perform import Batches, Steps

SCENES = int(os.environ.get("SCOPITONE_NOOP_SCENES", "40"))
SCENE_SECONDS = 4.0
SONG_SECONDS = SCENES * SCENE_SECONDS


def _nothing(_order: Order, _desk: Desk, out: Path) -> None:
    out.touch()


def _analysis(_order: Order, _desk: Desk, out: Path) -> None:
    level = Curve(rate=1.0, values=(0.5,) * round(SONG_SECONDS))
    out.write_bytes(
        Analysis(
            duration=SONG_SECONDS,
            tempo=120.0,
            metre=4,
            beat_confidence=0.9,
            beats=tuple(beat / 2 for beat in range(round(2 * SONG_SECONDS))),
            downbeats=tuple(2.0 * bar for bar in range(round(SONG_SECONDS / 2))),
            sections=(Section(start=0.0, end=SONG_SECONDS, label="A", energy=0.5),),
            onset_strength=level,
            energy=level,
            brightness=level,
            tracker="given",
        ).to_json()
    )


def _script(order: Order, _desk: Desk, out: Path) -> None:
    """Pictures of its own for each theme, so that no job finds another's results."""
    theme = str(order.options["theme"])
    out.write_bytes(
        Script(
            title=theme,
            theme=theme,
            style="",
            mv_type="story narrative",
            keywords=("misty", "warm", "quiet", "painterly", "slow"),
            palette=Palette(
                shadow="#10141f", base="#2b3a55", mid="#6d7f8f", light="#e8dcc0", accent="#e07a3f"
            ),
            cast=(),
            scenes=tuple(_scene(number, theme) for number in range(SCENES)),
            writer="noop",
            seed=0,
        ).to_json()
    )


def _scene(number: int, theme: str) -> Scene:
    return Scene(
        index=number,
        start=SCENE_SECONDS * number,
        end=SCENE_SECONDS * (number + 1),
        act="middle",
        section="A",
        energy=0.5,
        prompt=f"{theme}, picture {number}",
        mise_en_scene=MiseEnScene(
            theme="coastal dusk",
            objects=("lighthouse keeper",),
            background="a rocky shore with a lighthouse at dusk",
            colours=("deep blue", "amber"),
            lighting="low golden light",
            arrangement="rule of thirds",
            camera="medium shot, slow push in",
        ),
        view="medium",
        seed=number,
    )


BATCHES: Batches = MappingProxyType({})
STEPS: Steps = MappingProxyType(
    {**dict.fromkeys(STAGES, _nothing), "analysis": _analysis, "script": _script}
)
