"""A frame between two frames, by optical flow."""

from workers.engines.interpolator.interpolating import FlowInterpolator

__all__ = ["FlowInterpolator"]
