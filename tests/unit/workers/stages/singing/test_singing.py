"""What is sung, from what is known of it."""

from collections.abc import Sequence

import numpy as np
import pytest

from common.artifacts.lyrics import LyricLine, read_lyrics
from common.artifacts.singing import Singing, Word
from tests.support import sounds
from workers.engines.singing.reading import read_english
from workers.stages.singing import Transcript, Voice, hear_singing
from workers.stages.understanding.curves import measures
from workers.stages.understanding.describing import voice_evidence
from workers.stages.understanding.spectrum import bands

RATE, SECONDS = 50.0, 30.0
SUNG = ((4.0, 6.0), (8.0, 9.0), (12.0, 14.0))
LINES = ("I wait for you down by the sea", "And nobody comes", "I wait for you until I am old")


def voice(*sung: tuple[float, float], evidence: float = 0.8) -> Voice:
    """A voice that rises and falls five times a second in some stretches."""
    time = np.arange(0, SECONDS, 1 / RATE)
    power = np.full(len(time), 1e-6)
    for start, end in sung:
        inside = (time >= start) & (time < end)
        power[inside] = 0.02 + 0.015 * np.cos(2 * np.pi * 5 * (time[inside] - start))
    return Voice(power=power, rate=RATE, evidence=evidence, duration=SECONDS)


def told(
    *,
    given: Sequence[LyricLine | str] = (),
    pins: Sequence[LyricLine] = (),
    words: Sequence[Word] | None = None,
    heard: Voice | None = None,
) -> Singing:
    transcript = None if words is None else Transcript(words=tuple(words), by="test")
    return hear_singing(
        voice=heard or voice(*SUNG),
        given=given,
        pins=pins,
        transcript=transcript,
        reader=read_english,
    )


def words_of(text: str, start: float, *, sure: float = 0.9) -> list[Word]:
    return [
        Word(start=start + 0.3 * n, end=start + 0.3 * n + 0.25, text=word, confidence=sure)
        for n, word in enumerate(text.split())
    ]


def test_plain_words_get_times_where_a_voice_sounds() -> None:
    singing = told(given=LINES)
    assert [line.text for line in singing.lines] == list(LINES)
    for line, (start, end) in zip(singing.lines, SUNG, strict=True):
        assert line.start == pytest.approx(start, abs=0.3)
        assert line.end == pytest.approx(end, abs=0.3)
        assert line.way == "voice"
    assert (singing.source, singing.instrumental) == ("given", False)
    assert singing.reading.keywords[0] == "wait"


def test_lines_of_an_lrc_file_end_where_the_voice_does() -> None:
    given = read_lyrics("[00:04.00]I wait for you\n[00:08.00]And nobody comes\n[00:12.00]Until")
    lines = told(given=given).lines
    assert [line.start for line in lines] == [4.0, 8.0, 12.0]
    assert [line.end for line in lines] == pytest.approx([6.0, 9.0, 14.0], abs=0.2)
    assert {line.way for line in lines} == {"given"}


def test_an_lrc_line_over_no_voice_keeps_its_guessed_end() -> None:
    [given] = read_lyrics("[00:20.00]Down by the sea")
    [line] = told(given=[given]).lines
    assert (line.start, line.end) == (given.start, given.end)


def test_times_that_a_file_gives_are_not_touched() -> None:
    line = LyricLine(start=1.0, end=2.0, text="Down by the sea")
    [kept] = told(given=[line]).lines
    assert (kept.start, kept.end, kept.way) == (1.0, 2.0, "given")


def test_a_transcript_says_more_than_the_voice() -> None:
    words = [*words_of(LINES[1], 8.1), *words_of(LINES[2], 12.2)]
    first, second, third = told(given=LINES, words=words).lines
    assert first.way == "voice"
    assert first.start == pytest.approx(4.0, abs=0.3)
    assert (second.way, second.start) == ("words", 8.1)
    assert [word.text for word in third.words] == LINES[2].split()


def test_a_transcript_alone_makes_the_lines() -> None:
    words = [*words_of("Down by the sea.", 4.0), *words_of("I wait", 5.3), *words_of("again", 12.0)]
    singing = told(words=words)
    assert [line.text for line in singing.lines] == ["Down by the sea.", "I wait", "again"]
    assert (singing.source, singing.transcriber, singing.instrumental) == (
        "transcribed",
        "test",
        False,
    )


def test_what_a_transcriber_only_guessed_is_left_out() -> None:
    singing = told(words=words_of("thanks for watching", 4.0, sure=0.1))
    assert singing.lines == ()
    assert singing.instrumental is True


def test_a_pinned_line_stays_and_the_others_lie_around_it() -> None:
    pin = LyricLine(start=10.0, end=11.5, text="and nobody comes!")
    first, second, third = told(given=LINES, pins=[pin]).lines
    assert (second.start, second.end, second.way, second.text) == (10.0, 11.5, "pinned", LINES[1])
    assert first.start == pytest.approx(4.0, abs=0.3)
    assert first.end <= 10.0
    assert third.start == pytest.approx(12.0, abs=0.3)


def test_a_pinned_line_takes_the_place_of_what_was_heard_there() -> None:
    pin = LyricLine(start=8.0, end=9.0, text="Somebody comes")
    words = [*words_of(LINES[1], 8.1), *words_of(LINES[2], 12.2)]
    assert [line.text for line in told(words=words, pins=[pin]).lines] == [pin.text, LINES[2]]


def test_who_sings_nothing_is_said_to_be_instrumental() -> None:
    nobody = told(heard=voice(evidence=0.05))
    assert (nobody.lines, nobody.source, nobody.instrumental) == ((), "none", True)
    assert nobody.voice < 0.1
    assert nobody.reading.text == ""


def test_a_voice_without_words_cannot_be_told_from_a_fiddle() -> None:
    assert told().instrumental is None


def test_lines_over_no_voice_are_guesses_without_confidence() -> None:
    lines = told(given=LINES, heard=voice(evidence=0.0)).lines
    assert {line.way for line in lines} == {"guess"}
    assert {line.confidence for line in lines} == {0.0}
    assert lines[0].start == 0
    assert lines[-1].end == SECONDS


@pytest.mark.parametrize(
    ("sound", "rate"),
    [
        pytest.param(sounds.noise(10.0), sounds.RATE, id="noise"),
        pytest.param(sounds.noise(10.0)[::5], 8000, id="noise at 8 kHz"),
        pytest.param(sounds.silence(10.0), sounds.RATE, id="silence"),
        pytest.param(sounds.drone(10.0), sounds.RATE, id="a drone"),
        pytest.param(sounds.band(110, 10.0)[0], sounds.RATE, id="a band without a singer"),
    ],
)
def test_where_nobody_sings_lines_are_hardly_believed(sound: np.ndarray, rate: int) -> None:
    measured = measures(bands(sounds.audio(sound, sample_rate=rate)))
    heard = Voice(power=measured.voice, rate=RATE, evidence=voice_evidence(measured), duration=10.0)
    assert told(heard=heard).instrumental is True
    assert max(line.confidence for line in told(heard=heard, given=LINES).lines) < 0.3
