"""`python -m deploy.sim`: the studies, as tables on the screen and as pictures in a folder."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from deploy.sim.films import Times, known_times, mean_work, times_of
from deploy.sim.plots import plot_rivals, plot_settings, plot_sizes
from deploy.sim.studies import Row, rivals, settings, sizes

_POOL = ("keyframes", "animation")
_PICTURES = Path(__file__).resolve().parents[2] / "docs/scaling"


def main(words: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m deploy.sim", description=__doc__)
    parser.add_argument("--profile", default="quality", help="of times.json: quality, sketch")
    parser.add_argument("--film", type=Path, help="an answer to a dry run instead")
    parser.add_argument("--stages", nargs="+", default=_POOL, help="of the pool, with --film")
    parser.add_argument("--to", type=Path, default=_PICTURES, help="the folder for pictures")
    asked = parser.parse_args(words)
    try:
        times = _times(asked.film, asked.profile, asked.stages)
    except (ValueError, KeyError, OSError) as problem:
        parser.error(str(problem))
    sys.stdout.write(f"{times.source}\n\n")
    one = list(sizes(times))
    plot_sizes(one, asked.to / "sizes.png")
    _table("pools of fixed size, equally busy", (found for *_, found in one))
    two = list(settings(times))
    plot_settings(two, asked.to / "settings.png", work=mean_work(times) / 3600)
    _table("a day with bursts, at most 40", (f._replace(name=f"{k}: {f.name}") for k, _, f in two))
    three = list(rivals(times))
    plot_rivals(three, asked.to / "rivals.png")
    _table("one tenant beside another's bursts", (found for *_, found in three))
    return 0


def _times(film: Path | None, profile: str, stages: Sequence[str]) -> Times:
    return known_times(profile) if film is None else times_of(json.loads(film.read_text()), stages)


def _table(title: str, rows: Iterable[Row]) -> None:
    head = f"{'films':>7}{'wait p50':>10}{'p95':>10}{'takes':>8}{'GPU-h':>7}{'used':>6}{'most':>6}"
    lines = [f"{title:36}{head}"]
    lines += [
        f"{one.name:36}{one.films:7}{one.wait:10.0f}{one.long_wait:10.0f}{one.takes:8.0f}"
        f"{one.hours:7.2f}{one.used:6.0%}{one.most:6}"
        for one in rows
    ]
    sys.stdout.write("\n".join(lines) + "\n\n")


if __name__ == "__main__":
    sys.exit(main())
