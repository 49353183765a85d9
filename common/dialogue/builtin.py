"""Options and suggestions without a language model.

They come from the aesthetic that was chosen, the place's and the type's own words, and the script
as it stands; chance is seeded by the script, so equal talks go equally.
"""

from collections.abc import Callable
from random import Random

from common.aesthetics import Aesthetic, aesthetic
from common.dialogue.counsel import Advice
from common.dialogue.state import Dialogue, Element
from common.dialogue.terms import explained
from common.lexicon import read
from common.music_words import without_music
from common.phrases import atmosphere, grammar, places, table
from common.phrases.colours import described, named_colours

_OPTIONS = 3
_VIEWS = ("wide establishing shot", "medium shot", "close-up", "over-the-shoulder medium shot")
_LIGHTS = ("lamp", "golden", "moonlight", "sunlight", "neon", "candle", "fire", "spotlight")


class BuiltinCounsel:
    """See `common.dialogue.counsel.Counsel`."""

    def options(self, element: Element, dialogue: Dialogue) -> tuple[str, ...]:
        """Three of what there is, going on where the last round ended."""
        pool = _pool(element, dialogue)
        start = dialogue.round * _OPTIONS
        return tuple(pool[(start + step) % len(pool)] for step in range(min(_OPTIONS, len(pool))))

    def advice(self, element: Element, dialogue: Dialogue) -> Advice:
        """The aesthetic's own word for it, else the first of the options."""
        look = _look(dialogue)
        own = {} if look is None else _of_look(look, dialogue)
        if look is not None and own.get(element):
            return Advice(own[element], f"it is what makes “{look.name}”")
        energy = _energy(dialogue)
        strength = "quiet" if energy < 0.4 else "strong" if energy > 0.7 else "even"
        return Advice(_pool(element, dialogue)[0], f"it suits the {strength} music here")

    def explained(self, text: str) -> str:
        return explained(text)

    def visible(self, text: str) -> str:
        """Without words of music; what is left must have a letter."""
        left = without_music(text).strip(" ,.;:")
        return left if any(c.isalpha() for c in left) else ""


def _look(dialogue: Dialogue) -> Aesthetic | None:
    return None if dialogue.aesthetic is None else aesthetic(dialogue.aesthetic)


def _of_look(look: Aesthetic, dialogue: Dialogue) -> dict[Element, str]:
    """An aesthetic's words by element; each part gets another of its settings."""
    number = dialogue.part
    return {
        "objects": ", ".join(look.objects[(number + step) % len(look.objects)] for step in (0, 1)),
        "background": look.settings[number % len(look.settings)],
        "colours": ", ".join(described(look.colours)),
        "lighting": look.lighting,
    }


def _pool(element: Element, dialogue: Dialogue) -> list[str]:
    """All that could be proposed for an element, without what is there already."""
    makers: dict[Element, Callable[[Dialogue], list[str]]] = {
        "objects": _objects,
        "background": _backgrounds,
        "colours": _colours,
        "lighting": _lights,
        "arrangement": _arrangements,
        "camera": _cameras,
    }
    silent = makers[element](dialogue)
    if element != "camera":
        silent = [without_music(text) for text in silent]
    found = [text for text in dict.fromkeys(silent) if text]
    fresh = [text for text in found if text != dialogue.current]
    return fresh or found


def _place(dialogue: Dialogue) -> str:
    found = read(dialogue.here.now["background"]).places
    return found[0] if found and found[0] in places() else "field"


def _objects(dialogue: Dialogue) -> list[str]:
    look = _look(dialogue)
    own = list(look.objects) if look else []
    props = list(places()[_place(dialogue)].props)
    _chance(dialogue, "objects").shuffle(props)
    return [*own, *props, "a tree", "a bird", "a lamp"]


def _backgrounds(dialogue: Dialogue) -> list[str]:
    look = _look(dialogue)
    own = list(look.settings) if look else []
    place = places()[_place(dialogue)]
    near = [places()[name].text[0] for name in place.near if name in places()]
    texts = [*place.text, *near]
    _chance(dialogue, "background").shuffle(texts)
    hours = read(dialogue.here.now["background"]).hours
    hour = table("atmosphere")["hour_text"][hours[0]] if hours else "at dusk"
    return [*own, *(f"{text}, {hour}" for text in texts)]


def _colours(dialogue: Dialogue) -> list[str]:
    look = _look(dialogue)
    own = [", ".join(described(look.colours))] if look else []
    named = [name for name in named_colours() if name not in ("black", "white", "grey")]
    _chance(dialogue, "colours").shuffle(named)
    pairs = zip(named[::2], named[1::2], strict=False)
    return [*own, *(f"deep {one}, pale {other}, {one} accents" for one, other in pairs)]


def _lights(dialogue: Dialogue) -> list[str]:
    look = _look(dialogue)
    own = [look.lighting] if look else []
    lights = [text for name in _LIGHTS for text in atmosphere("light_text", name)]
    _chance(dialogue, "lighting").shuffle(lights)
    return [*own, *lights]


def _arrangements(dialogue: Dialogue) -> list[str]:
    own = grammar(dialogue.script.mv_type).arrangements
    return [*own, "rule of thirds", "symmetry", "centred", "triangle"]


def _cameras(dialogue: Dialogue) -> list[str]:
    moves = list(grammar(dialogue.script.mv_type).moves)
    energy = _energy(dialogue)
    pace = "slow" if energy < 0.4 else "steady" if energy < 0.7 else "fast"
    texts = [
        f"{view}, static" if move == "static" else f"{view}, {pace} {move}"
        for number, move in enumerate(moves)
        for view in _VIEWS[number % 2 :: 2]
    ]
    return [*texts, f"{_VIEWS[1]}, dolly zoom"]


def _energy(dialogue: Dialogue) -> float:
    scenes = dialogue.script.scenes
    return sum(scenes[i].energy for i in dialogue.here.scenes) / len(dialogue.here.scenes)


def _chance(dialogue: Dialogue, name: str) -> Random:
    return Random(f"{dialogue.script.seed}/{dialogue.script.theme}/{dialogue.part}/{name}")
