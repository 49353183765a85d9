"""Animals that are near to another species: what differs in their silhouette and coat."""

from dataclasses import replace

from workers.engines.painter.subjects.quadrupeds.anatomy import FLOPPY, LEAF, ROUND, TALL, Species
from workers.engines.painter.subjects.quadrupeds.species import SPECIES

_SQUIRREL = replace(
    SPECIES["rabbit"],
    length=0.36,
    croup=0.44,
    head=(0.12, 0.14),
    ear=LEAF,
    ears=((-0.10, 0.24), (0.02, 0.26)),
    tail=((0, -0.08), (-0.22, 0.02), (-0.30, 0.30), (-0.20, 0.56), (-0.34, 0.70)),
    widths=(0.08, 0.18, 0.24, 0.24, 0.05),
    coat="#a4552a",
    belly="#f0dcc2",
    socks="#8a4522",
    tip="#8f4823",
    metres=0.3,
)
_MOUSE = replace(
    SPECIES["rabbit"],
    length=0.40,
    withers=0.44,
    ear=ROUND,
    ears=((-0.16, 0.24), (0.02, 0.28)),
    tail=((0, -0.16), (-0.24, -0.34), (-0.48, -0.30), (-0.70, -0.10)),
    widths=(0.045, 0.035, 0.025, 0.01),
    coat="#8d8480",
    belly="#d9cfc6",
    socks="#c9a39a",
    tip="#c9a39a",
    metres=0.1,
    extras=("hop", "whiskers"),
)
_ZEBRA = replace(
    SPECIES["horse"],
    coat="#eeeae2",
    belly="#f6f3ec",
    socks="#3a363a",
    tip="#2b282c",
    mane="#2b282c",
    muzzle="#3a363a",
    extras=(*SPECIES["horse"].extras, "stripes"),
)
_DONKEY = replace(
    SPECIES["horse"],
    ear=TALL,
    coat="#8b8078",
    belly="#cfc4b6",
    socks="#6d645e",
    tip="#4c443f",
    mane="#4c443f",
    muzzle="#ddd3c6",
    metres=1.35,
)
_GOAT = replace(
    SPECIES["deer"],
    neck=(0.12, 0.09),
    ear=FLOPPY,
    coat="#d8cfc0",
    belly="#efe8dc",
    socks="#8f7f6c",
    tip="#efe8dc",
    metres=0.9,
    extras=("horns",),
)
_PIG = replace(
    SPECIES["bear"],
    ear=LEAF,
    tail=((0, 0), (-0.06, 0.06), (-0.12, 0.0), (-0.08, -0.05), (-0.15, 0.02)),
    widths=(0.03, 0.028, 0.024, 0.02, 0.012),
    coat="#e2a49b",
    belly="#eab9b0",
    socks="#c98a80",
    tip="#d8988e",
    muzzle="#eab9b0",
    metres=0.85,
)
KINDRED: dict[str, Species] = {
    "squirrel": _SQUIRREL,
    "mouse": _MOUSE,
    "zebra": _ZEBRA,
    "donkey": _DONKEY,
    "goat": _GOAT,
    "pig": _PIG,
}
