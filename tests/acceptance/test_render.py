"""`scopitone render`, as a user meets it: small, short films of the bundled song."""

import json
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from psutil import process_iter

from common.artifacts.script import Script
from tests.support.command import DEMO, DEMO_BEATS, scopitone
from workers.engines.video.digest import video_digest
from workers.engines.video.reader import describe, read_frames

SMALL = (
    "--theme",
    "a fox crosses a snowy forest at night",
    "--height",
    "180",
    "--beats",
    DEMO_BEATS,
)
FROZEN = 0.2
"""Mean difference of neighbouring frames, in steps of 255, below which nothing moves."""
BLACK = 4.0


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("film")
    ran = scopitone(
        "render", DEMO, *SMALL, "--excerpt", "15:22.3", "--out", "film.mp4", "--json", folder=folder
    )
    assert ran.returncode == 0, ran.stderr
    (folder / "said.json").write_text(ran.stdout)
    return folder / "film.mp4"


def test_the_film_is_what_was_asked_for(film: Path) -> None:
    facts = describe(film)
    assert (facts.video_codec, facts.audio_codec) == ("h264", "aac")
    assert (facts.width, facts.height, facts.fps) == (320, 180, 24)
    assert facts.frames == round(Fraction("7.3") * 24)
    assert facts.audio_seconds == pytest.approx(7.3, abs=1 / 24)


def test_no_second_is_black_or_frozen(film: Path) -> None:
    fps, frames = read_frames(film)
    pictures = [frame.astype(np.float32) for frame in frames]
    light = np.array([picture.mean() for picture in pictures])
    moves = np.array([np.abs(b - a).mean() for a, b in pairwise(pictures)])
    for start in range(0, len(moves) - int(fps), int(fps)):
        second = slice(start, start + int(fps))
        assert light[second].max() > BLACK
        assert moves[second].max() > FROZEN


def test_cuts_are_on_beats(film: Path) -> None:
    script = Script.from_json((film.parent / "film.work/script.json").read_bytes())
    beats = np.array([float(line.split()[0]) for line in DEMO_BEATS.read_text().splitlines()]) - 15
    cuts = [scene.start for scene in script.scenes[1:]]
    assert cuts
    assert all(np.abs(beats - cut).min() < 1 / 24 for cut in cuts)


def test_every_intermediate_result_is_a_readable_file(film: Path) -> None:
    folder = film.parent / "film.work"
    whole = ["analysis.json", "script.json", "film.mp4", "poster.jpg", "scores.json"]
    scene = ["keyframe.ora", "keyframe.png", "motion.json", "warp_plan.json", "segment.mp4"]
    assert all((folder / name).stat().st_size for name in whole)
    assert all((folder / "scenes/001" / name).stat().st_size for name in scene)


def test_what_it_says_can_be_read_by_a_program(film: Path) -> None:
    said = json.loads((film.parent / "said.json").read_text())
    assert said["video"] == "film.mp4"
    assert said["scenes"] == len(list((film.parent / "film.work/scenes").iterdir()))
    assert 0 <= said["precision70"] <= 1


def store_of(film: Path) -> dict[str, set[str]]:
    shelves = (film.parent / "film.work/store").glob("*/*/*")
    kept: dict[str, set[str]] = {}
    for path in shelves:
        kept.setdefault(path.parts[-3], set()).add(path.name)
    return kept


def test_one_changed_scene_makes_only_that_scene_anew(film: Path) -> None:
    before, folder = store_of(film), film.parent
    script = json.loads((folder / "film.work/script.json").read_text())
    script["scenes"][1]["mise_en_scene"]["background"] = "a calm sea at noon"
    (folder / "edited.json").write_text(json.dumps(script))
    ran = scopitone(
        "render", DEMO, *SMALL, "--excerpt", "15:22.3", "--script", "edited.json",
        "--workdir", "film.work", "--out", "edited.mp4", folder=folder,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    new = {stage: len(names - before[stage]) for stage, names in store_of(film).items()}
    assert {stage for stage, count in new.items() if count} == {
        "script", "keyframes", "animation", "warping", "frames", "assembly", "poster", "evaluation",
    }  # fmt: skip
    assert [new[stage] for stage in ("analysis", "script", "keyframes", "frames")] == [0, 1, 1, 1]
    assert video_digest(folder / "edited.mp4") != video_digest(film)


def test_the_film_is_the_same_on_one_core(film: Path) -> None:
    folder = film.parent
    ran = scopitone(
        "render", DEMO, *SMALL, "--excerpt", "15:22.3", "--workdir", "alone", "--out", "alone.mp4",
        folder=folder, prefix=("taskset", "-c", "0"),
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert video_digest(folder / "alone.mp4") == video_digest(film)


def test_ctrl_c_leaves_no_process_and_no_film(tmp_path: Path) -> None:
    script = 'trap "" EXIT; timeout --preserve-status -s INT 6 "$@"; echo "code $?"'
    ran = scopitone(
        "render", DEMO, *SMALL, "--out", "film.mp4", folder=tmp_path,
        prefix=("bash", "-c", script, "bash"),
    )  # fmt: skip
    assert "code 130" in ran.stdout
    assert "run the same command again" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "film.mp4").exists()
    running = (" ".join(process.info["cmdline"] or ()) for process in process_iter(["cmdline"]))
    assert not [command for command in running if str(tmp_path) in command]
