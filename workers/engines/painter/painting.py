"""The painter: a brief becomes a place, its light, its weather, its cast, and one picture."""

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from common import lexicon
from common.artifacts.keyframes import Keyframe, Layer, Sprite
from common.artifacts.script import Brief, Palette
from workers.engines.compositing import Finish, Placed, composite, prepare
from workers.engines.painter import colour, livery, staging, subjects, terrain
from workers.engines.painter.blaze import blaze_layers
from workers.engines.painter.celestial import celestial_layers
from workers.engines.painter.colour import mix, with_lightness
from workers.engines.painter.grading import graded
from workers.engines.painter.light import Light, lamplit, make_light
from workers.engines.painter.parts import FLYING, Part, footing
from workers.engines.painter.place import OVERSCAN, Set
from workers.engines.painter.places import place_painter
from workers.engines.painter.plan import Plan, read_plan
from workers.engines.painter.sheet import Sheet
from workers.engines.painter.snow_cover import capped
from workers.engines.painter.subjects import Cutout
from workers.engines.painter.weather import weather_layers

VIGNETTE = 0.10
"""As the camera's."""
GLOWING = frozenset(["lamp", "lantern", "candle", "fire"])
FALLING = frozenset(["rain", "storm", "snowfall"])
SWAYING = frozenset(["tree", "pine", "palm", "flower", "flag", "kite"])


class Painter:
    """The image engine of the sketch profile."""

    def paint(self, brief: Brief, size: tuple[int, int]) -> Keyframe:
        """Paint a brief at (width, height): about seven layers, live sprites, and the still.

        Raises:
            EngineError: the brief names a place or a thing that nobody paints.
        """
        plan, palette = read_plan(brief), graded(brief)
        light = make_light(palette, hour=plan.hour, weather=plan.weather, lamps=plan.lamps,
                           snowed=_snow_lies(plan), autumn=plan.autumn)  # fmt: skip
        stage = staging.make_set(brief, plan, light, size)
        painting = place_painter(plan.interior or plan.place)(stage)
        parts, things = staging.cast_parts(brief, plan, stage, painting)
        falling = light if painting.outdoor else lamplit(light)
        sprites = tuple(livery.sprite(p, plan, falling, k) for k, p in enumerate(parts))
        layers = list(painting.layers)
        layers += blaze_layers(stage, painting.layers) if plan.ablaze else []
        resting = [part for part in parts if not part.travels]
        if not painting.wet:
            layers.append(_shadows(stage, [*things, *resting]))
        layers += _outdoors(stage, plan, palette) if not painting.outdoor else []
        layers += [_islet(stage, part, k) for k, part in enumerate(things) if part.afloat]
        layers += [_thing(stage, part, k, palette) for k, part in enumerate(things)]
        if light.snowed:
            layers = [capped(stage, layer) for layer in layers]
        layers += _halos(stage, things)
        layers += _string(stage, parts)
        layers += celestial_layers(stage, indoors=not painting.outdoor)
        layers += weather_layers(stage) if painting.outdoor else []
        layers.sort(key=lambda layer: layer.depth)
        walking = _shadows(stage, [p for p in parts if p.travels and not painting.wet])
        return Keyframe(
            image=still([*layers, walking], sprites, size),
            layers=tuple(layers),
            sprites=sprites,
            overscan=OVERSCAN,
        )


def _snow_lies(plan: Plan) -> bool:
    """Whether snow covers what stands about; the snowfield has its own."""
    kept = lexicon.bounded("roofed") | {"snow", "underwater", "space", "moon", "abstract"}
    return plan.weather == "snowfall" and plan.place not in kept


def _outdoors(stage: Set, plan: Plan, palette: Palette) -> list[Layer]:
    """What is seen through the windows of a room: large things, and what falls."""
    if plan.place not in lexicon.bounded("glazed"):
        return []
    layers = [
        _thing(stage, Part(kind=kind, x=0.5 + 0.06 * k, y=0.60, height=0.24, facing="camera",
                           depth=0.07 + 0.01 * k), k, palette)
        for k, kind in enumerate(plan.beyond[:2])
    ]  # fmt: skip
    weather = weather_layers(stage) if stage.light.weather in FALLING else []
    return [*layers, *(replace(layer, depth=0.10 + 0.02 * k) for k, layer in enumerate(weather))]


