"""The words of a song and when they are sung, if that is known; read from plain text, LRC and
SubRip, written as WebVTT."""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Annotated, Self

from pydantic import Field, model_validator

from common.artifacts.document import Seconds, Value
from common.errors import InvalidInputError

_BREATH, _SYLLABLE = 0.8, 0.3
"""Seconds that a line of an LRC file, which has no ends, takes: slow singing, and a breath."""
_VOWELS = re.compile(
    r"[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿаеёиоуыэюяαεηιουωάέήίόύώ]+", re.IGNORECASE
)
MOST_LINES, MOST_CHARACTERS = 2000, 300
_MOST = 1e7
"""Of a time's parts, or an offset in milliseconds."""
_STAMP = re.compile(r"\[(\d{1,3}):(\d{1,2}(?:[.:]\d{1,3})?)\]")
_WORD_STAMP = re.compile(r"<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>")
_TAG = re.compile(r"^\[(?P<name>[a-z#]+):(?P<value>[^\]]*)\]\s*$", re.IGNORECASE)
_ARROW = re.compile(r"^\s*([\d:.,]+)\s*-->\s*([\d:.,]+)")
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
"""That the letters we draw with have."""


Line = Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]
"""A phrase of which nobody has said when it is sung."""
_HEADING = re.compile(
    r"^[\[(].*[\])]$|^(verse|chorus|refrain|bridge|intro|outro)\b[\s\d]*:?$", re.I
)
"""What lyrics are headed with and nobody sings: `[Chorus]`, `Verse 2:`."""


class LyricLine(Value):
    """A phrase as it is sung, in seconds of the song's own time."""

    start: Seconds
    end: Seconds
    text: str = Field(min_length=1, max_length=MOST_CHARACTERS)
    estimated: bool = Field(
        default=False, description="the end is a guess: the singing is asked for the real one"
    )

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if self.end <= self.start:
            raise ValueError("a line ends before it starts")
        return self


def read_lyrics(text: str) -> tuple[LyricLine, ...] | tuple[str, ...]:
    """Lines in order, from the text of an LRC or a SubRip (or WebVTT) file, or of plain lyrics.

    Raises:
        InvalidInputError: nothing is said in it, or too much.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    timed = _subrip(text) if "-->" in text else _lrc(text) if _STAMP.search(text) else []
    bare = [] if "-->" in text or _STAMP.search(text) else _bare(text)
    count = len(timed) + len(bare)
    if not count:
        raise InvalidInputError(
            "no lyrics in it: give lines of words, LRC lines such as [00:12.30]text, or an SRT file"
        )
    if count > MOST_LINES:
        raise InvalidInputError(f"the lyrics have {count} lines; {MOST_LINES} are accepted")
    return tuple(timed) if timed else tuple(bare)


def within(lines: Sequence[LyricLine], start: float, end: float) -> tuple[LyricLine, ...]:
    """Those sung between two moments, cut there, in seconds from the first."""
    heard = (
        (max(line.start, start), min(line.end, end), line.text)
        for line in lines
        if line.end > start and line.start < end
    )
    return tuple(
        LyricLine(start=round(a - start, 6), end=round(b - start, 6), text=text)
        for a, b, text in heard
        if b > a
    )


def to_webvtt(lines: Iterable[LyricLine]) -> str:
    """The text of a subtitle file that browsers show."""
    cues = (f"{_clock(line.start)} --> {_clock(line.end)}\n{_escaped(line.text)}" for line in lines)
    return "\n\n".join(("WEBVTT", *cues)) + "\n"


def undrawable(texts: Iterable[str]) -> str:
    """Letters in them that the lettering of films does not have."""
    strange = {
        letter
        for text in texts
        for letter in text
        if unicodedata.category(letter).startswith("L")
        and not unicodedata.name(letter, "").startswith(_SCRIPTS)
    }
    return "".join(sorted(strange))


def _bare(text: str) -> list[str]:
    """Lines that hold words, without headings."""
    lines = (_plain(line) for line in text.split("\n"))
    return [line for line in lines if any(map(str.isalpha, line)) and not _HEADING.match(line)]


def _lrc(text: str) -> list[LyricLine]:
    offset, stamped = 0.0, []
    for line in text.split("\n"):
        tag = _TAG.match(line.strip())
        if tag and tag["name"].lower() == "offset":
            offset = _number(tag["value"]) / 1000
        said = _plain(_WORD_STAMP.sub(" ", _STAMP.sub("", line)))
        for minutes, seconds in _STAMP.findall(line):
            stamped.append((60 * int(minutes) + _number(seconds.replace(":", ".")), said))
    stamped.sort(key=lambda entry: entry[0])
    begun = [(max(0.0, start - offset), said) for start, said in stamped]
    ends = [*(start for start, _ in begun[1:]), math.inf]
    return [
        LyricLine(start=start, end=min(end, start + length_of(said)), text=said, estimated=True)
        for (start, said), end in zip(begun, ends, strict=False)
        if said and end > start
    ]


def syllables(text: str) -> int:
    """About so many; half the letters where we know no vowels."""
    return len(_VOWELS.findall(text)) or len(text) // 2


def length_of(text: str) -> float:
    """Seconds that a line takes when nothing tells how it is sung."""
    return round(_BREATH + _SYLLABLE * syllables(text), 3)


def _subrip(text: str) -> list[LyricLine]:
    lines = []
    for block in re.split(r"\n\s*\n", text):
        rows = block.strip().split("\n")
        at = next((n for n, row in enumerate(rows) if _ARROW.match(row)), None)
        if at is None:
            continue
        match = _ARROW.match(rows[at])
        assert match is not None
        start, end = (_from_clock(part) for part in match.groups())
        said = _plain(" ".join(rows[at + 1 :]))
        if said and end > start:
            lines.append(LyricLine(start=start, end=end, text=said))
    return sorted(lines, key=lambda line: line.start)


def _plain(text: str) -> str:
    """Without markup and control characters, on one line."""
    text = re.sub(r"<[^>]*>|\{[^}]*\}", "", text)
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return " ".join(shown.split())[:MOST_CHARACTERS]


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not abs(value) <= _MOST:
        raise InvalidInputError(f"the lyrics have a time of {text[:40]!r}")
    return value


def _from_clock(text: str) -> float:
    seconds = 0.0
    for part in text.replace(",", ".").split(":"):
        seconds = 60 * seconds + _number(part)
    return seconds


def _clock(seconds: float) -> str:
    whole, thousandths = divmod(round(1000 * seconds), 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}.{thousandths:03d}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
