from common.artifacts.analysis import Analysis, Curve, Section
from workers.stages.assembly import chapters_of


def titles(*labels: str) -> list[str]:
    curve = Curve(rate=1, values=(0.5,))
    sections = tuple(
        Section(start=n, end=n + 1, label=label, energy=0.5) for n, label in enumerate(labels)
    )
    analysis = Analysis(
        duration=len(labels),
        tempo=0,
        metre=4,
        beat_confidence=0,
        beats=(),
        downbeats=(),
        sections=sections,
        onset_strength=curve,
        energy=curve,
        brightness=curve,
        tracker="given",
    )
    chapters = chapters_of(analysis)
    assert [(c.start, c.end) for c in chapters] == [(s.start, s.end) for s in sections]
    return [chapter.title for chapter in chapters]


def test_labels_that_return_are_numbered() -> None:
    assert titles("intro", "verse", "chorus", "verse", "chorus", "outro") == [
        "Intro",
        "Verse 1",
        "Chorus 1",
        "Verse 2",
        "Chorus 2",
        "Outro",
    ]


def test_labels_become_words() -> None:
    assert titles("pre_chorus", "", "B") == ["Pre chorus", "Part", "B"]
