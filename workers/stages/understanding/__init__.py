"""What a song is like, measured and in words."""

from workers.stages.understanding.captioning import Captioner, Captions
from workers.stages.understanding.labelling import Heard, Labeller, Labels
from workers.stages.understanding.understanding import understand

__all__ = ["Captioner", "Captions", "Heard", "Labeller", "Labels", "understand"]
