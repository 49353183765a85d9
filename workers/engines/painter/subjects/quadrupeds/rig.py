"""The rig: four legs on a trunk, a neck with a head, a tail.

Trotters set diagonal legs down together at phases 0 and 0.5, walkers one leg each quarter, hoppers
the hind pair at 0 and the fore pair at 0.5. A foot on the ground moves back evenly, so that it
does not slide under a body that travels one stride a cycle.
"""

from dataclasses import dataclass, replace
from math import cos, hypot, pi, sin

from workers.engines.painter.subjects.actor import Actor, Moment
from workers.engines.painter.subjects.curves import (
    F64,
    Point,
    between,
    capsule,
    chain,
    ellipse,
    outline,
    placed,
    polygon,
    ribbon,
    smooth,
)
from workers.engines.painter.subjects.drawing import (
    Drawing,
    Paint,
    Rgb,
    darker,
    flat,
    lighter,
    mix,
    rgb,
)
from workers.engines.painter.subjects.figure.skeleton import Limb, reach
from workers.engines.painter.subjects.quadrupeds import marks
from workers.engines.painter.subjects.quadrupeds.anatomy import Species
from workers.engines.painter.subjects.quadrupeds.kindred import KINDRED
from workers.engines.painter.subjects.quadrupeds.saddle import saddled
from workers.engines.painter.subjects.quadrupeds.species import SPECIES

TURN = 2 * pi
INK = (0.10, 0.08, 0.10)
EVERY = {**SPECIES, **KINDRED}
TROT = {"near_hind": 0.0, "far_fore": 0.0, "far_hind": 0.5, "near_fore": 0.5}
WALK = {"near_hind": 0.0, "near_fore": 0.75, "far_hind": 0.5, "far_fore": 0.25}
HOP = {"near_hind": 0.0, "far_hind": 0.06, "near_fore": 0.5, "far_fore": 0.56}


def fur(colour: Rgb, width: float, *, fall: float = 0.16) -> Paint:
    return Paint(
        colour=lighter(colour, 0.08),
        end=darker(colour, fall),
        shade=width,
        depth=0.30,
        rim=0.005,
        rim_strength=0.5,
    )


@dataclass(frozen=True)
class Beast:
    """One instant of one animal: where its trunk is, and its colours."""

    kind: Species
    moment: Moment
    rise: float
    pitch: float
    coat: Rgb

    @property
    def hip(self) -> Point:
        return -self.kind.length / 2, self.kind.croup + self.rise - self.pitch

    @property
    def shoulder(self) -> Point:
        return self.kind.length / 2, self.kind.withers + self.rise + self.pitch

    @property
    def head(self) -> Point:
        nod = 0.018 * sin(TURN * 2 * self.moment.phase + 0.5) if self.moment.moving else 0.0
        x, y = self.shoulder
        return x + self.kind.head[0], y + self.kind.head[1] + nod

    def tint(self, natural: str) -> Rgb:
        """A marking's colour; it follows the coat when that was chosen."""
        own = rgb(natural)
        if self.coat == rgb(self.kind.coat):
            return own
        return mix(own, self.coat, 0.55)


def _beast(kind: Species, moment: Moment) -> Beast:
    beat = TURN * 2 * moment.phase
    coat = moment.colour(kind.coat)
    if not moment.moving:
        return Beast(kind, moment, 0.004 * sin(TURN * moment.phase), 0.0, coat)
    if "hop" in kind.extras:
        air = sin(TURN * moment.phase - 0.3)
        return Beast(kind, moment, 0.05 + 0.05 * cos(beat + 1.2), 0.06 * air, coat)
    bob = 0.012 if kind.walk else 0.02
    return Beast(kind, moment, -bob * cos(beat - 1.1), 0.008 * sin(beat), coat)


def _foot(t: float, stride: float, lift: float, stance: float) -> tuple[Point, float]:
    """Foot from its resting place, and how far it is through its swing (0 on the ground)."""
    reach_ahead = stride * stance / 2
    if t < stance:
        return (reach_ahead - stride * t, 0.0), 0.0
    s = (t - stance) / (1 - stance)
    back, h01 = -reach_ahead, s * s * (3 - 2 * s)
    x = back + 2 * reach_ahead * h01 - stride * (1 - stance) * (s * (1 - s) * (1 - 2 * s))
    return (x, lift * sin(pi * s) ** 1.2), s


