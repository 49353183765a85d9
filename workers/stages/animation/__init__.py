"""Turns a keyframe into motion: a plan that can be drawn at any instant, or footage."""

from workers.stages.animation.animating import Animator, Drawable, animate
from workers.stages.animation.cues import cues_for
from workers.stages.animation.takes import Retaking, Verdict, animate_takes

__all__ = [
    "Animator",
    "Drawable",
    "Retaking",
    "Verdict",
    "animate",
    "animate_takes",
    "cues_for",
]
