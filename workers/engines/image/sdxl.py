"""Stable Diffusion XL (Podell et al., 2023), and its distillations that need few steps.

The picture is denoised at the order's size in bfloat16, decoded, and decoded or denoised again in
float32 if it is none. Noise comes from the scene's seed, so the same brief gives the same picture.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from common.artifacts.keyframes import Keyframe
from common.artifacts.script import Brief
from common.cards import ImageSettings
from common.catalogue import ENGINES
from common.errors import InvalidInputError
from common.logs import get_logger
from workers.engines.diffusion.device import device, generator
from workers.engines.diffusion.listening import Progress, each_step, part, silent
from workers.engines.diffusion.loading import bytes_on_disk, load_pipeline, load_weights
from workers.engines.diffusion.memory import ever_smaller
from workers.engines.diffusion.residency import Need, residency
from workers.engines.diffusion.soundness import decoded_soundly, denoised_soundly
from workers.engines.diffusion.timing import fastest, timed
from workers.engines.image.anchors import Anchor, anchor, known_by, shared_with
from workers.engines.image.embeddings import Embedding, Embeddings
from workers.engines.image.likeness import (
    FollowingPipeline,
    Seen,
    Sight,
    add_adapter,
    following,
    masks,
)
from workers.engines.image.schedulers import scheduler_for
from workers.engines.image.story import telling, told
from workers.engines.image.wording import wording
from workers.stages.keyframes import Known, Wish

_GRID = 8
"""Pixels to a latent, on each side."""
WORKING = 4 * 10**9
"""Bytes for a megapixel with guidance, decoding included: an estimate, not measured yet."""

_ANCHORS = 3
"""As many people as can have a place in a scene."""

Picture = NDArray[np.uint8]

_log = get_logger(__name__)
_sight = Sight()


class Loaded:
    """A pipeline with the texts it has read, and the pictures it shares attention with."""

    def __init__(self, pipeline: Any) -> None:
        self.pipeline = pipeline
        self.embeddings = Embeddings(pipeline)
        self.schedule = pipeline.scheduler.config
        self._anchors: OrderedDict[str, Anchor] = OrderedDict()

    def anchor(self, name: str, make: Callable[[], Anchor]) -> Anchor:
        """One that is kept for the next scene: a gigabyte each, so the latest only."""
        if name not in self._anchors:
            while len(self._anchors) >= _ANCHORS:
                self._anchors.popitem(last=False)
            self._anchors[name] = make()
        self._anchors.move_to_end(name)
        return self._anchors[name]

    def count(self, text: str) -> int:
        """Tokens of a text, without the marks of start and end."""
        return len(self.pipeline.tokenizer(text).input_ids) - 2


class Sdxl:
    """The base model."""

    name = "sdxl"
    over: tuple[str, Literal["lora", "unet"]] | None = None
    """A model in `common.models` that changes the base, and how."""
    at_once = 1
    """Pictures that it paints fastest as one; known once it is warm."""

    def at_work(
        self, settings: ImageSettings, *, folder: Path, progress: Progress, shared: bool = False
    ) -> "Painting":
        """The engine for one order, or for several of one shape.

        Args:
            folder: of all models.
            progress: told after each step; it may raise to stop.
            shared: whether a picture's attention is shared with those that its people are known
                from; beside that, these are followed as strongly as the settings' `likeness` says.
        """
        easel = Easel(lambda: self.loaded(folder), self.name, folder)
        return Painting(easel, settings, progress, shared=shared)

    def loaded(self, folder: Path) -> Loaded:
        """The model, in memory.

        Raises:
            MissingModelError, EngineError, GpuMemoryError: it cannot be.
        """
        need = Need(weights=bytes_on_disk("sdxl", folder), working=WORKING)
        return residency().borrow(self.name, folder, need=need, load=lambda: self._load(folder))

    def warm_up(self, folder: Path) -> None:
        """Load the model and, on a GPU, take a step of it, so that its kernels are chosen.

        Raises:
            MissingModelError, EngineError, GpuMemoryError: as `loaded`.
        """
        card = ENGINES[self.name]
        assert card.image is not None
        step = card.image.model_copy(update={"steps": 1})
        self.loaded(folder)
        if device().is_gpu:
            painting = self.at_work(step, folder=folder, progress=silent)
            painting.picture("", card.sizes[0], seed=0)
            self.at_once = fastest(lambda count: painting.seconds(count, card.sizes[0]))

    def _load(self, folder: Path) -> Loaded:
        on = device()
        pipeline: Any = load_pipeline(
            FollowingPipeline, "sdxl", folder=folder, on=on, add_watermarker=False
        )
        if self.over is not None:
            change(pipeline, load_weights(self.over[0], folder=folder), how=self.over[1])
        if on.is_gpu:
            for module in (pipeline.unet, pipeline.vae):
                module.to(memory_format=torch.channels_last)
        return Loaded(pipeline)


class SdxlLightning(Sdxl):
    """SDXL-Lightning (Lin et al., 2024): four steps, without guidance."""

    name = "sdxl-lightning"
    over = ("sdxl-lightning", "lora")


class SdxlLightningUnet(Sdxl):
    """The same by a denoiser of its own, which its authors find better than the LoRA."""

    name = "sdxl-lightning-unet"
    over = ("sdxl-lightning-unet", "unet")


class SdxlHyper(Sdxl):
    """Hyper-SD (Ren et al., 2024): eight steps that keep guidance and negative words."""

    name = "sdxl-hyper"
    over = ("sdxl-hyper", "lora")


def change(pipeline: Any, weights: dict[str, Any], *, how: Literal["lora", "unet"]) -> None:
    """Give a pipeline a distilled denoiser: a LoRA that is fused for speed, or another UNet."""
    if how == "unet":
        pipeline.unet.load_state_dict(weights)
        return
    pipeline.load_lora_weights(weights)
    pipeline.fuse_lora()
    pipeline.unload_lora_weights()


class Easel(NamedTuple):
    """What paints: a way to the model in memory, the engine's name and the folder of all models."""

    load: Callable[[], Loaded]
    name: str
    folder: Path = Path()