def _leg(beast: Beast, name: str) -> Limb:
    kind, moment = beast.kind, beast.moment
    fore = name.endswith("fore")
    x, y = beast.shoulder if fore else beast.hip
    depth = kind.chest if fore else kind.loin
    root = (x - (0.02 if fore else -0.02), y - depth * 0.62)
    rest = x - 0.015 if fore else x - 0.03
    ankle, stance = kind.leg[2] * 0.9, 0.62 if kind.walk else 0.46
    offsets = HOP if "hop" in kind.extras else WALK if kind.walk else TROT
    foot, swing = (0.0, 0.0), 0.0
    if moment.moving:
        foot, swing = _foot(
            (moment.phase - offsets[name]) % 1.0, kind.stride, 0.16 * root[1], stance
        )
    elif name.startswith("far"):
        foot = (0.05 if fore else -0.055, 0.0)
    drop = (kind.withers if fore else kind.croup) - depth * 0.62 - ankle + 0.008
    length = hypot(drop, 0.5 * stance * kind.stride + 0.015)
    upper, lower = length * 0.515, length * 0.495
    end = (rest + foot[0] - 0.02 * (swing > 0), foot[1] + ankle)
    limb = reach(root, end, upper, lower, 1.0 if fore else -1.0)
    return Limb(limb.root, limb.middle, limb.end, -0.9 * sin(pi * swing))


def _draw_leg(d: Drawing, beast: Beast, name: str) -> None:
    kind, limb = beast.kind, _leg(beast, name)
    far = name.startswith("far")
    shadow = 0.32 if far else 0.0
    coat, sock = darker(beast.coat, shadow), darker(beast.tint(kind.socks), shadow)
    top, joint, foot = kind.leg
    thick = 1.0 if name.endswith("fore") else 1.22
    path = chain(limb.joints, (top * thick, joint * (1.1 if thick > 1 else 1.0), foot))
    d.fill(path, Paint(colour=darker(coat, 0.07), end=darker(coat, 0.26), shade=0.014, depth=0.24))
    middle = between(limb.middle, limb.end, 0.34)
    stocking = chain((middle, limb.end), (joint * 0.90, foot * 1.04))
    d.fill(
        stocking, Paint(colour=darker(sock, 0.05), end=darker(sock, 0.2), shade=0.008), within=path
    )
    if kind.hoof:
        shape = polygon(((-0.9, 0.6), (0.9, 0.6), (1.5, -0.95), (-1.2, -0.95)))
        d.fill(
            placed(shape, limb.end, scale=foot * 1.05, turn=limb.turn), fur(darker(INK, 0.0), 0.0)
        )
        return
    paw = outline("-1.1,-0.9! -1.15,0.2 -0.2,0.95 1.3,0.55 2.1,-0.3 1.9,-0.9!")
    d.fill(placed(paw, limb.end, scale=foot, turn=limb.turn), fur(sock, 0.008))


def _trunk(beast: Beast) -> F64:
    kind = beast.kind
    (hx, hy), (sx, sy) = beast.hip, beast.shoulder
    hump = 0.05 if "hump" in kind.extras else 0.0
    sag = 0.02 if kind.hoof else 0.0
    return smooth(
        (
            (sx + 0.10 * kind.chest / 0.27, sy - kind.chest * 0.42),
            (sx + 0.02, sy + hump),
            (0.5 * (hx + sx), 0.5 * (hy + sy) - sag + hump * 0.3),
            (hx + 0.02, hy),
            (hx - 0.40 * kind.loin, hy - kind.loin * 0.22),
            (hx - 0.48 * kind.loin, hy - kind.loin * 0.66),
            (hx + 0.10, hy - kind.loin * 1.02),
            (0.35 * hx + 0.65 * sx, sy - kind.chest * 1.0),
            (sx + 0.03, sy - kind.chest * 0.92),
        )
    )


def _tail(d: Drawing, beast: Beast) -> None:
    kind, moment = beast.kind, beast.moment
    x, y = beast.hip[0] - 0.36 * kind.loin, beast.hip[1] - kind.loin * 0.16
    rate = 2 if moment.moving else 1
    points = []
    for k, (px, py) in enumerate(kind.tail):
        wave = 0.022 * k * sin(TURN * rate * moment.phase - 0.7 * k)
        points.append((x + px + wave * 0.5, y + py + wave))
    tail = ribbon(points, kind.widths)
    hair = beast.tint(kind.tip) if kind.mane else beast.coat
    d.fill(tail, fur(hair, 0.03))
    if kind.tip != kind.coat and not kind.mane:
        tip = points[-1]
        reach_back = 0.16 if len(kind.tail) > 3 else 0.05
        cap = capsule(tip, between(points[-1], points[-2], 0.25), reach_back, reach_back * 0.9)
        d.fill(cap, fur(beast.tint(kind.tip), 0.015), within=tail)


