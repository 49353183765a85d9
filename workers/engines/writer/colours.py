"""The palette: chosen from a file by what theme, style, hour and mood like; and colours' names."""

from collections.abc import Iterable

from common.artifacts.script import Palette
from common.lexicon import read, words
from workers.engines.writer.draws import Draws
from workers.engines.writer.phrases import PaletteEntry, palettes, table
from workers.engines.writer.world import World

_HUELESS = ("white", "grey", "black", "silver", "brown")
"""These choose a palette but make no accent."""
_CHANCE = 1.5
"""As much as chance may weigh: less than one thing that the theme names."""


def choose_palette(*, theme: str, style: str, world: World, draws: Draws) -> PaletteEntry:
    """The entry that likes most of what the film is about; its accent takes the theme's colour."""
    weights = _weights(theme, style, world)
    chance = draws.of("palette")
    ranked = {
        name: sum(weights.get(like, 0.0) for like in entry.likes) + _CHANCE * chance.random()
        for name, entry in palettes().items()
    }
    entry = palettes()[max(ranked, key=lambda name: ranked[name])]
    wanted = [c for c in (*read(theme).colours, *read(style).colours) if c not in _HUELESS]
    if wanted and wanted[0] not in {colour_name(colour) for colour in entry.colours}:
        accent = table("palettes")["named"][wanted[0]]
        return entry.model_copy(update={"colours": (*entry.colours[:4], accent)})
    return entry


def as_palette(entry: PaletteEntry) -> Palette:
    shadow, base, mid, light, accent = entry.colours
    return Palette(shadow=shadow, base=base, mid=mid, light=light, accent=accent)


def colour_name(colour: str) -> str:
    """The nearest common name of a colour."""
    named: dict[str, str] = table("palettes")["named"]
    return min(named, key=lambda name: _distance(colour, named[name]))


def described(palette: Palette) -> tuple[str, ...]:
    """A palette in words: ("deep blue", "pale white", "orange accents")."""
    base, light = colour_name(palette.base), colour_name(palette.light)
    return (
        f"deep {base}",
        light if light == "white" else f"pale {light}",
        (f"{colour_name(palette.accent)} accents"),
    )


def _weights(theme: str, style: str, world: World) -> dict[str, float]:
    reading = read(theme)
    result: dict[str, float] = {}

    def add(names: Iterable[str], weight: float) -> None:
        for name in names:
            result[name] = max(weight, result.get(name, 0.0))

    add((world.mood, *world.hours, *(name for part in world.weathers for name in part)), 1.0)
    add((chapter[0].place for chapter in world.where.chapters), 3.0)
    add((world.place,), 6.0)
    add((*reading.subjects, *reading.lights, *reading.hours), 2.0)
    add(reading.weathers, 5.0)
    add((*words(theme), *reading.moods), 2.0)
    styled = read(style)
    add((*words(style), *styled.lights, *styled.moods, *styled.hours, *styled.places), 3.0)
    add((*reading.colours, *styled.colours), 5.0)
    return result


def _distance(a: str, b: str) -> float:
    """Between two sRGB colours, weighted as the eye weighs red, green and blue (redmean)."""
    (r1, g1, b1), (r2, g2, b2) = _channels(a), _channels(b)
    red = (r1 + r2) / 2
    return (
        (2 + red / 256) * (r1 - r2) ** 2
        + 4 * (g1 - g2) ** 2
        + (2 + (255 - red) / 256) * (b1 - b2) ** 2
    )


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
