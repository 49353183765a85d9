"""Songs understood in full by the engines that need no model, once a process."""

from functools import cache
from pathlib import Path

from common.artifacts.analysis import Analysis
from common.artifacts.harmony import Harmony
from common.artifacts.song import Audio
from common.artifacts.understanding import Understanding
from common.config import Settings
from workers.engines.decoder import decode
from workers.engines.harmony.templates import TemplateListener
from workers.engines.labels.rules import RuleLabeller
from workers.engines.trackers.onset import OnsetTracker
from workers.stages.analysis import analyse
from workers.stages.analysis.listening import mono
from workers.stages.harmony import hear_harmony
from workers.stages.understanding import understand


def understood(audio: Audio) -> tuple[Analysis, Harmony, Understanding]:
    samples = mono(audio)
    analysis = analyse(audio=audio, tracker=OnsetTracker())
    harmony = hear_harmony(
        samples=samples, sample_rate=audio.sample_rate, listener=TemplateListener()
    )
    understanding = understand(
        audio=audio, analysis=analysis, harmony=harmony, labeller=RuleLabeller()
    )
    return analysis, harmony, understanding


@cache
def understood_song(path: Path, *, seconds: float = 40.0) -> Understanding:
    return understood(decode(path, settings=Settings(), excerpt=(0.0, seconds)))[2]
