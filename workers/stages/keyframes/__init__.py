"""From a brief to the still that starts a scene."""

from workers.stages.keyframes.making import ImageEngine, Known, ManyPainter, Wish, make_keyframe
from workers.stages.keyframes.toning import toned

__all__ = ["ImageEngine", "Known", "ManyPainter", "Wish", "make_keyframe", "toned"]
