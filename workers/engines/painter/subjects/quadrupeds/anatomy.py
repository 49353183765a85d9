"""Proportions and colours of the species.

Lengths are shares of the animal's height from the ground to the top of its head. Heads are
contours in head lengths, looking along +x, the joint with the neck near (-0.3, 0).
"""

from dataclasses import dataclass, field

Points = tuple[tuple[float, float], ...]

CANINE = (
    "-0.44,0.16 -0.18,0.33 0.08,0.27 0.20,0.10 0.50,0.03 0.62,-0.02 0.61,-0.09 "
    "0.50,-0.15 0.22,-0.20 0.0,-0.30 -0.26,-0.34 -0.44,-0.18"
)
FELINE = (
    "-0.42,0.14 -0.20,0.36 0.12,0.36 0.33,0.18 0.45,0.06 0.49,-0.04 0.44,-0.16 "
    "0.26,-0.27 0.0,-0.35 -0.30,-0.30 -0.44,-0.10"
)
EQUINE = (
    "-0.36,0.18 -0.14,0.24 0.10,0.17 0.46,0.05 0.60,-0.02 0.62,-0.14 0.52,-0.20 "
    "0.36,-0.15 0.10,-0.20 -0.10,-0.28 -0.30,-0.24 -0.42,-0.04"
)
CERVINE = (
    "-0.38,0.14 -0.16,0.25 0.08,0.18 0.44,0.05 0.58,0.0 0.60,-0.09 0.48,-0.15 "
    "0.20,-0.16 -0.08,-0.24 -0.30,-0.22 -0.42,-0.04"
)
URSINE = (
    "-0.46,0.12 -0.26,0.38 0.04,0.38 0.22,0.18 0.46,0.12 0.56,0.04 0.55,-0.10 "
    "0.40,-0.20 0.14,-0.26 -0.10,-0.36 -0.40,-0.30 -0.52,-0.06"
)
LEPORINE = (
    "-0.40,0.16 -0.16,0.34 0.14,0.30 0.40,0.10 0.49,-0.02 0.44,-0.14 0.24,-0.26 "
    "-0.06,-0.32 -0.34,-0.26 -0.46,-0.06"
)
CAMELINE = (
    "-0.38,0.14 -0.16,0.26 0.10,0.20 0.40,0.10 0.58,0.06 0.62,-0.06 0.56,-0.20 "
    "0.40,-0.24 0.16,-0.18 -0.10,-0.24 -0.32,-0.22 -0.42,-0.04"
)
BOVINE = (
    "-0.42,0.20 -0.16,0.30 0.12,0.22 0.44,0.08 0.60,0.02 0.62,-0.16 0.52,-0.26 "
    "0.30,-0.24 0.06,-0.26 -0.20,-0.32 -0.42,-0.10"
)
SIMIAN = (
    "-0.42,0.12 -0.24,0.36 0.06,0.40 0.24,0.26 0.28,0.10 0.40,0.02 0.42,-0.16 "
    "0.26,-0.28 0.0,-0.34 -0.28,-0.30 -0.44,-0.10"
)
PACHYDERM = (
    "-0.46,0.22 -0.20,0.44 0.12,0.44 0.34,0.24 0.40,-0.02 0.38,-0.26 0.22,-0.36 "
    "-0.04,-0.34 -0.34,-0.36 -0.50,-0.08"
)


@dataclass(frozen=True, kw_only=True)
class Species:
    """Attributes:
    length: from hip to shoulder; withers, croup: heights of the back over them.
    chest, loin: depth of the body there.
    head: centre from the shoulder's top; size, tilt (radians, up) of the head.
    neck: radius at its base and at the head.
    leg: radii at the top, the joint and the foot; `hoof` for a hoof.
    tail: line from the rump, with its widths; stride in heights a cycle.
    """

    length: float
    withers: float
    croup: float
    chest: float
    loin: float
    head: tuple[float, float]
    size: float
    neck: tuple[float, float]
    leg: tuple[float, float, float]
    tail: Points
    widths: tuple[float, ...]
    skull: str
    ear: str
    coat: str
    belly: str
    socks: str
    tip: str
    ears: Points = ((-0.14, 0.22),)
    tilt: float = 0.0
    hoof: bool = False
    mane: str = ""
    muzzle: str = ""
    eye: tuple[float, float] = (0.10, 0.09)
    stride: float = 0.8
    seconds: float = 0.75
    metres: float = 1.0
    walk: bool = False
    extras: tuple[str, ...] = field(default=())


POINTED = "-0.10,0.0! -0.06,0.30 0.02,0.46! 0.13,0.22 0.16,0.0!"
LEAF = "-0.06,0.0! -0.12,0.16 -0.04,0.36! 0.06,0.18 0.06,0.0!"
ROUND = "-0.13,0.0 -0.12,0.16 0.0,0.22 0.12,0.14 0.12,0.0"
TALL = "-0.07,0.0! -0.16,0.40 -0.12,0.80 0.0,0.84 0.06,0.45 0.08,0.0!"
FLOPPY = "-0.04,0.08 0.10,0.06 0.14,-0.16 0.06,-0.34 -0.08,-0.28 -0.10,-0.06"
