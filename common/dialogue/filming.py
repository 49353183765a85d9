"""The scenes that a dialogue ends in."""

from collections.abc import Mapping

from common.artifacts.script import MiseEnScene, Scene, Script, View
from common.dialogue.state import Dialogue, Element, Part
from common.lexicon import read, words

_VIEWS: tuple[tuple[View, frozenset[str]], ...] = (
    ("close", frozenset(["close", "closeup", "macro", "shoulder"])),
    ("establishing", frozenset(["wide", "establishing", "aerial", "panorama", "long"])),
    ("medium", frozenset(["medium", "waist"])),
)

_SEEN: Mapping[View, str] = {
    "establishing": "From afar",
    "medium": "At arm's length",
    "close": "Up close",
}


def filmed(dialogue: Dialogue, *, named_colours: Mapping[str, str]) -> Script:
    """The script with what was settled in it; nothing settled, nothing changed.

    Args:
        named_colours: sRGB values of the lexicon's colours: the first that somebody asked for
            becomes the film's accent.
    """
    scenes = list(dialogue.script.scenes)
    for part in dialogue.parts:
        for turn, number in enumerate(part.scenes):
            scenes[number] = _scene(scenes[number], part, turn)
    asked = (part.now["colours"] for part in dialogue.parts if "colours" in part.settled)
    accents = [colour for text in asked for colour in read(text).colours if colour in named_colours]
    palette = dialogue.script.palette
    if accents:
        palette = palette.model_copy(update={"accent": named_colours[accents[0]]})
    return dialogue.script.model_copy(update={"scenes": tuple(scenes), "palette": palette})


def _scene(scene: Scene, part: Part, turn: int) -> Scene:
    if not part.settled:
        return scene
    now, settled = part.now, {*part.settled}
    before = scene.mise_en_scene
    objects = before.objects
    if "objects" in settled:
        things = _turned(_listed(now["objects"]), turn)
        objects = tuple(dict.fromkeys((*scene.cast, *things)))
    seen = MiseEnScene(
        theme=before.theme,
        objects=objects,
        background=_or(settled, "background", now, before.background),
        colours=_listed(now["colours"]) if "colours" in settled else before.colours,
        lighting=_or(settled, "lighting", now, before.lighting),
        arrangement=_or(settled, "arrangement", now, before.arrangement),
        camera=_or(settled, "camera", now, before.camera),
    )
    view = _view(seen.camera, scene.view) if "camera" in settled else scene.view
    prompt = scene.prompt
    if settled & {"objects", "background"}:
        prompt = _sentence(seen, view)
    return scene.model_copy(update={"mise_en_scene": seen, "prompt": prompt, "view": view})


def _or(settled: set[Element], element: Element, now: dict[Element, str], before: str) -> str:
    return now[element] if element in settled else before


def _sentence(seen: MiseEnScene, view: View) -> str:
    """One concrete sentence: who and what, where, in which light."""
    shown = ", ".join(seen.objects) or "nobody"
    return f"{_SEEN[view]}, {shown}: {seen.background}, {seen.lighting}."


def _view(camera: str, before: View) -> View:
    spoken = {*words(camera)}
    return next((view for view, names in _VIEWS if spoken & names), before)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in text.split(",") if piece.strip())


def _turned(things: tuple[str, ...], turn: int) -> tuple[str, ...]:
    """Another one first in each scene, so that no two neighbours are composed alike."""
    at = turn % len(things) if things else 0
    return things[at:] + things[:at]
