"""What may be asked of a film's engines, over what its profile says of them."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, JsonValue, model_validator

from common.artifacts.document import Value
from common.cards import EngineCard
from common.catalogue import ENGINES, Profile
from common.config import Safety, Settings
from common.errors import MissingEngineError
from common.models import ADAPTER, MODELS

ScriptMode = Literal["mvcrafter", "clap", "story", "description"]
Side = Annotated[int, Field(ge=64, le=2048, multiple_of=64)]


_CHOSEN = (
    "tracker",
    "listener",
    "labeller",
    "captioner",
    "transcriber",
    "writer",
    "painter",
    "animator",
    "interpolator",
)


class LanguageModel(Value):
    """A remote language model, as a cache key knows it; its key is the worker's own."""

    url: str
    model: str
    json_schema: bool = False


class EngineOptions(Value):
    """Other engines than the profile's, and how they are run; what is left out stays as it is."""

    tracker: str | None = None
    listener: str | None = Field(default=None, description="hears key and chords")
    labeller: str | None = Field(default=None, description="finds words for the music")
    temperature: float = Field(
        default=1.0,
        gt=0,
        le=10,
        description="of a labeller that is a model: below 1 its labels are surer, above 1 less",
    )
    captioner: str | None = Field(
        default=None, description="tells in words what the music is like, besides its labels"
    )
    transcriber: str | None = Field(default=None, description="writes down what is sung")
    writer: str | None = Field(
        default=None, description="`chat` and `deepseek-r1-8b` are language models"
    )
    script_mode: ScriptMode = Field(
        default="mvcrafter", description="how a language model is asked; another has no use for it"
    )
    language: LanguageModel | None = Field(
        default=None, description="filled in by the installation"
    )
    painter: str | None = None
    animator: str | None = None
    interpolator: str | None = Field(
        default=None, description="of footage; left out, the best one that the host has"
    )
    safety: Safety = Field(default="none", description="filled in by the installation")
    signed: str = Field(default="", description="filled in by the installation")
    size: tuple[Side, Side] | None = Field(
        default=None, description="pixels at which an image or video model works"
    )
    image_steps: int | None = Field(default=None, ge=1, le=150)
    guidance: float | None = Field(default=None, ge=1, le=30)
    scheduler: Literal["euler", "dpm++", "ddim"] | None = None
    negative: str | None = Field(default=None, max_length=300, description="what not to show")
    likeness: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="how strongly people follow their first picture; more than 0.5 copies its pose",
    )
    shared: bool = Field(
        default=False,
        description="people are looked up in their first picture with every step: attention shared",
    )
    story: bool = Field(
        default=False, description="one prompt for the scenes of a section, so that people stay"
    )
    palette: Literal["section", "free"] = Field(
        default="section",
        description="colours follow the first picture of a song's section, or not",
    )
    clip_steps: int | None = Field(default=None, ge=1, le=150)
    clip_frames: int | None = Field(default=None, ge=8, le=121)
    takes: int | None = Field(default=None, ge=1, le=3, description="of a clip; the best is kept")

    @model_validator(mode="after")
    def _known(self) -> Self:
        for role in _CHOSEN:
            name = getattr(self, role)
            if name is not None and (name not in ENGINES or ENGINES[name].role != role):
                known = ", ".join(card.name for card in ENGINES.values() if card.role == role)
                raise ValueError(f"no {role} called {name!r}; there is: {known}")
        return self

    def check_steps(self, painter: EngineCard, animator: EngineCard) -> None:
        """Raises:
        ValueError: a distilled model is asked for steps that it was not made for.
        """
        for card, asked in ((painter, self.image_steps), (animator, self.clip_steps)):
            known = card.known_steps
            if known and asked is not None and not known.least <= asked <= known.most:
                raise ValueError(f"{card.name} takes {known.least} to {known.most} steps")

    def over(self, chosen: Profile) -> Profile:
        """A profile with the engines that were asked for."""
        known = self.__dict__  # read eight times in a submission
        update: dict[str, object] = {role: known[role] for role in _CHOSEN if known[role]}
        if not update:
            return chosen
        if self.interpolator:
            update["else_interpolators"] = ()  # whoever asks for one gets no other
        return chosen.model_copy(update=update)

    def settled(self, chosen: Profile, settings: Settings) -> Self:
        """The same with what the installation decides: the language model, the check of pictures,
        the signature.

        Raises:
            MissingEngineError: one is needed and none is set.
        """
        decided: dict[str, object] = {
            "language": None,
            "safety": settings.safety,
            "signed": settings.signed,
        }
        writer = ENGINES[self.over(chosen).writer]
        if not writer.listens or writer.models:
            return self.model_copy(update=decided)
        if not settings.language_url or not settings.language_model:
            raise MissingEngineError(
                "no language model is set here: set SCOPITONE_LANGUAGE_URL and "
                "SCOPITONE_LANGUAGE_MODEL, or leave the script to the built-in writer"
            )
        model = LanguageModel(
            url=settings.language_url.rstrip("/"),
            model=settings.language_model,
            json_schema=settings.language_json,
        )
        return self.model_copy(update=decided | {"language": model})

    def writing(self, card: EngineCard) -> dict[str, JsonValue]:
        """Options of a script's order; none for a writer that asks nobody."""
        if not card.listens:
            return {}
        model = None if self.language is None else self.language.model_dump(mode="json")
        return {"language": model, "mode": self.script_mode}

    def labelling(self, card: EngineCard) -> dict[str, JsonValue]:
        """Options of an understanding's order; none for a labeller that is no model."""
        return {"temperature": self.temperature} if card.models else {}

    def image(self, card: EngineCard, *, likeness: bool = False) -> dict[str, JsonValue]:
        """Options of a keyframe's order; none for an engine that is no image model.

        `likeness` is whether there is a picture of the same people to follow.
        """
        likeness = likeness and self.likeness > 0
        asked = {
            "likeness": self.likeness if likeness else None,
            "steps": self.image_steps,
            "guidance": self.guidance,
            "scheduler": self.scheduler,
            "negative": self.negative,
        }
        if card.image is None:
            return {}
        follows = {"adapter": MODELS[ADAPTER].fingerprint} if likeness else {}
        return {"image": _updated(card.image, asked), **follows}

    def clip(self, chosen: Profile, film: tuple[int, int]) -> dict[str, JsonValue]:
        """Options of the order of footage; none for an engine that plans motion."""
        card = ENGINES[chosen.animator]
        if card.clip is None:
            return {}
        asked = {"steps": self.clip_steps, "frames": self.clip_frames, "takes": self.takes}
        return {"clip": _updated(card.clip, asked), "size": list(self.size_of(card, film))}

    def screening(self, card: EngineCard) -> dict[str, JsonValue]:
        """Options of an order whose pictures a model makes, where they are checked."""
        is_model = card.image is not None or card.clip is not None
        return {"safety": self.safety} if is_model and self.safety != "none" else {}

    def size_of(self, card: EngineCard, film: tuple[int, int]) -> tuple[int, int]:
        """Width and height at which an engine works on a film of such a size."""
        return self.size if self.size and card.sizes else card.size_for(film)


def _updated(settings: Value, asked: Mapping[str, object]) -> JsonValue:
    """Settings with what was asked for in place of their own, as an order carries them."""
    changed = {name: value for name, value in asked.items() if value is not None}
    plain: JsonValue = settings.model_copy(update=changed).model_dump(mode="json")
    return plain
