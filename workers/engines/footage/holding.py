"""Footage held to the light and colour of the picture it began with.

A video model drifts: over 25 frames SVD gains contrast and turns colder or pinker. Every frame's
mean and standard deviation in CIE L*a*b* are brought wholly to the keyframe's.
"""

import numpy as np

from workers.stages.keyframes.toning import WHOLLY, Picture, statistics, to_lab, toned_to


def hold(frames: Picture, keyframe: Picture) -> Picture:
    """Frames (n, h, w, 3) with the statistics of a keyframe (h, w, 3); all uint8 sRGB."""
    mean, spread = statistics(to_lab(keyframe))
    return np.stack([toned_to(frame, mean, spread, share=WHOLLY) for frame in frames])
