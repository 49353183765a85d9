"""The verb of this stage."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from common.artifacts.lyrics import LyricLine, length_of, syllables
from common.artifacts.singing import Reading, Singing, SungLine, Way, Word
from workers.stages.singing.activity import Activity, activity
from workers.stages.singing.matching import matched, plain
from workers.stages.singing.placing import placed, spread
from workers.stages.singing.reading import Reader
from workers.stages.singing.transcript import Transcript, phrased

_NOBODY = 0.3
"""Evidence of a voice under which, without a word heard, nobody sings."""
_HELD = 1.2
"""Seconds without a voice after which a line has ended."""
_MOST_SURE = 0.8
"""Of a line that was placed by its length alone."""

Pins = Sequence[LyricLine]


@dataclass(frozen=True, kw_only=True)
class _Draft:
    """A line whose times are not all known yet."""

    text: str
    start: float | None = None
    end: float | None = None
    way: Way = "guess"
    confidence: float = 0.0
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Voice:
    """What may be a voice in a song.

    Attributes:
        power: over time, shape (n,), at `rate` values a second.
        evidence: how much of the song is such, 0 to 1.
        duration: of the song, seconds.
    """

    power: NDArray[np.float64]
    rate: float
    evidence: float
    duration: float


def hear_singing(
    *,
    voice: Voice,
    given: Sequence[LyricLine | str] = (),
    pins: Pins = (),
    transcript: Transcript | None = None,
    reader: Reader,
) -> Singing:
    """Find out what is sung, and when. Supplied lines are the truth; only their times are heard.

    Args:
        given: lines in order, with their times or without.
        pins: lines that a person put in their place; each stands for the line with its words that
            is nearest in time, or is one more.
        transcript: what somebody wrote down while listening; None: nobody did.
    """
    heard, duration = activity(voice.power, voice.rate), voice.duration
    known = round(min(1.0, voice.evidence) * heard.clarity, 4)
    if given:
        drafts = _pinned([_draft(one) for one in given], pins)
        lines = _timed(drafts, heard, transcript, voice)
    else:
        lines = _with_pins(phrased(transcript.words) if transcript else [], pins)
    return Singing(
        duration=duration,
        source="given" if given else "transcribed" if lines else "none",
        lines=tuple(sorted(lines, key=lambda line: line.start)),
        voice=known,
        instrumental=_instrumental(known, any(lines), transcript is not None),
        reading=reader([line.text for line in lines]) if lines else Reading(),
        transcriber="" if transcript is None else transcript.by,
    )


def _instrumental(voice: float, has_lines: bool, listened: bool) -> bool | None:
    if has_lines:
        return False
    return True if listened or voice < _NOBODY else None


def _draft(line: LyricLine | str) -> _Draft:
    if isinstance(line, str):
        return _Draft(text=line)
    end = None if line.estimated else line.end
    return _Draft(text=line.text, start=line.start, end=end, way="given", confidence=1.0)


def _pinned(drafts: list[_Draft], pins: Pins) -> list[_Draft]:
    """Drafts with the pinned ones in their places, still in the order of the text."""
    for pin in pins:
        same = [n for n, one in enumerate(drafts) if _said(one.text) == _said(pin.text)]
        put = _Draft(text=pin.text, start=pin.start, end=pin.end, way="pinned", confidence=1.0)
        if not same:
            drafts = [*drafts, put]
            continue
        free = [n for n in same if drafts[n].way != "pinned"] or same
        nearest = min(free, key=lambda n: abs((drafts[n].start or pin.start) - pin.start))
        drafts[nearest] = replace(put, text=drafts[nearest].text)
    return drafts


def _said(text: str) -> list[str]:
    return [plain(word) for word in text.split()]


def _with_pins(lines: list[SungLine], pins: Pins) -> list[SungLine]:
    """A person's word stands: what was heard at the same time gives way."""
    kept = [
        line for line in lines if not any(p.start < line.end and line.start < p.end for p in pins)
    ]
    put = [SungLine(**pin.model_dump(), way="pinned", confidence=1.0) for pin in pins]
    return [*kept, *put]


