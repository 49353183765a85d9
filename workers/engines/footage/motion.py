"""How strongly and how fast a scene is to move, in a video model's terms.

SVD was trained with two numbers beside the picture: a motion bucket, how much optical flow a clip
has (0 to 255; 127 is its usual), and the frame rate. A calm shot gets less of the first; a lively
one is also shown faster. The rate gives way where the clip would end too soon: slower footage is
cheaper than a second clip.
"""

from fractions import Fraction

from common.artifacts.clips import ENOUGH
from common.artifacts.script import Brief
from workers.engines.camera.direction import read_move

SLOWEST, FASTEST = 6, 9
"""Frames a second; SVD was trained on 6 and more."""
_CALM, _LIVELY = 70, 180
_BY_MOVE = {"static": 0.7, "handheld": 1.15, "orbit": 1.1, "pan": 1.05}
_BY_VIEW = {"establishing": 1.0, "medium": 1.0, "close": 0.85}
_MOST_BUCKET = 255


def motion_bucket(brief: Brief, *, liveliness: float = 1.0) -> int:
    """The motion bucket of a scene, 1 to 255, from its energy, camera and view.

    `liveliness` is asked above 1 when an earlier take hardly moved.
    """
    scene = brief.scene
    move = read_move(scene.mise_en_scene.camera, energy=scene.energy)
    bucket = _CALM + (_LIVELY - _CALM) * scene.energy
    bucket *= _BY_MOVE.get(move, 1.0) * _BY_VIEW[scene.view] * liveliness
    return max(1, min(_MOST_BUCKET, round(bucket)))


def frame_rate(brief: Brief, *, frames: int, duration: float) -> Fraction:
    """Frames a second of a clip of so many frames for a scene of so many seconds."""
    wanted = round(SLOWEST + (FASTEST - SLOWEST) * brief.scene.energy)
    lasting = int(frames / (float(ENOUGH) * duration))
    return Fraction(max(SLOWEST, min(wanted, lasting)))
