"""What is in a song: beats, bars, sections, energy."""

from workers.stages.analysis.analysing import analyse
from workers.stages.analysis.grid import BeatGrid, BeatTracker, Tracking
from workers.stages.analysis.notation import read_beats

__all__ = ["BeatGrid", "BeatTracker", "Tracking", "analyse", "read_beats"]
