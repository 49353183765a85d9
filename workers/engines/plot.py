"""Pictures of how a film follows its music and how a clip was warped, fit to be printed."""

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from common.artifacts.analysis import Analysis
from common.artifacts.clips import Cue, MotionTrack
from common.artifacts.video import Scores
from common.artifacts.warp_plan import WarpPlan
from common.timebase import FrameSpan, frame_times

_ROW_SECONDS = 30.0
_MOST_ROWS = 8
_INK, _ENVELOPE, _ENERGY = "#22262e", "#2f6fab", "#d9a441"
_BEAT, _DOWNBEAT, _EVENT, _CUT = "#c3c8d0", "#6d7684", "#c8452f", "#111111"
_STYLE: dict[str, Any] = {"fontsize": 8, "color": _INK}


def plot(scores: Scores, track: MotionTrack, analysis: Analysis | None) -> bytes:
    """PNG of visual events against beats, with envelope, energy, cuts and offsets.

    Args:
        scores: of the film.
        track: measured on the film.
        analysis: of its song; without it no energy is drawn.
    """
    duration = len(track.envelope) / track.rate
    rows = int(np.clip(np.ceil(duration / _ROW_SECONDS), 1, _MOST_ROWS))
    figure = Figure(figsize=(11, 2.6 + 1.5 * rows), dpi=130, facecolor="white")
    FigureCanvasAgg(figure)
    grid = figure.add_gridspec(
        rows + 1, 2, height_ratios=[1.4, *[1] * rows], width_ratios=[1.25, 1], hspace=0.55
    )
    _summary(figure.add_subplot(grid[0, 0]), scores)
    _offsets(figure.add_subplot(grid[0, 1]), scores)
    for row in range(rows):
        axes = figure.add_subplot(grid[row + 1, :])
        span = (duration * row / rows, duration * (row + 1) / rows)
        _strip(axes, scores, track, analysis, span)
        if row == 0:
            axes.legend(
                loc="lower right", bbox_to_anchor=(1, 1), ncols=6, fontsize=7, frameon=False
            )
    axes.set_xlabel("seconds", **_STYLE)
    return _png(figure)


def plot_warp(plan: WarpPlan, track: MotionTrack, cues: Sequence[Cue]) -> bytes:
    """PNG of a warp: the clip's envelope above, the speed at which it is shown below.

    Args:
        plan: of the shot.
        track: measured on the clip.
        cues: music beats, seconds from the shot's start.
    """
    figure = Figure(figsize=(11, 4.2), dpi=110, facecolor="white")
    FigureCanvasAgg(figure)
    above, between, below = figure.subplots(3, 1, height_ratios=[1.2, 0.7, 1.2])
    times = frame_times(FrameSpan(0, len(plan.source_times)), plan.fps)
    span = (0.0, max(float(times[-1]), plan.source_times[-1]))
    at = np.arange(len(track.envelope)) / track.rate
    above.plot(at, np.minimum(track.envelope, 1.2), color=_ENVELOPE, lw=1)
    above.plot(track.beats, np.full(len(track.beats), 1.1), "v", color=_EVENT, ms=4, mew=0)
    above.vlines(track.cuts, 0, 1.25, color=_CUT, lw=1.4, ls=(0, (3, 2)))
    above.set_title("clip: envelope, visual beats, cuts (clip seconds)", loc="left", **_STYLE)
    for match in plan.matches:
        between.plot([match.visual, match.music], [1, 0], color=_EVENT, lw=1)
    strong = [cue.time for cue in cues if cue.weight >= 1]
    below.vlines([cue.time for cue in cues], 0, 2, color=_BEAT, lw=0.8)
    below.vlines(strong, 0, 2, color=_DOWNBEAT, lw=1.2)
    middles = (times[1:] + times[:-1]) / 2
    below.plot(middles, np.diff(plan.source_times) * float(plan.fps), color=_ENERGY, lw=1.4)
    below.set_title("shot: beats, speed of the clip (film seconds)", loc="left", **_STYLE)
    for axes, top in ((above, 1.28), (between, 1.0), (below, 2.05)):
        axes.set(xlim=span, ylim=(0, top))
        _bare(axes)
    above.set_yticks([])
    between.axis("off")
    return _png(figure)


