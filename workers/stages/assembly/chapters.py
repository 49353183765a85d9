"""Chapters of a film: the parts of the song's form, titled for a player's menu."""

from collections import Counter

from common.artifacts.analysis import Analysis
from common.artifacts.video import Chapter


def chapters_of(analysis: Analysis) -> tuple[Chapter, ...]:
    """One chapter a section; labels that return are numbered: Verse 1, Chorus 1, Verse 2."""
    labels = [_title(section.label) for section in analysis.sections]
    total, seen = Counter(labels), Counter[str]()
    chapters = []
    for section, label in zip(analysis.sections, labels, strict=True):
        seen[label] += 1
        title = f"{label} {seen[label]}" if total[label] > 1 else label
        chapters.append(Chapter(start=section.start, end=section.end, title=title))
    return tuple(chapters)


def _title(label: str) -> str:
    words = label.replace("_", " ").strip() or "part"
    return words[0].upper() + words[1:]
