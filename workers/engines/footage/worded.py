"""Video models that read a whole brief: WAN 2.1, LTX-Video and Mochi 1, behind one adapter.

Their text encoders read hundreds of words, so that nothing is left out of a brief. Some start from
the keyframe, others from the words alone; only the former's footage is held to the keyframe's
colours, and only they can go on from a last frame. Each delivers at its own frame rate, in clips of
a number of frames that its decoder can make.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from diffusers import (
    LTXImageToVideoPipeline,
    MochiPipeline,
    WanImageToVideoPipeline,
    WanPipeline,
)
from numpy.typing import NDArray
from PIL import Image

from common.artifacts.clips import Cue, Footage
from common.artifacts.keyframes import Keyframe
from common.artifacts.script import Brief
from common.cards import ClipSettings
from common.catalogue import ENGINES
from workers.engines.diffusion.device import device, generator
from workers.engines.diffusion.listening import Progress, each_step, part
from workers.engines.diffusion.loading import bytes_on_disk, load_pipeline
from workers.engines.diffusion.memory import ever_smaller
from workers.engines.diffusion.residency import Need, residency
from workers.engines.diffusion.soundness import decoded_soundly
from workers.engines.footage.holding import hold
from workers.engines.image.sdxl import to_pixels
from workers.engines.video.fitting import fit

Picture = NDArray[np.uint8]

_NEGATIVE = "text, watermark, static, frozen, deformed, blurry, low quality"
WORKING = 20 * 10**9
"""Bytes for a clip with guidance: an estimate, not measured yet."""


class Family(NamedTuple):
    """What tells one model from another.

    Attributes:
        fps: at which it delivers.
        stride: clips have a multiple of it, and one, as frames.
        halved: whether its files hold four bytes a number, of which two are loaded.
    """

    pipeline: Any
    fps: int
    stride: int
    halved: bool = True


class Worded:
    """One of these models."""

    def __init__(self, name: str, family: Family) -> None:
        self.name, self._family = name, family

    def at_work(
        self, settings: ClipSettings, *, size: tuple[int, int], folder: Path, progress: Progress
    ) -> "WordedFilming":
        """The engine for one order; arguments as of `Svd`."""
        return WordedFilming(self, settings, size, partial(self.loaded, folder), progress)

    @property
    def family(self) -> Family:
        return self._family

    @property
    def sees(self) -> bool:
        """Whether it starts from a picture."""
        return ENGINES[self.name].sees

    def loaded(self, folder: Path) -> Any:
        """The pipeline, in memory.

        Raises:
            MissingModelError, EngineError, GpuMemoryError: it cannot be.
        """
        [model] = ENGINES[self.name].models
        stored = bytes_on_disk(model, folder)
        need = Need(weights=stored // 2 if self._family.halved else stored, working=WORKING)
        return residency().borrow(
            self.name,
            folder,
            need=need,
            load=lambda: load_pipeline(
                self._family.pipeline, model, folder=folder, on=device(), variant=None
            ),
        )

    def warm_up(self, folder: Path) -> None:
        """Load the model; errors as `loaded`."""
        self.loaded(folder)


def wan_t2v() -> Worded:
    return Worded("wan-t2v", Family(WanPipeline, fps=16, stride=4))


def wan_i2v() -> Worded:
    return Worded("wan-i2v", Family(WanImageToVideoPipeline, fps=16, stride=4))


def ltx() -> Worded:
    return Worded("ltx", Family(LTXImageToVideoPipeline, fps=24, stride=8))


def mochi() -> Worded:
    return Worded("mochi", Family(MochiPipeline, fps=30, stride=6))


class WordedFilming:
    """Films one scene by some settings."""

    def __init__(
        self,
        engine: Worded,
        settings: ClipSettings,
        size: tuple[int, int],
        load: Callable[[], Any],
        progress: Progress,
    ) -> None:
        self._engine, self._settings, self._size = engine, settings, size
        self._load, self._progress = load, progress
        self._clips = 0

    def take(self, number: int, *, liveliness: float) -> "WordedFilming":
        """The same for one of several takes; these models know no measure of motion."""
        del liveliness
        takes = self._settings.takes
        told = part(self._progress, number / takes, (number + 1) / takes)
        return WordedFilming(self._engine, self._settings, self._size, self._load, told)

    def animate(
        self, keyframe: Keyframe, *, brief: Brief, cues: Sequence[Cue], duration: float
    ) -> Footage:
        """Footage of a brief. The music comes later, by warping.

        Args:
            keyframe: looked at only if the model `sees`.

        Raises:
            EngineError: the model gave no pictures, in float32 too.
            GpuMemoryError: it does not fit.
        """
        del cues, duration
        picture = fit(keyframe.image, self._size) if self._engine.sees else None
        pipeline = self._load()
        call = self._call(brief, picture)
        self._clips += 1
        run = partial(_run, pipeline, call)
        ways = [("as usual", run), ("alone", run), ("in tiles", partial(_tiled, pipeline, run))]
        name = self._engine.name
        frames = decoded_soundly(lambda: ever_smaller(name, ways), by=pipeline, what=name)
        self._progress(0.95)
        shown = to_pixels(frames)
        if picture is not None:
            shown = hold(shown, picture)
        return Footage(frames=shown, fps=Fraction(self._engine.family.fps))

    def _call(self, brief: Brief, picture: Picture | None) -> dict[str, Any]:
        settings, family = self._settings, self._engine.family
        call = {
            "prompt": brief.prompt,
            "negative_prompt": _NEGATIVE,
            "width": self._size[0],
            "height": self._size[1],
            "num_frames": frames_of(settings.frames, family.stride),
            "num_inference_steps": settings.steps,
            "guidance_scale": settings.most_guidance,
            "generator": generator(brief.scene.seed + self._clips),
            "callback_on_step_end": each_step(part(self._progress, 0.05, 0.8), settings.steps),
            "output_type": "pt",
        }
        return call if picture is None else {"image": Image.fromarray(picture), **call}


def frames_of(asked: int, stride: int) -> int:
    """The frames of a clip: as many as asked, or up to a stride fewer."""
    return max(1, (asked - 1) // stride) * stride + 1


def _run(pipeline: Any, call: dict[str, Any]) -> torch.Tensor:
    """Frames from -1 to 1, (n, 3, h, w)."""
    frames: torch.Tensor = pipeline(**call).frames[0]
    return frames * 2 - 1


def _tiled(pipeline: Any, run: Callable[[], torch.Tensor]) -> torch.Tensor:
    pipeline.vae.enable_tiling()
    try:
        return run()
    finally:
        pipeline.vae.disable_tiling()
