"""Measures when the motion of a clip comes to rest, by optical flow."""

from workers.engines.motion.flow import ROWS
from workers.engines.motion.meter import MotionMeter

__all__ = ["ROWS", "MotionMeter"]
