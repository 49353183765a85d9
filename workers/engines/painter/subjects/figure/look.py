"""The colours of one figure, derived once from its sheet."""

from dataclasses import dataclass, replace

from common.artifacts.script import CastSheet
from workers.engines.painter.subjects.drawing import Paint, Rgb, darker, lighter, luma, mix, rgb

INK = (0.10, 0.09, 0.14)


@dataclass(frozen=True, kw_only=True)
class Look:
    """`main` is the garment, `legs` trousers or skin, `accent` the scarf, belt or trim."""

    skin: Rgb
    hair: Rgb
    main: Rgb
    legs: Rgb
    shoes: Rgb
    shirt: Rgb
    accent: Rgb
    sleeves: Rgb
    hands: Rgb

    def behind(self) -> "Look":
        """The same colours for the limbs on the far side, in the body's own shadow."""
        return replace(
            self,
            skin=darker(self.skin, 0.26),
            main=darker(self.main, 0.30),
            legs=darker(self.legs, 0.34),
            shoes=darker(self.shoes, 0.3),
            shirt=darker(self.shirt, 0.28),
            accent=darker(self.accent, 0.26),
            sleeves=darker(self.sleeves, 0.30),
            hands=darker(self.hands, 0.26),
        )


def look_of(sheet: CastSheet) -> Look:
    main, accent, skin = rgb(sheet.outfit_colour), rgb(sheet.accent_colour), rgb(sheet.skin)
    dusk = mix(main, (0.17, 0.18, 0.27), 0.72)
    legs = {
        "coat": dusk,
        "jacket": dusk,
        "suit": darker(main, 0.14),
        "overalls": main,
        "spacesuit": main,
        "dress": skin,
        "robe": darker(main, 0.3),
    }[sheet.outfit]
    shirt = {
        "suit": (0.93, 0.91, 0.88),
        "overalls": accent,
        "jacket": lighter(mix(accent, (0.9, 0.88, 0.85), 0.5), 0.1),
    }.get(sheet.outfit, lighter(main, 0.35))
    shoes = mix(darker(main, 0.6), INK, 0.6) if luma(main) > 0.12 else lighter(main, 0.15)
    if sheet.outfit == "spacesuit":
        shoes = mix(lighter(accent, 0.1), main, 0.35)
    return Look(
        skin=skin,
        hair=rgb(sheet.hair_colour),
        main=main,
        legs=legs,
        shoes=shoes,
        shirt=shirt,
        accent=accent,
        sleeves=shirt if sheet.outfit == "overalls" else main,
        hands=shoes if sheet.outfit == "spacesuit" else skin,
    )


def fabric(colour: Rgb, width: float, *, fall: float = 0.14, rim: float = 0.0035) -> Paint:
    """Paint of a garment whose shade side is `width` wide."""
    return Paint(
        colour=lighter(colour, 0.07),
        end=darker(colour, fall),
        shade=width,
        depth=0.32,
        rim=rim,
        rim_strength=0.45,
    )


def flesh(colour: Rgb, width: float) -> Paint:
    """Paint of skin: its shade is warmer than that of cloth."""
    warm = mix(colour, (0.72, 0.26, 0.24), 0.18)
    return Paint(
        colour=lighter(colour, 0.06),
        end=mix(colour, warm, 0.5),
        shade=width,
        depth=0.24,
        rim=0.003,
        rim_strength=0.5,
    )