def _png(figure: Figure) -> bytes:
    target = io.BytesIO()
    figure.savefig(target, format="png", bbox_inches="tight", metadata={"Software": None})
    return target.getvalue()


def _strip(
    axes: Axes,
    scores: Scores,
    track: MotionTrack,
    analysis: Analysis | None,
    span: tuple[float, float],
) -> None:
    """One stretch of the film."""
    times = np.arange(len(track.envelope)) / track.rate
    here = (times >= span[0]) & (times <= span[1])
    if analysis is not None:
        energy = analysis.energy
        at = (np.arange(len(energy.values)) + 0.5) / energy.rate
        axes.fill_between(
            at, np.array(energy.values), color=_ENERGY, alpha=0.22, lw=0, label="energy"
        )
    plain = np.setdiff1d(scores.beats, scores.downbeats)
    axes.vlines(_within(plain, span), 0, 1, color=_BEAT, lw=0.8, label="beat")
    axes.vlines(_within(scores.downbeats, span), 0, 1, color=_DOWNBEAT, lw=1.2, label="downbeat")
    axes.plot(
        times[here], np.minimum(track.envelope[here], 1.2), color=_ENVELOPE, lw=1, label="envelope"
    )
    events = _within(np.setdiff1d(scores.visual_events, scores.cuts), span)
    axes.plot(
        events, np.full(len(events), 1.1), "v", color=_EVENT, ms=4, mew=0, label="visual beat"
    )
    axes.vlines(
        _within(scores.cuts, span), 0, 1.25, color=_CUT, lw=1.4, ls=(0, (3, 2)), label="cut"
    )
    axes.set(xlim=span, ylim=(0, 1.28), yticks=[])
    _bare(axes)


def _summary(axes: Axes, scores: Scores) -> None:
    axes.axis("off")
    axes.set_title("Beat alignment", loc="left", fontsize=11, color=_INK, weight="bold")
    table = [
        ["", "score", "chance", "above chance"],
        *(
            [f"{label} beats", *(f"{value:.3f}" for value in values)]
            for label, values in (
                ("visual", _triple(scores, "bas_visual")),
                ("music", _triple(scores, "bas_music")),
            )
        ),
        ["within 70 ms", f"{scores.precision70:.0%} of events", f"{scores.recall70:.0%} of beats",
         f"{scores.downbeat_recall70:.0%} of downbeats"],
    ]  # fmt: skip
    for y, row in zip((0.85, 0.6, 0.35, 0.05), table, strict=True):
        for x, text in zip((0, 0.3, 0.52, 0.76), row, strict=True):
            axes.text(x, y, text, transform=axes.transAxes, va="center", **_STYLE)
    counts = f"{len(scores.visual_events)} events ({len(scores.cuts)} cuts), "
    counts += f"{len(scores.beats)} beats, sigma {scores.sigma:g} s"
    axes.text(0, -0.2, counts, transform=axes.transAxes, va="center", fontsize=7, color=_DOWNBEAT)


def _triple(scores: Scores, name: str) -> tuple[float, float, float]:
    return (
        getattr(scores, name),
        getattr(scores, f"{name}_chance"),
        getattr(scores, f"{name}_corrected"),
    )


def _offsets(axes: Axes, scores: Scores) -> None:
    """How early or late events are against the nearest beat."""
    events, beats = np.array(scores.visual_events), np.array(scores.beats)
    if len(events) and len(beats):
        nearest = beats[np.argmin(np.abs(events[:, None] - beats[None, :]), axis=1)]
        offsets = np.clip((events - nearest) * 1e3, -300, 300)
        axes.hist(offsets, bins=np.arange(-310, 311, 20).tolist(), color=_EVENT, alpha=0.85)
    axes.axvspan(-70, 70, color=_BEAT, alpha=0.35, lw=0)
    axes.axvline(0, color=_DOWNBEAT, lw=1)
    axes.set_title("events before (-) and after (+) the nearest beat, ms", loc="left", **_STYLE)
    axes.set(xlim=(-310, 310))
    _bare(axes)


def _within(times: Any, span: tuple[float, float]) -> NDArray[np.float64]:
    array = np.asarray(times, dtype=np.float64)
    return array[(array >= span[0]) & (array < span[1])]


def _bare(axes: Axes) -> None:
    axes.tick_params(labelsize=7, colors=_INK, length=2)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