def _shadows(stage: Set, parts: list[Part]) -> Layer:
    """Where things and figures touch the ground: a dark core, and a cast shadow from the key."""
    sheet, light = Sheet(stage.screen), stage.light
    dark = with_lightness(mix(light.tones.shadow, light.ambient, 0.2), 0.07)
    low = light.hour in ("dawn", "dusk") and light.weather in ("clear", "wind")
    for part in parts:
        if part.y > 1.0 or part.depth < 0.8 or part.kind in FLYING or part.afloat:
            continue
        wide = part.height * footing(part)
        reach = wide / sheet.frame.down(1)
        long = 2.2 if low else 0.8
        lean = -light.towards[0] * sheet.frame.across(reach) * long
        cast = (part.x + lean, part.y + (0.10 if low else 0.03) * part.height * abs(lean) ** 0.5)
        sheet.ellipse(cast, (reach * (0.9 + 0.5 * long), reach * 0.15), dark, opacity=0.30,
                      soft=reach * 0.09, degrees=math.copysign(4.0 * long, lean))  # fmt: skip
        sheet.ellipse((part.x, part.y), (reach * 0.85, reach * 0.13), dark, opacity=0.45,
                      soft=reach * 0.07)  # fmt: skip
        sheet.ellipse((part.x, part.y - 0.002), (reach * 0.5, reach * 0.06), dark, opacity=0.55,
                      soft=reach * 0.02)  # fmt: skip
    return sheet.layer("shadows", 1.0)


def _thing(stage: Set, part: Part, number: int, palette: Palette) -> Layer:
    """A painted thing standing at its spot, on a layer of its own."""
    name, height_px = f"{part.kind} {number}", max(8, round(part.height * stage.height))
    cutout = _cutout(stage, part.kind, name, height_px, palette)
    widest = staging.WIDEST[stage.view] * stage.width
    if cutout.pixels.shape[1] > widest:
        fitting = max(8, round(height_px * widest / cutout.pixels.shape[1]))
        cutout = _cutout(stage, part.kind, name, fitting, palette)
    cutout = _faded(cutout, stage.light, part.depth)
    width, height = stage.screen.size
    pixels = np.zeros((height, width, 4), np.uint8)
    x, y = stage.screen.pixels([(part.x, part.y)])[0]
    margin, wide = (width - stage.width) / 2, cutout.pixels.shape[1]
    left = x - cutout.anchor[0]
    if wide < 0.9 * stage.width:
        left = min(max(left, margin), margin + stage.width - wide)
    _paste(pixels, cutout.pixels, (round(left), round(y - cutout.anchor[1])))
    return Layer(
        name=name,
        pixels=pixels,
        depth=part.depth,
        living="sway" if part.kind in SWAYING else "still",
    )


def _faded(cutout: Cutout, light: Light, depth: float) -> Cutout:
    """Towards the haze with distance, as the place's own layers are."""
    amount = 0.6 * light.density * (1 - min(depth, 1.0))
    if amount <= 0:
        return cutout
    haze = np.array([int(colour.to_hex(light.haze)[k : k + 2], 16) for k in (1, 3, 5)])
    pixels = cutout.pixels.astype(np.float32)
    pixels[..., :3] += (haze - pixels[..., :3]) * amount
    return Cutout(pixels=np.rint(pixels).astype(np.uint8), anchor=cutout.anchor)


def _islet(stage: Set, part: Part, number: int) -> Layer:
    """A rock in the sea for what cannot swim."""
    sheet, reach = Sheet(stage.screen), part.height / stage.screen.down(1)
    for k, (aside, size) in enumerate(((-0.32, 0.20), (0.34, 0.15), (0.0, 0.24))):
        at = (part.x + stage.screen.across(aside * reach), part.y + 0.05 * part.height)
        terrain.rock(sheet, stage, at, (size * 2.6 * reach, size * 0.5 * reach), f"islet {k}",
                     tint="#5c5a58", depth=0.8)  # fmt: skip
    return sheet.layer(f"islet {number}", part.depth)


