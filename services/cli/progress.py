"""Live progress: a line a stage with counts and time left; plain lines where nobody watches."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from common.cards import StageName

if TYPE_CHECKING:
    from workers.crew import Progress as News

Counts = Mapping[str, tuple[int, int, float]]
"""Of each stage: done, total, and the share of all of it that is done."""
Show = Callable[[Counts], None]

_WORDS: dict[str, str] = {
    "analysis": "hearing the song",
    "script": "writing the script",
    "keyframes": "painting keyframes",
    "animation": "moving the camera",
    "warping": "matching beats",
    "frames": "drawing frames",
    "assembly": "assembling",
    "poster": "choosing a poster",
    "evaluation": "measuring sync",
    "harmony": "hearing keys and chords",
    "understanding": "finding words for it",
    "edits": "correcting what was heard",
    "singing": "hearing what is sung",
}


@dataclass
class Board:
    """What is known of every stage; `scenes` becomes known when the script is written."""

    bars: Progress
    scenes: int = 1
    shares: dict[StageName, dict[int | None, float]] = field(default_factory=dict)
    lines: dict[str, TaskID] = field(default_factory=dict)
    finished: set[str] = field(default_factory=set)

    def hear(self, news: "News") -> None:
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
        if done == total:
            self._finish(news.stage)

    def show(self, counts: Counts) -> None:
        """Bring every line up to what an API says of a job."""
        for stage, (done, total, share) in counts.items():
            word = _WORDS.get(stage)
            if word is None or not total:
                continue
            if stage not in self.lines:
                self.lines[stage] = self.bars.add_task(word, total=total, count="")
            count = f"{done}/{total}" if total > 1 else ""
            self.bars.update(self.lines[stage], completed=share * total, total=total, count=count)
            if done == total:
                self._finish(stage)

    def _finish(self, stage: str) -> None:
        """Say so once: a step whose result was there already tells its end again."""
        if stage not in self.finished:
            self.finished.add(stage)
            if not self.bars.console.is_terminal:
                self.bars.console.print(f"{_WORDS[stage]}: done", highlight=False)


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


__all__ = ["Board", "Counts", "Show", "board"]
