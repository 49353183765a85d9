"""Stable Diffusion XL (Podell et al., 2023), and its distillations that need few steps.

The picture is denoised at the order's size in bfloat16, decoded, and decoded or denoised again in
float32 if it is none. Noise comes from the scene's seed, so the same brief gives the same picture.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from common.artifacts.keyframes import Keyframe
from common.artifacts.script import Brief
from common.catalogue import ENGINES, ImageSettings
from common.errors import InvalidInputError
from common.logs import get_logger
from workers.engines.diffusion.device import device, generator
from workers.engines.diffusion.listening import Progress, each_step, part, silent
from workers.engines.diffusion.loading import bytes_on_disk, load_pipeline, load_weights
from workers.engines.diffusion.memory import ever_smaller
from workers.engines.diffusion.residency import Need, residency
from workers.engines.diffusion.soundness import decoded_soundly, denoised_soundly
from workers.engines.diffusion.timing import fastest, timed
from workers.engines.image.embeddings import Embedding, Embeddings
from workers.engines.image.likeness import FollowingPipeline, Sight, add_adapter, following
from workers.engines.image.schedulers import scheduler_for
from workers.engines.image.story import telling, told
from workers.engines.image.wording import wording
from workers.stages.keyframes import Wish

_GRID = 8
"""Pixels to a latent, on each side."""
WORKING = 4 * 10**9
"""Bytes for a megapixel with guidance, decoding included: an estimate, not measured yet."""

Picture = NDArray[np.uint8]

_log = get_logger(__name__)
_sight = Sight()


class Loaded:
    """A pipeline with the texts it has read."""

    def __init__(self, pipeline: Any) -> None:
        self.pipeline = pipeline
        self.embeddings = Embeddings(pipeline)
        self.schedule = pipeline.scheduler.config

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
        self,
        settings: ImageSettings,
        *,
        folder: Path,
        progress: Progress,
        reference: Picture | None = None,
        story: Sequence[str] = (),
    ) -> "Painting":
        """The engine for one order.

        Args:
            folder: of all models.
            progress: told after each step; it may raise to stop.
            reference: a picture (h, w, 3) of the same people, followed as strongly as the settings'
                `likeness` says.
            story: sentences of other scenes that show the same people.
        """
        easel = Easel(lambda: self.loaded(folder), self.name, folder)
        return Painting(easel, settings, progress, reference=reference, story=story)

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
    seen: tuple[torch.Tensor, ...] | None

    def only(self, number: int) -> "_Asked":
        """One of them."""
        one = slice(number, number + 1)
        return _Asked(self.wanted[one], self.seeds[one], self.seen and self.seen[one])


class Painting:
    """Paints by some settings."""

    def __init__(
        self,
        easel: Easel,
        settings: ImageSettings,
        progress: Progress,
        *,
        reference: Picture | None = None,
        story: Sequence[str] = (),
    ) -> None:
        self._easel, self._load, self._name = easel, easel.load, easel.name
        self._settings, self._progress = settings, progress
        self._reference, self._story = reference, story

    def paint(self, brief: Brief, size: tuple[int, int]) -> Keyframe:
        """The picture of a brief, without layers.

        Raises:
            InvalidInputError: a side is no multiple of 8.
            EngineError: the model gave no picture, in float32 too.
            GpuMemoryError: it does not fit.
        """
        [painted] = self.paint_all([Wish(brief, self._reference, self._story)], size)
        return painted

    def paint_all(self, wishes: Sequence[Wish], size: tuple[int, int]) -> tuple[Keyframe, ...]:
        """Pictures painted as one, each by its own seed; those with and without a reference are not
        mixed. Errors as `paint`."""
        if size[0] % _GRID or size[1] % _GRID:
            raise InvalidInputError(f"{self._name} paints in steps of 8 pixels, not {size}")
        # Seen first: to see and to paint are two models, which may not both fit.
        seen = self._seen([wish.reference for wish in wishes])
        asked = _Asked(
            wanted=tuple(self._told(wish) for wish in wishes),
            seeds=tuple(wish.brief.scene.seed for wish in wishes),
            seen=seen,
        )
        return tuple(Keyframe(image=image) for image in self._pictures(asked, size))

    def picture(self, text: str, size: tuple[int, int], *, seed: int) -> Picture:
        """The picture of a text, uint8 sRGB, (h, w, 3); errors as `paint`."""
        wanted = self._load().embeddings.of(text)
        seen = self._seen([self._reference])
        return self._pictures(_Asked((wanted,), (seed,), seen), size)[0]

    def seconds(self, count: int, size: tuple[int, int]) -> float:
        """How long a GPU denoises so many pictures at once.

        Raises:
            torch.OutOfMemoryError: they do not fit.
        """
        model = self._load()
        wanted = (model.embeddings.of(""),) * count
        asked = _Asked(wanted, tuple(range(count)), None)
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

    def _seen(self, references: Sequence[Picture | None]) -> tuple[torch.Tensor, ...] | None:
        """What there is to follow in each picture; None: nothing in any."""
        known = [one for one in references if one is not None]
        if not known or not self._settings.likeness:
            return None
        assert len(known) == len(references), "pictures with and without a reference"
        return tuple(_sight.of(one, self._easel.folder) for one in known)

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

        def stacked(embeddings: Sequence[Embedding], name: Literal["tokens", "pooled"]) -> Any:
            return torch.cat([getattr(one, name) for one in embeddings]).to(precision)

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