def _cutout(stage: Set, kind: str, name: str, height_px: int, palette: Palette) -> Cutout:
    return subjects.paint_thing(
        kind, height_px=height_px, light=stage.light, palette=palette, rng=stage.rng(name)
    )


def _halos(stage: Set, things: list[Part]) -> list[Layer]:
    """The light of lamps and fires, on a sheet of its own that flickers."""
    shining = [part for part in things if part.kind in GLOWING]
    if not shining or stage.light.hour == "day":
        return []
    sheet = Sheet(stage.screen)
    for part in shining:
        reach = part.height / sheet.frame.down(1)
        head = (part.x, part.y - part.height * (0.5 if part.kind == "fire" else 0.85))
        sheet.glow(head, reach * 0.9, stage.light.lamp, strength=0.20, falloff=3)
        sheet.glow((part.x, part.y), reach * 0.8, stage.light.lamp, strength=0.22, squash=0.2)
    return [sheet.layer("halos", 1.0, living="flicker")]


def _string(stage: Set, parts: list[Part]) -> list[Layer]:
    """From the hand that holds it up to the kite."""
    kites = [part for part in parts if part.kind == "kite"]
    holders = [part for part in parts if part.holds == "kite"]
    if not kites or not holders:
        return []
    sheet, holder, kite = Sheet(stage.screen), holders[0], kites[0]
    ahead = sheet.frame.across(0.19 * holder.height / sheet.frame.down(1))
    hand = (
        holder.x + (ahead if holder.facing != "left" else -ahead),
        holder.y - 0.91 * holder.height,
    )
    tied = (kite.x, kite.y - 0.55 * kite.height)
    sag = (0.5 * (hand[0] + tied[0]), 0.5 * (hand[1] + tied[1]) + 0.05)
    pale = mix(stage.light.tones.light, stage.light.key, 0.3)
    sheet.stroke([hand, sag, tied], 0.0022, pale, opacity=0.7, smooth=True)
    return [sheet.layer("string", holder.depth)]


def _paste(canvas: NDArray[np.uint8], piece: NDArray[np.uint8], at: tuple[int, int]) -> None:
    left, top = max(at[0], 0), max(at[1], 0)
    right = min(at[0] + piece.shape[1], canvas.shape[1])
    bottom = min(at[1] + piece.shape[0], canvas.shape[0])
    if left < right and top < bottom:
        canvas[top:bottom, left:right] = piece[
            top - at[1] : bottom - at[1], left - at[0] : right - at[0]
        ]


def still(
    layers: list[Layer], sprites: tuple[Sprite, ...], size: tuple[int, int]
) -> NDArray[np.uint8]:
    """What the camera shows at rest, uint8 sRGB, shape (h, w, 3)."""
    full_h, full_w = layers[0].pixels.shape[:2]
    left, top = (full_w - size[0]) // 2, (full_h - size[1]) // 2
    here = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    stack: list[tuple[float, int, Placed]] = []
    for number, layer in enumerate(layers):
        seen = layer.pixels[top : top + size[1], left : left + size[0]]
        stack.append((layer.depth, number, Placed(sheet=prepare(seen), matrix=here)))
    for number, sprite in enumerate(sprites):
        height_px = max(4, round(sprite.height * full_h))
        cutout = subjects.draw_sprite(sprite, phase=sprite.phase, height_px=height_px)
        x, y = sprite.x * full_w - left, sprite.y * full_h - top
        matrix = np.array([[1.0, 0.0, cutout.anchor[0] - x], [0.0, 1.0, cutout.anchor[1] - y]])
        placed = Placed(sheet=prepare(cutout.pixels), matrix=matrix)
        stack.append((sprite.depth, len(layers) + number, placed))
    stack.sort(key=lambda entry: entry[:2])
    layers_of_light = [placed for _, _, placed in stack]
    return composite(layers_of_light, size=size, finish=Finish(vignette=VIGNETTE))
