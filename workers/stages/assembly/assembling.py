"""The film's timeline: scenes in whole frames, together as long as the song to half a frame."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple, Protocol

from common.artifacts.analysis import Analysis
from common.artifacts.frames import Segment
from common.artifacts.video import Chapter, Film
from common.errors import EngineError
from common.timebase import FrameSpan, frame_at
from workers.stages.assembly.chapters import chapters_of


class Reel(NamedTuple):
    """A scene's finished frames: where they are, and what they are."""

    path: Path
    segment: Segment


class Soundtrack(NamedTuple):
    """The song file, and which part of it: start and end in seconds, None for its last sample."""

    path: Path
    excerpt: tuple[float, float | None] | None = None


class Muxer(Protocol):
    """Joins segment files under a song and writes the film (`workers.engines.video.muxer.mux`)."""

    def __call__(
        self,
        segments: Sequence[Path],
        *,
        audio: Path,
        out: Path,
        fps: Fraction,
        excerpt: tuple[float, float | None] | None,
        chapters: Sequence[Chapter],
        metadata: Mapping[str, str] | None,
    ) -> Film: ...


def assemble(
    *,
    reels: Sequence[Reel],
    analysis: Analysis,
    fps: Fraction,
    soundtrack: Soundtrack,
    out: Path,
    muxer: Muxer,
    tags: Mapping[str, str],
    spans: Sequence[FrameSpan] | None = None,
) -> Film:
    """Check that the scenes make the whole film, and join them.

    Args:
        reels: scenes in the order in which they are shown.
        analysis: of the song, or of its excerpt.
        tags: of the file: its title, and `provenance_tags`.
        spans: the frames that each scene was asked for, if the caller knows them.

    Raises:
        EngineError: a scene of another size, rate or length, or frames missing from the film.
    """
    _check_alike(reels, fps)
    timeline = timeline_of([reel.segment for reel in reels])
    if spans is not None:
        _check_spans(timeline, spans)
    _check_length(timeline, analysis.duration, fps)
    film = muxer(
        [reel.path for reel in reels],
        audio=soundtrack.path,
        out=out,
        fps=fps,
        excerpt=soundtrack.excerpt,
        chapters=chapters_of(analysis),
        metadata=tags,
    )
    if film.frames != timeline[-1].end:
        raise EngineError(f"the film has {film.frames} frames instead of {timeline[-1].end}")
    return film


def timeline_of(segments: Sequence[Segment]) -> tuple[FrameSpan, ...]:
    """The consecutive frames of the film that each segment fills."""
    spans, start = [], 0
    for segment in segments:
        spans.append(FrameSpan(start, start + segment.frames))
        start += segment.frames
    return tuple(spans)


def _check_alike(reels: Sequence[Reel], fps: Fraction) -> None:
    if not reels:
        raise EngineError("there are no scenes to assemble")
    first = reels[0].segment
    wanted = (first.width, first.height, fps)
    for number, (_, segment) in enumerate(reels):
        found = (segment.width, segment.height, segment.fps)
        if found != wanted:
            raise EngineError(
                f"scene {number} is {_described(found)} in a film of {_described(wanted)}"
            )


def _described(form: tuple[int, int, Fraction]) -> str:
    return f"{form[0]}x{form[1]} at {form[2]} frames a second"


def _check_spans(timeline: Sequence[FrameSpan], spans: Sequence[FrameSpan]) -> None:
    if len(timeline) != len(spans):
        raise EngineError(f"{len(timeline)} scenes came for a film of {len(spans)}")
    for number, (found, wanted) in enumerate(zip(timeline, spans, strict=True)):
        if found.frames != wanted.frames:
            raise EngineError(
                f"scene {number} has {found.frames} frames instead of {wanted.frames}"
            )
        if found != wanted:
            raise EngineError(f"scene {number} does not begin where the one before it ends")


def _check_length(timeline: Sequence[FrameSpan], duration: float, fps: Fraction) -> None:
    wanted = frame_at(duration, fps)
    if timeline[-1].end != wanted:
        raise EngineError(
            f"the scenes have {timeline[-1].end} frames but {duration:.3f} s of song take {wanted}"
        )
