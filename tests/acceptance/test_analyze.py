"""What `analyze` tells of a song: as JSON, and as a picture."""

import json
from pathlib import Path

from PIL import Image

from common.artifacts.analysis import Analysis
from common.artifacts.harmony import Harmony
from common.artifacts.singing import Singing
from common.artifacts.understanding import Understanding
from tests.support.command import DEMO, scopitone


def test_all_that_is_known_is_told_and_drawn(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("Down by the sea\nI wait for you\n")
    edits = {"sections": [{"at": 1.0, "name": "bridge"}], "trust": True}
    (tmp_path / "edits.json").write_text(json.dumps(edits))
    ran = scopitone(
        "analyze", DEMO, "--excerpt", "0:6", "--json",
        "--plot", "song.png", "--listener", "templates", "--lyrics", "words.txt",
        "--edits", "edits.json",
        folder=tmp_path, environment={"SCOPITONE_WORKERS": "1"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    harmony = Harmony.model_validate_json(json.dumps(told.pop("harmony")))
    understanding = Understanding.model_validate_json(json.dumps(told.pop("understanding")))
    singing = Singing.model_validate_json(json.dumps(told.pop("singing")))
    assert [line.text for line in singing.lines] == ["Down by the sea", "I wait for you"]
    analysis = Analysis.model_validate_json(json.dumps(told))
    assert analysis.duration == harmony.duration == understanding.duration == 6
    assert (harmony.listener, understanding.labeller) == ("templates", "rules")
    assert (analysis.beat_confidence, analysis.sections[0].label) == (1.0, "bridge")
    assert understanding.roles[0].role == "bridge"
    with Image.open(tmp_path / "song.png") as picture:
        assert picture.format == "PNG"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "edits.json",
        "song.png",
        "words.txt",
    ]
