"""Lyrics as files have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.artifacts.lyrics import LyricLine, read_lyrics, to_webvtt, undrawable, within
from common.errors import InvalidInputError

LRC = """\ufeff[ar:Nobody]
[offset:+500]
[00:10.50]Down by the sea
[00:13.00][00:30.00]I wait for <00:13.50>you
[00:15.25]
[01:00.00]Last light
"""
SRT = """1
00:00:10,000 --> 00:00:12,500
Down <i>by</i> the sea

2
00:00:12,500 --> 00:00:15,000
I wait
for you
"""


def spoken(text: str) -> list[tuple[float, float, str]]:
    lines = read_lyrics(text)
    return [(one.start, one.end, one.text) for one in lines if not isinstance(one, str)]


def test_lrc_lines_last_as_they_are_sung_and_never_into_the_next() -> None:
    assert spoken(LRC) == [
        (10.0, 12.0, "Down by the sea"),
        (12.5, 14.5, "I wait for you"),
        (29.5, 31.5, "I wait for you"),
        (59.5, 60.9, "Last light"),
    ]


def test_subrip_has_its_own_ends() -> None:
    assert spoken(SRT) == [(10.0, 12.5, "Down by the sea"), (12.5, 15.0, "I wait for you")]


def test_what_is_written_is_read_again() -> None:
    lines = read_lyrics(SRT)
    assert read_lyrics(to_webvtt(lines)) == lines
    assert to_webvtt([LyricLine(start=0, end=1, text="a <b> & c")]).endswith(
        "a &lt;b&gt; &amp; c\n"
    )


def test_words_alone_are_lines_without_headings_and_chords() -> None:
    text = "[Verse 1]\nDown by  the sea\n\nChorus:\n(x2)\nI wait\n* * *\n"
    assert read_lyrics(text) == ("Down by the sea", "I wait")


def test_only_ends_that_an_lrc_file_lacks_are_estimated() -> None:
    assert {line.estimated for line in read_lyrics(LRC) if not isinstance(line, str)} == {True}
    assert {line.estimated for line in read_lyrics(SRT) if not isinstance(line, str)} == {False}


@pytest.mark.parametrize(
    "text",
    [
        f"1\n00:01 --> 00:{'9' * 400}\nDown by the sea",
        "1\n00:01 --> 99999999:02\nDown by the sea",
        "[offset:-1e300]\n[00:01.00]Down by the sea",
        "[offset:nan]\n[00:01.00]Down by the sea",
    ],
)
def test_a_time_that_no_song_reaches_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match=r"^the lyrics have a time of [^\n]{1,50}$"):
        read_lyrics(text)


@pytest.mark.parametrize("text", ["", "123\n- - -", "[00:10.00]\n[00:12.00]   "])
def test_lyrics_without_words_are_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="no lyrics"):
        read_lyrics(text)


def test_an_excerpt_takes_what_is_sung_in_it() -> None:
    lines = read_lyrics(SRT)
    assert [(line.start, line.end) for line in within(lines, 11.0, 13.0)] == [
        (0.0, 1.5),
        (1.5, 2.0),
    ]
    assert within(lines, 20.0, 30.0) == ()


def test_letters_that_cannot_be_drawn_are_named() -> None:
    assert undrawable(["Žluťoučký кот, ναι! 漢字"]) == "字漢"


@given(st.text(alphabet=st.sampled_from("[]0123456789:.,->\n ab\r<"), max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        lines = read_lyrics(text)
    except InvalidInputError:
        return
    assert all(one if isinstance(one, str) else 0 <= one.start < one.end for one in lines)