def _neck(beast: Beast) -> F64:
    kind = beast.kind
    (sx, sy), (x, y) = beast.shoulder, beast.head
    base, top = kind.neck
    nape = (x - 0.30 * kind.size * cos(kind.tilt), y - 0.30 * kind.size * sin(kind.tilt))
    low = (sx - 0.01, sy - base * 0.92)
    return smooth(
        (
            (sx - base * 1.1, sy - 0.01),
            between((sx - base * 0.4, sy + 0.02), (nape[0] - top * 0.9, nape[1] + top * 0.3), 0.55),
            (nape[0] - top * 0.45, nape[1] + top * 0.85),
            (nape[0] + top * 0.9, nape[1] + top * 0.2),
            (nape[0] + top * 0.75, nape[1] - top * 0.7),
            between((low[0] + base * 1.1, low[1]), (nape[0] + top, nape[1] - top), 0.45),
            (low[0] + base * 1.05, low[1] - base * 0.35),
            (low[0], low[1] - base * 0.8),
        )
    )


def _ear(d: Drawing, beast: Beast, at: Point, shadow: float) -> None:
    kind = beast.kind
    flick = 0.06 * sin(TURN * beast.moment.phase + at[0] * 9)
    spot = placed(
        polygon((at, (at[0] + 1e-3, at[1]), (at[0], at[1] + 1e-3))),
        beast.head,
        scale=kind.size,
        turn=kind.tilt,
    )[0]
    lean = (0.55 if kind.hoof else 0.0) + kind.tilt * 0.6 + flick
    shape = placed(outline(kind.ear), (spot[0], spot[1]), scale=kind.size, turn=lean)
    d.fill(shape, fur(darker(beast.coat, shadow), 0.008))
    if not shadow and beast.moment.detail and kind.ear is not FLOPPY_EAR:
        inner = placed(
            outline(kind.ear), (spot[0] + 0.008, spot[1]), scale=kind.size * 0.62, turn=lean
        )
        d.fill(inner, flat(mix(beast.coat, (0.45, 0.2, 0.2), 0.45), alpha=0.7))


FLOPPY_EAR = SPECIES["dog"].ear


def _head(d: Drawing, beast: Beast) -> None:
    kind = beast.kind

    def place(contour: F64) -> F64:
        return placed(contour, beast.head, scale=kind.size, turn=kind.tilt)

    floppy = kind.ear is FLOPPY_EAR
    if kind.ears and not floppy:
        x, y = kind.ears[-1]
        _ear(d, beast, (x + 0.12, y), 0.30)
    skull = place(outline(kind.skull))
    d.fill(skull, fur(beast.coat, 0.022))
    if kind.muzzle:
        cheek = place(
            outline("-0.30,-0.40 -0.16,-0.10 0.08,-0.06 0.26,0.02 0.70,0.0 0.70,-0.3 0.1,-0.45")
        )
        d.fill(cheek, flat(beast.tint(kind.muzzle)), within=skull)
    if not kind.hoof and "trunk" not in kind.extras:
        tip = max(outline(kind.skull).tolist())
        nose = place(ellipse(tip[0] - 0.035, tip[1] + 0.03, 0.055, 0.045))
        d.fill(nose, flat(INK))
    ex, ey = kind.eye
    d.fill(
        place(ellipse(ex, ey, 0.050, 0.042)),
        flat((0.93, 0.76, 0.30) if "slit" in kind.extras else INK),
    )
    if "slit" in kind.extras:
        d.fill(place(ellipse(ex + 0.005, ey, 0.016, 0.040)), flat(INK))
    if beast.moment.detail:
        d.fill(place(ellipse(ex + 0.015, ey + 0.018, 0.014)), flat((1.0, 1.0, 1.0)))
        d.fill(
            place(ribbon(((0.16, -0.14), (0.34, -0.12), (0.50, -0.085)), (0.008, 0.016, 0.01))),
            flat(darker(beast.coat, 0.6), alpha=0.6),
            within=skull,
        )
    for at in kind.ears[:1]:
        _ear(d, beast, at, 0.0)


