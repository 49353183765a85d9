"""How long each stage may be silent before its worker takes it for hung.

A stage that tells its progress with each frame or denoising step gets little; one that tells
nothing until it is done gets several times what the longest song takes it on a slow core.
"""

from collections.abc import Mapping
from types import MappingProxyType

from common.cards import StageName

BUDGET_SECONDS: Mapping[StageName, float] = MappingProxyType(
    {
        "analysis": 900.0,  # beat networks over 20 minutes of sound: about 240 s
        "script": 900.0,  # a question to a language model: three tries of 120 s and pauses
        "keyframes": 300.0,
        "animation": 300.0,
        "warping": 300.0,
        "frames": 120.0,  # each drawn frame is told
        "assembly": 600.0,
        "poster": 300.0,
        "evaluation": 900.0,  # optical flow over 29,000 frames: about 150 s
        "harmony": 300.0,
        "understanding": 300.0,
        "edits": 60.0,
        "singing": 300.0,  # each batch of windows is told; 20 minutes without a model: about 10 s
    }
)
EXPANSION_SECONDS = 120.0
