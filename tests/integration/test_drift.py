"""Twenty minutes of scenes cut on beats: picture and sound stay together to the frame."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import soundfile

from common.timebase import FrameSpan, frame_at, tile
from workers.engines.video.encoder import encode
from workers.engines.video.muxer import mux
from workers.engines.video.reader import describe

FPS = Fraction(24000, 1001)
SECONDS = 1200.0
BEAT = 60 / 107.3
CLICKS = tuple(BEAT * n for n in (2, 1071, 2142))
"""Seconds near the start, the middle and the end; each one on a beat."""
RATE = 8000
SAMPLE_TOLERANCE = 0.004
"""Seconds by which AAC at 8 kHz smears a click before it is heard."""


def song(path: Path) -> Path:
    sound = np.zeros(round(SECONDS * RATE), np.float32)
    for click in CLICKS:
        start = round(click * RATE)
        sound[start : start + 80] = np.sin(np.arange(80) * 0.9) * 0.9
    soundfile.write(path, sound, RATE)
    return path


def pictures(span: FrameSpan, lit: set[int]) -> Iterator[np.ndarray]:
    for frame in range(*span):
        yield np.full((32, 32, 3), 255 if frame in lit else 20, np.uint8)


def scenes(folder: Path, spans: tuple[FrameSpan, ...]) -> list[Path]:
    """A file for each scene; those without a flash that are equally long are one file."""
    lit = {frame_at(click, FPS) for click in CLICKS}
    made: dict[tuple[int, ...], Path] = {}
    paths: list[Path] = []
    for span in spans:
        key = (span.frames, *(frame - span.start for frame in lit if frame in range(*span)))
        if key not in made:
            made[key] = folder / f"{len(made)}.mp4"
            encode(pictures(span, lit), size=(32, 32), fps=FPS, out=made[key])
        paths.append(made[key])
    return paths


def clicks_of(film: Path) -> list[float]:
    with av.open(str(film)) as container:
        sound = [(f.pts * f.time_base, f.to_ndarray(), f.rate) for f in container.decode(audio=0)]
    loud = np.flatnonzero(np.concatenate([np.abs(s).max(axis=0) for _, s, _ in sound]) > 0.2)
    rate = sound[0][2]
    starts = loud[np.flatnonzero(np.diff(loud, prepend=-rate) > rate // 10)]
    return [float(sound[0][0]) + float(start) / rate for start in starts]


def flashes_of(film: Path) -> list[float]:
    with av.open(str(film)) as container:
        shown = container.decode(video=0)
        return [float(f.pts * f.time_base) for f in shown if f.to_ndarray().mean() > 150]


def packets_of(film: Path) -> list[Fraction]:
    with av.open(str(film)) as container:
        return sorted(p.pts * p.time_base for p in container.demux(video=0) if p.size)


def test_twenty_minutes_cut_on_beats_stay_together(tmp_path: Path) -> None:
    cuts = [BEAT * n for n in range(7, int(SECONDS / BEAT), 7)]
    spans = tile([0.0, *cuts, SECONDS], FPS)
    film = mux(
        scenes(tmp_path, spans), audio=song(tmp_path / "s.wav"), out=tmp_path / "f.mp4", fps=FPS
    )
    assert film.frames == round(Fraction(SECONDS) * FPS)
    held = describe(tmp_path / "f.mp4")
    assert (held.video_seconds, held.audio_seconds) == (film.frames / FPS, SECONDS)
    assert packets_of(tmp_path / "f.mp4") == [n / FPS for n in range(film.frames)]
    seen, heard = flashes_of(tmp_path / "f.mp4"), clicks_of(tmp_path / "f.mp4")
    assert len(seen) == len(heard) == len(CLICKS)
    assert np.abs(np.subtract(heard, CLICKS)).max() < SAMPLE_TOLERANCE
    assert np.abs(np.subtract(seen, CLICKS)).max() <= 0.5 / FPS
    off = np.subtract(seen, [float(frame_at(click, FPS) / FPS) for click in CLICKS])
    assert np.abs(off).max() < 1e-4
