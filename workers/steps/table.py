"""Each stage's step, with all the engines behind them: importing this takes seconds."""

from types import MappingProxyType

from workers.steps import (
    analysis,
    animation,
    assembly,
    edits,
    evaluation,
    frames,
    harmony,
    keyframes,
    poster,
    script,
    singing,
    understanding,
    warping,
)
from workers.steps.perform import Batches, Steps

STEPS: Steps = MappingProxyType(
    {
        "analysis": analysis.run,
        "script": script.run,
        "keyframes": keyframes.run,
        "animation": animation.run,
        "warping": warping.run,
        "frames": frames.run,
        "assembly": assembly.run,
        "poster": poster.run,
        "evaluation": evaluation.run,
        "harmony": harmony.run,
        "understanding": understanding.run,
        "singing": singing.run,
        "edits": edits.run,
    }
)
BATCHES: Batches = MappingProxyType({"keyframes": keyframes.BATCH})
"""No footage: one clip is 14 to 121 pictures at once and leaves a GPU nothing idle."""
