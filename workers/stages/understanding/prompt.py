"""Labels as a language model is given them: the second block of its prompt.

The order is that of "From Sound to Sight" (arXiv 2509.00029): what the whole track is, what to show
to it, then each segment in turn, one label of each kind.
"""

from collections.abc import Iterable, Sequence

from common.artifacts.understanding import Labelling
from workers.stages.understanding.labelling import Labels


def prompt(labels: Labels, spans: Sequence[tuple[float, float, int]]) -> str:
    """The block, lines joined by newlines; the best label of each kind, without scores."""
    lines = ["TRACK:", *_listed(labels.content), "", "VISUAL GUIDE:", *_listed(labels.visual_guide)]
    for number, (span, own) in enumerate(zip(spans, labels.segments, strict=True), start=1):
        lines += ["", f"SEGMENT {number} ({span[0]:.2f} - {span[1]:.2f} s):", *_listed(own)]
    return "\n".join(lines)


def _listed(labellings: Iterable[Labelling]) -> list[str]:
    return [f"- {labelling.kind}: {labelling.best.text}" for labelling in labellings]
