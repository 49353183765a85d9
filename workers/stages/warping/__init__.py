"""Maps output time to clip time so that what comes to rest does so on a beat."""

from common.artifacts.pushes import ZOOM, push
from workers.stages.warping.correction import correct
from workers.stages.warping.drawn import plan_drawn
from workers.stages.warping.planning import frames_needed, plan_warp

__all__ = ["ZOOM", "correct", "frames_needed", "plan_drawn", "plan_warp", "push"]
