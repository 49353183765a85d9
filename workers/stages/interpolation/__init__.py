"""Shows a clip at the times of its warp plan."""

from workers.stages.interpolation.drawing import Drawable, draw
from workers.stages.interpolation.retiming import Interpolator, retime

__all__ = ["Drawable", "Interpolator", "draw", "retime"]
