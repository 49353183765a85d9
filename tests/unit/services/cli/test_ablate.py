import json
from pathlib import Path

import pytest

from common.artifacts.script import Script
from common.script_options import ALL_TOLD, TOLD
from services.cli.ablate import STAGES, _kept, _tell, inputs
from tests.support.documents import make_script


def test_every_set_of_inputs_has_its_name() -> None:
    every = inputs()
    assert len({options.inputs for options in every.values()}) == len(every) == 16
    assert every["+".join(TOLD)] == ALL_TOLD
    assert every["theme-alone"].inputs == ()


def test_each_stage_of_the_papers_is_left_out_once() -> None:
    assert STAGES["whole"] == ALL_TOLD
    assert "music" not in STAGES["no-caption"].inputs
    assert not STAGES["no-theme-stage"].theme_stage
    assert not STAGES["no-mise-en-scene"].mise_en_scene


def test_scripts_lie_side_by_side_with_their_scores(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("sacrebleu")
    script = make_script()
    same = " ".join(scene.prompt for scene in script.scenes)
    made = [_kept(name, options, script, tmp_path, same, None) for name, options in STAGES.items()]
    _tell(made, tmp_path, as_json=False)
    assert Script.from_json((tmp_path / "no-caption.json").read_bytes()) == script
    kept = json.loads((tmp_path / "ablation.json").read_text())
    assert list(kept) == list(STAGES)
    assert kept["whole"]["scores"]["bleu4"] == pytest.approx(100)
    assert "100.00  100.00   1.0000" in capsys.readouterr().out
