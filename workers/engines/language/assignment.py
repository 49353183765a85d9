"""What a script is to be written to: the request, the music, and how many scenes."""

from collections.abc import Sequence
from dataclasses import dataclass

from common.artifacts.analysis import Span
from common.artifacts.understanding import Labelling, Segment, Understanding
from workers.stages.scripting import ScriptRequest

_MOST_CAPTION = 400
"""Characters of what a captioner said of a segment."""


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
        span, segment = self.spans[number], self.heard_in(number)
        roles = [role.role for role in self.understanding.roles if role.start <= span.start]
        words = ", ".join(f"{one.kind} {one.best.text}" for one in segment.labels)
        told = segment.caption[:_MOST_CAPTION].replace("<", "‹")
        line = f"{span.start:.2f} - {span.end:.2f} s, {roles[-1]}: {words}"
        return f"{line}; {told}" if told else line

    def cast(self) -> str:
        """Those whom the request describes, a line each."""
        sheets = self.request.cast or ()
        return "\n".join(f"{sheet.name}: {sheet.description}" for sheet in sheets)


def listed(labellings: Sequence[Labelling]) -> str:
    """The best label of each kind, a line each."""
    return "\n".join(f"- {one.kind}: {one.best.text}" for one in labellings)
