"""Who and what stands where: arrangement, view and size.

Positions here are shares of the visible picture *after* zooming; `Sprite`s are told in shares of
the layers, which are larger by the overscan.
"""

import zlib
from dataclasses import dataclass
from typing import Literal

from common.artifacts.keyframes import Sprite
from common.artifacts.script import Brief, CastSheet, View
from workers.engines.painter import colour
from workers.engines.painter.light import Light, rgb_multiplier
from workers.engines.painter.place import OVERSCAN, Painting, Set, Spot
from workers.engines.painter.plan import ANIMALS, PEOPLE, VEHICLES, Plan

ZOOM: dict[View, float] = {"establishing": 1.0, "medium": 1.55, "close": 2.3}
BLUR: dict[View, float] = {"establishing": 0.0, "medium": 0.0035, "close": 0.012}
FIGURE: dict[View, float] = {"establishing": 0.0, "medium": 0.54, "close": 1.45}
"""Height of an adult as a share of the picture; establishing views take the place's own scale."""
FEET: dict[View, float] = {"establishing": 0.0, "medium": 0.945, "close": 1.66}

_SIZES = {
    "house": 3.2, "tower": 6.0, "lighthouse": 6.0, "skyscraper": 8.0, "windmill": 5.0,
    "temple": 4.5, "tent": 1.5, "tree": 3.6, "pine": 4.2, "palm": 4.0, "flower": 0.55,
    "cactus": 1.9, "mushroom": 0.6, "rock": 0.7, "fire": 0.7, "lamp": 2.3, "lantern": 0.7,
    "umbrella": 0.9, "chair": 0.65, "table": 0.5, "window": 1.5, "door": 1.4, "piano": 0.85,
    "guitar": 0.7, "violin": 0.45, "drum": 0.7, "microphone": 0.95, "bed": 0.6, "book": 0.3,
    "candle": 0.35, "clock": 0.8, "mirror": 1.1, "mask": 0.35, "crown": 0.28, "kite": 0.7,
    "flag": 2.0, "fountain": 1.5, "statue": 2.2, "ladder": 1.8, "bench": 0.55, "telephone": 1.4,
    "suitcase": 0.4, "letter": 0.25, "heart": 0.5, "feather": 0.4, "cube": 0.7, "sphere": 0.7,
    "triangle": 0.8, "spiral": 0.8, "fox": 0.42, "dog": 0.4, "cat": 0.26, "wolf": 0.5,
    "horse": 1.15, "deer": 0.95, "bird": 0.28, "owl": 0.32, "fish": 0.3, "whale": 1.7,
    "jellyfish": 0.8, "butterfly": 0.16, "bear": 0.85, "rabbit": 0.24, "elephant": 1.7,
    "dragon": 2.0, "car": 0.85, "train": 1.6, "boat": 1.3, "ship": 3.4, "bicycle": 0.65,
    "plane": 0.9, "rocket": 3.2, "balloon": 2.0, "bus": 1.5, "satellite": 0.9,
}  # fmt: skip
"""Height against an adult's; the small are drawn larger than life, to be seen at all."""
FLYING = frozenset("bird owl butterfly plane balloon kite dragon rocket satellite feather".split())
AFLOAT = frozenset("boat ship whale fish jellyfish".split())
_STILL_PLACES = frozenset("space underwater sky".split())


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part to be played: a kind, where its foot is, how high it is, what it wears."""

    kind: str
    x: float
    y: float
    height: float
    facing: Literal["left", "right", "camera", "away"]
    sheet: CastSheet | None = None
    depth: float = 1.0


def make_set(plan: Plan, light: Light, size: tuple[int, int]) -> Set:
    """The set as the camera of this view sees it."""
    zoom = ZOOM[plan.view]
    leader = columns(plan, 1)[0]
    lift = {"establishing": 0.0, "medium": -0.09, "close": -0.06}[plan.view]
    return Set(
        width=size[0],
        height=size[1],
        seed=plan.seed,
        light=light,
        view=plan.view,
        concepts=plan.concepts,
        zoom=zoom,
        focus=(leader, 0.62),
        shift=(0.0, lift),
        blur=BLUR[plan.view],
    )


def columns(plan: Plan, count: int) -> list[float]:
    """x of `count` parts, the leader first."""
    if plan.arrangement == "thirds":
        order = [1 / 3, 2 / 3, 0.82, 0.17, 0.5]
        if zlib.crc32(" ".join(plan.living + plan.things).encode()) % 2:
            order = [1 - x for x in order]
    elif plan.arrangement == "symmetry" and count % 2 == 0:
        order = [0.38, 0.62, 0.2, 0.8]
    elif plan.arrangement == "triangle":
        order = [0.5, 0.26, 0.74, 0.12, 0.88]
    else:
        order = [0.5, 0.3, 0.7, 0.14, 0.86]
    return [order[k % len(order)] + 0.07 * (k // len(order)) for k in range(count)]


def cast_parts(brief: Brief, plan: Plan, painting: Painting) -> tuple[list[Part], list[Part]]:
    """The live parts and the things of a scene, each at its place."""
    live = _live_kinds(brief, plan)
    things = list(plan.things[:3])
    if plan.view == "close":
        live, things = live[:2], things[: 1 if live else 2]
    live = live[:6]
    places = columns(plan, len(live) + len(things))
    parts = []
    for number, (kind, sheet) in enumerate(live):
        parts.append(_part(kind, sheet, places[number], plan, painting, leading=number == 0))
    still = []
    for number, kind in enumerate(things):
        x = places[len(live) + number]
        still.append(_part(kind, None, x, plan, painting, leading=not live and number == 0))
    return parts, still


def _live_kinds(brief: Brief, plan: Plan) -> list[tuple[str, CastSheet | None]]:
    kinds: list[tuple[str, CastSheet | None]] = [(c.species, c) for c in brief.cast]
    played = {sheet.species for sheet in brief.cast}
    for kind in plan.living:
        if kind in played or (
            kind in PEOPLE and kind not in ("crowd", "band") and "human" in played
        ):
            continue
        kinds += [(k, None) for k in _members(kind)]
    return kinds


def _members(kind: str) -> tuple[str, ...]:
    if kind == "couple":
        return ("woman", "man")
    if kind == "crowd":
        return ("crowd",) * 5
    if kind == "band":
        return ("singer", "man", "woman")
    if kind in ("bird", "fish", "butterfly", "jellyfish"):
        return (kind,) * 3
    return (kind,)


def _part(
    kind: str, sheet: CastSheet | None, x: float, plan: Plan, painting: Painting, *, leading: bool
) -> Part:
    spot = _nearest(painting.spots, x)
    size = _SIZES.get(kind, 1.0) * (sheet.height if sheet is not None else 1.0)
    facing: Literal["left", "right", "camera"] = "right" if x < 0.5 else "left"
    if plan.view == "establishing":
        height = _within(spot.height * max(size, 0.4), 0.05, 0.52)
        y = spot.y
    else:
        height = FIGURE[plan.view] * size
        limit = {"medium": (0.2, 0.74), "close": (0.5, 0.85 if size < 0.9 else 1.5)}[plan.view]
        height = _within(height, *(limit if leading else (limit[0] * 0.7, limit[1])))
        y = FEET[plan.view] if height > 0.9 else {"medium": 0.945, "close": 0.97}[plan.view]
    if kind in FLYING or (plan.place in _STILL_PLACES and painting.wet):
        y = _within(
            {"establishing": 0.36, "medium": 0.5, "close": 0.6}[plan.view] + height / 2, 0.2, 1.3
        )
    if plan.view == "close" and (
        kind in PEOPLE or (sheet is not None and sheet.species == "human")
    ):
        facing = "camera" if plan.arrangement in ("centred", "symmetry") else facing
    return Part(kind=kind, x=x, y=y, height=height, facing=facing, sheet=sheet, depth=spot.depth)


def _nearest(spots: tuple[Spot, ...], x: float) -> Spot:
    return min(spots, key=lambda spot: abs(spot.x - x))


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def sprite(part: Part, plan: Plan, light: Light, index: int) -> Sprite:
    """A part as a live sprite, in shares of the layers."""
    whole = 1 + 2 * OVERSCAN
    moving = part.kind in ANIMALS | VEHICLES and part.kind not in ("owl", "balloon", "cat")
    travel = 0.02 * (1 if part.facing == "right" else -1) if moving else 0.0
    palette = (light.tones.accent, light.tones.mid, light.tones.base)
    return Sprite(
        kind="human" if part.sheet is not None and part.sheet.species == "human" else part.kind,
        sheet=part.sheet,
        x=(part.x + OVERSCAN) / whole,
        y=(part.y + OVERSCAN) / whole,
        height=part.height / whole,
        depth=part.depth,
        facing=part.facing,
        travel=travel if plan.view == "establishing" else 0.0,
        phase=(0.13 + 0.37 * index) % 1.0,
        colour=colour.to_hex(palette[index % 3]),
        light=rgb_multiplier(light),
        haze=colour.to_hex(light.haze),
        haze_amount=0.16 * light.density if plan.view == "establishing" else 0.04,
    )
