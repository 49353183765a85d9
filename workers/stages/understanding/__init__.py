"""What a song is like, measured and in words."""

from workers.stages.understanding.labelling import Heard, Labeller, Labels
from workers.stages.understanding.understanding import understand

__all__ = ["Heard", "Labeller", "Labels", "understand"]
