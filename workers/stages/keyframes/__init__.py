"""From a brief to the still that starts a scene."""

from workers.stages.keyframes.making import ImageEngine, make_keyframe

__all__ = ["ImageEngine", "make_keyframe"]
