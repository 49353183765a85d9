from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from common.artifacts.analysis import Analysis, Curve, Section
from common.artifacts.frames import Segment
from common.artifacts.video import Film
from common.errors import EngineError
from common.timebase import FrameSpan, tile
from workers.stages.assembly import Reel, Soundtrack, assemble

NTSC = Fraction(24000, 1001)
FLAT = Curve(rate=1, values=(0.5,) * 10)


def analysis(duration: float = 10.0) -> Analysis:
    return Analysis(
        duration=duration,
        tempo=120,
        metre=4,
        beat_confidence=1,
        beats=(),
        downbeats=(),
        sections=(
            Section(start=0, end=4, label="verse", energy=0.4),
            Section(start=4, end=duration, label="chorus", energy=0.9),
        ),
        onset_strength=FLAT,
        energy=FLAT,
        brightness=FLAT,
        tracker="given",
    )


def reels(*counts: int, fps: Fraction = Fraction(24), width: int = 64) -> list[Reel]:
    return [
        Reel(Path(f"{n}.mp4"), Segment(frames=count, width=width, height=48, fps=fps))
        for n, count in enumerate(counts)
    ]


@dataclass
class Recorder:
    """Answers as a muxer would that joined what it was given."""

    frames: int
    calls: list[tuple[list[Path], dict[str, Any]]] = field(default_factory=list)

    def __call__(self, segments: Any, **given: Any) -> Film:
        self.calls.append((list(segments), given))
        return Film(
            frames=self.frames,
            width=64,
            height=48,
            fps=given["fps"],
            duration=float(self.frames / given["fps"]),
            chapters=given["chapters"],
            video_digest="0" * 64,
        )


def make(scenes: list[Reel], muxer: Recorder, **changed: Any) -> Film:
    given: dict[str, Any] = {
        "analysis": analysis(),
        "fps": Fraction(24),
        "soundtrack": Soundtrack(Path("song.ogg")),
        "out": Path("film.mp4"),
        "tags": {"title": "Demo"},
    }
    return assemble(reels=scenes, muxer=muxer, **(given | changed))


def test_scenes_are_joined_in_order_under_the_song() -> None:
    muxer = Recorder(240)
    film = make(reels(100, 1, 139), muxer, soundtrack=Soundtrack(Path("song.ogg"), (3.0, 13.0)))
    [(paths, given)] = muxer.calls
    assert paths == [Path("0.mp4"), Path("1.mp4"), Path("2.mp4")]
    assert given["audio"] == Path("song.ogg")
    assert given["excerpt"] == (3.0, 13.0)
    assert given["metadata"] == {"title": "Demo"}
    assert [chapter.title for chapter in film.chapters] == ["Verse", "Chorus"]


@pytest.mark.parametrize("fps", [Fraction(24), NTSC, Fraction(30), Fraction(60)], ids=str)
def test_the_spans_of_the_timebase_fit(fps: Fraction) -> None:
    spans = tile([0, 1.234, 5.5, 10.0], fps)
    muxer = Recorder(spans[-1].end)
    scenes = reels(*(span.frames for span in spans), fps=fps)
    assert make(scenes, muxer, fps=fps, spans=spans).frames == round(10 * fps)


@pytest.mark.parametrize(
    ("scenes", "complaint"),
    [
        ([], "no scenes"),
        (reels(100, 139), "239 frames but 10.000 s of song take 240"),
        (reels(100, 141), "241 frames"),
        (reels(100) + reels(140, width=32), "scene 1 is 32x48"),
        (reels(100) + reels(140, fps=NTSC), "24000/1001 frames a second"),
        (reels(240, fps=NTSC), "scene 0 is"),
    ],
)
def test_what_does_not_make_the_film_is_refused(scenes: list[Reel], complaint: str) -> None:
    muxer = Recorder(240)
    with pytest.raises(EngineError, match=complaint):
        make(scenes, muxer)
    assert muxer.calls == []


@pytest.mark.parametrize(
    ("spans", "complaint"),
    [
        ([FrameSpan(0, 240)], "2 scenes came for a film of 1"),
        ([FrameSpan(0, 101), FrameSpan(101, 240)], "scene 0 has 100 frames instead of 101"),
        ([FrameSpan(0, 100), FrameSpan(101, 241)], "scene 1 does not begin"),
    ],
)
def test_scenes_keep_to_their_spans(spans: list[FrameSpan], complaint: str) -> None:
    with pytest.raises(EngineError, match=complaint):
        make(reels(100, 140), Recorder(240), spans=spans)


def test_a_muxer_that_loses_frames_is_found_out() -> None:
    with pytest.raises(EngineError, match="239 frames instead of 240"):
        make(reels(240), Recorder(239))
