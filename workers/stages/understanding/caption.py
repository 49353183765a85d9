"""One text about a song: tempo, bars, key, chords, mood and form, in sentences.

The Sony paper (arXiv 2503.11190) has a language model fuse a caption with tempo, key, downbeats and
chords; here a template does, and says so where something is not known.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import numpy as np

from common.artifacts.analysis import Analysis
from common.artifacts.harmony import CLEAR, Harmony
from common.artifacts.understanding import Descriptors, Labelling, SectionRole

_WHILE = 32
"""Beats: a tempo that is held so long is one."""
_DRIFTS = 1.12
"""A live band's does not wander so far."""
_NUMBERS = ("", "one beat", "two beats", "three beats", "four beats", "five beats", "six beats")
_SURE_ROLE = 0.3
_MANY_CHORDS = 4
_MANY_PARTS = 9


def caption(
    analysis: Analysis,
    harmony: Harmony,
    whole: Descriptors,
    content: Sequence[Labelling],
    roles: Sequence[SectionRole],
    *,
    heard: str = "",
) -> str:
    """Two to six sentences, after what a captioner heard where there is music to be heard."""
    sentences = [
        heard if whole.confidence >= CLEAR else "",
        _sound(content, whole),
        _beat(analysis),
        _key(harmony),
        _chords(harmony, analysis),
        _voice(whole),
        _form(roles),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _sound(content: Sequence[Labelling], whole: Descriptors) -> str:
    best = {labelling.kind: labelling.best.text for labelling in content}
    if whole.confidence < CLEAR or "genre" not in best:
        return "There is little here to tell what kind of music it is."
    palette = best.get("instrumental energy and palette", "mixed")
    mood = best.get("mood", "neutral")
    return f"{_a(mood).capitalize()} {best['genre']} piece, {palette} in sound."


def _tempi(beats: Sequence[float]) -> tuple[float, float]:
    """The slowest and the fastest tempo that is kept for a while."""
    steps = np.diff(beats)
    parts = [steps[at : at + _WHILE] for at in range(0, max(len(steps) - _WHILE, 0) + 1, _WHILE)]
    tempi = [60 / float(np.median(part)) for part in parts if len(part)]
    return (min(tempi), max(tempi)) if tempi else (0.0, 0.0)


def _beat(analysis: Analysis) -> str:
    if not analysis.has_grid:
        return "No steady beat is heard."
    slow, fast = _tempi(analysis.beats)
    if fast > _DRIFTS * slow:
        return f"Its tempo changes, between about {slow:.0f} and {fast:.0f} beats a minute."
    text = f"It moves at about {analysis.tempo:.0f} beats a minute"
    if analysis.metre > 1 and len(analysis.downbeats) > 1:
        count = (
            _NUMBERS[analysis.metre]
            if analysis.metre < len(_NUMBERS)
            else f"{analysis.metre} beats"
        )
        bar = float(np.median(np.diff(analysis.downbeats)))
        text += (
            f", {count} to the bar; the first bar begins at {analysis.downbeats[0]:.2f} s "
            f"and a bar lasts {bar:.2f} s"
        )
    return text + "."


def _key(harmony: Harmony) -> str:
    key = harmony.key
    if key.confidence >= CLEAR:
        return f"It is in {key.name}."
    if key.confidence >= CLEAR / 2:
        return f"The key is perhaps {key.name}."
    return "The key is not clear."


def _chords(harmony: Harmony, analysis: Analysis) -> str:
    lengths: Counter[str] = Counter()
    for chord in harmony.chords:
        if chord.root is not None and chord.confidence >= CLEAR:
            lengths[chord.name] += round(1000 * (chord.end - chord.start))
    named = [name for name, _ in lengths.most_common(_MANY_CHORDS)]
    if not named or harmony.tonality < CLEAR:
        return ""
    if len(named) == 1:
        return f"It stays on the chord of {named[0]}."
    text = f"Its chords are mostly {_joined(named)}"
    if analysis.has_grid:
        lasting = [c.end - c.start for c in harmony.chords if c.root is not None]
        beats = float(np.median(lasting)) * analysis.tempo / 60
        text += f", changing every {beats:.0f} beats" if beats >= 1.5 else ", changing every beat"
    return text + "."


def _voice(whole: Descriptors) -> str:
    if whole.confidence < CLEAR:
        return ""
    if whole.vocals > 0.65:
        return "There may be a voice in the centre."
    return "No clear voice is heard." if whole.vocals < 0.3 else ""


def _form(roles: Sequence[SectionRole]) -> str:
    if len(roles) < 3 or max(role.confidence for role in roles) < _SURE_ROLE:
        return ""
    names: list[str] = [name for name, _ in groupby(role.role for role in roles)]
    if len(names) > _MANY_PARTS:
        often = [name for name, _ in Counter(names).most_common(2)]
        return f"Its {len(names)} parts go mostly between {_joined(often)}."
    return f"Its parts follow as {_joined(names, last='then')}."


def _joined(words: Sequence[str], *, last: str = "and") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
