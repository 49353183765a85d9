"""What a script is to be written to: the request, the music, and how many scenes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from common.artifacts.analysis import Span
from common.artifacts.understanding import Labelling, Segment, Understanding
from common.script_options import Told
from workers.stages.scripting import ScriptRequest

_MOST_CAPTION = 400
"""Characters of what a captioner said of a segment."""
UNTOLD = "(not told)"


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """Spans are the scenes; the understanding is of the whole song."""

    request: ScriptRequest
    spans: Sequence[Span]
    understanding: Understanding

    @property
    def count(self) -> int:
        return len(self.spans)

    def heard_in(self, number: int) -> Segment:
        """The segment that fills most of a scene."""
        span = self.spans[number]

        def shared(segment: Segment) -> float:
            return min(span.end, segment.end) - max(span.start, segment.start)

        return max(self.understanding.segments, key=shared)

    def music_of(self, number: int) -> str:
        """A scene's music in a line: its time, part of the song, labels and, if any, caption."""
        if not self.tells("music"):
            return _clocked(self.spans[number])
        span, segment = self.spans[number], self.heard_in(number)
        roles = [role.role for role in self.understanding.roles if role.start <= span.start]
        words = ", ".join(f"{one.kind} {one.best.text}" for one in segment.labels)
        told = segment.caption[:_MOST_CAPTION].replace("<", "‹")
        line = f"{_clocked(span)}, {roles[-1]}: {words}"
        return f"{line}; {told}" if told else line

    def tells(self, one: Told) -> bool:
        return self.request.writing.tells(one)

    @property
    def genre(self) -> Labelling | None:
        return next((one for one in self.understanding.content if one.kind == "genre"), None)

    @property
    def content(self) -> str:
        """Labels of the whole track, those that are told."""
        return listed(
            [
                one
                for one in self.understanding.content
                if self.tells("genre" if one.kind == "genre" else "music")
            ]
        )

    @property
    def guide(self) -> str:
        return listed(self.understanding.visual_guide if self.tells("music") else ())

    @property
    def caption(self) -> str:
        """Of the music, without the genre where that is not told."""
        if not self.tells("music"):
            return UNTOLD
        caption = self.understanding.caption
        if self.genre is None or self.tells("genre"):
            return caption
        kept = re.sub(rf"\b{re.escape(self.genre.best.text)}\b", "", caption, flags=re.IGNORECASE)
        return " ".join(kept.split())

    def segment(self, number: int) -> str:
        """A scene's labels, a line each, under its number and time."""
        labels = self.heard_in(number).labels if self.tells("music") else ()
        return f"SEGMENT {number + 1} ({_clocked(self.spans[number])}):\n{listed(labels)}"

    def cast(self) -> str:
        """Those whom the request describes, a line each."""
        sheets = self.request.cast or ()
        return "\n".join(f"{sheet.name}: {sheet.description}" for sheet in sheets)


def listed(labellings: Sequence[Labelling]) -> str:
    """The best label of each kind, a line each."""
    return "\n".join(f"- {one.kind}: {one.best.text}" for one in labellings) or UNTOLD


def _clocked(span: Span) -> str:
    return f"{span.start:.2f} - {span.end:.2f} s"
