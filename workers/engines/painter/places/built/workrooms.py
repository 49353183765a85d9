"""Rooms for work: a classroom, a hospital ward, an office, a gym, each told by what stands in it.

They share a shell, daylight or ceiling lamps, and where people stand; their furniture is their own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from common.artifacts.keyframes import Layer
from workers.engines.painter.colour import lab, lighter, mix
from workers.engines.painter.light import Light
from workers.engines.painter.place import Painting, PlacePainter, Set
from workers.engines.painter.places.built.interior import (
    Shell,
    Window,
    block,
    boards,
    ceiling_height,
    outside,
    paint_shell,
    shadow,
    solid,
    sunlight,
    tone,
    window_frame,
)
from workers.engines.painter.places.built.lighting import dust, lamps_on, pool
from workers.engines.painter.places.built.perspective import Lens, Span
from workers.engines.painter.sheet import Sheet

BACK = 7.0
Furnish = Callable[[Sheet, Set, Lens], None]


@dataclass(frozen=True, kw_only=True)
class Room:
    """Attributes:
    floor, wall, ceiling: pigments.
    window: in the back wall; None for a wall that something hangs on.
    hung: what is on the walls; `stands` what is on the floor behind people; `near` what is before
        them, as low as the lower edge.
    stand: (x, z) in metres where people stand.
    """

    floor: str
    wall: str
    ceiling: str
    window: Window | None
    hung: Furnish
    stands: Furnish
    near: Furnish
    stand: tuple[tuple[float, float], ...]
    wooden: bool = False


def painter(room: Room) -> PlacePainter:
    """The painter of a room for work."""

    def paint(stage: Set) -> Painting:
        lens = Lens.of(stage, eye=1.5, focal=0.95)
        shell = Shell(half=3.4, height=ceiling_height(stage, 3.1), back=BACK, floor=room.floor,
                      wall=room.wall, ceiling=room.ceiling)  # fmt: skip
        stage = replace(stage, light=_tubes(stage.light))
        layers = [outside(stage), _walls(stage, lens, shell, room)]
        layers.append(_sheet_of(stage, lens, "furniture", 0.7, room.stands))
        if room.window is not None:
            light = stage.sheet(0.72)
            sunlight(light, stage.light, lens, room.window)
            layers.append(light.layer("sunlight", 0.72))
        layers.append(_sheet_of(stage, lens, "foreground", 1.15, room.near))
        layers.append(dust(stage, 1.2, centre=(0.5, stage.focus[1] - 0.1), reach=0.5))
        spots = tuple(lens.spot(x, z, 0.85) for x, z in room.stand)
        return Painting(layers=tuple(layers), spots=spots, outdoor=False)

    return paint


def _tubes(light: Light) -> Light:
    """Lamps that are less warm than those of a home."""
    return replace(light, lamp=mix(light.lamp, lab(0.90, 0.03, 100), 0.7))


def _walls(stage: Set, lens: Lens, shell: Shell, room: Room) -> Layer:
    sheet, light = stage.sheet(0.5), stage.light
    holes = [room.window.hole(lens)] if room.window is not None else []
    paint_shell(sheet, light, lens, shell, holes=holes)
    if room.wooden:
        boards(sheet, stage, lens, shell)
    else:
        _tiles(sheet, light, lens, shell)
    if room.window is not None:
        window_frame(sheet, light, lens, room.window)
    room.hung(sheet, stage, lens)
    _ceiling_lamps(sheet, light, lens, shell)
    stage.defocus(sheet, 0.5)
    return sheet.layer("walls", 0.5)


def _tiles(sheet: Sheet, light: Light, lens: Lens, shell: Shell) -> None:
    """The seams of a laid floor."""
    seam = tone(light, shell.floor, -0.10)
    across = [
        lens.floor((-shell.half, shell.half), (z, z + 0.02)) for z in np.arange(1.2, BACK, 0.9)
    ]
    along = [lens.floor((x - 0.008, x + 0.008), (0.8, BACK)) for x in np.arange(-3.0, 3.1, 1.0)]
    sheet.fill([*across, *along], seam, opacity=0.4, atop=True)


def _ceiling_lamps(sheet: Sheet, light: Light, lens: Lens, shell: Shell) -> None:
    """Long tubes under the ceiling, lit when it is dark."""
    on = lamps_on(light)
    tube = mix(light.lamp, lab(0.97, 0.01, 200), 0.75) if on else tone(light, "#f4f1ea")
    for x in (-1.5, 1.5):
        for z in (3.0, 5.2):
            sheet.fill(lens.floor((x - 0.12, x + 0.12), (z, z + 1.2), shell.height - 0.02), tube)
            if on:
                at = lens.at([x, shell.height - 0.1, z + 0.6])
                pool(sheet, (float(at[0]), float(at[1])), 0.5, light, strength=0.12)
    if on:
        low = lens.at([0.0, 0.8, 5.0])
        pool(sheet, (float(low[0]), float(low[1])), 1.0, light, strength=0.26)


def _sheet_of(stage: Set, lens: Lens, name: str, depth: float, furnish: Furnish) -> Layer:
    sheet = stage.sheet(depth)
    furnish(sheet, stage, lens)
    sheet.rim((0.1, -1.0), 0.003, stage.light.key, strength=0.3)
    if lamps_on(stage.light) and depth < 1:
        at = lens.at([0.0, 1.4, 5.0])
        pool(sheet, (float(at[0]), float(at[1])), 0.9, stage.light, strength=0.2)
    stage.defocus(sheet, depth)
    return sheet.layer(name, depth)


def _table(
    sheet: Sheet, light: Light, lens: Lens, x: Span, z: Span, *, high: float, ink: str
) -> None:
    """A table on four legs."""
    shadow(sheet, light, lens, x, z)
    leg = tone(light, "#4a4d52")
    for u in (x[0] + 0.04, x[1] - 0.08):
        for v in (z[1] - 0.04, z[0]):
            sheet.fill(lens.front((u, u + 0.04), (0.0, high), v), leg)
    block(sheet, lens, x, (high - 0.05, high), z, solid(light, ink))


def _chair(sheet: Sheet, light: Light, lens: Lens, x: float, z: float, ink: str) -> None:
    """A chair seen from behind or in front: legs, seat, back."""
    leg, cloth = tone(light, "#4a4d52"), solid(light, ink)
    for u in (x - 0.2, x + 0.17):
        sheet.fill(lens.front((u, u + 0.03), (0.0, 0.45), z), leg)
    block(sheet, lens, (x - 0.22, x + 0.22), (0.43, 0.48), (z, z + 0.4), cloth)
    sheet.fill(lens.front((x - 0.21, x + 0.21), (0.62, 0.92), z + 0.4), cloth[1])


def _framed(
    sheet: Sheet, light: Light, lens: Lens, x: Span, y: Span, inks: tuple[str, str]
) -> None:
    """A board on the back wall: its frame and its face."""
    sheet.fill(lens.front((x[0] - 0.06, x[1] + 0.06), (y[0] - 0.06, y[1] + 0.06), BACK - 0.02),
               tone(light, inks[0]))  # fmt: skip
    sheet.fill(lens.front(x, y, BACK - 0.03), tone(light, inks[1]))


def _blackboard(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """A blackboard with chalk on it, a clock, a map, paper on the side wall."""
    light, rng = stage.light, stage.rng("chalk")
    _framed(sheet, light, lens, (-1.7, 1.2), (1.0, 2.3), ("#7a5a3c", "#2f4a40"))
    chalk = tone(light, "#eef0e8")
    for row in range(4):
        x = -1.5
        while x < 0.5 + 0.3 * (row % 2):
            wide = rng.uniform(0.10, 0.30)
            y = 2.08 - 0.25 * row
            word = lens.at([(x, y, BACK - 0.04), (x + wide / 2, y + 0.03, BACK - 0.04),
                            (x + wide, y, BACK - 0.04)])  # fmt: skip
            sheet.stroke(word, 0.0035, chalk, opacity=0.75)
            x += wide + 0.09
    corners = [(0.55, 1.2, BACK - 0.04), (1.0, 1.2, BACK - 0.04), (0.78, 1.6, BACK - 0.04),
               (0.55, 1.2, BACK - 0.04)]  # fmt: skip
    sheet.stroke(lens.at(corners), 0.004, chalk, opacity=0.8)
    sheet.fill(lens.front((-1.7, 1.2), (0.93, 0.97), BACK - 0.1), tone(light, "#7a5a3c"))
    at = lens.at([-2.4, 2.45, BACK - 0.02])
    sheet.ellipse((float(at[0]), float(at[1])), (0.034, 0.034), tone(light, "#3a3a3e"))
    sheet.ellipse((float(at[0]), float(at[1])), (0.029, 0.029), tone(light, "#f3efe4"))
    _framed(sheet, light, lens, (1.7, 2.9), (1.15, 2.1), ("#d8c7a0", "#9cc0c8"))
    for x, y, wide, tall in (
        (1.95, 1.75, 0.3, 0.2),
        (2.4, 1.5, 0.35, 0.25),
        (2.1, 1.35, 0.2, 0.12),
    ):
        spot = lens.at([x, y, BACK - 0.04])
        sheet.ellipse((float(spot[0]), float(spot[1])),
                      (lens.units(wide / 2, BACK), lens.units(tall / 2, BACK)),
                      tone(light, "#b8a15c"))  # fmt: skip
    for k, ink in enumerate(("#d9694a", "#e3b64f", "#5f93b5", "#7fae6a")):
        z = 3.4 + 0.8 * k
        sheet.fill(lens.side(-3.38, (1.35 + 0.12 * (k % 2), 1.85), (z, z + 0.5)), tone(light, ink))


def _desks(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """The teacher's desk and two rows of pupils' desks with their chairs."""
    light = stage.light
    _table(sheet, light, lens, (1.3, 2.6), (6.0, 6.6), high=0.78, ink="#8a5f3c")
    for k, ink in enumerate(("#a8493f", "#4f7478", "#c9a35c")):
        block(sheet, lens, (2.1, 2.4), (0.78 + 0.05 * k, 0.83 + 0.05 * k), (6.1, 6.3),
              solid(light, ink))  # fmt: skip
    for z in (5.3, 4.0):
        for x in (-2.9, -1.7, 1.5, 2.6):
            _chair(sheet, light, lens, x + 0.4, z + 0.35, "#b5773f")
            _table(sheet, light, lens, (x, x + 0.8), (z, z + 0.4), high=0.68, ink="#c69b66")
            paper = lens.floor((x + 0.25, x + 0.5), (z + 0.1, z + 0.3), 0.69)
            sheet.fill(paper, tone(light, "#f2eee2"))


def _front_desks(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """The edge of the front row, with a book and an apple."""
    light = stage.light
    _table(sheet, light, lens, (1.35, 2.3), (1.9, 2.4), high=0.68, ink="#a97f50")
    block(sheet, lens, (1.5, 1.8), (0.68, 0.74), (2.0, 2.25), solid(light, "#4f7478"))
    at = lens.at([1.98, 0.75, 2.1])
    sheet.ellipse((float(at[0]), float(at[1])), (0.030, 0.028), tone(light, "#c2473f", keep=0.8))


def _curtained(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """A rail of curtains between beds, a sign with a cross, a board at each head."""
    light = stage.light
    for x, ink in ((-3.0, "#8fb8b4"), (2.15, "#8fb8b4")):
        for k in range(6):
            strip = lens.front((x + 0.15 * k, x + 0.15 * (k + 1)), (0.35, 2.2), BACK - 0.1)
            sheet.fill(strip, lighter(tone(light, ink), 0.03 if k % 2 else -0.04))
    sheet.fill(lens.front((-3.4, 3.4), (2.2, 2.25), BACK - 0.1), tone(light, "#b9bfc2"))
    sheet.fill(lens.front((-3.4, 3.4), (0.95, 1.10), BACK - 0.01), tone(light, "#a9c8c4"))
    for side in (-1, 1):
        sheet.fill(lens.side(side * 3.38, (0.95, 1.10), (0.8, BACK)), tone(light, "#9dbdb9"))
    sheet.fill(lens.side(3.37, (1.7, 2.2), (4.2, 4.8)), tone(light, "#f4f4f0"))
    red = tone(light, "#c8473f", keep=0.85)
    sheet.fill(lens.side(3.36, (1.76, 2.14), (4.44, 4.56)), red)
    sheet.fill(lens.side(3.36, (1.89, 2.01), (4.27, 4.73)), red)


def _beds(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """White beds on wheels, heads to the wall, with a drip and a monitor."""
    light = stage.light
    frame, white = tone(light, "#b9c0c4"), solid(light, "#eceff0")
    for x in (-2.6, 1.2):
        wide, z = (x, x + 1.1), (4.6, 6.7)
        shadow(sheet, light, lens, wide, z)
        sheet.fill(lens.front(wide, (0.35, 1.15), z[1]), frame)
        for u in (x + 0.05, x + 1.0):
            sheet.fill(lens.front((u, u + 0.05), (0.0, 0.4), z[0]), frame)
        block(sheet, lens, wide, (0.38, 0.62), z, white)
        cover = solid(light, "#9cc3c6")
        block(sheet, lens, (x - 0.01, x + 1.11), (0.40, 0.66), (z[0] - 0.01, 5.9), cover)
        block(sheet, lens, (x + 0.2, x + 0.9), (0.62, 0.76), (6.1, 6.6), white)
        sheet.fill(lens.front((x + 0.02, x + 1.08), (0.62, 0.95), z[0]), frame, opacity=0.55)
    pole = tone(light, "#8b949a")
    sheet.fill(lens.front((-1.28, -1.25), (0.0, 2.0), 5.6), pole)
    sheet.fill(lens.front((-1.36, -1.17), (1.96, 2.0), 5.6), pole)
    sheet.fill(lens.front((-1.36, -1.20), (1.55, 1.92), 5.58), tone(light, "#d5e6ea"), opacity=0.9)
    block(sheet, lens, (2.45, 2.95), (1.15, 1.55), (5.8, 6.0), solid(light, "#d7dadb"))
    sheet.fill(lens.front((2.5, 2.9), (1.2, 1.5), 5.79), tone(light, "#1f3034"))
    trace = [(2.52 + 0.045 * k, 1.35 + (0.0, 0.0, 0.09, -0.07, 0.0, 0.0, 0.0, 0.09, -0.05)[k], 5.78)
             for k in range(9)]  # fmt: skip
    sheet.stroke(lens.at(trace), 0.003, tone(light, "#7be0a0", 0.2, keep=0.9))
    block(sheet, lens, (2.5, 2.9), (0.0, 1.15), (5.8, 6.1), solid(light, "#c3c9cb"))


def _trolley(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """A trolley at the near left."""
    light = stage.light
    steel = tone(light, "#aab3b7")
    for u in (-2.2, -1.38):
        sheet.fill(lens.front((u, u + 0.04), (0.0, 0.85), 2.0), steel)
    for y in (0.3, 0.82):
        block(sheet, lens, (-2.2, -1.35), (y, y + 0.04), (2.0, 2.4), solid(light, "#c9d0d2"))
    for x, tall, ink in (
        (-2.1, 0.16, "#7fa8b5"),
        (-1.9, 0.22, "#e8e4d8"),
        (-1.65, 0.12, "#b5653f"),
    ):
        block(sheet, lens, (x, x + 0.12), (0.86, 0.86 + tall), (2.1, 2.2), solid(light, ink))


def _blinds(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """Slats before a broad window, a whiteboard with a rising line, a clock."""
    light = stage.light
    slat = tone(light, "#cfd3d2")
    for k in range(5):
        sheet.fill(lens.front((-2.5, 1.3), (2.62 - 0.1 * k, 2.66 - 0.1 * k), BACK - 0.1), slat)
    _framed(sheet, light, lens, (1.8, 3.1), (1.2, 2.2), ("#9aa0a4", "#f1f2ee"))
    rising = [(1.9 + 0.2 * k, 1.35 + (0.0, 0.12, 0.08, 0.3, 0.42, 0.7)[k], BACK - 0.04)
              for k in range(6)]  # fmt: skip
    sheet.stroke(lens.at(rising), 0.005, tone(light, "#c2473f", keep=0.85))
    for k in range(4):
        bar = lens.front((1.95 + 0.26 * k, 2.08 + 0.26 * k), (1.25, 1.35 + 0.11 * k), BACK - 0.03)
        sheet.fill(bar, tone(light, "#5f93b5"), opacity=0.7)


def _workplaces(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """Rows of desks with screens, chairs on a column, cabinets along the wall."""
    light = stage.light
    for k in range(4):
        z = 3.4 + 0.75 * k
        block(sheet, lens, (-3.38, -2.95), (0.0, 1.3), (z, z + 0.7), solid(light, "#8d9498"))
        for y in (0.2, 0.62, 1.04):
            sheet.fill(
                lens.side(-2.94, (y, y + 0.03), (z + 0.25, z + 0.45)), tone(light, "#3f4448")
            )
    for x, z in ((-1.9, 5.9), (0.5, 5.9), (1.35, 4.5)):
        _table(sheet, light, lens, (x, x + 1.5), (z, z + 0.7), high=0.74, ink="#b99a72")
        _screen(sheet, light, lens, x + 0.75, z + 0.35)
        paper = lens.floor((x + 0.1, x + 0.35), (z + 0.1, z + 0.4), 0.75)
        sheet.fill(paper, tone(light, "#f0ede4"))
        _chair(sheet, light, lens, x + 0.75, z - 0.5, "#33485c")
        sheet.fill(lens.front((x + 0.72, x + 0.78), (0.05, 0.45), z - 0.3), tone(light, "#3a3d42"))


def _screen(sheet: Sheet, light: Light, lens: Lens, x: float, z: float) -> None:
    """A screen with a lit page on it."""
    dark = tone(light, "#2a2d31")
    sheet.fill(lens.front((x - 0.04, x + 0.04), (0.74, 0.9), z), dark)
    sheet.fill(lens.front((x - 0.36, x + 0.36), (0.86, 1.32), z), dark)
    shine = mix(tone(light, "#cfe4ee", keep=0.9), light.tones.light, 0.2)
    shine[0] = max(float(shine[0]), 0.72)
    sheet.fill(lens.front((x - 0.33, x + 0.33), (0.89, 1.29), z - 0.01), shine)
    for k in range(4):
        y = 1.2 - 0.08 * k
        line = lens.front((x - 0.26, x + 0.05 + 0.06 * (k % 3)), (y, y + 0.025), z - 0.02)
        sheet.fill(line, lighter(shine, -0.3), opacity=0.7)
    at = lens.at([x, 1.08, z])
    sheet.glow((float(at[0]), float(at[1])), 0.16, shine, strength=0.25)


def _near_desk(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """The corner of a desk with a lamp, papers and a cup."""
    light = stage.light
    _table(sheet, light, lens, (1.25, 2.6), (1.9, 2.5), high=0.74, ink="#9c7f5c")
    for k in range(4):
        block(sheet, lens, (1.4, 1.75), (0.74 + 0.025 * k, 0.76 + 0.025 * k), (2.0, 2.25),
              solid(light, "#efeae0" if k % 2 else "#dcd5c6"))  # fmt: skip
    block(sheet, lens, (1.95, 2.05), (0.74, 0.87), (2.05, 2.15), solid(light, "#b5473f"))


def _bars(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """Wall bars, a mirror, posters."""
    light = stage.light
    wood = tone(light, "#b5814e")
    for x in (-3.1, -2.2, 1.5, 2.4):
        sheet.fill([lens.front((x, x + 0.06), (0.1, 2.5), BACK - 0.05),
                    lens.front((x + 0.8, x + 0.86), (0.1, 2.5), BACK - 0.05)], wood)  # fmt: skip
        for k in range(10):
            y = 0.3 + 0.23 * k
            sheet.fill(lens.front((x, x + 0.86), (y, y + 0.05), BACK - 0.06), lighter(wood, 0.05))
    _framed(sheet, light, lens, (-1.0, 1.0), (0.5, 2.2), ("#4a4d52", "#a9bcc4"))
    gleam = lens.at([(-0.7, 0.5, BACK - 0.04), (-0.3, 0.5, BACK - 0.04), (0.5, 2.2, BACK - 0.04),
                     (0.1, 2.2, BACK - 0.04)])  # fmt: skip
    sheet.fill(gleam, tone(light, "#e4eef0"), opacity=0.4)


def _ring(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """A punching bag on its chain, a ring's ropes, weights on a rack, mats."""
    light = stage.light
    sheet.fill(lens.floor((-2.9, -0.2), (3.6, 6.3), 0.02), tone(light, "#3f6d8c"))
    sheet.fill(lens.floor((-2.75, -0.35), (3.75, 6.15), 0.03), tone(light, "#4f82a3"))
    posts = tone(light, "#a8403a")
    for x in (-2.9, -0.25):
        sheet.fill(lens.front((x, x + 0.1), (0.0, 1.45), 6.3), posts)
    for y in (0.55, 0.95, 1.35):
        sheet.fill(lens.front((-2.9, -0.2), (y, y + 0.04), 6.3), tone(light, "#ece7dc"))
        sheet.fill(lens.side(-2.85, (y, y + 0.04), (3.2, 6.3)), tone(light, "#ece7dc"))
    sheet.fill(lens.front((1.79, 1.81), (2.0, 3.1), 4.9), tone(light, "#6a6d72"))
    shadow(sheet, light, lens, (1.55, 2.05), (4.8, 5.1))
    hide = tone(light, "#a5482f")
    sheet.fill(lens.front((1.58, 2.02), (0.75, 2.05), 4.9), hide)
    sheet.fill(lens.front((1.58, 1.72), (0.75, 2.05), 4.89), lighter(hide, 0.06))
    sheet.fill(lens.front((1.92, 2.02), (0.75, 2.05), 4.89), lighter(hide, -0.08))
    for y in (1.0, 1.8):
        sheet.fill(lens.front((1.58, 2.02), (y, y + 0.05), 4.88), tone(light, "#33302e"))
    block(sheet, lens, (2.5, 3.3), (0.35, 0.42), (5.2, 5.6), solid(light, "#44484d"))
    for x in (2.6, 2.85, 3.1):
        at = lens.at([x, 0.52, 5.3])
        reach = lens.units(0.11, 5.3)
        sheet.ellipse((float(at[0]), float(at[1])), (reach, reach), tone(light, "#26282c"))


