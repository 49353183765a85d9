"""One changed bit of any file that holds weights is found before it is loaded."""

from pathlib import Path

import pytest

from common.errors import EngineError
from common.models import ADAPTER, MODELS, wanted
from tests.support.diffusing import tampered
from tests.support.tiny_models import unpinned, write_models
from workers.engines.diffusion.checking import check
from workers.engines.diffusion.loading import load_weights

NAMES = ["sdxl-lightning", "svd", ADAPTER]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_models(tmp_path_factory.mktemp("models"), NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_bit_is_refused(models: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    unpinned(monkeypatch, name)
    check(name, models)
    weights = [
        models / name / file
        for file in wanted(MODELS[name], models)
        if Path(file).suffix == ".safetensors"
    ]
    assert weights
    for file in weights:
        whole = file.read_bytes()
        tampered(file)
        with pytest.raises(EngineError, match=f"changed since it was pulled.*models pull {name}"):
            check(name, models)
        file.write_bytes(whole)
    check(name, models)


def test_a_lora_is_checked_where_it_is_loaded(models: Path) -> None:
    file = models / "sdxl-lightning" / MODELS["sdxl-lightning"].files[0]
    whole = file.read_bytes()
    tampered(file)
    with pytest.raises(EngineError, match="sdxl-lightning"):
        load_weights("sdxl-lightning", folder=models)
    file.write_bytes(whole)
