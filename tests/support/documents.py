"""Small, valid artifacts to test with."""

import itertools

import numpy as np

from common.artifacts.analysis import Analysis, Curve, Section
from common.artifacts.script import CastSheet, MiseEnScene, Palette, Scene, Script
from common.artifacts.understanding import (
    Descriptors,
    Label,
    Labelling,
    SectionRole,
    Segment,
    Understanding,
)

PALETTE = Palette(
    shadow="#10141f", base="#2b3a55", mid="#6d7f8f", light="#e8dcc0", accent="#e07a3f"
)
KEEPER = CastSheet(name="keeper", description="an old lighthouse keeper in a long blue coat")


def make_analysis(
    *, duration: float = 12.0, bpm: float = 120.0, confidence: float = 0.9
) -> Analysis:
    beats = tuple(round(float(t), 4) for t in np.arange(0.25, duration, 60 / bpm))
    return Analysis(
        duration=duration,
        tempo=bpm,
        metre=4,
        beat_confidence=confidence,
        beats=beats,
        downbeats=beats[::4],
        sections=(
            Section(start=0.0, end=duration / 2, label="A", energy=0.3),
            Section(start=duration / 2, end=duration, label="B", energy=0.8),
        ),
        onset_strength=Curve(rate=10, values=(0.5,) * int(duration * 10)),
        energy=Curve(rate=10, values=(0.5,) * int(duration * 10)),
        brightness=Curve(rate=10, values=(0.5,) * int(duration * 10)),
        tracker="given",
    )


def make_understanding(*, duration: float = 12.0) -> Understanding:
    """Two segments, quiet and loud, with a label of each of two kinds."""
    level = Descriptors.model_validate(dict.fromkeys(Descriptors.model_fields, 0.5))
    half = duration / 2

    def labelled(kind: str, text: str) -> Labelling:
        return Labelling(kind=kind, labels=(Label(text=text, score=1.0),))

    return Understanding(
        duration=duration,
        tempo_range=(118.0, 122.0),
        chord_changes=20.0,
        descriptors=level,
        roles=(
            SectionRole(start=0.0, end=half, label="A", role="verse", confidence=0.8),
            SectionRole(start=half, end=duration, label="B", role="chorus", confidence=0.8),
        ),
        segments=tuple(
            Segment(
                start=start,
                end=start + half,
                section=number,
                descriptors=level,
                labels=(labelled("rhythm", rhythm), labelled("dynamic shift", shift)),
            )
            for number, (start, rhythm, shift) in enumerate(
                ((0.0, "sparse", "steady"), (half, "driving", "rising"))
            )
        ),
        content=(labelled("genre", "folk"), labelled("mood", "wistful")),
        visual_guide=(labelled("location", "a coast"), labelled("style", "painterly")),
        caption="A wistful folk piece. It moves at about 120 beats a minute.",
        prompt="TRACK:\n- genre: folk",
        labeller="test",
    )


def make_scene(
    index: int, start: float, end: float, *, prompt: str = "A keeper walks home."
) -> Scene:
    return Scene(
        index=index,
        start=start,
        end=end,
        act="beginning",
        section="A",
        energy=0.4,
        prompt=prompt,
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
        cast=("keeper",),
        seed=index,
    )


def make_script(edges: tuple[float, ...] = (0.0, 4.25, 8.25, 12.0)) -> Script:
    return Script(
        title="Home",
        theme="a lighthouse keeper walks home",
        style="",
        mv_type="story narrative",
        keywords=("misty", "warm", "quiet", "painterly", "slow"),
        palette=PALETTE,
        cast=(KEEPER,),
        scenes=tuple(
            make_scene(n, start, end) for n, (start, end) in enumerate(itertools.pairwise(edges))
        ),
        writer="test",
        seed=1,
    )
