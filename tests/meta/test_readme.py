"""The README is true: each command in it runs, in its order, as it stands there."""

import os
import re
import subprocess
from pathlib import Path

import av
import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN_BY_CI = {"make test"}
"""What runs this very test."""
SONG_SECONDS = 4


def commands(document: str) -> list[str]:
    """The lines of its `sh` blocks, continued lines joined, comments dropped."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / document).read_text(), flags=re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [bare for line in lines if (bare := line.split(" #")[0].strip())]


def somebody_s_song(path: Path) -> None:
    with av.open(ROOT / "examples/demo.ogg") as source, av.open(path, "w") as target:
        stream = target.add_stream("mp3", rate=44100)
        for frame in source.decode(audio=0):
            if frame.time > SONG_SECONDS:
                break
            frame.pts = None
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like the project's and keeps what is written out of it."""
    # An outdated environment would be installed anew from that folder, into the project's own.
    current = subprocess.run(["make", "--question", ".venv/.ready-dev"], cwd=ROOT, check=False)
    assert current.returncode == 0, "the environment is older than pyproject.toml: run `make setup`"
    folder = tmp_path_factory.mktemp("newcomer")
    for entry in ROOT.iterdir():
        if entry.name not in {".git", "demo", "demo.mp4"}:
            (folder / entry.name).symlink_to(entry)
    somebody_s_song(folder / "SONG.mp3")
    return folder


@pytest.mark.slow
def test_the_commands_of_the_readme_run(newcomer: Path) -> None:
    shown = commands("README.md")
    assert set(shown) > RUN_BY_CI
    for command in shown:
        if command in RUN_BY_CI:
            continue
        ran = subprocess.run(
            command,
            shell=True,
            cwd=newcomer,
            env={**os.environ, "DEMO_OPTIONS": "--height 180 --excerpt 0:6"},
            check=False,
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, f"{command}\n{ran.stdout[-2000:]}\n{ran.stderr[-2000:]}"
    for name in ("demo.mp4", "demo/scenes/001/keyframe.png", "demo/scores.json", "SONG.mp4"):
        assert (newcomer / name).stat().st_size > 0


def test_the_files_it_points_to_exist() -> None:
    for document in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name} points to {target}"
