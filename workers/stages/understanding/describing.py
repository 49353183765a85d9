"""From measures to descriptors, of a stretch or of the whole.

The weights of arousal and valence follow what studies agree on, and only that: arousal rises with
loudness, density, brightness and tempo; valence with the major mode and, less, with tempo (Eerola
and Vuoskoski, Music Perception 30, 2013). Where the mode is uncertain valence stays near 0.5.
"""

from dataclasses import dataclass

import numpy as np

from common.artifacts.harmony import Key
from common.artifacts.understanding import Descriptors
from workers.stages.understanding.curves import Measures
from workers.stages.understanding.spectrum import FRAME_RATE

_ENOUGH = 30.0
_NARROW = 4500.0
"""Hertz: a recording that ends below has lost what tells cymbals, breath and noise apart."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What is true of the whole song: tempo in beats a minute (0: none), trust in the beat, key."""

    tempo: float
    pulse: float
    tonality: float
    key: Key
    duration: float


def described(measured: Measures, span: tuple[float, float], setting: Setting) -> Descriptors:
    """Descriptors of the song from one second to another."""
    first = min(int(span[0] * FRAME_RATE), len(measured.power) - 1)
    part = slice(first, max(first + 1, round(span[1] * FRAME_RATE)))
    power = measured.power[part]
    total = max(float(power.sum()), 1e-12)
    level = 10 * np.log10(_smooth(power) + 1e-10)
    loud, quiet = np.percentile(level, [90, 10])
    centroid = float(measured.centroid[part] @ power) / total
    onsets = float(measured.onsets[part].sum()) / max(span[1] - span[0], 0.5)
    middle = max(total - float(measured.sides[part].sum()), 1e-12)
    shares = {
        name: float(getattr(measured, name)[part].sum()) / whole
        for name, whole in (
            ("struck", middle), ("steady", middle),
            ("low", total), ("sides", total),
        )
    }  # fmt: skip
    energy = _scaled(10 * np.log10(total / len(power) + 1e-10), -28, -8)
    facts = {
        "energy": energy,
        "brightness": _scaled(np.log2(max(centroid, 1) / 200), 0, 5) if energy else 0.0,
        "density": _scaled(onsets, 0, 8),
        "dynamics": _scaled(loud - quiet, 0, 30) if energy else 0.0,
        "percussiveness": _scaled(shares["struck"], 0.05, 0.4),
        "bass": _scaled(shares["low"], 0, 0.8),
        "sustain": _scaled(shares["steady"], 0, 0.6),
        "width": _scaled(shares["sides"], 0, 0.8),
        "vocals": voice_evidence(measured, part)
        * min(1.0, 2 * max(setting.pulse, setting.tonality)),
        "tempo": _scaled(setting.tempo, 50, 180) if setting.pulse >= 0.5 else 0.5,
        "pulse": setting.pulse,
        "tonality": setting.tonality,
        "confidence": _confidence(measured, setting) * (energy > 0),
    }
    return Descriptors.model_validate(
        {name: round(value, 4) for name, value in (facts | _feelings(facts, setting.key)).items()}
    )


def _feelings(facts: dict[str, float], key: Key) -> dict[str, float]:
    near = np.exp(-0.5 * ((facts["tempo"] - 0.55) / 0.25) ** 2)
    beat = 0.5 * facts["percussiveness"] + 0.2 * facts["bass"] + 0.3 * facts["density"]
    arousal = (
        0.35 * facts["energy"]
        + 0.25 * facts["density"]
        + 0.2 * facts["brightness"]
        + 0.2 * facts["tempo"]
    )
    mode = (1 if key.mode == "major" else -1) * key.confidence
    return {
        "danceability": float(np.clip(facts["pulse"] * near * (0.35 + beat), 0, 1)),
        "arousal": float(np.clip(arousal, 0, 1)),
        "valence": float(np.clip(0.5 + 0.3 * mode + 0.3 * (facts["tempo"] - 0.5), 0, 1)),
    }


def voice_evidence(measured: Measures, part: slice = slice(None)) -> float:
    """Evidence of a voice, 0 to 1; half as much where no side says what is in the centre."""
    share = float(measured.voice[part].sum()) / max(float(measured.power[part].sum()), 1e-12)
    return _scaled(share, 0.12, 0.4) * (1.0 if measured.sides[part].any() else 0.5)


def _confidence(measured: Measures, setting: Setting) -> float:
    music = max(setting.pulse, setting.tonality)
    whole = min(1.0, 0.3 + 0.7 * setting.duration / _ENOUGH)
    return float(music * whole * (0.5 if measured.ceiling < _NARROW else 1.0))


def _smooth(power: np.ndarray) -> np.ndarray:
    """Means over a fifth of a second, shape (m,)."""
    size = min(10, len(power))
    result: np.ndarray = power[: len(power) // size * size].reshape(-1, size).mean(axis=1)
    return result


def _scaled(value: float, none: float, full: float) -> float:
    return float(np.clip((value - none) / (full - none), 0, 1))
