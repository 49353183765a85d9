"""Who and what stands where: arrangement, view and size.

Positions here are shares of the visible picture *after* zooming; `Sprite`s are told in shares of
the layers, which are larger by the overscan.
"""

import math
import zlib
from dataclasses import replace

from common.artifacts.script import Brief, View
from workers.engines.painter import subjects
from workers.engines.painter.company import (
    FLOATING_PLACES,
    handed,
    in_company,
    in_file,
    manned,
    mounted,
)
from workers.engines.painter.light import Light
from workers.engines.painter.parts import (
    AFLOAT,
    FLYING,
    HERDS,
    PERSONS,
    Facing,
    Part,
    Role,
    breadth,
    kind_of,
    within,
)
from workers.engines.painter.place import Painting, Set, Spot
from workers.engines.painter.plan import OUTSIDE, PEOPLE, Plan
from workers.engines.painter.subjects.figure.holding import WORKED_IN_PLACE

ZOOM: dict[View, float] = {"establishing": 1.0, "medium": 1.55, "close": 2.3}
BLUR: dict[View, float] = {"establishing": 0.0, "medium": 0.0035, "close": 0.012}
LIFT: dict[View, float] = {"establishing": 0.0, "medium": -0.09, "close": -0.06}
"""How far the view moves up the picture, so that nearer feet still stand in it."""
FIGURE: dict[View, float] = {"establishing": 0.0, "medium": 0.54, "close": 1.45}
"""Height of an adult as a share of the picture; establishing views take the place's own scale."""
FEET: dict[View, float] = {"establishing": 0.0, "medium": 0.945, "close": 1.66}
HORIZON = 0.6
"""About where every place has it."""
TALLEST: dict[View, float] = {"establishing": 0.5, "medium": 0.62}
"""What is higher stands farther off."""
ALOFT: dict[View, float] = {"establishing": 0.15, "medium": 0.28, "close": 0.4}
"""Aircraft are high up."""
LEAST: dict[View, float] = {"establishing": 0.15, "medium": 0.36}
"""How high whatever leads is drawn at least, be it a mouse: it is what the picture is about."""
LARGE = 2.2
"""Times an adult: seen in part when seen from near."""
WIDEST: dict[View, float] = {"establishing": 0.42, "medium": 0.62, "close": 0.95}
"""Share of the picture's width that one part may take."""

STAYING = frozenset(["couple", "crowd", "dancer", "singer", "band", "ghost"])
"""People who are seen in their place."""
ROOTED = frozenset(["tree", "pine", "palm", "cactus", "tent", "rock", "house"])
"""What stands on the shore and not on a rock off it."""
RIGHT_HANDED = frozenset(["station"])
"""Where one stands on the right only: on the left are the rails."""
RIDDEN = 0.62
"""Most height of a beast with somebody on it, so that the rider is in the picture too."""
AIRCRAFT = frozenset(["plane", "rocket", "balloon", "satellite"])
SWIMMING = frozenset(
    ["submarine", "whale", "fish", "jellyfish", "shark", "octopus", "dolphin", "turtle"]
)
SWIMMER = 0.28
"""Least height of a swimmer that is as broad as high, so that it is seen in so much water."""
ROLLING = frozenset(["train", "bus", "car", "tractor"])
RESTING = frozenset(["owl", "cat", "balloon", "flag", "kite"])
"""What moves, but in its place."""


def make_set(brief: Brief, plan: Plan, light: Light, size: tuple[int, int]) -> Set:
    """The set as the camera of this view sees it."""
    roles, _ = casting(brief, plan)
    grounded = any(role.kind not in FLYING | AFLOAT for role in roles)
    return Set(
        width=size[0],
        height=size[1],
        seed=plan.seed,
        light=light,
        view=plan.view,
        concepts=(*plan.concepts, "people") if grounded else plan.concepts,
        zoom=ZOOM[plan.view],
        focus=(columns(plan, 1)[0], 0.62),
        shift=(0.0, LIFT[plan.view]),
        blur=BLUR[plan.view],
    )


