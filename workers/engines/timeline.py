"""A picture of what is heard in a song, on one timeline, fit to be printed.

Lanes from above: waveform under beats and downbeats; sections with their roles; chords; what is
sung, where anything is; energy and brightness; the labels of each segment. What is not certain is
drawn pale. A song longer than a minute is broken into rows of equal length, eight at most.
"""

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import hsv_to_rgb, to_rgb
from matplotlib.figure import Figure, SubFigure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from common.artifacts.analysis import Analysis, Curve
from common.artifacts.harmony import CLEAR, PITCHES, Chord, Harmony
from common.artifacts.lyrics import LyricLine
from common.artifacts.song import Audio
from common.artifacts.understanding import Role, Understanding

_ROW_SECONDS, _MOST_ROWS = 60.0, 8
_WIDTH = 13.0
_INK, _QUIET, _RULE = "#22262e", "#6d7684", "#d5d9df"
_WAVE, _BEAT, _DOWNBEAT = "#4a6d8c", "#b9c0ca", "#c8452f"
_ENERGY, _BRIGHTNESS = "#d9a441", "#2f6fab"
_ROLES: dict[Role, str] = {
    "intro": "#9fb4c7",
    "verse": "#8fbf9f",
    "chorus": "#e0915c",
    "bridge": "#b59acb",
    "outro": "#9aa1ab",
}
_COLUMNS = 1600
"""Waveform envelopes are drawn at this many points a row."""
_LETTER = 0.0052
"""Share of a row's width that one letter of 7 points takes."""


@dataclass(frozen=True, eq=False, kw_only=True)
class _Song:
    samples: NDArray[np.float32]
    rate: int
    analysis: Analysis
    harmony: Harmony
    understanding: Understanding
    sung: Sequence[LyricLine]


def draw_timeline(
    *,
    audio: Audio,
    analysis: Analysis,
    harmony: Harmony,
    understanding: Understanding,
    sung: Sequence[LyricLine] = (),
    title: str,
) -> bytes:
    """PNG; the same values always give the same bytes."""
    song = _Song(
        samples=audio.samples.mean(axis=0),
        rate=audio.sample_rate,
        analysis=analysis,
        harmony=harmony,
        understanding=understanding,
        sung=sung,
    )
    rows = int(np.clip(np.ceil(analysis.duration / _ROW_SECONDS), 1, _MOST_ROWS))
    head, row = 0.95, 3.9
    figure = Figure(figsize=(_WIDTH, head + row * rows), dpi=150, facecolor="white")
    FigureCanvasAgg(figure)
    above, below = _grid(figure, [head, row * rows])
    _head(above, song, title)
    parts = _grid(below, [1.0] * rows)
    edges = np.linspace(0, analysis.duration, rows + 1).tolist()
    for part, span in zip(parts, pairwise(edges), strict=True):
        _row(part, song, span)
    target = io.BytesIO()
    figure.savefig(target, format="png", metadata={"Software": None})
    return target.getvalue()


def _grid(figure: Figure | SubFigure, heights: Sequence[float]) -> list[SubFigure]:
    parts: Any = figure.subfigures(len(heights), 1, height_ratios=heights, squeeze=False)
    return [row[0] for row in parts]


def _head(figure: SubFigure, song: _Song, title: str) -> None:
    figure.text(0.105, 0.88, title, fontsize=13, color=_INK, weight="bold", va="top")
    figure.text(0.985, 0.86, _summary(song), fontsize=9, color=_QUIET, va="top", ha="right")
    caption = "\n".join(textwrap.wrap(song.understanding.caption, 178)[:4])
    figure.text(0.105, 0.55, caption, fontsize=8.5, color=_INK, va="top", linespacing=1.35)


def _summary(song: _Song) -> str:
    key, analysis = song.harmony.key, song.analysis
    tempo = f"{analysis.tempo:.1f} beats a minute ({analysis.beat_confidence:.2f})"
    return f"{key.name} ({key.confidence:.2f})   ·   {tempo}   ·   {analysis.metre} beats a bar"


