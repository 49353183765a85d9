"""What is sung, when, and of what."""

from workers.stages.singing.reading import Reader
from workers.stages.singing.singing import Pins, Voice, hear_singing
from workers.stages.singing.transcript import Transcriber, Transcript

__all__ = ["Pins", "Reader", "Transcriber", "Transcript", "Voice", "hear_singing"]