def columns(plan: Plan, count: int) -> list[float]:
    """x of `count` parts, the leader first."""
    if plan.arrangement == "thirds":
        order = [1 / 3, 2 / 3, 0.84, 0.16, 0.5]
        if plan.place in RIGHT_HANDED:
            order = [2 / 3, 0.84, 0.76, 0.92, 0.6]
        elif zlib.crc32(" ".join(plan.living + plan.things).encode()) % 2:
            order = [1 - x for x in order]
    elif plan.arrangement == "symmetry" and count % 2 == 0:
        order = [0.38, 0.62, 0.2, 0.8]
    elif plan.arrangement == "triangle":
        order = [0.5, 0.24, 0.76, 0.12, 0.88]
    else:
        order = [0.5, 0.28, 0.72, 0.14, 0.86]
    return [order[k % len(order)] + 0.07 * (k // len(order)) for k in range(count)]


def casting(brief: Brief, plan: Plan) -> tuple[list[Role], list[Role]]:
    """Who plays, and which things stand about: as many as the view can hold."""
    live = [Role(kind=kind_of(sheet), sheet=sheet) for sheet in brief.cast]
    played = {role.kind for role in live} | {sheet.species for sheet in brief.cast}
    for kind in plan.living:
        alone = kind in PEOPLE and kind != "crowd"
        if kind not in played and not (alone and played & PERSONS):
            live += [Role(kind=kind)] * (3 if kind in ("bird", "fish", "butterfly", "bee") else 1)
    live = mounted(live, plan)
    playing = "guitarist" in played
    things = [Role(kind=kind) for kind in plan.things if kind != "guitar" or not playing]
    if plan.view == "close":
        return live[:2], things[: 0 if live else 1]
    return live[:5], things[:2]


def cast_parts(
    brief: Brief, plan: Plan, stage: Set, painting: Painting
) -> tuple[list[Part], list[Part]]:
    """The live parts and the things of a scene, each at its place."""
    live, things = casting(brief, plan)
    places = columns(plan, len(live) + len(things))
    parts = [
        _part(role, places[k], plan, stage, painting, leading=k == 0)
        for k, role in enumerate(live + things)
    ]
    parts[: len(live)] = in_company(parts[: len(live)], plan)
    played = manned(in_file(parts[: len(live)], plan, stage), plan)
    parts[: len(live)] = handed(played, plan)
    on_the_move = [
        replace(part, travels=_travels(part, plan, painting, alone=len(live) == 1))
        for part in parts[: len(live)]
    ]
    return on_the_move, parts[len(live) :]


def _travels(part: Part, plan: Plan, painting: Painting, *, alone: bool) -> bool:
    """Whether a part crosses the picture: then its feet, wings or wheels can land on beats."""
    if plan.view == "close" or part.kind in RESTING or part.kind in STAYING:
        return False
    if part.afloat and plan.riding and part.kind in PERSONS | {"rowboat"}:
        return False
    if part.rider is not None:
        return plan.motion != "stay"
    if part.kind in PERSONS:
        dances = part.sheet is not None and part.sheet.gait == "dance"
        works = part.seated or part.holds in WORKED_IN_PLACE
        if dances or works or painting.wet or plan.motion == "stay":
            return False
        return plan.motion == "go" or (alone and (plan.view == "establishing" or painting.outdoor))
    return plan.view == "establishing" or alone


def _part(
    role: Role, x: float, plan: Plan, stage: Set, painting: Painting, *, leading: bool
) -> Part:
    facing: Facing = "right" if x < 0.5 else "left"
    if plan.view == "close" and plan.arrangement in ("centred", "symmetry"):
        facing = "camera"
    at_sea = painting.wet and role.kind not in FLYING
    on_rock = role.kind in OUTSIDE - ROOTED
    if painting.afloat and (role.kind in AFLOAT or at_sea or on_rock):
        return _afloat(role, x, stage, painting, facing)
    if painting.rails and role.kind == "train":
        return _on_rails(role, x, stage, painting, facing)
    spot = _nearest(painting.spots, x)
    height, y, depth = _standing(role, spot, plan, stage, leading=leading)
    if plan.view == "establishing":
        x = spot.x if leading or abs(spot.x - x) < 0.1 else x
    broad = breadth(role) / stage.aspect
    height = min(height, WIDEST[plan.view] / broad)
    x = _inside(x, height * broad)
    if role.kind in AIRCRAFT and not (leading and plan.view == "close"):
        height = min(height, ALOFT[plan.view])
    if _floats(role, plan, painting) and height <= 0.9:
        y = {"establishing": 0.40, "medium": 0.5, "close": 0.55}[plan.view] + height / 2
        y -= 0.0 if leading else 0.2 if x > 0.5 else 0.08
        if role.kind in SWIMMING and not painting.wet:
            y = min(y, 0.34 + height / 2)
        depth = spot.depth
    if role.rider is not None:
        height = min(height, RIDDEN)
    return Part(kind=role.kind, x=x, y=y, height=height, facing=facing, sheet=role.sheet,
                depth=depth, rider=role.rider)  # fmt: skip


def _floats(role: Role, plan: Plan, painting: Painting) -> bool:
    """Whether a part needs no ground; a whale over a city does not either."""
    aloft = role.kind in FLYING or (role.kind in SWIMMING and not painting.afloat)
    return aloft or (plan.place in FLOATING_PLACES and painting.wet)


def _standing(
    role: Role, spot: Spot, plan: Plan, stage: Set, *, leading: bool
) -> tuple[float, float, float]:
    """Height, foot and depth: what would be too high here stands as far off as it takes."""
    if plan.view == "close":
        return _near_by(role, spot, leading=leading)
    base = 1.25 * spot.height if plan.view == "establishing" else FIGURE["medium"]
    y = spot.y if plan.view == "establishing" else FEET["medium"] + 0.01
    height = base * role.size
    limit = min(TALLEST[plan.view], WIDEST[plan.view] * stage.aspect / breadth(role))
    if height > limit and role.kind in HERDS | ROLLING:
        return limit, y, spot.depth  # a beast as far off as it takes stands behind the houses
    if height > limit:
        share = limit / height
        horizon = _on_screen(stage, HORIZON, 0.3)
        return limit, horizon + share * (y - horizon), spot.depth * (0.42 + 0.58 * share)
    low = (0.08 if plan.view == "establishing" else 0.26) if role.living else 0.06
    if leading and role.kind not in PERSONS:
        low = LEAST[plan.view] * (1.0 if role.living else 0.65)
    low = max(low, _visible(role))
    low *= 1.0 if leading else 0.7
    return max(height, base * 0.45 if role.living else 0.0, low), y, spot.depth


def _near_by(role: Role, spot: Spot, *, leading: bool) -> tuple[float, float, float]:
    """In a close view: a bust, a whole thing, or the upper part of something large."""
    if not role.living and role.size > LARGE:
        return 1.2, 1.26, spot.depth
    share = 1.0 if leading else 0.7
    height = within(FIGURE["close"] * role.size, 0.6 * share, 1.5 * share)
    if role.kind not in PERSONS or role.size < 0.85:
        height = min(height, 0.82)
    return height, FEET["close"] if height > 0.9 else 0.955, spot.depth


def _on_screen(stage: Set, y: float, depth: float) -> float:
    """Where a height on a layer is seen."""
    pixels = stage.frame(depth).pixels([(0.5, y)])[0]
    matrix = stage.screen.to_shares
    return float(matrix[1, :2] @ pixels + matrix[1, 2])


def _afloat(role: Role, x: float, stage: Set, painting: Painting, facing: Facing) -> Part:
    """Where the water is, seen through the frame of the water's depth."""
    spot = _nearest(painting.afloat, x)
    frame = stage.frame(spot.depth)
    pixels = frame.pixels([(spot.x, spot.y)])[0]
    to_screen = stage.screen.to_shares
    across, down = to_screen[:, :2] @ pixels + to_screen[:, 2]
    gain = {"establishing": 1.0, "medium": 1.7, "close": 3.0}[stage.view]
    natural = spot.height * role.size * frame.zoom * gain
    low = max(0.06, 0.6 * _visible(role))
    height = within(natural, low, {"establishing": 0.46, "medium": 0.56, "close": 0.8}[stage.view])
    height = min(height, WIDEST[stage.view] * stage.aspect / breadth(role))
    if natural > height and stage.view != "close":
        horizon = _on_screen(stage, HORIZON, 0.3)
        down = horizon + max(height / natural, 0.3) * (down - horizon)
    if role.kind not in subjects.SPRITE_KINDS:
        height = min(height, float(down) - 0.06)
    return Part(kind=role.kind, x=float(across), y=float(down), height=height, facing=facing,
                sheet=role.sheet, depth=spot.depth, afloat=True)  # fmt: skip


def _on_rails(role: Role, x: float, stage: Set, painting: Painting, facing: Facing) -> Part:
    """On the bridge, of the size that the bridge has in this view."""
    spot = _nearest(painting.rails, x)
    frame = stage.frame(spot.depth)
    across, down = (
        stage.screen.to_shares[:, :2] @ frame.pixels([(spot.x, spot.y)])[0]
        + (stage.screen.to_shares[:, 2])
    )
    height = spot.height * frame.zoom
    side: Facing = "right" if facing == "camera" else facing
    return Part(kind=role.kind, x=float(across), y=float(down), height=height, facing=side,
                depth=spot.depth + 0.01)  # fmt: skip


def _visible(role: Role) -> float:
    """The least height at which a swimmer counts, less where it is long."""
    return SWIMMER / math.sqrt(breadth(role)) if role.kind in SWIMMING else 0.0


def _inside(x: float, width: float) -> float:
    """x moved as far as it takes to show all of a width, where the picture is wide enough."""
    return within(x, width / 2 + 0.02, 0.98 - width / 2) if width < 0.9 else x


def _nearest(spots: tuple[Spot, ...], x: float) -> Spot:
    return min(spots, key=lambda spot: abs(spot.x - x))