def _bench(sheet: Sheet, stage: Set, lens: Lens) -> None:
    """A low bench with a towel."""
    light = stage.light
    _table(sheet, light, lens, (1.1, 2.5), (2.0, 2.3), high=0.42, ink="#a9794a")
    sheet.fill(lens.front((1.35, 1.65), (0.18, 0.43), 1.98), tone(light, "#e9e4d8"))


_MIDDLE = ((0.25, 4.4), (-0.7, 4.6), (1.0, 4.2))
PLACES = {
    "classroom": painter(Room(
        floor="#a97f55", wall="#d9cfae", ceiling="#ece6d6", window=None, wooden=True,
        hung=_blackboard, stands=_desks, near=_front_desks,
        stand=((0.0, 4.6), (-0.6, 4.9), (0.8, 4.7)),
    )),
    "ward": painter(Room(
        floor="#b9cbc8", wall="#dfe8e4", ceiling="#f0f3f1",
        window=Window(x=(-0.95, 0.85), y=(1.0, 2.5), z=BACK, panes=(2, 2)),
        hung=_curtained, stands=_beds, near=_trolley, stand=((0.05, 4.2), (-0.7, 4.3), (0.7, 4.1)),
    )),
    "office": painter(Room(
        floor="#7f858a", wall="#c6cbc9", ceiling="#e4e6e4",
        window=Window(x=(-2.4, 1.2), y=(1.0, 2.6), z=BACK, panes=(5, 1)),
        hung=_blinds, stands=_workplaces, near=_near_desk,
        stand=((-0.3, 4.3), (-1.1, 4.5), (0.5, 4.2)),
    )),
    "gym": painter(Room(
        floor="#b98a55", wall="#b9b3a4", ceiling="#8e8c86", window=None, wooden=True,
        hung=_bars, stands=_ring, near=_bench, stand=((0.6, 4.4), *_MIDDLE[1:]),
    )),
}  # fmt: skip
