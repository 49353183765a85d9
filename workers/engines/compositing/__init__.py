"""Draw a frame from sheets of paper: warp each, lay them over one another in linear light.

Each output pixel (x, y) of a layer is read at ``(u, v) = A (x, y, 1)`` in the sheet, moved further
by the layer's offsets, bilinearly, from premultiplied linear light. Layers are laid front to back
(Porter and Duff, "Compositing digital images", 1984: `over` is associative), so what is already
covered is not sampled again: in a painted scene two or three layers of seven are read.

Conventions: pixel centres lie on integers; matrices map output to sheet pixels. The result is
quantised to sRGB with an ordered blue-noise threshold, which hides banding in skies.
"""

from workers.engines.compositing.drawing import Finish, Placed, composite
from workers.engines.compositing.sheet import GLOW_GROUPS, Sheet, prepare

__all__ = ["GLOW_GROUPS", "Finish", "Placed", "Sheet", "composite", "prepare"]
