"""Stable Video Diffusion (Blattmann et al., 2023): 14 or 25 frames from a picture.

Denoised in bfloat16 from the noise of the scene's seed, decoded a few frames at a time (the
decoder's temporal layers see no further than a chunk, so its length is part of the result and
shrinks only when memory runs out), and held to the colours of the picture it began with.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from diffusers import StableVideoDiffusionPipeline
from numpy.typing import NDArray
from PIL import Image
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

from common.artifacts.clips import ENOUGH, Cue, Footage
from common.artifacts.keyframes import Keyframe
from common.artifacts.script import Brief
from common.cards import ClipSettings
from common.catalogue import ENGINES
from workers.engines.diffusion.device import device, generator
from workers.engines.diffusion.listening import Progress, each_step, part, silent
from workers.engines.diffusion.loading import bytes_on_disk, load_pipeline, load_weights
from workers.engines.diffusion.memory import ever_smaller
from workers.engines.diffusion.residency import Need, residency
from workers.engines.diffusion.soundness import decoded_soundly, denoised_soundly
from workers.engines.footage.consistency import ConsistencySampler
from workers.engines.footage.holding import hold
from workers.engines.footage.motion import SLOWEST, frame_rate, motion_bucket
from workers.engines.image.sdxl import to_pixels
from workers.engines.video.fitting import fit

Picture = NDArray[np.uint8]

_CHUNKS = (8, 4, 2, 1)
"""Frames decoded at a time."""
WORKING = 14 * 10**9
"""Bytes for 25 frames of 1024x576 with guidance: an estimate, not measured yet."""


Sampler = Callable[[int], Any]
"""A sampler for a clip, made from its seed; None: the pipeline's own."""


class Terms(NamedTuple):
    """What a clip is asked for, in the model's terms."""

    bucket: int
    fps: Fraction
    seed: int


class Svd:
    """The model of 14 frames."""

    name = model = "svd"
    over: str | None = None
    """A model in `common.models` whose denoiser takes the place of its own."""
    sampler: Sampler | None = None

    def at_work(
        self, settings: ClipSettings, *, size: tuple[int, int], folder: Path, progress: Progress
    ) -> "Filming":
        """The engine for one order.

        Args:
            size: width and height of the footage in pixels, multiples of 8.
            folder: of all models.
            progress: told after each step; it may raise to stop.
        """
        kit = Kit(lambda: self.loaded(folder), self.name, type(self).sampler)
        return Filming(kit, settings, size, progress)

    def loaded(self, folder: Path) -> Any:
        """The pipeline, in memory.

        Raises:
            MissingModelError, EngineError, GpuMemoryError: it cannot be.
        """
        need = Need(weights=bytes_on_disk(self.model, folder), working=WORKING)
        return residency().borrow(self.name, folder, need=need, load=lambda: self._load(folder))

    def warm_up(self, folder: Path) -> None:
        """Load the model and, on a GPU, take a step of it, so that its kernels are chosen.

        Raises:
            MissingModelError, EngineError, GpuMemoryError: as `loaded`.
        """
        card = ENGINES[self.name]
        assert card.clip is not None
        step = card.clip.model_copy(update={"steps": 1})
        self.loaded(folder)
        if device().is_gpu:
            size = card.sizes[0]
            grey = np.full((size[1], size[0], 3), 128, dtype=np.uint8)
            self.at_work(step, size=size, folder=folder, progress=silent).clip(
                grey, Terms(bucket=127, fps=Fraction(SLOWEST), seed=0)
            )

    def _load(self, folder: Path) -> Any:
        # By its own name: the class that the files name needs torchvision, which has no CPU build.
        processor = CLIPImageProcessorPil.from_pretrained(folder / self.model / "feature_extractor")
        pipeline: Any = load_pipeline(
            StableVideoDiffusionPipeline,
            self.model,
            folder=folder,
            on=device(),
            feature_extractor=processor,
        )
        if self.over is not None:
            pipeline.unet.load_state_dict(load_weights(self.over, folder=folder))
        return pipeline


class SvdXt(Svd):
    """The model of 25 frames."""

    name = model = "svd-xt"


class AnimateLcmSvd(SvdXt):
    """The same, distilled (Wang et al., 2024): four to eight steps, without guidance."""

    name = "animatelcm-svd"
    over = "animatelcm-svd"
    sampler = staticmethod(lambda seed: ConsistencySampler(generator(seed)))


class Kit(NamedTuple):
    """What films: a way to the pipeline in memory, the engine's name and its sampler."""

    load: Callable[[], Any]
    name: str
    sampler: Sampler | None = None


