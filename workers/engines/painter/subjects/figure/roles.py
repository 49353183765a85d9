"""People without a sheet: what a kind of person looks like."""

from common.artifacts.script import CastSheet

SKINS = ("#c68e6b", "#8d5a3c", "#e3b48f", "#5e3a28", "#d8a27c", "#a8704c")
HAIRS = ("#2b2024", "#4a2d1f", "#15131a", "#8a5a2c", "#b9b3ac", "#5b1f1f")
CLOTHES = (
    ("#8a2f3c", "#e8c66a"),
    ("#2f5d7c", "#f0b35a"),
    ("#3f6b54", "#f2d9a0"),
    ("#b5652b", "#2c3a58"),
    ("#5a4a78", "#e79a8a"),
    ("#33384d", "#d9584a"),
)


def _sheet(name: str, **fields: str | float) -> CastSheet:
    return CastSheet.model_validate({"name": name, "description": name, **fields})


ROLES: dict[str, CastSheet] = {
    "human": _sheet("human"),
    "woman": _sheet(
        "woman",
        build="slim",
        hair="long",
        outfit="dress",
        outfit_colour="#a8433f",
        hair_colour="#3a241f",
        height=0.96,
    ),
    "man": _sheet(
        "man", hair="short", outfit="jacket", outfit_colour="#3c5468", accent_colour="#d99a4e"
    ),
    "child": _sheet(
        "child",
        height=0.62,
        hair="curly",
        outfit="overalls",
        outfit_colour="#3f6f96",
        accent_colour="#eab54e",
        skin="#b57a55",
    ),
    "dancer": _sheet(
        "dancer",
        build="slim",
        hair="bun",
        outfit="dress",
        gait="dance",
        outfit_colour="#c2455e",
        accent_colour="#f3c77a",
        hair_colour="#2a1a1c",
    ),
    "singer": _sheet(
        "singer",
        build="slim",
        hair="curly",
        outfit="suit",
        outfit_colour="#4b2f63",
        accent_colour="#f2b25c",
        skin="#8d5a3c",
    ),
    "guitarist": _sheet("guitarist", hair="long", outfit="jacket", outfit_colour="#33384d"),
    "astronaut": _sheet(
        "astronaut",
        outfit="spacesuit",
        hair="short",
        outfit_colour="#e4e2dd",
        accent_colour="#e0763c",
    ),
    "knight": _sheet(
        "knight",
        build="broad",
        outfit="coat",
        hair="bald",
        outfit_colour="#9c2f3a",
        accent_colour="#e8c15a",
    ),
    "monk": _sheet(
        "monk", outfit="robe", hair="hood", outfit_colour="#7a5230", accent_colour="#d8c08a"
    ),
    "royal": _sheet(
        "royal",
        outfit="robe",
        hair="long",
        outfit_colour="#6a2346",
        accent_colour="#f0c559",
        hair_colour="#7a4a22",
    ),
    "queen": _sheet(
        "queen",
        build="slim",
        outfit="robe",
        hair="long",
        outfit_colour="#6a2346",
        accent_colour="#f0c559",
        hair_colour="#7a4a22",
        height=0.97,
    ),
    "king": _sheet(
        "king",
        build="broad",
        outfit="robe",
        hair="short",
        outfit_colour="#8c2b33",
        accent_colour="#f0c559",
        hair_colour="#5b4a40",
        height=1.03,
    ),
    "sailor": _sheet(
        "sailor",
        build="broad",
        outfit="coat",
        hair="short",
        outfit_colour="#27405f",
        accent_colour="#e9e4d6",
    ),
    "traveller": _sheet(
        "traveller",
        outfit="coat",
        hair="hat",
        gait="stride",
        outfit_colour="#8a5a34",
        accent_colour="#c8443c",
    ),
}


def passer_by(number: int) -> CastSheet:
    """One of a crowd; the same number is always the same person."""
    outfits = ("coat", "jacket", "dress", "suit")
    hairs = ("short", "long", "hat", "bun", "curly", "hood", "bald")
    builds = ("average", "slim", "broad")
    main, accent = CLOTHES[(number * 5 + 1) % len(CLOTHES)]
    return _sheet(
        f"passer-by {number}",
        outfit=outfits[(number * 3 + number // 4) % 4],
        hair=hairs[(number * 3 + 1) % len(hairs)],
        build=builds[number % 3],
        height=0.92 + 0.03 * (number * 7 % 5),
        skin=SKINS[(number * 5 + 2) % len(SKINS)],
        hair_colour=HAIRS[(number * 4 + 1) % len(HAIRS)],
        outfit_colour=main,
        accent_colour=accent,
    )
