"""Live progress: a line a stage with counts and time left; plain lines where nobody watches."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from common.catalogue import StageName
from workers.crew import Progress as News
from workers.crew import Watch

_WORDS: dict[StageName, str] = {
    "analysis": "hearing the song",
    "script": "writing the script",
    "keyframes": "painting keyframes",
    "animation": "moving the camera",
    "warping": "matching beats",
    "frames": "drawing frames",
    "assembly": "assembling",
    "poster": "choosing a poster",
    "evaluation": "measuring sync",
}


@dataclass
class Board:
    """What is known of every stage; `scenes` becomes known when the script is written."""

    bars: Progress
    scenes: int = 1
    shares: dict[StageName, dict[int | None, float]] = field(default_factory=dict)
    lines: dict[StageName, TaskID] = field(default_factory=dict)

    def hear(self, news: News) -> None:
        shares = self.shares.setdefault(news.stage, {})
        shares[news.scene] = news.share
        total = 1 if news.scene is None else self.scenes
        if news.stage not in self.lines:
            self.lines[news.stage] = self.bars.add_task(_WORDS[news.stage], total=total, count="")
        done = sum(share >= 1 for share in shares.values())
        busy = [
            n + 1 for n, share in sorted(shares.items(), key=str) if n is not None and share < 1
        ]
        now = f" (scene {', '.join(map(str, busy))})" if busy else ""
        self.bars.update(
            self.lines[news.stage],
            completed=sum(shares.values()),
            total=total,
            count="" if news.scene is None else f"{done}/{total}{now}",
        )
        if not self.bars.console.is_terminal and done == total and news.share >= 1:
            self.bars.console.print(f"{_WORDS[news.stage]}: done", highlight=False)


@contextmanager
def board(*, quiet: bool) -> Iterator[Board]:
    """A board on stderr, so that stdout holds nothing but results."""
    console = Console(stderr=True, quiet=quiet)
    bars = Progress(
        TextColumn("{task.description:<20}"),
        BarColumn(bar_width=30),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[count]}"),
        console=console,
        disable=not console.is_terminal,
    )
    with bars:
        yield Board(bars)


__all__ = ["Board", "Watch", "board"]
