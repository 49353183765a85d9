from common.artifacts.harmony import Chord, Harmony, Key
from common.artifacts.understanding import Descriptors, Label, Labelling, SectionRole
from tests.support.songs import imagined_song
from workers.stages.understanding.caption import caption

CONTENT = tuple(
    Labelling(kind=kind, labels=(Label(text=text, score=0.9),))
    for kind, text in (
        ("genre", "folk"),
        ("instrumental energy and palette", "warm and mellow"),
        ("mood", "aching"),
    )
)


STEADY = tuple(0.5 * i for i in range(16))
DRIFTING = (*(0.6 * i for i in range(40)), *(24 + 0.4 * i for i in range(40)))


def said(
    *, sure: float = 0.8, beat: float = 0.9, heard: str = "", beats: tuple[float, ...] = STEADY
) -> str:
    analysis, _ = imagined_song(shots=2, seconds=4.0, tempo=120.0)
    analysis = analysis.model_copy(
        update={
            "beat_confidence": beat,
            "beats": beats,
            "downbeats": (0.0, 2.0, 4.0, 6.0),
        }
    )
    names = (("C", "major"), ("A", "minor"), ("F", "major"), ("C", "major"))
    harmony = Harmony(
        duration=8.0,
        keys=(Key(tonic="C", mode="major", confidence=sure),),
        chords=tuple(
            Chord.model_validate(
                {"start": 2 * i, "end": 2 * i + 2, "root": root, "mode": mode, "confidence": sure}
            )
            for i, (root, mode) in enumerate(names)
        ),
        tonality=sure,
        listener="told",
    )
    whole = Descriptors.model_validate(
        dict.fromkeys(Descriptors.model_fields, 0.5) | {"confidence": sure, "vocals": 0.1}
    )
    roles = [
        SectionRole(start=i, end=i + 1, label="A", role=role, confidence=sure)
        for i, role in enumerate(("intro", "verse", "chorus"))
    ]
    return caption(analysis, harmony, whole, CONTENT, roles, heard=heard)


def test_all_that_is_known_is_said_in_sentences() -> None:
    assert said() == (
        "An aching folk piece, warm and mellow in sound. "
        "It moves at about 120 beats a minute, four beats to the bar; "
        "the first bar begins at 0.00 s and a bar lasts 2.00 s. "
        "It is in C major. Its chords are mostly C, Am and F, changing every 4 beats. "
        "No clear voice is heard. Its parts follow as intro, verse then chorus."
    )


def test_what_is_not_known_is_said_too() -> None:
    assert said(sure=0.05, beat=0.1) == (
        "There is little here to tell what kind of music it is. No steady beat is heard. "
        "The key is not clear."
    )


def test_what_a_captioner_heard_comes_first_unless_there_is_hardly_music() -> None:
    heard = "A harp plays alone."
    assert said(heard=heard) == f"{heard} {said()}"
    assert said(sure=0.05, beat=0.1, heard=heard) == said(sure=0.05, beat=0.1)


def test_of_a_tempo_that_changes_no_single_one_is_told() -> None:
    told = said(beats=DRIFTING)
    assert "Its tempo changes, between about 100 and 150 beats a minute." in told
    assert "It moves at" not in told
