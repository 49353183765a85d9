from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from common.artifacts.understanding import Descriptors, Labelling
from common.errors import EngineError
from common.listeners import CLAP
from common.models import MissingModelError
from tests.support import sounds
from tests.support.memories import Notebook, count_calls
from tests.support.tiny_listeners import write_clap
from tests.support.tiny_models import unpinned
from workers.engines.diffusion.residency import residency
from workers.engines.labels import clap
from workers.engines.labels.clap import ClapAtWork, ClapLabeller
from workers.engines.remembering import Memory, NoMemory
from workers.stages.understanding import Heard, Labels

EDGES = (0.0, 4.0, 8.0, 20.0)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    residency.cache_clear()
    return write_clap(tmp_path_factory.mktemp("models"))


def labeller(models: Path, *, temperature: float = 1.0, memory: Memory | None = None) -> ClapAtWork:
    return ClapLabeller().at_work(
        temperature=temperature,
        folder=models,
        memory=memory or NoMemory(),
        progress=lambda _share: None,
    )


def song(*, confidence: float = 1.0, edges: Sequence[float] = EDGES) -> Heard:
    part = Descriptors.model_validate(
        dict.fromkeys(Descriptors.model_fields, 0.5) | {"confidence": confidence}
    )
    sound = np.concatenate([sounds.drone(4.0), sounds.noise(4.0), sounds.tone(880, 12.0)])
    return Heard(
        audio=sounds.audio(sound, sound),
        spans=list(pairwise(edges)),
        parts=[part] * (len(edges) - 1),
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


def test_a_moved_boundary_is_heard_on_its_two_sides_only(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpinned(monkeypatch, CLAP)
    memory = Notebook()
    labeller(models, memory=memory).label(song())
    moved = song(edges=(0.0, 4.0, 9.0, 20.0))
    anew = labeller(models).label(moved)
    windows = count_calls(monkeypatch, clap, "_heard", lambda _model, some: len(some))
    assert labeller(models, memory=memory).label(moved) == anew
    assert windows == [1, 2]


def test_what_is_no_number_is_refused_and_not_kept(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpinned(monkeypatch, CLAP)
    monkeypatch.setattr(clap, "_heard", lambda *_: np.full((1, 16), np.nan))
    memory = Notebook()
    with pytest.raises(EngineError, match="no number"):
        labeller(models, memory=memory).label(song())
    assert not memory.answers


def test_labels_do_not_hang_on_what_was_known(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpinned(monkeypatch, CLAP)
    full = Notebook()
    labels = labeller(models, memory=full).label(song())
    assert labels == labeller(models).label(song())
    partial = full.without(1)
    assert labeller(models, memory=partial).label(song()) == labels
    assert partial.answers == full.answers, "to the last digit"
    warm = labeller(models, temperature=5.0).label(song())
    residency.cache_clear()
    assert labeller(tmp_path, memory=full).label(song()) == labels
    assert labeller(tmp_path, memory=full, temperature=5.0).label(song()) == warm
    assert not residency().names, "of a known song no model is loaded"


def test_weights_that_are_not_here_or_not_those_published_are_refused(
    models: Path, tmp_path: Path
) -> None:
    with pytest.raises(MissingModelError, match=f"scopitone models pull {CLAP}"):
        labeller(tmp_path).label(song())
    residency.cache_clear()
    with pytest.raises(EngineError, match="not what was published"):
        labeller(models).label(song())


def test_a_damaged_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpinned(monkeypatch, CLAP)
    write_clap(tmp_path)
    (tmp_path / CLAP / "pytorch_model.bin").write_bytes(b"no weights")
    monkeypatch.setattr("workers.engines.labels.clap.check", lambda *_: None)
    with pytest.raises(EngineError, match=f"pull {CLAP} anew"):
        labeller(tmp_path).label(song())