class Filming:
    """Films one scene by some settings; its clips share one frame rate."""

    def __init__(
        self,
        kit: Kit,
        settings: ClipSettings,
        size: tuple[int, int],
        progress: Progress,
        *,
        liveliness: float = 1.0,
    ) -> None:
        self._kit, self._name, self._settings = kit, kit.name, settings
        self._size, self._progress, self._liveliness = size, progress, liveliness
        self._fps: Fraction | None = None
        self._clips = 0

    def take(self, number: int, *, liveliness: float) -> "Filming":
        """The same for one of several takes, with its part of the progress.

        Args:
            number: from 0.
            liveliness: motion over what the scene asks for.
        """
        takes = self._settings.takes
        told = part(self._progress, number / takes, (number + 1) / takes)
        return Filming(self._kit, self._settings, self._size, told, liveliness=liveliness)

    def animate(
        self, keyframe: Keyframe, *, brief: Brief, cues: Sequence[Cue], duration: float
    ) -> Footage:
        """Footage that starts with a picture. The music comes later, by warping.

        Raises:
            EngineError: the model gave no pictures, in float32 too.
            GpuMemoryError: it does not fit.
        """
        del cues
        frames = self._settings.frames
        self._fps = self._fps or frame_rate(brief, frames=frames, duration=duration)
        more = bool(self._clips) or frames / self._fps < ENOUGH * Fraction(duration)
        told = part(self._progress, 0.5 * self._clips, 0.5 * (self._clips + 1))
        terms = Terms(
            bucket=motion_bucket(brief, liveliness=self._liveliness),
            fps=self._fps,
            seed=brief.scene.seed + self._clips,
        )
        self._clips += 1
        picture = fit(keyframe.image, self._size)
        shown = self.clip(picture, terms, progress=told if more else self._progress)
        return Footage(frames=shown, fps=self._fps)

    def clip(self, picture: Picture, terms: Terms, *, progress: Progress = silent) -> Picture:
        """Frames (n, h, w, 3) that start with a picture (h, w, 3); errors as `animate`."""
        pipeline = self._kit.load()
        latents = denoised_soundly(
            lambda: ever_smaller(self._name, self._denoisings(pipeline, picture, terms, progress)),
            by=pipeline,
            what=self._name,
        )
        ways = [
            (f"{count} frames at a time", partial(self._decoded, pipeline, latents, count))
            for count in _CHUNKS
        ]
        frames = decoded_soundly(
            lambda: ever_smaller(self._name, ways), by=pipeline.vae, what=self._name
        )
        progress(0.95)
        return hold(to_pixels(frames), picture)

    def _denoisings(
        self, pipeline: Any, picture: Picture, terms: Terms, progress: Progress
    ) -> Sequence[tuple[str, Callable[[], torch.Tensor]]]:
        """Ways to denoise, each with less memory than the one before."""
        denoise = partial(self._denoise, pipeline, picture, terms, progress)

        def in_chunks() -> torch.Tensor:
            pipeline.unet.enable_forward_chunking()  # for good: what ran out once would again
            return denoise()

        return [("as usual", denoise), ("alone", denoise), ("layers in chunks", in_chunks)]

    def _denoise(
        self, pipeline: Any, picture: Picture, terms: Terms, progress: Progress
    ) -> torch.Tensor:
        settings = self._settings
        if self._kit.sampler is not None:
            pipeline.scheduler = self._kit.sampler(terms.seed)
        answer = pipeline(
            Image.fromarray(picture),
            width=self._size[0],
            height=self._size[1],
            num_frames=settings.frames,
            num_inference_steps=settings.steps,
            min_guidance_scale=settings.least_guidance,
            max_guidance_scale=settings.most_guidance,
            fps=int(terms.fps),
            motion_bucket_id=terms.bucket,
            noise_aug_strength=settings.noise,
            generator=generator(terms.seed),
            output_type="latent",
            callback_on_step_end=each_step(part(progress, 0.05, 0.8), settings.steps),
        )
        latents: torch.Tensor = answer.frames
        return latents

    def _decoded(self, pipeline: Any, latents: torch.Tensor, count: int) -> torch.Tensor:
        """Frames from -1 to 1, (n, 3, h, w)."""
        dtype = pipeline.vae.dtype
        with torch.no_grad():
            films = pipeline.decode_latents(latents.to(dtype), latents.shape[1], count)
        frames: torch.Tensor = films[0].permute(1, 0, 2, 3)
        return frames
