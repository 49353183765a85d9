"""The palette: chosen from a file by what theme, style, hour and mood like; and colours' names."""

from collections.abc import Iterable

from common.artifacts.script import Palette
from common.lexicon import read, words
from common.phrases import PaletteEntry, palettes, table
from common.phrases.colours import colour_name
from workers.engines.writer.draws import Draws
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
