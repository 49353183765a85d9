"""Colours by their common names."""

from collections.abc import Mapping

from common.artifacts.script import Palette
from common.phrases import table


def named_colours() -> Mapping[str, str]:
    """sRGB values of the lexicon's colours."""
    found: Mapping[str, str] = table("palettes")["named"]
    return found


def colour_name(colour: str) -> str:
    """The nearest common name of a colour."""
    named = named_colours()
    return min(named, key=lambda name: _distance(colour, named[name]))


def described(palette: Palette) -> tuple[str, ...]:
    """A palette in words: ("deep blue", "pale white", "orange accents")."""
    base, light = colour_name(palette.base), colour_name(palette.light)
    return (
        f"deep {base}",
        light if light == "white" else f"pale {light}",
        (f"{colour_name(palette.accent)} accents"),
    )


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
