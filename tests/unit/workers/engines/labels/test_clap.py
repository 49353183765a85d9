from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from common.artifacts.understanding import Descriptors, Labelling
from common.errors import EngineError
from common.listeners import CLAP
from common.models import MissingModelError
from tests.support import sounds
from tests.support.tiny_listeners import write_clap
from tests.support.tiny_models import unpinned
from workers.engines.diffusion.residency import residency
from workers.engines.labels.clap import ClapAtWork, ClapLabeller
from workers.stages.understanding import Heard, Labels

EDGES = (0.0, 4.0, 8.0, 20.0)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    residency.cache_clear()
    return write_clap(tmp_path_factory.mktemp("models"))


def labeller(models: Path, *, temperature: float = 1.0) -> ClapAtWork:
    return ClapLabeller().at_work(
        temperature=temperature, folder=models, progress=lambda _share: None
    )


def song(*, confidence: float = 1.0) -> Heard:
    part = Descriptors.model_validate(
        dict.fromkeys(Descriptors.model_fields, 0.5) | {"confidence": confidence}
    )
    sound = np.concatenate([sounds.drone(4.0), sounds.noise(4.0), sounds.tone(880, 12.0)])
    return Heard(
        audio=sounds.audio(sound, sound),
        spans=list(pairwise(EDGES)),
        parts=[part] * 3,
        whole=part,
    )


def every(labels: Labels) -> list[Labelling]:
    parts = [one for own in labels.segments for one in own]
    return [*parts, *labels.content, *labels.visual_guide]


def spread(labels: Labels) -> float:
    return max(one.best.score - one.labels[-1].score for one in every(labels))


def test_every_kind_is_scored_and_every_segment_for_itself(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpinned(monkeypatch, CLAP)
    labels = labeller(models).label(song())
    assert len(labels.segments) == 3
    for labelling in every(labels):
        scores = [label.score for label in labelling.labels]
        assert sum(scores) == pytest.approx(1, abs=2e-3)
        assert scores == sorted(scores, reverse=True)
    first, second, _ = labels.segments
    assert [one.labels for one in first] != [one.labels for one in second]
    assert labeller(models).label(song()) == labels


def test_temperature_and_doubt_bring_scores_together(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpinned(monkeypatch, CLAP)
    usual = labeller(models).label(song())
    warm = labeller(models, temperature=5.0).label(song())
    assert spread(warm) < spread(usual)
    assert [one.best.text for one in every(warm)] == [one.best.text for one in every(usual)]
    assert spread(labeller(models).label(song(confidence=0.0))) == 0


def test_weights_that_are_not_here_or_not_those_published_are_refused(
    models: Path, tmp_path: Path
) -> None:
    with pytest.raises(MissingModelError, match=f"scopitone models pull {CLAP}"):
        labeller(tmp_path)
    residency.cache_clear()
    with pytest.raises(EngineError, match="not what was published"):
        labeller(models)


def test_a_damaged_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpinned(monkeypatch, CLAP)
    write_clap(tmp_path)
    (tmp_path / CLAP / "pytorch_model.bin").write_bytes(b"no weights")
    monkeypatch.setattr("workers.engines.labels.clap.check", lambda *_: None)
    with pytest.raises(EngineError, match=f"pull {CLAP} anew"):
        labeller(tmp_path)