class _Asked(NamedTuple):
    """Pictures in the model's terms, each with its words, its seed and what it follows."""

    wanted: tuple[Embedding, ...]
    seeds: tuple[int, ...]
    seen: Seen | None = None
    anchors: tuple[Picture, ...] = ()

    def only(self, number: int) -> "_Asked":
        """One of them."""
        one = slice(number, number + 1)
        seen = self.seen and self.seen.only(number)
        return _Asked(self.wanted[one], self.seeds[one], seen, self.anchors)


class Painting:
    """Paints by some settings."""

    def __init__(
        self, easel: Easel, settings: ImageSettings, progress: Progress, *, shared: bool = False
    ) -> None:
        self._easel, self._load, self._name = easel, easel.load, easel.name
        self._settings, self._progress, self._shared = settings, progress, shared

    def paint(self, brief: Brief, size: tuple[int, int]) -> Keyframe:
        """The picture of a brief, without layers.

        Raises:
            InvalidInputError: a side is no multiple of 8.
            EngineError: the model gave no picture, in float32 too.
            GpuMemoryError: it does not fit.
        """
        [painted] = self.paint_all([Wish(brief)], size)
        return painted

    def paint_all(self, wishes: Sequence[Wish], size: tuple[int, int]) -> tuple[Keyframe, ...]:
        """Pictures painted as one, each by its own seed; all show as many people again, and share
        attention with the same. Errors as `paint`."""
        if size[0] % _GRID or size[1] % _GRID:
            raise InvalidInputError(f"{self._name} paints in steps of 8 pixels, not {size}")
        # Seen first: to see and to paint are two models, which may not both fit.
        seen = self._seen([wish.people for wish in wishes], size)
        asked = _Asked(
            wanted=tuple(self._told(wish) for wish in wishes),
            seeds=tuple(wish.brief.scene.seed for wish in wishes),
            seen=seen,
            anchors=tuple(known.picture for known in wishes[0].people) if self._shared else (),
        )
        return tuple(Keyframe(image=image) for image in self._pictures(asked, size))

    def picture(self, text: str, size: tuple[int, int], *, seed: int) -> Picture:
        """The picture of a text, uint8 sRGB, (h, w, 3); errors as `paint`."""
        wanted = self._load().embeddings.of(text)
        return self._pictures(_Asked((wanted,), (seed,)), size)[0]

    def seconds(self, count: int, size: tuple[int, int]) -> float:
        """How long a GPU denoises so many pictures at once.

        Raises:
            torch.OutOfMemoryError: they do not fit.
        """
        model = self._load()
        wanted = (model.embeddings.of(""),) * count
        asked = _Asked(wanted, tuple(range(count)))
        return timed(lambda: self._denoise(model, asked, size, silent))

    def _told(self, wish: Wish) -> Embedding:
        """What is asked for: the scene's own words, or one prompt for several scenes."""
        model = self._load()
        if wish.story:
            return told(telling(wish.brief, wish.story, model.count), model.embeddings.of)
        said = wording(wish.brief, model.count)
        if said.left_out:
            _log.info("left out of the prompt", engine=self._name, parts=said.left_out)
        return model.embeddings.of(said.text)

    def _pictures(self, asked: "_Asked", size: tuple[int, int]) -> list[Picture]:
        model = self._load()
        if asked.seen is not None:
            add_adapter(model.pipeline, self._easel.folder)
        denoising = part(self._progress, 0.05, 0.75)
        denoise = partial(self._denoise, model, asked, size, denoising)
        ways = [("as usual", denoise), ("alone", denoise)]
        if len(asked.seeds) > 1:
            ways.append(("one at a time", partial(self._one_by_one, model, asked, size, denoising)))
        latents = denoised_soundly(
            lambda: ever_smaller(self._name, ways), by=model.pipeline, what=self._name
        )
        pictures: list[Picture] = []
        for number in range(len(latents)):
            if number:
                self._progress(0.75 + 0.05 * number / len(latents))
            pictures.append(self._decode(model.pipeline, latents[number : number + 1]))
        return pictures

    def _seen(self, people: Sequence[Sequence[Known]], size: tuple[int, int]) -> Seen | None:
        """What there is to follow in each picture; None: nothing in any."""
        if not self._settings.likeness or not people[0]:
            return None
        counts = {len(some) for some in people}
        assert len(counts) == 1, "pictures that show as many people again"
        tokens = [
            torch.cat([_sight.of(one.picture, self._easel.folder) for one in some], dim=1)
            for some in people
        ]
        places = [[known.place for known in some] for some in people]
        return Seen(torch.cat(tokens), masks(places, size))

    def _anchor(self, model: Loaded, picture: Picture) -> Anchor:
        """Of a picture to share attention with."""
        settings = self._settings
        return model.anchor(
            known_by(picture, settings.steps, settings.scheduler),
            lambda: anchor(
                model.pipeline,
                picture,
                words=model.embeddings.of(""),
                steps=settings.steps,
                scheduler=lambda: scheduler_for(settings, model.schedule),
            ),
        )

    def _one_by_one(
        self, model: Loaded, asked: "_Asked", size: tuple[int, int], progress: Progress
    ) -> torch.Tensor:
        count = len(asked.seeds)
        alone: list[torch.Tensor] = []
        for number in range(count):
            told = part(progress, number / count, (number + 1) / count)
            alone.append(self._denoise(model, asked.only(number), size, told))
        return torch.cat(alone)

    def _denoise(
        self, model: Loaded, asked: "_Asked", size: tuple[int, int], progress: Progress
    ) -> torch.Tensor:
        """Latents (n, c, h/8, w/8)."""
        settings, pipeline = self._settings, model.pipeline
        pipeline.scheduler = scheduler_for(settings, model.schedule)
        unwanted = (model.embeddings.of(settings.negative),) * len(asked.seeds)
        precision = pipeline.unet.dtype

        anchors = [self._anchor(model, picture) for picture in asked.anchors]

        def stacked(embeddings: Sequence[Embedding], name: Literal["tokens", "pooled"]) -> Any:
            return torch.cat([getattr(one, name) for one in embeddings]).to(precision)

        with shared_with(pipeline.unet, anchors):
            answer = pipeline(
                prompt_embeds=stacked(asked.wanted, "tokens"),
                pooled_prompt_embeds=stacked(asked.wanted, "pooled"),
                negative_prompt_embeds=stacked(unwanted, "tokens"),
                negative_pooled_prompt_embeds=stacked(unwanted, "pooled"),
                width=size[0],
                height=size[1],
                num_inference_steps=settings.steps,
                guidance_scale=settings.guidance,
                generator=[generator(seed) for seed in asked.seeds],
                output_type="latent",
                **following(
                    pipeline,
                    asked.seen,
                    count=len(asked.seeds),
                    strength=settings.likeness,
                    guided=settings.guidance > 1,
                ),
                callback_on_step_end=each_step(progress, settings.steps),
            )
        latents: torch.Tensor = answer.images
        return latents

    def _decode(self, pipeline: Any, latents: torch.Tensor) -> NDArray[np.uint8]:
        vae = pipeline.vae

        def decode() -> torch.Tensor:
            scaled = latents.to(vae.dtype) / vae.config.scaling_factor
            with torch.no_grad():
                picture: torch.Tensor = vae.decode(scaled, return_dict=False)[0]
            return picture

        def tiled() -> torch.Tensor:
            vae.enable_tiling()
            try:
                return decode()
            finally:
                vae.disable_tiling()

        picture = decoded_soundly(
            lambda: ever_smaller(self._name, [("whole", decode), ("in tiles", tiled)]),
            by=vae,
            what=self._name,
        )
        image: NDArray[np.uint8] = to_pixels(picture)[0]
        return image


def to_pixels(pictures: torch.Tensor) -> NDArray[np.uint8]:
    """Numbers from -1 to 1, (n, 3, h, w), as uint8 sRGB, (n, h, w, 3)."""
    scaled = ((pictures.float() / 2 + 0.5).clamp(0, 1) * 255).round().to(torch.uint8)
    return np.ascontiguousarray(scaled.permute(0, 2, 3, 1).cpu().numpy())