def _row(figure: SubFigure, song: _Song, span: tuple[float, float]) -> None:
    """One stretch of the song, all lanes of it."""
    kinds = [labelling.kind for labelling in song.understanding.segments[0].labels]
    heights = {"": 1.5, "sections": 0.45, "chords": 0.45, "lyrics": 0.45, "curves": 0.9}
    if not song.sung:
        del heights["lyrics"]
    lanes = figure.subplots(
        len(heights) + 1,
        1,
        sharex=True,
        height_ratios=[*heights.values(), 0.34 * max(len(kinds), 1)],
        gridspec_kw={"hspace": 0.13, "left": 0.105, "right": 0.985, "top": 0.97, "bottom": 0.09},
    )
    _waveform(lanes[0], song, span)
    _sections(lanes[1], song.understanding, span)
    _chords(lanes[2], song.harmony, span)
    if song.sung:
        _lyrics(lanes[3], song.sung, span)
    _curves(lanes[-2], song.analysis)
    _labels(lanes[-1], song.understanding, kinds, span)
    names = ["waveform,\nbeats", "sections", "chords", *(["lyrics"] if song.sung else []), "", ""]
    for axes, name in zip(lanes, names, strict=True):
        axes.set(xlim=span, yticks=[])
        axes.tick_params(axis="x", labelsize=8, colors=_INK, length=0)
        for side in axes.spines.values():
            side.set_visible(False)
        axes.text(-0.008, 0.5, name, transform=axes.transAxes, ha="right", va="center",
                  fontsize=8, color=_QUIET)  # fmt: skip
    lanes[-1].tick_params(axis="x", length=3, labelbottom=True)
    lanes[-1].spines["bottom"].set(visible=True, color=_RULE)
    lanes[-1].set_xlabel("seconds", fontsize=8, color=_INK, labelpad=1)


def _waveform(axes: Axes, song: _Song, span: tuple[float, float]) -> None:
    edges = np.linspace(span[0], span[1], _COLUMNS + 1) * song.rate
    places = edges.round().astype(int).tolist()
    parts = [song.samples[a : max(b, a + 1)] for a, b in pairwise(places)]
    peaks = np.array([float(np.abs(part).max(initial=0)) for part in parts])
    body = np.array(
        [float(np.sqrt(np.mean(np.square(part)))) if len(part) else 0 for part in parts]
    )
    loudest = max(float(np.abs(song.samples).max(initial=0)), 1e-9)
    at = np.linspace(*span, _COLUMNS)
    for values, shade in ((peaks / loudest, 0.35), (body / loudest, 1.0)):
        axes.fill_between(at, -values, values, color=_WAVE, alpha=shade, lw=0)
    alpha = 1.0 if song.analysis.has_grid else 0.3
    plain = np.setdiff1d(song.analysis.beats, song.analysis.downbeats)
    axes.vlines(plain, 1.04, 1.22, color=_BEAT, lw=0.8, alpha=alpha)
    axes.vlines(song.analysis.downbeats, 1.04, 1.32, color=_DOWNBEAT, lw=1.1, alpha=alpha)
    axes.vlines(song.analysis.downbeats, -1, 1, color=_DOWNBEAT, lw=0.4, alpha=0.25 * alpha)
    axes.set(ylim=(-1, 1.34))


def _sections(axes: Axes, understanding: Understanding, span: tuple[float, float]) -> None:
    for role in understanding.roles:
        colour = _paled(_ROLES[role.role], 0.35 + 0.65 * role.confidence)
        texts = (f"{role.label}  {role.role} ({role.confidence:.2f})", role.role, role.label)
        _block(axes, (role.start, role.end), span, colour, texts)
    axes.set(ylim=(0, 1))


def _chords(axes: Axes, harmony: Harmony, span: tuple[float, float]) -> None:
    for chord in harmony.chords:
        sure = chord.root is not None and chord.confidence >= CLEAR
        text = chord.name if sure else ""
        _block(axes, (chord.start, chord.end), span, _chord_colour(chord), (text,))
    axes.set(ylim=(0, 1))