def _antlers(d: Drawing, beast: Beast, shadow: float) -> None:
    x, y = beast.head
    x, y = x - 0.028 + 0.02 * (shadow > 0), y + 0.035
    bone = darker((0.80, 0.69, 0.52), shadow)
    main = ((x, y), (x - 0.075, y + 0.075), (x - 0.085, y + 0.18), (x - 0.02, y + 0.265))
    d.fill(ribbon(main, (0.020, 0.018, 0.014, 0.004)), fur(bone, 0.004))
    for a, b, c in (
        ((x - 0.035, y + 0.036), (x + 0.02, y + 0.07), (x + 0.045, y + 0.115)),
        ((x - 0.082, y + 0.105), (x - 0.03, y + 0.14), (x - 0.006, y + 0.185)),
        ((x - 0.082, y + 0.155), (x - 0.12, y + 0.20), (x - 0.115, y + 0.25)),
    ):
        d.fill(ribbon((a, b, c), (0.014, 0.011, 0.003)), fur(bone, 0.003))


def _mane(d: Drawing, beast: Beast) -> None:
    (sx, sy), (x, y) = beast.shoulder, beast.head
    wave = 0.012 * sin(TURN * beast.moment.phase * 2)
    crest = (
        (x - 0.01, y + 0.075),
        (x - 0.075, y + 0.060),
        (x - 0.155 + wave, y - 0.02),
        (sx - 0.045 + wave, sy + 0.065),
        (sx - 0.10, sy + 0.0),
        (sx - 0.03, sy - 0.075 + wave),
        (sx + 0.02, sy + 0.0),
        (x - 0.12, y - 0.06),
        (x - 0.055, y + 0.0),
    )
    d.fill(smooth(crest, corners=(0, 4, 5)), fur(beast.tint(beast.kind.mane), 0.015))


def _trunk_and_tusk(d: Drawing, beast: Beast) -> None:
    x, y = beast.head
    sway = 0.03 * sin(TURN * beast.moment.phase)
    nose = (
        (x + 0.09, y - 0.02),
        (x + 0.17, y - 0.18),
        (x + 0.155 + sway * 0.4, y - 0.42),
        (x + 0.17 + sway, y - 0.60),
        (x + 0.25 + sway * 1.4, y - 0.64),
    )
    d.fill(ribbon(nose, (0.19, 0.13, 0.095, 0.075, 0.055)), fur(beast.coat, 0.025))
    tusk = ((x + 0.10, y - 0.13), (x + 0.16, y - 0.24), (x + 0.28, y - 0.25))
    d.fill(ribbon(tusk, (0.040, 0.034, 0.004)), fur((0.95, 0.90, 0.78), 0.008))
    flap = 0.03 * sin(TURN * beast.moment.phase + 1)
    ear = smooth(
        (
            (x - 0.02, y + 0.12),
            (x - 0.15, y + 0.17),
            (x - 0.26 - flap, y + 0.06),
            (x - 0.24 - flap, y - 0.14),
            (x - 0.13, y - 0.26),
            (x - 0.03, y - 0.12),
        )
    )
    d.fill(ear, fur(lighter(beast.coat, 0.08), 0.03))


def _markings(d: Drawing, beast: Beast, body: F64) -> None:
    kind = beast.kind
    (hx, hy), (sx, sy) = beast.hip, beast.shoulder
    low = min(hy - kind.loin, sy - kind.chest)
    belly = smooth(
        (
            (hx, low - 0.06),
            (hx + 0.06, low + 0.10 * kind.loin / 0.2),
            (0.0, low + 0.055),
            (sx, sy - kind.chest * 0.76),
            (sx + 0.14, sy - kind.chest * 0.40),
            (sx + 0.16, low - 0.06),
        )
    )
    d.fill(belly, flat(beast.tint(kind.belly), alpha=0.85), within=body)
    if "spots" in kind.extras and beast.moment.detail:
        for k in range(7):
            at = (hx + 0.03 + 0.045 * k, hy - 0.05 - 0.03 * (k % 2))
            d.fill(ellipse(*at, 0.011, 0.009), flat(beast.tint(kind.belly), alpha=0.8), within=body)


