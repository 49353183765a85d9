"""The pictures of docs/scaling.md."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MultipleLocator, NullLocator

from deploy.sim.studies import Row

_INK, _GREY = "#22303c", "#9aa5ae"
_COLOURS = ("#2a6f97", "#61a5c2", "#e09f3e", "#9e2a2b")
_LEAST = 1.0
"""Seconds; what is shorter stands at the edge."""
_ALL_BUT = 0.99
"""Share of a fixed pool's price from which a setting is one."""
_TICKS = (1, 10, 60, 600, 3600, 36000)
mpl.use("Agg")


def plot_sizes(rows: Iterable[tuple[float, int, Row]], path: Path) -> None:
    lines: defaultdict[float, list[tuple[int, float]]] = defaultdict(list)
    for load, pods, found in rows:
        lines[load].append((pods, max(_LEAST, found.long_wait)))
    figure, axes = _axes("GPUs in the pool", "until a film's first task, p95")
    axes.set_xscale("log")
    for colour, (load, points) in zip(_COLOURS, lines.items(), strict=True):
        axes.plot(*zip(*points, strict=True), "o-", color=colour, label=f"{load:.0%} busy")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.legend(frameon=False)
    _save(figure, path)


def plot_settings(rows: Sequence[tuple[str, float, Row]], path: Path, *, work: float) -> None:
    """`work` is GPU-hours of a film without any idleness.

    Settings that cost as much as a pool of fixed size are one: their points share a name.
    """
    kinds: defaultdict[str, list[tuple[float, Row]]] = defaultdict(list)
    for kind, value, found in rows:
        kinds[kind].append((value, found))
    figure, axes = _axes(
        "GPU-hours paid for a film", "until a film's first task, p95", logarithmic=False
    )
    dearest = max(found.hours for _, _, found in rows)
    cold = [kind for kind in kinds if kind.startswith("cold")]
    for colour, kind in zip(_COLOURS, cold, strict=False):
        at = [(one.hours, one.long_wait) for _, one in kinds[kind]]
        axes.plot(*zip(*at, strict=True), "o-", color=colour, label=kind)
        for (cooldown, found), point in zip(kinds[kind], at, strict=True):
            if found.hours < _ALL_BUT * dearest:
                _label(axes, f"{cooldown:g} s", point, aside=(4, 4))
    for kind, marker in (("tasks a Pod", "s"), ("least", "^")):
        at = [(one.hours, one.long_wait) for _, one in kinds[kind]]
        name = f"{kind}, 180 s cold, 300 s cooldown"
        axes.plot(*zip(*at, strict=True), marker, color=_INK, label=name)
        for (value, found), point in zip(kinds[kind], at, strict=True):
            if found.hours < _ALL_BUT * dearest:
                _label(axes, f"{value:g}", point, aside=(-2, -11))
    _label(axes, "never fewer", (dearest, 0.0), aside=(-48, 0))
    axes.axvline(work, color=_GREY, linestyle=":")
    axes.text(work, axes.get_ylim()[1], " the work itself", color=_GREY, va="top", fontsize=8)
    axes.legend(frameon=False, fontsize=8)
    _save(figure, path)


def plot_rivals(rows: Iterable[tuple[str, int, Row]], path: Path) -> None:
    lines: defaultdict[str, list[tuple[int, Row]]] = defaultdict(list)
    for rule, pods, found in rows:
        lines[rule].append((pods, found))
    figure, axes = _axes("GPUs in the pool", "until the steady tenant's film begins")
    for colour, (rule, points) in zip((_COLOURS[0], _COLOURS[3]), lines.items(), strict=True):
        pods = [str(number) for number, _ in points]
        p95 = [max(_LEAST, found.long_wait) for _, found in points]
        axes.plot(pods, p95, "o-", color=colour, label=f"{rule}, p95")
        half = [max(_LEAST, found.wait) for _, found in points]
        axes.plot(pods, half, "o--", color=colour, label=f"{rule}, half of them")
    axes.legend(frameon=False, fontsize=8)
    _save(figure, path)


def _axes(across: str, up: str, *, logarithmic: bool = True) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(7, 4.2), dpi=110, layout="constrained")
    axes = figure.subplots()
    axes.set_xlabel(across, color=_INK)
    axes.set_ylabel(up, color=_INK)
    if logarithmic:
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(FixedLocator(_TICKS))
        axes.yaxis.set_minor_locator(NullLocator())
    else:
        axes.yaxis.set_major_locator(MultipleLocator(120))
    axes.yaxis.set_major_formatter(FuncFormatter(_span))
    axes.grid(visible=True, color="#e6eaed")
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _label(
    axes: Axes, text: str, point: tuple[float, float], *, aside: tuple[float, float]
) -> None:
    axes.annotate(text, point, textcoords="offset points", xytext=aside, fontsize=7, color=_INK)


def _span(seconds: float, _place: object) -> str:
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds:g} s"


def _save(figure: Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Software": None})
