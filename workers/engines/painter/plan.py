"""What a brief asks to be painted, read with the lexicon the script was written with."""

import zlib
from dataclasses import dataclass
from typing import Literal

from common import lexicon
from common.artifacts.script import Brief, View

Motion = Literal["go", "stay"]
Arrangement = Literal["thirds", "symmetry", "triangle", "centred"]

PEOPLE = frozenset({
    "woman", "man", "child", "couple", "crowd", "dancer", "singer", "band", "astronaut",
    "knight", "monk", "royal", "robot", "ghost", "sailor", "traveller",
})  # fmt: skip
ANIMALS = frozenset({
    "fox", "dog", "cat", "wolf", "horse", "deer", "bird", "owl", "fish", "whale",
    "jellyfish", "butterfly", "bear", "rabbit", "elephant", "dragon", "camel", "cow", "giraffe",
    "sheep", "lion", "tiger", "penguin", "snake", "shark", "octopus", "monkey", "bee", "dolphin",
})  # fmt: skip
VEHICLES = frozenset({
    "car", "train", "boat", "ship", "bicycle", "plane", "rocket", "balloon", "bus",
    "motorcycle", "tractor", "submarine", "rowboat",
    "satellite",
})  # fmt: skip
STREAMING = frozenset({"flag", "kite"})
"""Things that are drawn live because the wind moves them."""
LIVING = PEOPLE | ANIMALS | VEHICLES | STREAMING
ROYALTY = frozenset({"king", "queen"})
"""One crowned figure is drawn for both."""
CELESTIAL = frozenset({
    "sun", "moon", "star", "planet", "comet", "cloud", "rainbow", "firework",
})  # fmt: skip
SCENERY = frozenset(["grass", "wave", "waterfall", "leaf"])
"""Subjects that a place or its weather shows and nobody sets down."""

OUTSIDE = frozenset({
    "house", "tower", "lighthouse", "skyscraper", "windmill", "temple", "tent", "tree", "pine",
    "palm", "cactus", "rock", "fountain",
})  # fmt: skip
"""What stands outside a window as well as in the open."""
_FIREPROOF = lexicon.bounded("roofed") | {"underwater", "space", "moon", "sky", "abstract"}
"""Places where a fire is a thing, if it is anything."""
CROPS = ("lavender", "poppies", "poppy", "tulips", "tulip")
_WARM = frozenset({"room", "kitchen", "library", "church"})
_WEATHERS = ("storm", "rain", "snowfall", "fog", "cloud", "wind", "clear")
_DEFAULT_PLACE = "abstract"
_DOINGS = frozenset({"sleeping", "sleep", "asleep", "open"})
RIDERS = frozenset({
    "rider", "riders", "horseman", "jockey", "horseback", "ride", "rides", "riding", "rode",
    "saddle", "gallops", "gallop", "galloping",
})  # fmt: skip
"""Words of sitting on what one travels with."""
_SEATED = frozenset({"needles", "book", "letter", "guitar"})
"""What people sit down for, unless they go."""
_BESIDES = frozenset({"candle", "lantern", "suitcase", "umbrella", "cup", "flower"})
"""What is put down where the hands have something to do."""
_HOMELY = frozenset({"bed", "mirror", "cat", "clock", "candle"})
"""What stands in a room to live in."""
_DOUBLES = frozenset({
    ("basket", "suitcase"), ("easel", "letter"), ("hammer", "suitcase"), ("bowl", "fire"),
})  # fmt: skip
"""Things that other words of what is held are also read as."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Attributes:
    place: concept id; `also` the other places that the background names.
    living: kinds drawn live: people, animals, vehicles; `things` kinds painted into layers.
    celestial: what hangs in the sky.
    beyond: what is too large for the room and stands outside its window.
    ablaze: whether the place is on fire.
    riding: whether the cast sits on the beast or in the boat that is there.
    held: what whoever leads has in the hands, if anything; `seated` whether they sit.
    interior: what the room is for: `classroom`, `ward`, ...; none where people live.
    autumn: whether leaves have turned.
    crops: flowers that fill the field.
    motion: whether the sentence lets the cast go somewhere or stay; None if it does not say.
    seed: equal for backgrounds that differ only in hour, weather and light.
    """

    place: str
    also: tuple[str, ...]
    hour: str
    weather: str
    lamps: tuple[str, ...]
    living: tuple[str, ...]
    things: tuple[str, ...]
    celestial: tuple[str, ...]
    scenery: tuple[str, ...]
    beyond: tuple[str, ...]
    ablaze: bool
    riding: bool
    held: str
    seated: bool
    interior: str
    autumn: bool
    crops: tuple[str, ...]
    motion: Motion | None
    view: View
    arrangement: Arrangement
    seed: int

    @property
    def concepts(self) -> tuple[str, ...]:
        return (*self.also, *self.crops, *self.things, *self.living, *self.celestial, *self.scenery)


