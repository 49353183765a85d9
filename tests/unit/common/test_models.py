import json
from pathlib import Path

import pytest

from common.cards import ModelCard
from common.catalogue import ENGINES, weights_of
from common.listeners import MUSICCAPS
from common.models import ADAPTER, CLIP, MODELS, MissingModelError, absent, require


def lay(folder: Path, card: ModelCard) -> None:
    for file in card.files:
        target = folder / card.name / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"{}")


def test_what_is_missing_is_said_with_the_command_that_gets_it(tmp_path: Path) -> None:
    lay(tmp_path, MODELS["sdxl"])
    with pytest.raises(MissingModelError, match=r"scopitone models pull svd-xt$"):
        require(weights_of("sdxl", "svd-xt"), tmp_path)


def test_a_model_of_which_one_file_is_missing_is_absent(tmp_path: Path) -> None:
    lay(tmp_path, MODELS["svd"])
    assert list(absent(["svd"], tmp_path)) == []
    (tmp_path / "svd/unet/config.json").unlink()
    assert list(absent(["svd"], tmp_path)) == ["svd"]


def test_an_index_names_more_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = "unet/model.safetensors.index.json"
    parted = MODELS["svd"].model_copy(update={"name": "parted", "files": (index,)})
    monkeypatch.setattr("common.models.MODELS", {"parted": parted})
    lay(tmp_path, parted)
    (tmp_path / "parted" / index).write_text(json.dumps({"weight_map": {"a": "1.safetensors"}}))
    assert list(absent(["parted"], tmp_path)) == ["parted"]
    (tmp_path / "parted/unet/1.safetensors").write_bytes(b"")
    assert list(absent(["parted"], tmp_path)) == []


UNPINNED = ("animatelcm-svd", MUSICCAPS)
"""Nobody's record has their commits or digests; see `ModelCard`."""


@pytest.mark.parametrize("card", MODELS.values(), ids=lambda card: card.name)
def test_every_model_is_pinned_and_a_pickle_by_its_digest(card: ModelCard) -> None:
    if card.name not in UNPINNED:
        assert len(card.revision) == 40 or set(card.digests) == set(card.files)
    plain = (".safetensors", ".json", ".txt", "spiece.model")
    pickles = {file for file in card.files if not file.endswith(plain)}
    assert pickles <= set(card.digests) or card.name == MUSICCAPS  # read as tensors alone
    assert not card.address or set(card.files) == set(card.digests)
    assert card.name in (ADAPTER, CLIP) or any(
        card.name in engine.models for engine in ENGINES.values()
    )
