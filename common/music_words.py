"""Words of music that must not reach a picture engine.

An image model paints "drop" as a drop and "bass" as a fish, and a sentence about a chorus says
nothing about a picture. So a clause about music is taken out; what is left must still say
something. Instruments and players stay: a piano, a drum kit or a singer is a thing to look at.
Words with a common other meaning stay where that meaning is plain ("a drop of water").
"""

import re

_LISTED = """
    a cappella, acapella, arpeggio, backbeat, ballad, bar line, bassline, bass line, bass(?!
    guitar| drum| player), beat, beatbox, beats, bpm, breakbeat, breakdown, cadence, chord,
    chorus, crescendo, dancehall, deejay, diminuendo, dj, downbeat, drop(?! of), drum and
    bass, drum machine, drumbeat, drum solo, dubstep, edm, electropop, folk music, forte,
    funk, grunge, guitar solo, harmony vocals, heavy metal, hip hop, house music,
    instrumental, interlude, jazz, k pop, kick drum, lo fi, lyric, major key, mashup, melody,
    minor key, music, musical, octave, offbeat, outro, piano solo, pop music, post chorus, pre
    chorus, punk rock, r&b, rap, rapping, reggae, reggaeton, refrain, remix, reverb, rhythm,
    riff, rock and roll, rock music, rock'n'roll, semitone, song, soundtrack, staccato, sub
    bass, synth, synth pop, synthesiser, synthesizer, synthwave, techno, tempo, time
    signature, track list, trance music, tune, upbeat, verse, vocal, 808
"""
MUSIC_WORDS: tuple[str, ...] = tuple(" ".join(word.split()) for word in _LISTED.split(","))
"""Regular expressions; plurals come by themselves."""


def _pattern() -> re.Pattern[str]:
    longest_first = sorted(MUSIC_WORDS, key=len, reverse=True)
    words = "|".join(word.replace(" ", r"[\s-]+") for word in longest_first)
    return re.compile(rf"(?<![\w'])(?:{words}|melodies)(?:e?s)?(?![\w])", re.IGNORECASE)


_MUSIC = _pattern()
_ORPHANS = re.compile(r"\b(?:the|an?|of|to|with|in|on|at|by|and|as|like|for)\s*$", re.IGNORECASE)


def names_music(text: str) -> bool:
    """Whether a word of music is in the text."""
    return _MUSIC.search(text) is not None


def without_music(text: str) -> str:
    """The text without what it says about music; it may come back empty.

    Whole clauses go while others remain, single words with the article before them otherwise.
    """
    if not names_music(text):
        return text
    clauses = [clause.strip(" .") for clause in re.split(r"[,;:\n]", text)]
    kept = [clause for clause in clauses if clause and not names_music(clause)]
    return ", ".join(kept) if kept else _without_words(text)


def _without_words(text: str) -> str:
    """Again while the removal itself makes a word of music: "drop of bass"."""
    left = ""
    for part in _MUSIC.split(text):
        left = _without_orphans(left) + " " + part.strip()
    left = re.sub(r"\s+([,;.])", r"\1", " ".join(_without_orphans(left).split())).strip(" ,;:.-")
    return without_music(left)


def _without_orphans(text: str) -> str:
    """Drop articles and prepositions that have lost their noun."""
    text = text.rstrip()
    while shorter := _ORPHANS.search(text):
        text = text[: shorter.start()].rstrip()
    return text
