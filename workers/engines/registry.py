"""Engines by name, each made once a process, when it is first asked for."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

from common.catalogue import ENGINES
from common.errors import MissingEngineError

_WHERE: Mapping[str, str] = MappingProxyType(
    {
        "madmom": "workers.engines.trackers.madmom:MadmomTracker",
        "onset": "workers.engines.trackers.onset:OnsetTracker",
        "madmom-harmony": "workers.engines.harmony.madmom:MadmomListener",
        "templates": "workers.engines.harmony.templates:TemplateListener",
        "rules": "workers.engines.labels.rules:RuleLabeller",
        "clap": "workers.engines.labels.clap:ClapLabeller",
        "lp-musiccaps": "workers.engines.captions.musiccaps:MusicCaps",
        "qwen2-audio": "workers.engines.captions.qwen:QwenAudio",
        "whisper": "workers.engines.singing.whisper:Whisper",
        "writer": "workers.engines.writer:BuiltinWriter",
        "chat": "workers.engines.language:ChatEngine",
        "deepseek-r1-8b": "workers.engines.language.local:deepseek_r1_8b",
        "painter": "workers.engines.painter:Painter",
        "camera": "workers.engines.camera:Camera",
        "flow": "workers.engines.interpolator:FlowInterpolator",
        "rife": "workers.engines.rife.engine:Rife",
        "rife-v4": "workers.engines.rife.engine:RifeV4",
        "rife-ncnn": "workers.engines.rife.ncnn:RifeNcnn",
        "sdxl": "workers.engines.image.sdxl:Sdxl",
        "sdxl-lightning": "workers.engines.image.sdxl:SdxlLightning",
        "sdxl-lightning-unet": "workers.engines.image.sdxl:SdxlLightningUnet",
        "sdxl-hyper": "workers.engines.image.sdxl:SdxlHyper",
        "svd": "workers.engines.footage.svd:Svd",
        "svd-xt": "workers.engines.footage.svd:SvdXt",
        "wan-t2v": "workers.engines.footage.worded:wan_t2v",
        "wan-i2v": "workers.engines.footage.worded:wan_i2v",
        "ltx": "workers.engines.footage.worded:ltx",
        "mochi": "workers.engines.footage.worded:mochi",
        "animatelcm-svd": "workers.engines.footage.svd:AnimateLcmSvd",
    }
)


@cache
def engine(name: str) -> Any:
    """The engine of that name.

    Raises:
        MissingEngineError: unknown, or something it stands on is not installed here.
    """
    if name not in _WHERE:
        raise MissingEngineError(f"no engine called {name!r}; there is: {', '.join(ENGINES)}")
    module, attribute = _WHERE[name].split(":")
    try:
        make: Callable[[], Any] = getattr(import_module(module), attribute)
    except ImportError as problem:
        reason = f"the {name} engine cannot start here: {problem}"
        if ENGINES[name].models:
            reason += "; its libraries come with: pip install 'scopitone[gpu]'"
        raise MissingEngineError(reason) from None
    return make()
