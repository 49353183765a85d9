"""The plan of the film: scenes, style, cast, palette."""

from typing import Literal, Self

from pydantic import Field, model_validator

from common.artifacts.document import Document, HexColour, Seconds, Unit, Value

View = Literal["establishing", "medium", "close"]
Act = Literal["beginning", "middle", "end"]


class MiseEnScene(Value):
    """What stands before the camera (MVPrompt, CHI 2025): free text that people may edit."""

    theme: str = Field(description="the aesthetic: 'rain-soaked neon noir'")
    objects: tuple[str, ...] = Field(description="what is seen, the subject first")
    background: str = Field(description="the place, hour and weather; equal text, equal place")
    colours: tuple[str, ...]
    lighting: str
    arrangement: str = Field(description="'rule of thirds', 'symmetry', 'triangle', 'centred'")
    camera: str = Field(description="view and move: 'medium shot, slow push in'")


class Palette(Value):
    """Five colours with their office, so that every shot uses them alike."""

    shadow: HexColour
    base: HexColour
    mid: HexColour
    light: HexColour
    accent: HexColour


class CastSheet(Value):
    """One character as drawn in every shot. `description` is repeated in every prompt."""

    name: str
    description: str
    species: str = "human"
    build: Literal["slim", "average", "broad"] = "average"
    height: float = Field(default=1.0, ge=0.5, le=1.5, description="relative to an adult")
    hair: Literal["short", "long", "bun", "curly", "bald", "hood", "hat"] = "short"
    outfit: Literal["coat", "dress", "suit", "jacket", "robe", "overalls", "spacesuit"] = "coat"
    gait: Literal["stroll", "stride", "dance"] = "stroll"
    skin: HexColour = "#c68e6b"
    hair_colour: HexColour = "#2b2024"
    outfit_colour: HexColour = "#8a2f3c"
    accent_colour: HexColour = "#e8c66a"


class Scene(Value):
    """One shot."""

    index: int = Field(ge=0)
    start: Seconds
    end: Seconds
    act: Act
    section: str = Field(description="label of the song's section")
    energy: Unit
    prompt: str = Field(min_length=1, description="one concrete sentence")
    mise_en_scene: MiseEnScene
    view: View
    cast: tuple[str, ...] = Field(default=(), description="names of those in the shot")
    seed: int = Field(ge=0)


class Brief(Value):
    """All that the picture engines need to know of one scene: what its cache keys hang on."""

    scene: Scene
    cast: tuple[CastSheet, ...]
    palette: Palette
    style: str
    keywords: tuple[str, ...]

    @property
    def prompt(self) -> str:
        """The text for a model that reads all of it: sentence, cast, colours, style keywords."""
        people = (sheet.description for sheet in self.cast)
        colours = " and ".join(self.scene.mise_en_scene.colours)
        parts = [self.scene.prompt.rstrip(". "), *people, colours, *self.keywords]
        return ", ".join(part for part in parts if part)


class Exchange(Value):
    """What a language model was asked and what it answered, word for word."""

    step: str
    prompt: str
    answer: str
    prompt_tokens: int = Field(default=0, ge=0)
    answer_tokens: int = Field(default=0, ge=0)


class Script(Document):
    """Scenes tile the song; cast, palette and keywords hold from the first shot to the last."""

    format: Literal["scopitone.script/1"] = "scopitone.script/1"
    title: str
    theme: str
    style: str
    mv_type: str
    keywords: tuple[str, ...] = Field(min_length=5, max_length=5)
    palette: Palette
    cast: tuple[CastSheet, ...]
    scenes: tuple[Scene, ...] = Field(min_length=1)
    writer: str
    seed: int = Field(ge=0)
    notes: tuple[str, ...] = Field(default=(), description="what did not go as asked")
    exchanges: tuple[Exchange, ...] = Field(default=(), description="with a language model")

    @model_validator(mode="after")
    def _check(self) -> Self:
        known = {sheet.name for sheet in self.cast}
        if len(known) != len(self.cast):
            raise ValueError("two cast members share a name")
        end = 0.0
        for number, scene in enumerate(self.scenes):
            if scene.index != number:
                raise ValueError(f"scene {number} calls itself {scene.index}")
            if scene.start != end or scene.end <= scene.start:
                raise ValueError(f"scene {number} does not begin where the one before ends")
            if not set(scene.cast) <= known:
                raise ValueError(f"scene {number} names somebody who is not in the cast")
            end = scene.end
        return self

    def brief(self, index: int) -> Brief:
        scene = self.scenes[index]
        return Brief(
            scene=scene,
            cast=tuple(sheet for sheet in self.cast if sheet.name in scene.cast),
            palette=self.palette,
            style=self.style,
            keywords=self.keywords,
        )
