"""Songs written by code: their beats and bars are exact because they are made here."""

from benchmarks.songbook.arranging import Piece, Style, arrange
from benchmarks.songbook.beatless import WITHOUT_BEAT, beatless
from benchmarks.songbook.genres import draw
from benchmarks.songbook.inventing import invent
from benchmarks.songbook.pieces import STYLES

__all__ = ["STYLES", "WITHOUT_BEAT", "Piece", "Style", "arrange", "beatless", "draw", "invent"]