def _neckwear(d: Drawing, beast: Beast, neck: F64) -> None:
    (sx, sy), (x, y) = beast.shoulder, beast.head
    if "collar" in beast.kind.extras:
        a, b = between((sx - 0.12, sy + 0.04), (x - 0.20, y), 0.6), (x + 0.04, y - 0.20)
        d.fill(ribbon((a, b), (0.045, 0.045)), fur((0.76, 0.22, 0.24), 0.008), within=neck)
    if "ruff" in beast.kind.extras:
        ruff = smooth(
            (
                (x - 0.02, y - 0.10),
                (sx + 0.16, sy - 0.10),
                (sx + 0.10, sy - 0.25),
                (sx - 0.02, sy - 0.28),
                (sx + 0.02, sy - 0.10),
            ),
            corners=(2,),
        )
        d.fill(ruff, flat(beast.tint(beast.kind.belly), alpha=0.8), within=neck)


def _patterns(d: Drawing, beast: Beast, body: F64, neck: F64) -> None:
    kind, ends = beast.kind, (beast.hip, beast.shoulder)
    if "stripes" in kind.extras:
        marks.stripes(d, *ends, kind.chest, [body, neck])
    if "patches" in kind.extras:
        marks.patches(d, *ends, kind.chest, [body, neck])
    if "lattice" in kind.extras:
        marks.lattice(d, body, neck, ends, beast.head)
    if "tuft" in kind.extras:
        x, y = beast.hip[0] - 0.36 * kind.loin, beast.hip[1] - kind.loin * 0.16
        marks.tuft(d, (x + kind.tail[-1][0], y + kind.tail[-1][1]), beast.tint(kind.tip))


def _crown(d: Drawing, beast: Beast) -> None:
    """What grows behind the face."""
    kind = beast.kind
    if kind.mane:
        _mane(d, beast)
    if "mane" in kind.extras:
        marks.mane(d, beast.head, kind.size, beast.moment.phase, beast.tint("#6b3a1e"))
    if "horns" in kind.extras:
        marks.horns(d, beast.head, kind.size, kind.tilt)
    if "ossicones" in kind.extras:
        marks.ossicones(d, beast.head, kind.size, kind.tilt, beast.coat)


def draw(moment: Moment) -> Drawing:
    """One instant of an animal, looking along +x."""
    kind = EVERY[moment.sprite.kind]
    beast, d = _beast(kind, moment), Drawing()
    for name in ("far_hind", "far_fore"):
        _draw_leg(d, beast, name)
    _tail(d, beast)
    if "antlers" in kind.extras:
        _antlers(d, beast, 0.3)
    neck, body = _neck(beast), _trunk(beast)
    humps = marks.humps(beast.hip, beast.shoulder) if "humps" in kind.extras else []
    d.fill([body, neck, *humps], fur(beast.coat, 0.045, fall=0.2))
    _markings(d, beast, body)
    _patterns(d, beast, body, neck)
    _neckwear(d, beast, neck)
    _draw_leg(d, beast, "near_hind")
    _draw_leg(d, beast, "near_fore")
    if "fleece" in kind.extras:
        wool = marks.fleece(beast.hip, beast.shoulder, kind.chest)
        d.fill(wool, fur(beast.coat, 0.045, fall=0.2))
        marks.curls(d, wool, beast.hip, beast.shoulder, kind.chest, beast.coat)
    _crown(d, beast)
    _head(d, replace(beast, coat=beast.tint(kind.socks)) if "fleece" in kind.extras else beast)
    if "antlers" in kind.extras:
        _antlers(d, beast, 0.0)
    if "trunk" in kind.extras:
        _trunk_and_tusk(d, beast)
    if "whiskers" in kind.extras and moment.detail:
        _whiskers(d, beast)
    if moment.sprite.rider is not None:
        back = between(beast.hip, beast.shoulder, 0.62)
        saddled(d, moment, back=back, head=beast.head, metres=kind.metres)
    return d


def _whiskers(d: Drawing, beast: Beast) -> None:
    x, y = beast.head
    for k in (-1, 0, 1):
        hair = ((x + 0.12, y - 0.03), (x + 0.24, y - 0.05 + 0.03 * k))
        d.fill(ribbon(hair, (0.004, 0.001)), flat((0.9, 0.9, 0.9), alpha=0.7))


ACTORS: dict[str, Actor] = {
    kind: Actor(draw=draw, metres=s.metres, seconds=s.seconds, idle=3.0, stride=s.stride)
    for kind, s in EVERY.items()
}
