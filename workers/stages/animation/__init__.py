"""Turns a keyframe into motion: a plan that can be drawn at any instant, or footage."""

from workers.stages.animation.animating import Animator, Drawable, animate
from workers.stages.animation.cues import cues_for

__all__ = ["Animator", "Drawable", "animate", "cues_for"]
