"""Who goes with whom: in company, in file, mounted, in a boat, with something in the hands."""

from dataclasses import replace

from common import lexicon
from common.artifacts.script import CastSheet, View
from workers.engines.painter import subjects
from workers.engines.painter.parts import (
    ADULT,
    BEASTS,
    CYCLES,
    HERDS,
    PERSONS,
    Facing,
    Part,
    Role,
    breadth,
    within,
)
from workers.engines.painter.place import Set
from workers.engines.painter.plan import Plan

SEAT = 0.24
"""Height of the seat in a boat, as a share of the boat's own."""
MANNED: dict[View, float] = {"establishing": 0.20, "medium": 0.42, "close": 0.6}
"""Least height of a boat in which somebody is to be seen."""
FLOATING_PLACES = frozenset(["space", "underwater", "sky"])


def in_company(parts: list[Part], plan: Plan) -> list[Part]:
    """People who go together walk one behind the other; seen from afar they keep together.

    Performers have the whole stage.
    """
    people = [part for part in parts if part.sheet is not None and part.kind in PERSONS]
    going = plan.motion == "go" and plan.view != "close"
    if plan.place == "stage" or len(people) < 2 or not (going or plan.view == "establishing"):
        return parts
    leader = people[0]
    ahead = 1 if leader.facing == "right" else -1
    turned: Facing = "left" if leader.facing == "right" else "right"
    gap = ahead * leader.height * (-0.30 if going else 0.24)
    others = {
        id(part): replace(
            part,
            x=within(leader.x + gap * (number + 1), 0.04, 0.96),
            y=leader.y,
            facing=leader.facing if going else turned,
        )
        for number, part in enumerate(people[1:])
    }
    return [others.get(id(part), part) for part in parts]


def in_file(parts: list[Part], plan: Plan, stage: Set) -> list[Part]:
    """Beasts of a kind go one behind the other, as near as their length lets them."""
    herd = [part for part in parts if part.kind in HERDS and part.kind == parts[0].kind]
    if len(herd) < 2 or plan.view == "close":
        return parts
    leader = herd[0]
    length = breadth(Role(kind=leader.kind)) / stage.aspect
    share = min(1.0, 0.94 / (1.06 * len(herd) * length * leader.height))
    step = 1.06 * length * leader.height * share
    ahead = 1 if leader.facing == "right" else -1
    reach = step * (len(herd) - 1)
    half = length * leader.height * share / 2 + 0.02
    front = leader.x
    front = within(
        front, half + (reach if ahead > 0 else 0), 1 - half - (0 if ahead > 0 else reach)
    )
    placed = {
        id(part): replace(
            part,
            x=front - ahead * step * number,
            y=leader.y,
            height=leader.height * share * (1.0 if number == 0 else 0.95),
            facing=leader.facing,
            depth=leader.depth,
        )
        for number, part in enumerate(herd)
    }
    return [placed.get(id(part), part) for part in parts]


def mounted(live: list[Role], plan: Plan) -> list[Role]:
    """Who rides becomes one with the beast or the cycle, so that they move as one."""
    riders = [role for role in live if role.kind in PERSONS or _is_rider(role)]
    mounts = [role for role in live if role.kind in BEASTS | CYCLES and role not in riders[:1]]
    if riders and _is_rider(riders[0]) and not mounts:
        mounts = [Role(kind=riders[0].kind)]
    if not riders or not mounts or not (plan.riding or mounts[0].kind in CYCLES):
        return live
    rider, mount = riders[0], mounts[0]
    sheet = rider.sheet or CastSheet(name="rider", description="rider", species=rider.kind)
    if mount.kind in CYCLES:
        one = Role(kind=mount.kind, sheet=sheet)
    else:
        one = Role(kind=mount.kind, sheet=mount.sheet, rider=sheet)
    return [one, *(role for role in live if role not in (rider, mount))]


def _is_rider(role: Role) -> bool:
    """Somebody whom the script calls by what they ride."""
    named = lexicon.words(role.sheet.name) if role.sheet is not None else ()
    return role.kind in BEASTS and bool({"rider", "horseman", "jockey", "cowboy"} & {*named})


def manned(parts: list[Part], plan: Plan) -> list[Part]:
    """Who is in a boat sits behind its side, which hides the legs."""
    riders = [part for part in parts if part.kind in PERSONS]
    boats = [part for part in parts if part.kind == "rowboat"]
    if not plan.riding or not riders or not boats or plan.view == "close":
        return parts
    tall = max(boats[0].height, MANNED[plan.view])
    turned: Facing = "left" if riders[0].facing == "left" else "right"
    boat = replace(boats[0], height=tall, facing=turned)
    changed = {id(boats[0]): boat}
    for number, rider in enumerate(riders[:2]):
        person = ADULT / subjects.natural_height(boat.kind) * tall
        person *= rider.sheet.height if rider.sheet is not None else 1.0
        aside = (0.16 - 0.34 * number) * tall * (1 if turned == "right" else -1)
        seat = boat.y - SEAT * tall + 0.46 * person
        facing = turned if number == 0 else "left" if turned == "right" else "right"
        changed[id(rider)] = replace(rider, x=boat.x + aside, y=seat, height=person,
                                     facing=facing, depth=boat.depth - 0.005,
                                     afloat=True)  # fmt: skip
    return [changed.get(id(part), part) for part in parts]


def handed(parts: list[Part], plan: Plan) -> list[Part]:
    """The first person takes what is held, and sits down where one does that sitting."""
    for number, part in enumerate(parts):
        if part.kind in PERSONS and part.sheet is not None:
            sits = plan.seated and plan.motion != "go" and not part.afloat
            sits = sits and plan.place not in FLOATING_PLACES and part.facing != "camera"
            handed = replace(part, holds=plan.held, seated=sits)
            return [*parts[:number], handed, *parts[number + 1 :]]
    return parts