def _timed(
    drafts: list[_Draft], heard: Activity, transcript: Transcript | None, voice: Voice
) -> list[SungLine]:
    if transcript is not None and transcript.words:
        drafts = _by_words(drafts, transcript.words)
    drafts = _by_voice(drafts, heard, voice.duration)
    starts = [draft.start for draft in drafts if draft.start is not None]
    return [line for draft in drafts if (line := _ended(draft, heard, starts, voice.duration))]


def _by_words(drafts: list[_Draft], words: Sequence[Word]) -> list[_Draft]:
    """Times from a transcript, for lines that have none and for lines that have no end."""
    found = matched([draft.text for draft in drafts], words)
    result = []
    for draft, line in zip(drafts, found, strict=True):
        if line is None or draft.end is not None:
            result.append(draft)
        elif draft.start is None:
            result.append(_Draft(**{name: getattr(line, name) for name in _SAME}))
        else:
            end = line.end if line.end > draft.start else None
            result.append(replace(draft, end=end, words=line.words))
    return result


_SAME = ("text", "start", "end", "way", "confidence", "words")


def _by_voice(drafts: list[_Draft], heard: Activity, duration: float) -> list[_Draft]:
    """Times for lines that have none, between the neighbours that have some."""
    result = list(drafts)
    place = 0
    while place < len(result):
        if result[place].start is not None:
            place += 1
            continue
        last = place
        while last < len(result) and result[last].start is None:
            last += 1
        start = _last_moment(result[place - 1]) if place else 0.0
        end = _first_moment(result[last]) if last < len(result) else duration
        result[place:last] = _laid(result[place:last], heard, start, max(end, start))
        place = last
    return result


def _first_moment(draft: _Draft) -> float:
    assert draft.start is not None
    return draft.start


def _last_moment(draft: _Draft) -> float:
    return draft.end if draft.end is not None else _first_moment(draft) + length_of(draft.text)


def _laid(lines: list[_Draft], heard: Activity, start: float, end: float) -> list[_Draft]:
    """Lines over the voice between two moments."""
    counts = [max(syllables(line.text), 1) for line in lines]
    inside = heard.within(start, end)
    places = placed(counts, inside)
    way: Way = "guess" if places is None else "voice"
    if places is None:
        from_voice = len(inside.starts) > 0
        first = float(inside.starts[0]) if from_voice else start
        final = float(inside.ends[-1]) if from_voice else end
        places = spread(counts, first, max(final, first + 0.1 * len(lines)))
    return [
        replace(
            line,
            start=place.start,
            end=place.end,
            way=way,
            confidence=round(_MOST_SURE * heard.clarity**2 * place.fit, 4),
        )
        for line, place in zip(lines, places, strict=True)
    ]


def _ended(
    draft: _Draft, heard: Activity, starts: Sequence[float], duration: float
) -> SungLine | None:
    """The line with its end: where the voice falls silent before the next line begins."""
    start = _first_moment(draft)
    end = draft.end
    if end is None:
        following = min((s for s in starts if s > start), default=duration)
        end = _silent_from(heard, start, following) or min(following, start + length_of(draft.text))
    if start >= duration or end <= start:
        return None
    return SungLine(
        start=round(start, 3),
        end=round(min(end, duration), 3),
        text=draft.text,
        way=draft.way,
        confidence=draft.confidence,
        words=draft.words,
    )


def _silent_from(heard: Activity, start: float, following: float) -> float | None:
    """The end of the last stretch of a line that begins at `start`; None: no voice is there."""
    end: float | None = None
    for first, last in zip(heard.starts.tolist(), heard.ends.tolist(), strict=True):
        if last <= start or first >= following:
            continue
        if first - (start if end is None else end) > _HELD:
            break
        end = min(last, following)
    return end
