"""From the camera's words in a mise-en-scène to a move: which, which way, how far.

People write these words: "medium shot, slow push in", "whip pan left", "handheld". The first move
named wins; where the text leaves the way open, scenes alternate by their seed.
"""

import math
import re

from common.artifacts.clips import Move
from common.artifacts.script import Scene

_WORDS: tuple[tuple[str, Move], ...] = (
    (r"hand[- ]?held|shaky|documentary", "handheld"),
    (r"orbit\w*|arc\w*|circl\w*|around", "orbit"),
    (r"crane\w*|boom\w*|jib|pedestal|ris(?:es?|ing)|ascend\w*|descend\w*", "crane"),
    (r"push\w*|dolly in|zoom\w* in|moves? in|track\w* in|closes in|approach\w*", "push"),
    (r"pull\w*|dolly out|dolly back|zoom\w* out|moves? back|back(?:s|ing) away|retreat\w*", "pull"),
    (r"pan\w*|truck\w*|track\w*|lateral|slid\w*|follow\w*|dolly", "pan"),
    (r"tilt\w*", "tilt"),
    (r"static|still|locked|fixed|tripod", "static"),
)
_SLOW = re.compile(r"\b(slow\w*|gentl\w*|subtle|slight\w*|creep\w*|drift\w*)\b")
_FAST = re.compile(r"\b(fast|quick\w*|rapid\w*|whip|swift\w*|urgent\w*)\b")
_BACKWARD = re.compile(r"\b(left|leftwards?|down|downwards?|descend\w*|lower\w*|counter\w*)\b")
_FORWARD = re.compile(r"\b(right|rightwards?|up|upwards?|ris(?:es?|ing)|ascend\w*|clockwise)\b")

NATURAL_SECONDS = 7.0
"""Duration over which a move of middling energy has its full extent."""
LEAST_AMOUNT, MOST_AMOUNT = 0.15, 1.0


def read_move(text: str, *, energy: float) -> Move:
    """The first move that a camera text names; without one, by energy."""
    found = [
        (match.start(), rank, move)
        for rank, (pattern, move) in enumerate(_WORDS)
        if (match := re.search(rf"\b(?:{pattern})\b", text.lower()))
    ]
    if found:
        return min(found)[2]
    return "push" if energy >= 0.35 else "static"


def read_direction(text: str, move: Move, *, seed: int) -> float:
    """Radians: 0 right, pi/2 up. The seed decides where the text does not."""
    lowered = text.lower()
    forward = seed % 2 == 0
    if _BACKWARD.search(lowered):
        forward = False
    elif _FORWARD.search(lowered):
        forward = True
    if move in ("tilt", "crane"):
        return math.pi / 2 if forward else -math.pi / 2
    return 0.0 if forward else math.pi


def read_amount(scene: Scene, *, duration: float) -> float:
    """Extent over the whole shot: energetic shots move further, short ones less far."""
    text = scene.mise_en_scene.camera.lower()
    pace = 0.8 if _SLOW.search(text) else 1.25 if _FAST.search(text) else 1.0
    amount = (0.55 + 0.6 * scene.energy) * pace * duration / NATURAL_SECONDS
    return min(MOST_AMOUNT, max(LEAST_AMOUNT, amount))
