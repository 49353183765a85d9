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

SPECIES: dict[str, Species] = {
    "fox": Species(
        length=0.62,
        withers=0.66,
        croup=0.63,
        chest=0.27,
        loin=0.19,
        head=(0.20, 0.13),
        size=0.36,
        neck=(0.135, 0.10),
        leg=(0.085, 0.036, 0.024),
        skull=CANINE,
        ear=POINTED,
        tilt=-0.08,
        tail=((0, 0), (-0.20, -0.05), (-0.46, -0.20), (-0.74, -0.16)),
        widths=(0.07, 0.17, 0.23, 0.15, 0.01),
        coat="#d2652a",
        belly="#f3e3cf",
        socks="#3a2623",
        tip="#f6ead9",
        muzzle="#f3e3cf",
        stride=0.95,
        seconds=0.62,
        metres=0.45,
    ),
    "wolf": Species(
        length=0.60,
        withers=0.74,
        croup=0.71,
        chest=0.30,
        loin=0.20,
        head=(0.22, 0.04),
        size=0.36,
        neck=(0.165, 0.12),
        leg=(0.10, 0.042, 0.030),
        skull=CANINE,
        ear=POINTED,
        tilt=-0.10,
        tail=((0, 0), (-0.12, -0.08), (-0.22, -0.26), (-0.28, -0.42)),
        widths=(0.07, 0.12, 0.14, 0.11, 0.01),
        coat="#6d7480",
        belly="#c9c8c4",
        socks="#9a9b9f",
        tip="#3d424c",
        muzzle="#c9c8c4",
        stride=0.95,
        seconds=0.7,
        metres=0.85,
        extras=("ruff",),
    ),
    "dog": Species(
        length=0.56,
        withers=0.70,
        croup=0.68,
        chest=0.28,
        loin=0.20,
        head=(0.15, 0.16),
        size=0.34,
        neck=(0.125, 0.10),
        leg=(0.09, 0.040, 0.032),
        skull=CANINE,
        ear=FLOPPY,
        tilt=0.0,
        ears=((-0.16, 0.20),),
        tail=((0, 0), (-0.14, 0.08), (-0.22, 0.22), (-0.20, 0.34)),
        widths=(0.07, 0.06, 0.045, 0.02),
        coat="#a87445",
        belly="#ecd9bd",
        socks="#ecd9bd",
        tip="#ecd9bd",
        muzzle="#ecd9bd",
        stride=0.85,
        seconds=0.6,
        metres=0.6,
        extras=("collar",),
    ),
    "cat": Species(
        length=0.62,
        withers=0.66,
        croup=0.66,
        chest=0.23,
        loin=0.20,
        head=(0.15, 0.14),
        size=0.34,
        neck=(0.105, 0.09),
        leg=(0.075, 0.042, 0.032),
        skull=FELINE,
        ear=POINTED,
        ears=((-0.16, 0.24), (0.06, 0.28)),
        tail=((0, 0), (-0.20, 0.04), (-0.32, 0.22), (-0.30, 0.44), (-0.38, 0.56)),
        widths=(0.06, 0.055, 0.05, 0.045, 0.04),
        coat="#3d3a46",
        belly="#5a5562",
        socks="#3d3a46",
        tip="#3d3a46",
        stride=0.85,
        seconds=0.8,
        metres=0.32,
        walk=True,
        eye=(0.20, 0.08),
        extras=("whiskers", "slit"),
    ),
    "horse": Species(
        length=0.50,
        withers=0.67,
        croup=0.67,
        chest=0.26,
        loin=0.22,
        head=(0.27, 0.20),
        size=0.27,
        neck=(0.125, 0.07),
        leg=(0.088, 0.032, 0.022),
        skull=EQUINE,
        ear=LEAF,
        tilt=-0.62,
        hoof=True,
        tail=((0, -0.01), (-0.10, -0.04), (-0.14, -0.20), (-0.15, -0.40)),
        widths=(0.04, 0.085, 0.10, 0.07, 0.01),
        coat="#7d4a2c",
        belly="#6a3d25",
        socks="#2a1c1a",
        tip="#2a1a18",
        mane="#2a1a18",
        stride=0.95,
        seconds=0.85,
        metres=2.1,
        eye=(-0.06, 0.08),
    ),
    "deer": Species(
        length=0.38,
        withers=0.53,
        croup=0.53,
        chest=0.20,
        loin=0.15,
        head=(0.17, 0.16),
        size=0.19,
        neck=(0.085, 0.048),
        leg=(0.062, 0.020, 0.013),
        skull=CERVINE,
        ear=LEAF,
        tilt=-0.22,
        hoof=True,
        ears=((-0.24, 0.12),),
        tail=((0, 0), (-0.04, -0.01), (-0.06, -0.06)),
        widths=(0.03, 0.045, 0.01),
        coat="#a8683c",
        belly="#ead3b0",
        socks="#7a4a2c",
        tip="#f4e8d4",
        muzzle="",
        stride=0.75,
        seconds=0.75,
        metres=1.7,
        eye=(-0.02, 0.07),
        extras=("antlers", "spots"),
    ),
    "bear": Species(
        length=0.66,
        withers=0.84,
        croup=0.80,
        chest=0.46,
        loin=0.44,
        head=(0.22, -0.06),
        size=0.38,
        neck=(0.22, 0.17),
        leg=(0.16, 0.095, 0.075),
        skull=URSINE,
        ear=ROUND,
        tilt=-0.12,
        ears=((-0.22, 0.30),),
        tail=((0, -0.05), (-0.05, -0.08)),
        widths=(0.08, 0.06),
        coat="#5a3b2a",
        belly="#4a3022",
        socks="#46301f",
        tip="#5a3b2a",
        muzzle="#b08a62",
        stride=0.6,
        seconds=1.2,
        metres=1.15,
        walk=True,
        eye=(0.12, 0.13),
        extras=("hump",),
    ),
    "rabbit": Species(
        length=0.30,
        withers=0.42,
        croup=0.46,
        chest=0.28,
        loin=0.37,
        head=(0.09, 0.07),
        size=0.35,
        neck=(0.12, 0.11),
        leg=(0.085, 0.045, 0.032),
        skull=LEPORINE,
        ear=TALL,
        ears=((-0.14, 0.22), (0.0, 0.26)),
        tail=((0, -0.06), (-0.05, -0.04)),
        widths=(0.10, 0.10),
        coat="#b09a86",
        belly="#eae0d2",
        socks="#cbb8a4",
        tip="#f6f0e6",
        stride=1.2,
        seconds=0.55,
        metres=0.4,
        eye=(0.10, 0.08),
        extras=("hop",),
    ),
    "elephant": Species(
        length=0.50,
        withers=0.86,
        croup=0.83,
        chest=0.50,
        loin=0.44,
        head=(0.20, -0.07),
        size=0.40,
        neck=(0.20, 0.16),
        leg=(0.125, 0.088, 0.080),
        skull=PACHYDERM,
        ear="",
        ears=(),
        tail=((0, -0.08), (-0.05, -0.22), (-0.06, -0.38)),
        widths=(0.05, 0.02, 0.015, 0.04),
        coat="#83828c",
        belly="#74737e",
        socks="#74737e",
        tip="#4b4a54",
        stride=0.5,
        seconds=1.5,
        metres=3.1,
        walk=True,
        eye=(0.12, 0.06),
        extras=("trunk",),
    ),
    "camel": Species(
        length=0.48,
        withers=0.60,
        croup=0.60,
        chest=0.25,
        loin=0.20,
        head=(0.34, 0.24),
        size=0.22,
        neck=(0.105, 0.055),
        leg=(0.085, 0.030, 0.030),
        skull=CAMELINE,
        ear=LEAF,
        tilt=-0.10,
        ears=((-0.24, 0.10),),
        tail=((0, -0.02), (-0.05, -0.10), (-0.06, -0.22)),
        widths=(0.03, 0.025, 0.03),
        coat="#c79a5e",
        belly="#b5874e",
        socks="#a87a46",
        tip="#7d5a34",
        stride=0.7,
        seconds=1.2,
        metres=2.5,
        walk=True,
        eye=(0.0, 0.08),
        extras=("humps",),
    ),
    "cow": Species(
        length=0.72,
        withers=0.80,
        croup=0.80,
        chest=0.42,
        loin=0.36,
        head=(0.26, 0.0),
        size=0.38,
        neck=(0.17, 0.12),
        leg=(0.12, 0.048, 0.036),
        skull=BOVINE,
        ear=LEAF,
        tilt=-0.45,
        hoof=True,
        ears=((-0.30, 0.16),),
        tail=((0, -0.04), (-0.04, -0.2), (-0.05, -0.42)),
        widths=(0.03, 0.02, 0.05),
        coat="#e9e1d3",
        belly="#d8c9b4",
        socks="#d8cdbc",
        tip="#4a352a",
        muzzle="#d9a493",
        stride=0.6,
        seconds=1.2,
        metres=1.6,
        walk=True,
        eye=(0.02, 0.08),
        extras=("horns", "patches"),
    ),
    "giraffe": Species(
        length=0.24,
        withers=0.52,
        croup=0.46,
        chest=0.17,
        loin=0.13,
        head=(0.26, 0.40),
        size=0.12,
        neck=(0.082, 0.034),
        leg=(0.052, 0.018, 0.014),
        skull=CERVINE,
        ear=LEAF,
        tilt=-0.35,
        hoof=True,
        ears=((-0.26, 0.10),),
        tail=((0, -0.01), (-0.03, -0.08), (-0.03, -0.17)),
        widths=(0.014, 0.010, 0.022),
        coat="#dcae62",
        belly="#e6cfa0",
        socks="#e0c596",
        tip="#4a2f1c",
        stride=0.5,
        seconds=1.3,
        metres=4.6,
        walk=True,
        eye=(0.0, 0.07),
        extras=("ossicones", "lattice"),
    ),
    "sheep": Species(
        length=0.60,
        withers=0.76,
        croup=0.76,
        chest=0.42,
        loin=0.40,
        head=(0.24, 0.05),
        size=0.34,
        neck=(0.17, 0.12),
        leg=(0.085, 0.04, 0.034),
        skull=CERVINE,
        ear=FLOPPY,
        tilt=-0.4,
        hoof=True,
        ears=((-0.16, 0.16),),
        tail=((0, -0.04), (-0.06, -0.12)),
        widths=(0.08, 0.06),
        coat="#e7e0d2",
        belly="#cfc6b6",
        socks="#3b3432",
        tip="#d9d1c2",
        stride=0.6,
        seconds=0.8,
        metres=0.95,
        walk=True,
        eye=(0.02, 0.07),
        extras=("fleece",),
    ),
    "lion": Species(
        length=0.72,
        withers=0.76,
        croup=0.74,
        chest=0.32,
        loin=0.24,
        head=(0.20, 0.08),
        size=0.40,
        neck=(0.17, 0.14),
        leg=(0.11, 0.060, 0.048),
        skull=FELINE,
        ear=ROUND,
        ears=((-0.12, 0.30),),
        tail=((0, 0), (-0.16, -0.12), (-0.30, -0.20), (-0.44, -0.08)),
        widths=(0.05, 0.04, 0.035, 0.03),
        coat="#c8934c",
        belly="#e0bd84",
        socks="#c08d4a",
        tip="#5a3420",
        muzzle="#ecd3a4",
        stride=0.8,
        seconds=1.0,
        metres=1.25,
        walk=True,
        eye=(0.20, 0.08),
        extras=("whiskers", "mane", "tuft"),
    ),
    "tiger": Species(
        length=0.80,
        withers=0.72,
        croup=0.70,
        chest=0.30,
        loin=0.25,
        head=(0.22, 0.08),
        size=0.38,
        neck=(0.16, 0.12),
        leg=(0.11, 0.060, 0.048),
        skull=FELINE,
        ear=ROUND,
        ears=((-0.14, 0.28),),
        tail=((0, 0), (-0.18, -0.10), (-0.34, -0.18), (-0.52, -0.02), (-0.60, 0.12)),
        widths=(0.06, 0.055, 0.05, 0.045, 0.04),
        coat="#d9822f",
        belly="#f0e2c8",
        socks="#d08a42",
        tip="#2c211c",
        muzzle="#f2e6d0",
        stride=0.8,
        seconds=1.0,
        metres=1.1,
        walk=True,
        eye=(0.20, 0.08),
        extras=("whiskers", "slit", "stripes"),
    ),
    "monkey": Species(
        length=0.50,
        withers=0.66,
        croup=0.60,
        chest=0.26,
        loin=0.22,
        head=(0.15, 0.15),
        size=0.36,
        neck=(0.12, 0.11),
        leg=(0.085, 0.046, 0.040),
        skull=SIMIAN,
        ear=ROUND,
        ears=((-0.20, 0.12),),
        tail=((0, 0), (-0.22, 0.06), (-0.36, 0.30), (-0.26, 0.52), (-0.10, 0.50), (-0.12, 0.36)),
        widths=(0.06, 0.055, 0.05, 0.045, 0.04, 0.03),
        coat="#7d5a3c",
        belly="#c9a67c",
        socks="#6b4a30",
        tip="#7d5a3c",
        muzzle="#e0bd96",
        stride=0.8,
        seconds=0.8,
        metres=0.7,
        walk=True,
        eye=(0.16, 0.10),
    ),
}