def read_plan(brief: Brief) -> Plan:
    """The plan of a brief. Words that nobody knows are left out; no place at all is abstract."""
    scene = brief.scene.mise_en_scene
    spoken = f"{scene.background}, {', '.join(scene.objects)}"
    background = lexicon.read(scene.background)
    light = lexicon.read(scene.lighting)
    objects = [lexicon.read(text) for text in scene.objects]
    kinds = _unique(kind for text in scene.objects for kind in _shown(text))
    around = (k for k in background.subjects if k in CELESTIAL | SCENERY and k != "star")
    places = _unique((*background.places, *(p for r in objects for p in r.places)))
    weathers = (*background.weathers, *light.weathers)
    lamps = _unique((*background.lights, *light.lights))
    if "aurora" in weathers:
        lamps = (*lamps, "aurora")
    place = places[0] if places else _DEFAULT_PLACE
    kinds, beyond = _placed(_unique((*kinds, *around)), place)
    kinds, held = _held(brief, kinds)
    if place == "room" and background.interiors:
        kinds = tuple(kind for kind in kinds if kind not in _HOMELY)
    lamps = _lamps_at(place, lamps)
    return Plan(
        place=place,
        also=places[1:],
        hour=_hour(background.hours + light.hours, lamps, weathers),
        weather=_weather(weathers, place),
        lamps=lamps,
        living=tuple(k for k in kinds if k in LIVING),
        things=tuple(k for k in kinds if k not in LIVING | CELESTIAL | SCENERY),
        celestial=tuple(k for k in kinds if k in CELESTIAL),
        scenery=tuple(k for k in kinds if k in SCENERY),
        beyond=beyond,
        riding=_rides(brief),
        held=held,
        seated=bool(lexicon.read(brief.scene.prompt).postures) or held in _SEATED,
        interior=next(iter(background.interiors), "") if place == "room" else "",
        crops=tuple(crop for crop in CROPS if crop in lexicon.words(spoken)),
        autumn="autumn" in lexicon.words(scene.background),
        ablaze="fire" in background.subjects and place not in _FIREPROOF,
        motion=_motion(brief),
        view=brief.scene.view,
        arrangement=_arrangement(scene.arrangement),
        seed=_layout_seed(scene.background),
    )


def _shown(text: str) -> tuple[str, ...]:
    """The subjects of an object's words; a sleeping cat is no bed."""
    found = lexicon.mentions(text, "subjects")
    told = [m.concept for m in found if len(found) == 1 or m.phrase not in _DOINGS]
    return _unique(told)[:2]


def _rides(brief: Brief) -> bool:
    """Whether object, name or sentence says that somebody sits on what is there."""
    objects = [word for text in brief.scene.mise_en_scene.objects for word in lexicon.words(text)]
    named = [word for sheet in brief.cast for word in lexicon.words(sheet.name)]
    told = {*lexicon.words(brief.scene.prompt), *named}
    return bool({"saddled", "manned"} & {*objects} or RIDERS & told)


