from common.artifacts.understanding import Label, Labelling
from workers.stages.understanding import Labels
from workers.stages.understanding.prompt import prompt


def kind(name: str, *texts: str) -> Labelling:
    return Labelling(kind=name, labels=tuple(Label(text=text, score=0.5) for text in texts))


def test_the_block_names_track_guide_and_segments_in_order() -> None:
    labels = Labels(
        content=(kind("genre", "rock", "pop"), kind("mood", "tense")),
        visual_guide=(kind("location", "city streets"),),
        segments=((kind("rhythm", "driving beat"),), (kind("rhythm", "no clear beat"),)),
    )
    assert prompt(labels, [(0.0, 6.5, 0), (6.5, 12.0, 0)]) == (
        "TRACK:\n- genre: rock\n- mood: tense\n\nVISUAL GUIDE:\n- location: city streets\n\n"
        "SEGMENT 1 (0.00 - 6.50 s):\n- rhythm: driving beat\n\n"
        "SEGMENT 2 (6.50 - 12.00 s):\n- rhythm: no clear beat"
    )