def _chord_colour(chord: Chord) -> tuple[float, float, float]:
    """Hue by the circle of fifths, so that near chords look alike; minor ones are darker."""
    if chord.root is None:
        return to_rgb("#eceef1")
    fifth = (PITCHES.index(chord.root) * 7 + (3 if chord.mode == "minor" else 0)) % 12
    value = 0.78 if chord.mode == "minor" else 0.93
    red, green, blue = hsv_to_rgb((fifth / 12, 0.42, value)).tolist()
    return _paled((red, green, blue), chord.confidence)


def _lyrics(axes: Axes, sung: Sequence[LyricLine], span: tuple[float, float]) -> None:
    for line in sung:
        words = line.text.split()
        texts = [" ".join(words[:n]) + "…" * (n < len(words)) for n in range(len(words), 0, -1)]
        _block(axes, (line.start, line.end), span, "#e6dcc8", texts)
    axes.set(ylim=(0, 1))


def _curves(axes: Axes, analysis: Analysis) -> None:
    at, values = _points(analysis.energy)
    axes.fill_between(at, values, color=_ENERGY, alpha=0.35, lw=0)
    axes.plot(at, values, color=_ENERGY, lw=1)
    axes.plot(*_points(analysis.brightness), color=_BRIGHTNESS, lw=1)
    axes.set(ylim=(0, 1.08))
    axes.axhline(0, color=_RULE, lw=0.8)
    for name, colour, height in (("energy", _ENERGY, 0.62), ("brightness", _BRIGHTNESS, 0.3)):
        axes.text(-0.008, height, name, transform=axes.transAxes, fontsize=8, color=colour,
                  va="center", ha="right", weight="bold")  # fmt: skip


def _points(curve: Curve) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Half-second means: a line of ten values a second is hair."""
    size = max(round(curve.rate / 2), 1)
    values = np.array(curve.values)
    starts = np.arange(0, len(values), size)
    counts = np.diff(np.append(starts, len(values)))
    return (starts + counts / 2) / curve.rate, np.add.reduceat(values, starts) / counts


def _labels(
    axes: Axes, understanding: Understanding, kinds: Sequence[str], span: tuple[float, float]
) -> None:
    """A line a kind; neighbours that share their best label are one block."""
    for line, kind in enumerate(kinds):
        low = len(kinds) - 1 - line
        runs: list[tuple[float, float, str, float]] = []
        for segment in understanding.segments:
            best = segment.labels[line].best
            if runs and runs[-1][2] == best.text:
                start, _, text, score = runs[-1]
                runs[-1] = (start, segment.end, text, max(score, best.score))
            else:
                runs.append((segment.start, segment.end, best.text, best.score))
        for start, end, text, score in runs:
            colour = _paled("#a9bdd0", min(1.0, 0.15 + score))
            _block(axes, (start, end), span, colour, (text,), low=low + 0.08, height=0.84)
        axes.text(-0.008, (low + 0.5) / len(kinds), kind.replace(" in ", " in\n"),
                  transform=axes.transAxes, ha="right", va="center", fontsize=7,
                  color=_QUIET)  # fmt: skip
    axes.set(ylim=(0, max(len(kinds), 1)))


def _block(
    axes: Axes,
    extent: tuple[float, float],
    span: tuple[float, float],
    colour: Any,
    texts: Sequence[str],
    *,
    low: float = 0.06,
    height: float = 0.88,
) -> None:
    """A coloured stretch with the first of the texts that fits into it; none where none does."""
    start, end = max(extent[0], span[0]), min(extent[1], span[1])
    if end <= start:
        return
    axes.add_patch(
        Rectangle((start, low), end - start, height, facecolor=colour, edgecolor="white", lw=0.8)
    )
    share = (end - start) / (span[1] - span[0])
    text = next((text for text in texts if (len(text) + 1) * _LETTER < share), "")
    middle = (start + end) / 2
    axes.text(middle, low + height / 2, text, ha="center", va="center", fontsize=7, color=_INK)


def _paled(colour: Any, strength: float) -> tuple[float, float, float]:
    """A colour mixed with white; all of it at strength 1."""
    red, green, blue = (1 - strength * (1 - part) for part in to_rgb(colour))
    return (red, green, blue)