def _held(brief: Brief, kinds: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """What a person of the cast holds, and the kinds that are left to stand about.

    An object's own word counts before the sentence's, where several of a thing (a row of books) are
    only there; a kite is held by its string.
    """
    scene = brief.scene.mise_en_scene
    people = [sheet for sheet in brief.cast if sheet.species in PEOPLE | {"human"}]
    if not people:
        return kinds, ""
    names = {sheet.name for sheet in brief.cast}
    texts = [text for text in scene.objects if text not in names]
    done = lexicon.mentions(brief.scene.prompt, "holding")
    told = [held for text in texts for held in lexicon.read(text).holding]
    told += [m.concept for m in done if not (m.plural and lexicon.read(m.phrase).subjects)]
    held = next((one for one in told if one not in _BESIDES), next(iter(told), ""))
    if held in kinds and held not in STREAMING:
        kinds = tuple(kind for kind in kinds if kind != held)
    return tuple(k for k in kinds if (held, k) not in _DOUBLES), held


def _placed(kinds: tuple[str, ...], place: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What can be at a place, and what is seen through its window instead.

    Left out is what the place paints anyhow (the audience of a stage is in front of it), and what
    is too large for a room without a view.
    """
    inside = tuple(
        "royal" if kind in ROYALTY else kind
        for kind in kinds
        if lexicon.possible(kind, place)
        and (kind in CELESTIAL | SCENERY or not lexicon.shown_anyhow(kind, place))
    )
    glazed = place in lexicon.bounded("glazed")
    outside = (k for k in kinds if glazed and not lexicon.possible(k, place) and k in OUTSIDE)
    return _unique(inside), tuple(outside)


def _lamps_at(place: str, lamps: tuple[str, ...]) -> tuple[str, ...]:
    """Neon hangs in the street; a lamplit room keeps its warm light."""
    return tuple(lamp for lamp in lamps if lamp != "neon" or place not in _WARM)


def _motion(brief: Brief) -> Motion | None:
    """The first verb of moving or staying after the cast is named."""
    spoken = lexicon.words(brief.scene.prompt)
    called = {word for sheet in brief.cast for word in lexicon.words(sheet.name)}
    start = next((n for n, word in enumerate(spoken) if word.removesuffix("s") in called
                  or word in called), 0)  # fmt: skip
    told = [m for m in lexicon.mentions(brief.scene.prompt, "motions") if m.start >= start]
    if not told:
        return None
    return "go" if told[0].concept == "go" else "stay"


def _hour(hours: tuple[str, ...], lamps: tuple[str, ...], weathers: tuple[str, ...]) -> str:
    if hours:
        return hours[0]
    if "golden" in lamps:
        return "dusk"
    night = {"neon", "candle", "moonlight", "stars", "aurora", "fire"}
    return "night" if night & {*lamps, *weathers} else "day"


def _weather(weathers: tuple[str, ...], place: str) -> str:
    """The strongest that is named; above the clouds, clouds are the ground."""
    found = next((w for w in _WEATHERS if w in weathers), "clear")
    return "clear" if place == "sky" and found == "cloud" else found


def _arrangement(text: str) -> Arrangement:
    lowered = text.casefold()
    words: tuple[tuple[str, Arrangement], ...] = (
        ("symmetr", "symmetry"), ("triang", "triangle"), ("pyramid", "triangle"),
        ("cent", "centred"), ("third", "thirds"),
    )  # fmt: skip
    return next((kind for word, kind in words if word in lowered), "thirds")


def _layout_seed(background: str) -> int:
    """The same for "the old harbour at dawn" and "the old harbour, at night, in rain"."""
    idle = {
        "a",
        "an",
        "the",
        "at",
        "in",
        "on",
        "under",
        "of",
        "by",
        "with",
        "and",
        "just",
        "before",
    }
    lasting = []
    for word in lexicon.words(background):
        reading = lexicon.read(word)
        passing = reading.hours or reading.weathers or reading.lights
        if word not in idle and (reading.places or not passing):
            lasting.append(word)
    return zlib.crc32(" ".join(lasting).encode())


def _unique(items: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))  # type: ignore[call-overload]
